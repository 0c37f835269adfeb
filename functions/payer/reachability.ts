import * as z from 'zod';

/**
 * The ways to a payer: its clearinghouse about eligibility, its own server, and the clearinghouse about
 * authorizations. Each fails by itself.
 */
export const PayerChannel = z.enum(['x12', 'pas', 'x12-278']);
export type PayerChannel = z.infer<typeof PayerChannel>;

/**
 * `answering`: asked freely. `unavailable`: not asked before `nextTryAt`. `being-tried`: one call
 * is under way to find out, and has until `nextTryAt`.
 */
const ReachabilityState = z.enum(['answering', 'unavailable', 'being-tried']);

const Change = z.object({
  at: z.iso.datetime(),
  state: ReachabilityState,
  /** What made it so, where something failed: `payer-silent`. */
  code: z.string().max(60).optional(),
});

const Failure = z.object({ at: z.iso.datetime(), code: z.string().max(60) });

/** Whether a payer answers on a channel, and how that went lately. */
export const Reachability = z.object({
  payerId: z.string(),
  channel: PayerChannel,
  state: ReachabilityState,
  since: z.iso.datetime(),
  nextTryAt: z.iso.datetime().optional(),
  /** Calls that failed one after the other, oldest first. */
  failures: z.array(Failure).max(20),
  /** Tries that failed since it became unavailable. */
  triesFailed: z.number().int().min(0),
  /** While that machine is silent: how another one of the payer did, which is left alone as that one is. */
  other: z
    .object({
      address: z.string().max(400),
      failures: z.array(Failure).max(20),
      triesFailed: z.number().int().min(0),
      nextTryAt: z.iso.datetime().optional(),
    })
    .optional(),
  /** The address of the machine that failed last: another one of the payer is asked all the same. */
  address: z.string().max(400).optional(),
  /** Changes of the state, newest first. */
  history: z.array(Change).max(50),
  rev: z.number().int().min(0),
});
export type Reachability = z.infer<typeof Reachability>;

/** A payer that has never failed. */
export const alwaysReached = (
  payerId: string,
  channel: PayerChannel,
  since: string,
): Reachability => ({
  payerId,
  channel,
  state: 'answering',
  since,
  failures: [],
  triesFailed: 0,
  history: [],
  rev: 0,
});
