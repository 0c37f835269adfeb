import * as z from 'zod';

/**
 * How we wait for a payer, and how much of our own we let wait: data of its entry, within bounds.
 * The longest wait stands below the time of whoever waits for us: call < function < state of the
 * workflow (infra/functions.ts adds them up, test/infra/time-outs.test.ts compares them).
 *
 * Sources: CAQH CORE asks for real-time X12 answers within 20 seconds, Da Vinci PAS 2.2.1 within 15.
 * The rest are own targets.
 */
export const bounds = {
  connectSeconds: { least: 1, most: 5 },
  answerSeconds: { least: 1, most: 20 },
} as const;

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

export const WireSettings = z.strictObject({
  /** Until the connection stands, its TLS included. */
  connectSeconds: whole(bounds.connectSeconds.least, bounds.connectSeconds.most).default(3),
  /** Until the last byte of the answer, however it comes; the connection is part of it. */
  answerSeconds: whole(bounds.answerSeconds.least, bounds.answerSeconds.most).default(20),
  /** The largest answer that is read. */
  mostBytes: whole(10_000, 5_000_000).default(2_000_000),
  /** Calls that may wait for an answer at the same time, once it is not there at once. */
  mostWaiting: whole(1, 20).default(8),
  /** So many failures one after the other, and nothing is asked until a probe is answered. */
  opensAfterFailures: whole(2, 20).default(5),
  /** Failures longer ago than this no longer count. */
  failuresWithinSeconds: whole(60, 3600).default(300),
  /** Until the first probe; each that fails doubles it, up to half an hour. */
  probeAfterSeconds: whole(30, 900).default(120),
});
export type WireSettings = z.infer<typeof WireSettings>;
