import { type Hold, isOpen, type Settlement } from '../hold/hold.ts';
import type { Authorization } from './authorization.ts';
import { holdReasonFor, waitDueAt } from './decision-holds.ts';
import type { AuthorizationFile } from './store.ts';

/** The hold at which the workflow of this round waits, if it waits. */
export const waitOf = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  holds: readonly Hold[],
): Hold | undefined => {
  const scope = `a${authorizationId.split('_')[2]}.`;
  return holds.find(
    (hold) => isOpen(hold) && hold.taskToken && hold.holdId.split('_')[2]?.startsWith(scope),
  );
};

/** What the waiting workflow is told; nothing when it waits for the same thing already. */
export const settlementFor = (
  after: Authorization,
  wait: Hold,
  now: Date,
): Settlement | undefined => {
  const reason = holdReasonFor(after);
  if (!reason) return { resume: 'authorized' };
  const dueAt = waitDueAt(after, reason, now);
  if (reason === wait.reason && (reason !== 'information-requested' || dueAt === wait.dueAt))
    return undefined;
  return { resume: 'await', reason, dueAt };
};

/** Statuses in which a workflow waits, so that there must be a hold to end. */
const awaited = new Set<Authorization['status']>([
  'pended',
  'information-required',
  'contact-payer',
  'rejected',
  'denied',
  'changed',
]);

/** The request was recorded a moment ago and its hold is about to be placed. */
export const isHoldOnItsWay = (
  { sent, status }: Authorization,
  { referral }: AuthorizationFile,
  wait: Hold | undefined,
): boolean => !wait && sent !== undefined && awaited.has(status) && referral.status !== 'closed';
