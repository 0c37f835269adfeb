import * as z from 'zod';
import type { HoldOutcome } from '../hold/hold-clock.ts';
import { type ByMachine, isByHand, machineWays } from '../payer/channel.ts';
import type { Payer } from '../payer/payer.ts';
import { orHoldForPayer } from '../payer/payer-unavailable.ts';
import { byStep } from '../platform/audit.ts';
import { type DocumentGateway, documentGateway } from '../platform/document-gateway.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { AuthorizationId } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { setting, table } from '../platform/table.ts';
import { withPartiesCompared } from './answered-parties.ts';
import type { Authorization, Sending } from './authorization.ts';
import { criteriaWait } from './criteria/criteria-wait.ts';
import { decisionDetermination } from './decision-determination.ts';
import { tellWorkflow } from './decision-holds.ts';
import { rungEnded } from './denial-rules.ts';
import { draftAuthorization } from './draft-authorization.ts';
import { submissionBundle } from './pas/bundle.ts';
import type { SubmissionFacts } from './pas/submission.ts';
import { guardedPayerGateway, type PayerGateway } from './payer-gateway.ts';
import type { AuthorizationFile } from './reading.ts';
import { applyAnswer, markRejected, markSent } from './record-decision.ts';
import type { RequestSent } from './reply-rules.ts';
import { requestBasis } from './request-basis.ts';
import { leftBecause, wayOf, withChannelFailed } from './request-way.ts';
import { isNewSending, sendingNumber } from './sending-number.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({
  authorizationId: AuthorizationId,
  /** Whether what is asked for is written down first, from the referral as it is now. */
  draft: z.boolean().default(false),
});

type Deps = {
  store: Pick<AuthorizationStore, 'head' | 'file' | 'payer' | 'site' | 'draft' | 'put'>;
  payer: PayerGateway;
  documents: Pick<DocumentGateway, 'read'>;
  now: () => Date;
};

type Outcome = { outcome: 'approved' | 'closed' | 'by-hand' } | HoldOutcome;

/** The sending that an authorization is at: `now` if it is a new one, else the last one again. */
const nextSending = (
  authorization: Authorization,
  now: Pick<Sending, 'operation' | 'at' | 'channel' | 'documents' | 'siteNpi'>,
): Sending => {
  const { sent, version } = authorization;
  if (sent && !isNewSending(authorization)) return { ...sent, operation: now.operation };
  return { number: sendingNumber(authorization), version, ...now };
};

/** The sending that this one continues: the payer asked for more on the same draft, whichever way it goes now. */
const continuedBy = (authorization: Authorization) => {
  const { sent, version } = authorization;
  return sent && sent.version === version && isNewSending(authorization)
    ? { number: sent.number, at: sent.at, documents: sent.documents }
    : undefined;
};

/** The request to one payer for one authorization. */
const buildRequest = async (
  { store, documents }: Deps,
  file: AuthorizationFile,
  { authorization, payer }: { authorization: Authorization; payer: Payer },
  told: Pick<Sending, 'operation' | 'at' | 'channel'>,
) => {
  const basis = await requestBasis(store, file, { authorization, payer });
  const content = await documents.read(file.submission.documents);
  const sending = nextSending(authorization, {
    ...told,
    documents: content.length,
    siteNpi: basis.site.npi,
  });
  const facts: SubmissionFacts = {
    ...basis,
    // What is sent again is sent as it was; later documents go with the next sending.
    documents: content.slice(0, sending.documents),
    number: sending.number,
    at: sending.at,
    continues: continuedBy(authorization),
  };
  return { facts, sending };
};

/** The machine that takes the request; undefined where a person does. */
const machineFor = (
  authorization: Authorization,
  payer: Payer,
  now: Date,
): ByMachine | undefined => {
  const way = wayOf(authorization, payer, now);
  if (!way || isByHand(way)) return undefined;
  // A 278 carries no documents: what was asked for goes with a packet.
  return way.channel === 'x12-278' && continuedBy(authorization) ? undefined : way;
};

const send = ({ payer: machine }: Deps, payer: Payer, facts: SubmissionFacts, way: ByMachine) =>
  way.channel === 'pas'
    ? machine.submit(payer, submissionBundle(facts), way.url)
    : machine.review(payer, facts, way.url);

/**
 * Nothing was heard since the draft, or since the payer asked for more: a reply to this sending is the
 * newest word whatever date it bears.
 */
const isFirstWord = ({ status }: Authorization): boolean =>
  status === 'drafted' || status === 'to-send' || status === 'information-required';

/** The reply held against whom was asked about. */
const compared = (
  reply: RequestSent,
  asked: Parameters<typeof withPartiesCompared>[1],
): RequestSent =>
  reply.outcome === 'answered'
    ? { ...reply, answer: withPartiesCompared(reply.answer, asked) }
    : reply;

