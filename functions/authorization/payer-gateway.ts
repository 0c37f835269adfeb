import type { Bundle } from 'fhir/r4.js';
import * as z from 'zod';
import { type AskPayer, guardedGateway } from '../payer/guarded-gateway.ts';
import type { Payer } from '../payer/payer.ts';
import type { WireReply } from '../payer/wire-gateway.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import { isLater } from './decision-rules.ts';
import { readPayerAnswer, UnreadableAnswer } from './pas/response.ts';
import type { PayerAnswer } from './payer-answer.ts';
import { readSendingId } from './request-names.ts';

/** What came of sending a request. */
export type RequestSent =
  | { outcome: 'answered'; answer: PayerAnswer }
  /** The payer will not take the request as it is; codes of its OperationOutcome. */
  | { outcome: 'rejected'; issues: string[] };

export type PayerGateway = {
  /**
   * Sends a request; sent again under the same identifier it counts once.
   *
   * @throws TransientFault when sending the same again may help; PermanentFault when the payer's
   * address or our standing with it is wrong; PayerUnavailable when it is not to be asked now.
   */
  submit: (payer: Payer, bundle: Bundle) => Promise<RequestSent>;
};

const OperationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.object({ code: z.string().max(40) })).max(100),
});

const json = (reply: WireReply): unknown => {
  try {
    return JSON.parse(reply.body);
  } catch {
    return undefined;
  }
};

const isUtterable = (code: string): boolean => /^[a-z-]{1,40}$/.test(code);

/** Statuses that are about our address, credentials or manners and not about this request. */
const notAboutTheRequest = new Set([401, 403, 404, 405, 406, 415]);

/** An answer that names requests, and not this one, belongs to somebody else. */
const isAbout = ({ about }: PayerAnswer, sendingName: string): boolean => {
  const ours = readSendingId(sendingName)?.authorizationId;
  return about.length === 0 || about.some(({ authorizationId }) => authorizationId === ours);
};

const answerIn = (body: unknown, sendingName: string): PayerAnswer => {
  try {
    const answer = readPayerAnswer(body);
    if (isLater(answer)) throw new TransientFault('payer-cannot-answer-now');
    if (!isAbout(answer, sendingName)) throw new PermanentFault('payer-answers-another-request');
    return answer;
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    // A proxy's page or half a body: the payer may well have the request.
    throw new TransientFault(`payer-answer-unreadable:${error.message}`);
  }
};

const read = (reply: WireReply, sendingName: string): RequestSent => {
  const { status } = reply;
  const body = json(reply);
  if (status >= 200 && status < 300)
    return { outcome: 'answered', answer: answerIn(body, sendingName) };
  const refused = OperationOutcome.safeParse(body);
  if (status < 400 || notAboutTheRequest.has(status) || !refused.success)
    throw new PermanentFault(`payer-refused:${status}`);
  const issues = refused.data.issue.map(({ code }) => code).filter(isUtterable);
  return { outcome: 'rejected', issues: [...new Set(issues)] };
};

/** Speaks Da Vinci PAS with the address that the payer directory names. */
export const payerGateway = (askPayer: AskPayer): PayerGateway => ({
  submit: async (payer, bundle) => {
    const sendingName = bundle.identifier?.value ?? '';
    const reply = await askPayer({
      payerId: payer.payerId,
      channel: 'pas',
      url: `${payer.authorization.url.replace(/\/$/, '')}/Claim/$submit`,
      headers: {
        'content-type': 'application/fhir+json',
        accept: 'application/fhir+json',
        'idempotency-key': sendingName,
      },
      body: JSON.stringify(bundle),
      wire: payer.wire,
    });
    return read(reply, sendingName);
  },
});

/** As deployed: what keeps one payer's silence from the others stands in the table. */
export const guardedPayerGateway = (table: Table, now: () => Date): PayerGateway =>
  payerGateway(guardedGateway(table, now));
