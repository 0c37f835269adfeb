import * as z from 'zod';
import { Quantity } from '../platform/quantity.ts';
import { writtenDate } from '../platform/written-date.ts';

/** A length of time as it is ordered; months and years are those of the calendar. */
export const Stretch = z.object({
  value: z.number().int().min(1).max(400),
  unit: z.enum(['d', 'wk', 'mo', 'a']),
});
export type Stretch = z.infer<typeof Stretch>;

export const dayCodes = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof dayCodes)[number];

/**
 * A part of a course with a rhythm and an amount of its own: the loading, the maintenance, the
 * cycles. It follows the part before it after its own interval, unless it says on which day.
 */
export const Phase = z.object({
  /** The amount of one dose; the order's own where it is left out. */
  dose: Quantity.optional(),
  /** Days of its doses, counted from its first; of a cycle, where it has `every`. */
  days: z.array(z.number().int().min(0).max(400)).min(1).max(60).default([0]),
  /** The days of the week, in place of `days`. */
  weekdays: z.array(z.enum(dayCodes)).min(1).max(7).optional(),
  /** After how long they come again; left out, they come once. */
  every: Stretch.optional(),
  /** Doses on each of its days, where there is more than one. */
  timesPerDay: z.number().int().min(2).max(24).optional(),
  /** How many days with a dose it has. */
  doses: z.number().int().min(1).max(400).optional(),
  /** For how long it goes on. */
  lasts: Stretch.optional(),
  /** The last day on which a dose of it may fall. */
  through: writtenDate.optional(),
  /** Days after the first dose of the course on which it begins; one before it that goes on ends there. */
  startsOnDay: z.number().int().min(0).max(1000).optional(),
  durationMinutes: z.number().int().min(1).max(10_080).optional(),
});
export type Phase = z.infer<typeof Phase>;
