import * as z from 'zod';
import { wentOnAfterReaction } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
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

/** A plan with the instant at which it was made, and what the clinician wrote beside it. */
export type PlanMade = CarePlan & { at: string; note: string };

/** An order with what clinicians said of its doses after reactions, the newest first. */
export type WithPlans = { plans?: readonly PlanMade[] };

/**
 * What clinicians said, the newest first, without what a later word took the place of. A word without a
 * plan is one for the course; one that cannot be read is kept as the words beside it.
 */
export const plansMade = (holds: readonly Hold[]): PlanMade[] => {
  const made = wentOnAfterReaction(holds).map(({ at, note, plan }) => ({
    ...CarePlan.safeParse(plan ?? {}).data,
    at,
    note,
  }));
  const newest = made.findIndex(({ replaces }) => replaces);
  return newest < 0 ? made : made.slice(0, newest + 1);
};

/** Those that stand on a day, a date at the place of the visit. */
export const plansOn = <P extends CarePlan>(plans: readonly P[] | undefined, on: string): P[] =>
  (plans ?? []).filter(({ through }) => through === undefined || on <= through);

export const plansStanding = (holds: readonly Hold[], on: string): PlanMade[] =>
  plansOn(plansMade(holds), on);

/** What plans ask for together: the slowest rate, the longest visit, the places that all of them allow. */
export const planNeeds = (
  plans: readonly CarePlan[],
): { ratePercent: number; extraMinutes: number; allows: (setting: Setting) => boolean } => ({
  ratePercent: Math.min(100, ...plans.map(({ ratePercent = 100 }) => ratePercent)),
  extraMinutes: Math.max(0, ...plans.map(({ extraMinutes = 0 }) => extraMinutes)),
  allows: (setting) => plans.every(({ places }) => !places || places.includes(setting)),
});
