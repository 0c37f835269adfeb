/**
 * How long an AWS service is waited for and how often it is asked, in all less than the time of
 * whoever waits for us: a route has ten seconds, a step twenty, what streams and schedules run sixty
 * (test/infra/time-outs.test.ts). A call that takes longer fails by name, and is not cut off with
 * its function.
 */
export type Patience = { answerMs: number; attempts: number };

export const patience = {
  table: { answerMs: 3000, attempts: 3 },
  keys: { answerMs: 3000, attempts: 3 },
  documents: { answerMs: 3000, attempts: 3 },
  /** The documents of a referral, all together and to their last byte. */
  documentContent: { answerMs: 9000, attempts: 1 },
  signInKeys: { answerMs: 4000, attempts: 1 },
  workflows: { answerMs: 5000, attempts: 3 },
  events: { answerMs: 5000, attempts: 3 },
  mail: { answerMs: 10_000, attempts: 3 },
  /** A text goes out at most once. */
  texts: { answerMs: 10_000, attempts: 1 },
} as const satisfies Record<string, Patience>;

const connectMs = 1000;

/** The settings of an SDK client that waits so long. */
export const waiting = ({ answerMs, attempts }: Patience) => ({
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
  },
});