/** The authorization after the reply, unless a notification has overtaken it. */
const afterReply = (sentOff: Authorization, reply: RequestSent, payer: Payer, at: string) => {
  if (reply.outcome === 'rejected') return { authorization: markRejected(sentOff, reply.words) };
  const applied = applyAnswer(
    isFirstWord(sentOff) ? { ...sentOff, answeredAt: undefined, answeredBy: undefined } : sentOff,
    { answer: reply.answer, receivedAt: at },
    payer,
  );
  const { answer } = reply;
  const kept = { ...sentOff, rev: sentOff.rev + 1 };
  switch (applied.outcome) {
    case 'applied':
      return { answer, authorization: applied.authorization };
    case 'contrary':
      // It says otherwise than what was heard meanwhile: a person asks which holds.
      return {
        answer,
        authorization: { ...kept, status: 'contact-payer' as const, payerSays: answer.words },
      };
    case 'stale':
      return { answer, authorization: kept };
  }
};

/** The row that failed goes on record, and the next one is taken. */
const leave = async (
  { store, now }: Deps,
  after: Authorization,
  { from, to, operation }: { from: string; to: string; operation: string },
): Promise<Outcome> => {
  const done = await store.put(after, {
    operation: `${operation}:${from}`,
    at: now().toISOString(),
    event: 'authorization.channel-failed',
    actor: byStep('submit-authorization'),
    // The name of the fault alone: what else is said of it stands on the request.
    detail: { channel: from, code: after.channelsFailed?.at(-1)?.code.split(' ')[0] ?? '' },
  });
  if (done.outcome === 'refused') throw new TransientFault('authorization-moved');
  // Another machine of the payer: the retry asks it.
  if (machineWays.some((way) => way === to)) throw new TransientFault('next-machine');
  return { outcome: 'by-hand' };
};

type Told = z.input<typeof Input>;

const submitted =
  (deps: Deps) =>
  async ({ referralId, operation, authorizationId, draft }: Told): Promise<Outcome> => {
    const { store, now } = deps;
    const file = draft
      ? await draftAuthorization(deps)({ referralId, operation, authorizationId })
      : await store.file(referralId);
    if (file.referral.status === 'closed') return { outcome: 'closed' };
    const before = file.authorizations.find((one) => one.authorizationId === authorizationId);
    if (!before) throw new PermanentFault('authorization-missing');
    const at = now();
    // Recorded by an earlier run of this operation, or decided while it was on its way.
    if (before.sent?.operation === operation || before.status === 'approved')
      return tellWorkflow(before, at, file.referral.doseBy);
    // Nothing is sent before what the payer wants to be shown is there, or a person takes it on.
    const wait = criteriaWait(before, at);
    if (wait) return wait;
    const payer = await store.payer(before.payerId, file.sight);
    if (!payer) throw new PermanentFault('payer-unknown');
    const way = machineFor(before, payer, at);
    // Nobody is asked over the wire: a person sends what is made next.
    if (!way) return { outcome: 'by-hand' };
    const { facts, sending } = await buildRequest(
      deps,
      file,
      { authorization: before, payer },
      {
        ...{ operation, at: at.toISOString() },
        ...(way.channel === 'pas' ? {} : { channel: way.channel }),
      },
    );
    const sentOff = markSent(before, sending, payer);
    const tried = await send(deps, payer, facts, way).catch(async (error: unknown) => {
      const left = leftBecause(error, way, at);
      const next =
        left && withChannelFailed(before, { id: way.id, at: at.toISOString(), code: left });
      // Where no other way is left, what failed is a person's to mend, as it is with a payer of one way.
      const to = next && wayOf(next, payer, at)?.channel;
      if (!next || !to) throw error;
      return { next, to };
    });
    if (!('outcome' in tried))
      return leave(deps, tried.next, { from: way.id, to: tried.to, operation });
    const reply = compared(tried, {
      submission: file.submission,
      authorization: sentOff,
      payer,
    });
    const { authorization, answer } = afterReply(sentOff, reply, payer, at.toISOString());
    const done = await store.put(authorization, {
      operation,
      at: at.toISOString(),
      event:
        authorization.status === 'pended' ? 'authorization.submitted' : 'authorization.decided',
      actor: byStep('submit-authorization'),
      detail: {
        sending: sending.number,
        version: authorization.version,
        ...rungEnded(before, authorization),
        ...(reply.outcome === 'rejected' ? { issues: reply.issues.join(' ').slice(0, 200) } : {}),
      },
      determination: decisionDetermination(
        authorization,
        answer,
        reply.outcome === 'rejected' ? reply.words : undefined,
      ),
      names: answer?.names,
    });
    // A notification was written in between: the retry finds it and sends under the same name.
    if (done.outcome === 'refused') throw new TransientFault('authorization-moved');
    return tellWorkflow(authorization, at, file.referral.doseBy);
  };

/**
 * Drafts the request where it is told to, sends it, and records what the payer replied, in one
 * change. Sent again after a crash
 * it bears the same identifier, so the payer counts it once. A decision that a notification
 * brought first is believed. Where the payer has no machine that is left, a person sends it. While the payer is not to be asked it waits, and nothing is recorded.
 */
export const submitAuthorization =
  (deps: Deps) =>
  (input: Told): Promise<Outcome> =>
    orHoldForPayer(submitted(deps)(input), deps.now);

export const handler = step('submit-authorization', Input, (input) =>
  submitAuthorization({
    store: authorizationStore(table()),
    payer: guardedPayerGateway(table(), () => new Date()),
    documents: documentGateway(setting('DOCUMENT_BUCKET')),
    now: () => new Date(),
  })(input),
);
