import type * as z from 'zod';
import { byStep } from '../platform/audit.ts';
import { type DocumentGateway, documentGateway, orDiscard } from '../platform/document-gateway.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { AuthorizationId } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { setting, table } from '../platform/table.ts';
import type { Authorization } from './authorization.ts';
import { tellWorkflow } from './decision-holds.ts';
import { appendable, enclosedIn } from './packet/enclosed.ts';
import type { PacketFacts } from './packet/packet-blocks.ts';
import { packetFile } from './packet/packet-file.ts';
import type { AuthorizationFile } from './reading.ts';
import { requestBasis } from './request-basis.ts';
import { handWayOf } from './request-way.ts';
import { madeOn, withPacket } from './sending-by-hand.ts';
import { sendingNumber } from './sending-number.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({ authorizationId: AuthorizationId });

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'site' | 'put'>;
  documents: Pick<DocumentGateway, 'keep' | 'discard' | 'find'>;
  now: () => Date;
};

/**
 * What the packet tells, each with the fault that its lack means. A document that is not where it was put
 * keeps nobody waiting: whoever sends the packet reads that it is to be asked for again.
 */
const factsOf = async (
  { store, documents }: Deps,
  file: AuthorizationFile,
  authorization: Authorization,
  now: Date,
): Promise<PacketFacts> => {
  const payer = await store.payer(authorization.payerId, file.sight);
  if (!payer) throw new PermanentFault('payer-unknown');
  const given = file.submission.documents;
  const wanted = appendable(given);
  const read = wanted.length > 0 ? await documents.find(wanted) : [];
  return {
    ...(await requestBasis(store, file, { authorization, payer })),
    enclosed: enclosedIn(given, read),
    way: handWayOf(authorization, payer, now),
    number: sendingNumber(authorization),
    on: madeOn(now),
  };
};

/**
 * Makes what a person sends to a payer, puts it into the document store, and has the workflow wait until
 * it was sent. Run again by a retry, it finds its packet.
 *
 * @throws PermanentFault for what a person has to mend first.
 * @throws TransientFault when the request was written meanwhile.
 */
export const makePacket =
  (deps: Deps) =>
  async ({ referralId, operation, authorizationId }: z.input<typeof Input>) => {
    const { store, documents, now } = deps;
    const file = await store.file(referralId);
    if (file.referral.status === 'closed') return { outcome: 'closed' as const };
    const before = file.authorizations.find((one) => one.authorizationId === authorizationId);
    if (!before) throw new PermanentFault('authorization-missing');
    const at = now();
    // Made by an earlier run of this operation, or approved while it was on its way.
    if (before.packet?.operation === operation || before.status === 'approved')
      return tellWorkflow(before, at, file.referral.doseBy);
    const facts = await factsOf(deps, file, before, at);
    const { way, number, site, submission } = facts;
    const missing = facts.enclosed.filter((one) => one.isMissing).length;
    const kept = await documents.keep([
      {
        title: 'Packet for the payer',
        contentType: 'application/pdf',
        data: packetFile(facts, at).toString('base64'),
      },
    ]);
    const [{ storedAs = '', bytes = 0, sha256 = '' } = {}] = kept;
    const after = withPacket(before, {
      number,
      operation,
      madeAt: at.toISOString(),
      ...(way ? { way } : {}),
      documents: submission.documents.filter((one) => one.storedAs !== undefined).length,
      siteNpi: site.npi,
      storedAs,
      bytes,
      sha256,
    });
    if (!after) {
      await documents.discard(kept);
      return tellWorkflow(before, at, file.referral.doseBy);
    }
    const done = await orDiscard(documents, kept, () =>
      store.put(after, {
        operation,
        at: at.toISOString(),
        event: 'authorization.packet-made',
        actor: byStep('make-packet'),
        detail: {
          sending: number,
          version: after.version,
          ...(way ? { channel: way.channel } : {}),
          ...(missing > 0 ? { missingDocuments: missing } : {}),
        },
      }),
    );
    if (done.outcome === 'refused') throw new TransientFault('authorization-moved');
    return tellWorkflow(after, at, file.referral.doseBy);
  };

export const handler = step('make-packet', Input, (input) =>
  makePacket({
    store: authorizationStore(table()),
    documents: documentGateway(setting('DOCUMENT_BUCKET')),
    now: () => new Date(),
  })(input),
);
