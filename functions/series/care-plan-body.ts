import * as z from 'zod';
import { Setting } from '../therapy/setting.ts';

/**
 * How doses go on after a reaction, as a clinician says. It stands on every visit that follows until its
 * last day, or until a later one takes its place; one that names no last day stands for the course.
 */
export const CarePlan = z.strictObject({
  /** The rate, in percent of what is usual. */
  ratePercent: z.number().int().min(5).max(100).optional(),
  /** Beside what is ordered. */
  premedications: z.array(z.string().trim().min(1).max(200)).min(1).max(10).optional(),
  /** Where doses may be given; anywhere, if left out. */
  places: z.array(Setting).min(1).max(5).optional(),
  /** Minutes that visits take longer than they would. */
  extraMinutes: z.number().int().min(5).max(480).multipleOf(5).optional(),
  /** The last day on which it counts, as a date at the place of the visit. */
  through: z.iso.date().optional(),
  /** It takes the place of the plans before it. */
  replaces: z.literal(true).optional(),
});
export type CarePlan = z.infer<typeof CarePlan>;

/** That a clinician ended a plan: it counts no more from this day on, a date at the place of a visit. */
export const PlanEnd = z.object({
  from: z.iso.date(),
  at: z.iso.datetime(),
  by: z.string(),
  reason: z.string(),
});
export type PlanEnd = z.infer<typeof PlanEnd>;
