import { saidAfterReaction, wentOnAfterReaction } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { addDays, soonerOf } from '../platform/days.ts';
import { keys } from '../platform/keys.ts';
import { lookup } from '../platform/lookup.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Setting } from '../therapy/setting.ts';
import type { CarePlan, PlanEnd } from './care-plan-body.ts';

/** A plan with the instant at which it was made, what the clinician wrote beside it, and how it was ended. */
export type PlanMade = CarePlan & { at: string; note: string; ended?: PlanEnd };

/** An order with what clinicians said of its doses after reactions, the newest first. */
export type WithPlans = { plans?: readonly PlanMade[] };

/** The parts of a plan as they are kept; they were checked as they came, and this is all that is asked anew. */
const parts = lookup<(kept: unknown) => boolean>({
  ratePercent: Number.isFinite,
  extraMinutes: Number.isFinite,
  premedications: Array.isArray,
  places: Array.isArray,
  through: (kept) => typeof kept === 'string',
  replaces: (kept) => kept === true,
  ended: (kept) => typeof kept === 'object',
});

const isRead = (plan: unknown): plan is CarePlan =>
  Object.entries(plan ?? {}).every(([part, kept]) => parts[part]?.(kept));

/** That a plan was ended, also where nothing else of it can be read. */
const endOf = (plan: unknown): Pick<PlanMade, 'through' | 'ended'> => {
  const { through, ended } = (plan ?? {}) as Readonly<Record<string, unknown>>;
  return typeof through === 'string' && typeof ended === 'object' && ended !== null
    ? { through, ended: ended as PlanEnd }
    : {};
};

/**
 * What clinicians said, the newest first, without what a later word took the place of. A word without a
 * plan is one for the course; one that cannot be read is kept as the words beside it.
 */
export const plansMade = (holds: readonly Hold[]): PlanMade[] => {
  const made = wentOnAfterReaction(holds).map(
    ({ at, note, plan }): PlanMade => ({
      ...(isRead(plan) ? plan : endOf(plan)),
      at,
      note,
    }),
  );
  const newest = made.findIndex(({ replaces }) => replaces);
  return newest < 0 ? made : made.slice(0, newest + 1);
};

/** Those that stand on a day, a date at the place of the visit. */
export const plansOn = <P extends CarePlan>(plans: readonly P[] | undefined, on: string): P[] =>
  (plans ?? []).filter(({ through }) => through === undefined || on <= through);

export const plansStanding = (holds: readonly Hold[], on: string): PlanMade[] =>
  plansOn(plansMade(holds), on);

/** Those that a clinician has ended, the newest first. */
export const plansEnded = (holds: readonly Hold[]): (PlanMade & { ended: PlanEnd })[] =>
  plansMade(holds).filter((plan): plan is PlanMade & { ended: PlanEnd } => Boolean(plan.ended));

/** The plan that was made at an instant, as far as no other took its place. */
export const planMadeAt = (holds: readonly Hold[], at: string): PlanMade | undefined =>
  plansMade(holds).find((plan) => plan.at === at);

/**
 * The parts that end a plan: what was said stays where it was said, with its last day and who ended it. A
 * plan whose last day is sooner keeps that. Refused where it has been ended meanwhile; an end that nobody
 * can read is none.
 */
export const planEnded = (
  tableName: string,
  holds: readonly Hold[],
  made: string,
  end: PlanEnd,
): TransactItem[] =>
  saidAfterReaction(holds, made).map(({ holdId, resolution }) => {
    const { plan = {} } = resolution?.facts ?? {};
    const last = addDays(end.from, -1);
    const through = typeof plan.through === 'string' ? soonerOf(plan.through, last) : last;
    return {
      Update: {
        TableName: tableName,
        Key: keys.hold(holdId),
        UpdateExpression: 'SET resolution.facts.#plan = :ended',
        ConditionExpression: `resolution.#at = :made AND ${
          plan.ended === undefined
            ? 'attribute_not_exists(resolution.facts.#plan.ended)'
            : 'resolution.facts.#plan.ended = :unread'
        }`,
        ExpressionAttributeNames: { '#plan': 'plan', '#at': 'at' },
        ExpressionAttributeValues: {
          ':ended': { ...plan, through, ended: end },
          ':made': made,
          ...(plan.ended === undefined ? {} : { ':unread': plan.ended }),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  });

/** What plans ask for together: the slowest rate, the longest visit, the places that all of them allow. */
export const planNeeds = (
  plans: readonly CarePlan[],
): { ratePercent: number; extraMinutes: number; allows: (setting: Setting) => boolean } => ({
  ratePercent: Math.min(100, ...plans.map(({ ratePercent = 100 }) => ratePercent)),
  extraMinutes: Math.max(0, ...plans.map(({ extraMinutes = 0 }) => extraMinutes)),
  allows: (setting) => plans.every(({ places }) => !places || places.includes(setting)),
});
