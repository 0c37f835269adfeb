import { type Hold, type Resolution, settleHold } from '../hold/hold.ts';
import type { Payer } from '../payer/payer.ts';
import type { Actor } from '../platform/audit.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { referralIdOf } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { notFound } from '../platform/principal.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { withPartiesCompared } from './answered-parties.ts';
import type { Authorization } from './authorization.ts';
import { putAuthorization } from './authorization-item.ts';
import { decisionDetermination } from './decision-determination.ts';
import {
  findDispute,
  findWait,
  isAwaited,
  isHoldOnItsWay,
  settlementFor,
} from './decision-wait.ts';
import { rungEnded } from './denial-rules.ts';
import { asFurtherRequest } from './pas/undecided.ts';
import type { PayerAnswer } from './payer-answer.ts';
import type { AuthorizationFile } from './reading.ts';
import { type Applied, applyAnswer } from './record-decision.ts';
import { contraryHold, unawaitedHold } from './standing-hold.ts';
import type { AuthorizationStore } from './store.ts';

export type NotificationDeps = {
  store: Pick<AuthorizationStore, 'file' | 'hasNotification' | 'put' | 'note'>;
  tableName: string;
  now: () => Date;
};

/** One event of a payer, read. */
type Told = {
  payer: Payer;
  /** Who told it: the payer, or the step that asked. */
  actor: Actor;
  eventKey: string;
  eventNumber?: number | undefined;
  answer: PayerAnswer;
};

export type Recorded = { outcome: 'recorded' | 'known' | 'nothing-new'; authorizationId: string };

