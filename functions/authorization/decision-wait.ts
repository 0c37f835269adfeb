import { type Hold, isOpen, type Settlement } from '../hold/hold.ts';
import { authorizationScope } from '../platform/ids.ts';
import type { Authorization } from './authorization.ts';
import { holdReasonFor, waitDueAt } from './decision-holds.ts';
import { nextAlert } from './denial-rules.ts';
import type { AuthorizationFile } from './reading.ts';

/** Whether a hold stands in the waiting place of this round. */
export const isOfRound = (authorizationId: string, { scope }: Pick<Hold, 'scope'>): boolean =>
  scope === authorizationScope(authorizationId);

/** The hold at which the workflow of this round waits, if it waits. */
export const findWait = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  holds: readonly Hold[],
): Hold | undefined => {
  return holds.find((hold) => isOpen(hold) && hold.taskToken && isOfRound(authorizationId, hold));
};

/** The hold at which a person settles with the payer what became of its approval. */
export const findDispute = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  holds: readonly Hold[],
): Hold | undefined =>
  holds.find(
    (hold) =>
      isOpen(hold) &&
      (hold.reason === 'approval-taken-back' || hold.reason === 'approval-lost') &&
      isOfRound(authorizationId, hold),
  );

/**
 * A window of a denial closes before the wait is due, as a letter or an answer tells: it waits for the same
 * thing until then. One that was overdue is before a person already.
 */
export const broughtForward = (
  { denial }: Pick<Authorization, 'denial'>,
  { reason, status, dueAt }: Pick<Hold, 'reason' | 'status' | 'dueAt'>,
  now: Date,
): Settlement | undefined => {
  const alert = nextAlert(denial, now);
  return alert && alert < dueAt && status === 'open'
    ? { resume: 'Await resolution', reason, dueAt: alert }
    : undefined;
};

/** What the waiting workflow is told; nothing when it waits for the same thing already. */
export const settlementFor = (
  after: Authorization,
  wait: Hold,
  now: Date,
): Settlement | undefined => {
  const reason = holdReasonFor(after);
  if (!reason) return { resume: 'Authorized' };
  const dueAt = waitDueAt(after, reason, now, wait.doseBy);
  if (reason === wait.reason && reason !== 'information-requested')
    return broughtForward(after, wait, now);
  if (reason === wait.reason && dueAt === wait.dueAt) return undefined;
  return { resume: 'Await resolution', reason, dueAt };
};

/** Statuses in which a workflow waits, so that there must be a hold to end. */
const awaited = new Set<Authorization['status']>([
  'to-send',
  'pended',
  'information-required',
  'contact-payer',
  'rejected',
  'denied',
  'changed',
]);

/** Whether a workflow should wait for an answer to this request as it stands. */
export const isAwaited = (
  { sent, status }: Pick<Authorization, 'sent' | 'status'>,
  { referral }: Pick<AuthorizationFile, 'referral'>,
): boolean =>
  (sent !== undefined || status === 'to-send') &&
  awaited.has(status) &&
  referral.status !== 'closed';

/** How long a workflow may take from a sending, a packet, or the end of a wait, to its next hold. */
const placingMinutes = 30;

const laterOf = (instants: readonly (string | undefined)[]): number =>
  Math.max(...instants.map((instant) => (instant ? Date.parse(instant) : 0)));

/**
 * The request was sent, its packet made, or a wait for it ended, a moment ago: its next hold is about
 * to be placed. What has had no hold for longer is not waited for, and nothing brings one.
 */
export const isHoldOnItsWay = (
  { authorizationId, sent, packet }: Authorization,
  { holds, authorizations }: AuthorizationFile,
  now: Date,
): boolean => {
  if (authorizations.at(-1)?.authorizationId !== authorizationId) return false;
  const ended = holds
    .filter((hold) => isOfRound(authorizationId, hold))
    .map(({ resolution }) => resolution?.at);
  return now.getTime() < laterOf([sent?.at, packet?.madeAt, ...ended]) + placingMinutes * 60_000;
};
