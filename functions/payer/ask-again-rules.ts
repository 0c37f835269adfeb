import type { Reachability } from './reachability.ts';
import { mayAsk } from './reachability-rules.ts';

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
