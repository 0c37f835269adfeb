import { type HoldOutcome, hold, holdDueAt } from '../hold/hold-clock.ts';
import type { PayerChannel } from './reachability.ts';

/**
 * A payer is not asked now: it did not answer lately, or too many calls already wait for it. No
 * fault of this call, so no retry is spent on it: the step waits with a hold that ends by itself.
 */
export class PayerUnavailable extends Error {
  override name = 'PayerUnavailable';
  readonly payerId: string;
  readonly channel: PayerChannel;
  /** What was the matter last: `payer-silent`, `payer-crowded`. */
  readonly code: string;
  /** Since when it does not answer; undefined when it does, and is only crowded. */
  readonly since: string | undefined;
  /** Until when the payer asked to be left alone (Retry-After). */
  askedAgainAt: string | undefined;

  constructor(payerId: string, channel: PayerChannel, code: string, since?: string) {
    super(`payer-unavailable:${payerId}`);
    this.payerId = payerId;
    this.channel = channel;
    this.code = code;
    this.since = since;
  }
}

/** The same of a payer that said until when it is to be left alone. */
export const leftAlone = (fault: PayerUnavailable, until: string | undefined): PayerUnavailable => {
  fault.askedAgainAt = until;
  return fault;
};

/** Whoever is due is so in a minute at the earliest. */
const shortestMs = 60_000;

/**
 * What the step returns instead: the wait, with which payer on which channel and why. Its clock runs
 * since the payer fell silent, however often a referral was tried and came back.
 */
export const holdForPayer = (
  { payerId, channel, code, since, askedAgainAt }: PayerUnavailable,
  now: Date,
): HoldOutcome => {
  const dueAt = holdDueAt('payer-unavailable', since ? new Date(since) : now);
  const earliest = `${new Date(now.getTime() + shortestMs).toISOString().slice(0, 19)}Z`;
  return {
    ...hold('payer-unavailable', now, dueAt > earliest ? dueAt : earliest),
    fault: [payerId, channel, code, ...(askedAgainAt ? [askedAgainAt] : [])].join('/'),
  };
};

/** What a step answers, or the wait for a payer that is not to be asked now. */
export const orHoldForPayer = async <Out>(
  answer: Promise<Out>,
  now: () => Date,
): Promise<Out | HoldOutcome> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof PayerUnavailable) return holdForPayer(error, now());
    throw error;
  }
};
