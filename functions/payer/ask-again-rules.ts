import type { Reachability } from './reachability.ts';
import { mayAsk, silentSince } from './reachability-rules.ts';

/** So many referrals go on at once when a payer answers again; the next round takes the next. */
const mostAtOnce = 50;

/**
 * Which of the holds that wait for a payer end now, given the most urgent first: of one that answers
 * the first fifty, of one that is to be tried the first alone, of others none.
 */
export const holdsToEnd = (
  holdIds: readonly string[],
  reachability: Reachability,
  now: Date,
): readonly string[] => {
  const may = mayAsk(reachability, now);
  if (may === 'no') return [];
  return holdIds.slice(0, may === 'yes' ? mostAtOnce : 1);
};

/**
 * Which of them go another way now: a payer that has been silent for so many hours is not waited for
 * where it has one. A hold that was placed since then found no way left, and waits on.
 */
export const holdsThatLeave = (
  holds: readonly { holdId: string; openedAt: string }[],
  reachability: Reachability,
  afterHours: number | undefined,
  now: Date,
): readonly string[] => {
  const since = silentSince(reachability);
  if (since === undefined || afterHours === undefined) return [];
  const leavesAt = Date.parse(since) + afterHours * 3_600_000;
  if (now.getTime() < leavesAt) return [];
  return holds
    .filter(({ openedAt }) => Date.parse(openedAt) < leavesAt)
    .map(({ holdId }) => holdId)
    .slice(0, mostAtOnce);
};
