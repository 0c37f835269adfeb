import type { Bundle } from 'fhir/r4.js';
import * as z from 'zod';
import type { Payer } from '../coverage/payer.ts';
import { payerWire, post, type Reply, type Wire } from '../coverage/payer-wire.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { isLater } from './decision-rules.ts';
import { type PayerAnswer, readPayerAnswer, UnreadableAnswer } from './pas-response.ts';

/** What came of sending a request. */
export type Sent =
  | { outcome: 'answered'; answer: PayerAnswer }
  /** The payer will not take the request as it is; codes of its OperationOutcome. */
  | { outcome: 'rejected'; issues: string[] };

export type PayerGateway = {
  /**
   * Sends a request; sent again under the same identifier it counts once.
   *
   * @throws TransientFault when sending the same again may help; PermanentFault when the payer's
   * address or our standing with it is wrong.
   */
  submit: (payer: Payer, bundle: Bundle) => Promise<Sent>;
};

const OperationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.object({ code: z.string().max(40) })).max(100),
});

const json = (reply: Reply): unknown => {
  try {
    return JSON.parse(reply.body);
  } catch {
    return undefined;
  }
};

const isUtterable = (code: string): boolean => /^[a-z-]{1,40}$/.test(code);

const read = (reply: Reply): Sent => {
  const body = json(reply);
  if (reply.status >= 200 && reply.status < 300) {
    try {
      const answer = readPayerAnswer(body);
      if (isLater(answer)) throw new TransientFault('payer-cannot-answer-now');
      return { outcome: 'answered', answer };
    } catch (error) {
      if (!(error instanceof UnreadableAnswer)) throw error;
      // A proxy's page or half a body: the payer may well have the request.
      throw new TransientFault(`payer-answer-unreadable:${error.message}`);
    }
  }
  const refused = OperationOutcome.safeParse(body);
  if (reply.status < 400 || !refused.success)
    throw new PermanentFault(`payer-refused:${reply.status}`);
  const issues = refused.data.issue.map(({ code }) => code).filter(isUtterable);
  return { outcome: 'rejected', issues: [...new Set(issues)] };
};

/** Speaks Da Vinci PAS with the address that the payer directory names. */
export const payerGateway = (wire: Wire = payerWire): PayerGateway => ({
  submit: async (payer, bundle) =>
    read(
      await post(
        {
          payerId: payer.payerId,
          channel: 'pas',
          url: `${payer.authorization.url.replace(/\/$/, '')}/Claim/$submit`,
          headers: {
            'content-type': 'application/fhir+json',
            accept: 'application/fhir+json',
            'idempotency-key': bundle.identifier?.value ?? '',
          },
          body: JSON.stringify(bundle),
        },
        wire,
      ),
    ),
});