/** The request that an answer is about, with the file it is in, if it is this payer's. */
const requestOf = async (
  store: NotificationDeps['store'],
  { about }: PayerAnswer,
  payerId: string,
) => {
  for (const { authorizationId, sending } of about) {
    const file = await store.file(referralIdOf(authorizationId)).catch((error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    const authorization = file?.authorizations.find(
      (one) => one.authorizationId === authorizationId && one.payerId === payerId,
    );
    if (file && authorization) return { file, authorization, sending };
  }
  throw notFound('authorization');
};

/** An answer to a sending before this draft's; one that names no sending is to the last. */
const isOutdated = ({ version, sent }: Authorization, sending: number | undefined): boolean =>
  sent !== undefined && version > sent.version && (sending ?? sent.number) <= sent.number;

/** An answer to a sending that nobody has made, nor lies ready to be, may be anybody's. */
const withSendingCompared = (
  answer: PayerAnswer,
  { sent, packet }: Authorization,
  sending: number | undefined,
): PayerAnswer => {
  const last = Math.max(sent?.number ?? 1, packet?.number ?? 1);
  if (sending === undefined || sending <= last) return answer;
  const doubt = 'the name of a sending that nobody made';
  return {
    ...answer,
    doubts: [...answer.doubts, doubt],
    words: [`The answer has ${doubt}.`, ...answer.words].slice(0, 12),
  };
};

/** The mark by which an event counts once. */
export const seen = (
  tableName: string,
  payerId: string,
  eventKey: string,
  at: string,
): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: { ...keys.notification(payerId, eventKey), receivedAt: at },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

const resolutionBy = (by: Actor, at: string): Resolution => ({
  action: 'payer-notification',
  facts: {},
  by,
  at,
});

const outcomeOf = (
  done: 'applied' | 'already',
  applied: Applied['outcome'],
): Recorded['outcome'] => {
  if (done === 'already') return 'known';
  return applied === 'stale' ? 'nothing-new' : 'recorded';
};

/** How a request stands when an event about it comes in. */
type Standing = {
  file: AuthorizationFile;
  before: Authorization;
  /** Where its workflow waits. */
  wait: Hold | undefined;
  /** Where a person settles with the payer what became of its approval. */
  dispute: Hold | undefined;
  /** A workflow should wait for the answer, and none does. */
  unawaited: boolean;
  now: Date;
};

const standingOf = (file: AuthorizationFile, before: Authorization, now: Date): Standing => {
  const wait = findWait(before, file.holds);
  const dispute = findDispute(before, file.holds);
  const unawaited = !wait && !dispute && isAwaited(before, file);
  if (unawaited && isHoldOnItsWay(before, file, now))
    throw new TransientFault('hold-not-placed-yet');
  return { file, before, wait, dispute, unawaited, now };
};

/** The waits that an applied answer ends, or the one that it needs. */
const endedWaits = (
  tableName: string,
  after: Authorization,
  { file, wait, dispute, unawaited, now }: Standing,
  actor: Actor,
): TransactItem[] => {
  const settlement = wait && settlementFor(after, wait, now);
  const resolution = resolutionBy(actor, now.toISOString());
  return [
    ...(wait && settlement ? [settleHold(tableName, wait, settlement, resolution)] : []),
    // The payer approves again what it took back: there is nothing left to settle with it.
    ...(dispute && after.status === 'approved'
      ? [settleHold(tableName, dispute, { resume: dispute.stage }, resolution)]
      : []),
    ...(unawaited ? unawaitedHold(tableName, after, file, now) : []),
  ];
};

/** One attempt; undefined when the authorization was written meanwhile. */
const attempt = async (
  { store, tableName, now }: NotificationDeps,
  { payer, actor, eventKey, eventNumber, answer: told }: Told,
): Promise<Recorded | undefined> => {
  const { file, authorization: before, sending } = await requestOf(store, told, payer.payerId);
  const asked = asFurtherRequest(told, before);
  const answer = withPartiesCompared(withSendingCompared(asked, before, sending), {
    submission: file.submission,
    authorization: before,
    payer,
  });
  const { authorizationId, referralId } = before;
  if (await store.hasNotification(payer.payerId, eventKey))
    return { outcome: 'known', authorizationId };
  const standing = standingOf(file, before, now());
  const at = standing.now.toISOString();
  const mark = seen(tableName, payer.payerId, eventKey, at);
  const applied: Applied = isOutdated(before, sending)
    ? { outcome: 'stale' }
    : applyAnswer(before, { answer, receivedAt: at, eventNumber }, payer);
  const telling = {
    operation: `notification:${payer.payerId}:${eventKey}`,
    at,
    event: 'authorization.notified',
    actor,
    detail: {
      authorizationId,
      outcome: applied.outcome,
      ...(sending === undefined ? {} : { sending }),
    },
  };
  const explained = (after: Authorization) => ({
    ...telling,
    determination: decisionDetermination(after, answer),
  });
  const record = () => {
    switch (applied.outcome) {
      case 'stale':
        return store.note(referralId, telling, [mark]);
      case 'contrary': {
        const { wouldBe, heard } = applied;
        const dispute = contraryHold(tableName, before, file, standing.now);
        const kept = heard ? [putAuthorization(tableName, heard)] : [];
        return store.note(referralId, explained(wouldBe), [mark, ...kept, ...dispute]);
      }
      case 'applied': {
        const after = applied.authorization;
        const ended = endedWaits(tableName, after, standing, actor);
        const detail = { ...telling.detail, ...rungEnded(before, after) };
        return store.put(after, { ...explained(after), detail }, [mark, ...ended]);
      }
    }
  };
  const done = await record();
  return done.outcome === 'refused'
    ? undefined
    : { outcome: outcomeOf(done.outcome, applied.outcome), authorizationId };
};

/** How often an event is tried again when the authorization was written meanwhile. */
const attempts = 5;

/**
 * Records what a payer told and ends the wait for it in one change. An event may come twice, late
 * or in any order; the payer's own time decides which answer is newer.
 *
 * @throws TransientFault when the same delivery should come again, Refusal where it is about no
 * request of this payer.
 */
export const recordNotification = async (deps: NotificationDeps, told: Told): Promise<Recorded> => {
  for (let count = 0; count < attempts; count += 1) {
    const recorded = await attempt(deps, told);
    if (recorded) return recorded;
  }
  throw new TransientFault('authorization-contended');
};
