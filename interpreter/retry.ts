import type { Catcher, Retrier } from './definition-types.ts';
import { matches, type StateFailure } from './failure.ts';

/**
 * The delay (ms) before the next attempt, or `undefined` when none is left. Only the first retrier
 * that matches counts; `taken` holds the retries so far by retrier, and `random` is 0 ≤ n < 1.
 */
export const nextRetry = (
  retriers: readonly Retrier[],
  taken: readonly number[],
  thrown: StateFailure,
  random: () => number,
): { index: number; delayMs: number } | undefined => {
  const index = retriers.findIndex(({ ErrorEquals: names }) => matches(names, thrown));
  const retrier = retriers[index];
  if (!retrier) return undefined;
  const attempts = taken[index] ?? 0;
  if (attempts >= (retrier.MaxAttempts ?? 3)) return undefined;
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** attempts;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? 31_622_400);
  const share = retrier.JitterStrategy === 'FULL' ? random() : 1;
  return { index, delayMs: Math.round(seconds * share * 1000) };
};

export const firstCatcher = (
  catchers: readonly Catcher[],
  thrown: StateFailure,
): Catcher | undefined => catchers.find(({ ErrorEquals: names }) => matches(names, thrown));
