import * as z from 'zod';
import { denialReadings } from '../payer/denial-readings.ts';
import { DenialRung } from '../payer/denial-rung.ts';

/**
 * A denial as it stays with its request through every rung: why, in the payer's words and in ours, what
 * was taken against it, and what came of that.
 */
export const RungOutcome = z.enum([
  'overturned',
  /** Something was granted, not all. */
  'partly',
  'upheld',
  /** The request was given up, or went on to another site, while it was under way. */
  'given-up',
]);
export type RungOutcome = z.infer<typeof RungOutcome>;

const words = z.array(z.string().max(400)).max(24);

export const RungTaken = z.object({
  rung: DenialRung,
  /** Which of the denied requests it was taken against. */
  request: z.number().int().positive(),
  /** Id of the row by which it was taken. */
  rule: z.string(),
  expedited: z.literal(true).optional(),
  at: z.iso.datetime(),
  /** Until when the payer decides by its row. */
  decidesBy: z.iso.datetime().optional(),
  /** What the payer calls it. */
  reference: z.string().max(60).optional(),
  outcome: RungOutcome.optional(),
  endedAt: z.iso.datetime().optional(),
  /** The day on the notice of its outcome, where that was told. */
  noticeOn: z.iso.date().optional(),
  /** The payer's words on its outcome, as sent or told; may hold PHI. */
  said: words.optional(),
});
export type RungTaken = z.infer<typeof RungTaken>;

const Reason = z.object({
  /** When the payer gave it, by the payer's own time or, by hand, when it was written down. */
  at: z.iso.datetime(),
  readings: z.array(z.enum(denialReadings)),
  /** X12 886 codes. */
  codes: z.array(z.string().max(10)),
  /** The payer's codes, names and text, as sent or told; may hold PHI. */
  said: words,
});

export const Denial = Reason.extend({
  /** Which denied request of this round it is, from 1: a new request begins a ladder of its own. */
  request: z.number().int().positive().default(1),
  /** The day on the notice; where it is not told, that of `at` in the payer's zone. */
  noticeOn: z.iso.date().optional(),
  /** Last days that a notice names; they go before those of the rows. */
  deadlines: z
    .array(z.object({ rung: DenialRung, on: z.iso.date() }))
    .max(10)
    .default([]),
  rungs: z.array(RungTaken).max(20).default([]),
  /** When a person is asked about a window that is open, soonest first. */
  alerts: z.array(z.iso.datetime()).max(40).default([]),
  /** Denials of the requests before, oldest first. */
  before: z.array(Reason).max(10).default([]),
  ended: z.object({ at: z.iso.datetime(), outcome: RungOutcome }).optional(),
});
export type Denial = z.infer<typeof Denial>;

/** Rungs of the request that was denied last; those of a request before it are history. */
export const rungsNow = ({ rungs, request }: Pick<Denial, 'rungs' | 'request'>): RungTaken[] =>
  rungs.filter((taken) => taken.request === request);

/** The rung that the payer has not answered yet. */
export const underWay = (denial: Pick<Denial, 'rungs'> | undefined): RungTaken | undefined =>
  denial?.rungs.findLast(({ outcome }) => outcome === undefined);
