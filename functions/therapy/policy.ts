import * as z from 'zod';
import { Decimal } from '../platform/quantity.ts';
import { DoseUnitName } from './dose-unit.ts';
import { Setting } from './setting.ts';
import { competencies } from './therapy.ts';

const minutes = z.number().int().min(0).max(1440);
const FirstAndLater = z.strictObject({ first: minutes, subsequent: minutes });
const days = (most: number) => z.number().int().min(0).max(most);

/** Two limits of one thing would leave open which of them holds. */
const eachOnce =
  <T>(of: (one: T) => string) =>
  ({ issues, value }: z.core.ParsePayload<T[]>): void => {
    const seen = new Set<string>();
    for (const [at, one] of value.entries()) {
      if (seen.has(of(one)))
        issues.push({
          code: 'custom',
          input: one,
          path: [at],
          message: 'must be the only limit of its kind',
        });
      seen.add(of(one));
    }
  };

/**
 * What a service sets for itself in the place of what the catalogue says of a therapy. What is left
 * out stays as the catalogue has it.
 */
export const PolicyRules = z.strictObject({
  /** The most that one dose, a day, a week or a course may come to, in this unit. */
  doseLimits: z
    .array(
      z.strictObject({
        per: z.enum(['dose', 'day', 'week', 'course']),
        unit: DoseUnitName,
        most: Decimal,
      }),
    )
    .max(8)
    .check(eachOnce(({ per, unit }) => `${per} ${unit}`))
    .optional(),
  /** The fewest minutes that a dose runs. */
  infusionMinutes: FirstAndLater.optional(),
  /** The most of the therapy's measure that runs in a minute. */
  fastest: z
    .strictObject({
      amount: Decimal.refine((amount) => Number(amount) > 0, 'must be more than 0'),
      of: z.enum(['amount-a-minute', 'amount-a-minute-per-kg']),
    })
    .optional(),
  observationMinutes: FirstAndLater.optional(),
  /** How old a result may be, and whether the order waits for it. */
  screening: z
    .array(
      z
        .strictObject({
          item: z.string().max(60),
          withinDays: days(1826).min(1).optional(),
          level: z.enum(['missing', 'warn']).optional(),
        })
        .refine(
          ({ withinDays, level }) => withinDays !== undefined || level !== undefined,
          'must set withinDays or level',
        ),
    )
    .max(30)
    .check(eachOnce(({ item }) => item))
    .optional(),
  settings: z.partialRecord(Setting, z.enum(['allowed', 'conditional', 'not-usual'])).optional(),
  firstDoseAtHome: z.enum(['yes', 'conditional', 'no']).optional(),
  premedicationNeeded: z.boolean().optional(),
  reactionOrdersNeeded: z.boolean().optional(),
  /** What nurses must be current in besides what the catalogue asks for. */
  competencies: z.array(z.enum(competencies)).max(12).optional(),
  minGapDays: days(365).min(1).optional(),
  /** How far a dose may lie from its planned day. */
  toleranceDays: z.strictObject({ before: days(60), after: days(60) }).optional(),
});
export type PolicyRules = z.infer<typeof PolicyRules>;

/** The policy that holds from a day on, as rules read it and as it is kept with what it decided. */
export const Policy = z.object({
  therapyId: z.string(),
  version: z.number().int().positive(),
  /** The first day on which it holds, in the desk's zone. */
  from: z.iso.date(),
  rules: PolicyRules,
});
export type Policy = z.infer<typeof Policy>;

/** A limit that one set of limits has further than another, as both say it. */
export const LooserLimit = z.object({ limit: z.string(), was: z.string(), is: z.string() });
export type LooserLimit = z.infer<typeof LooserLimit>;

/** One version as somebody sent it; it is written once and never changed. */
export const PolicyVersion = z.object({
  therapyId: z.string(),
  version: z.number().int().positive(),
  rules: PolicyRules,
  effectiveFrom: z.iso.date(),
  why: z.string(),
  proposedBy: z.string(),
  proposedAt: z.iso.datetime(),
  /** What it loosens; with any, a second person decides about it. */
  looser: z.array(LooserLimit),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What a person decided about a version that waited; written once. */
export const PolicyDecision = z.object({
  version: z.number().int().positive(),
  action: z.enum(['approve', 'refuse', 'withdraw']),
  note: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});
export type PolicyDecision = z.infer<typeof PolicyDecision>;

/** What became of a version. */
export const VersionStatus = z.enum([
  'in-force',
  'scheduled',
  'replaced',
  'waiting',
  'refused',
  'withdrawn',
  'overtaken',
]);
export type VersionStatus = z.infer<typeof VersionStatus>;

/** Where the policy of a therapy stands. */
export const PolicyStanding = z.object({
  therapyId: z.string(),
  /** Counts every change, of a version or of a decision about one. */
  revision: z.number().int().min(0),
  /** The number of the newest version, whatever became of it. */
  newest: z.number().int().min(0),
  /** Versions that hold, or will, oldest first. */
  approved: z.array(Policy),
  /** The version that waits for a second person. */
  waiting: z.object({ version: z.number().int().positive(), proposedBy: z.string() }).optional(),
});
export type PolicyStanding = z.infer<typeof PolicyStanding>;

/** Where a therapy stands that nobody has set a policy for. */
export const noPolicy = (therapyId: string): PolicyStanding => ({
  therapyId,
  revision: 0,
  newest: 0,
  approved: [],
});

/**
 * The policy that holds on a day: of those that began by then the newest version, for a later one
 * takes the place of all before it.
 */
export const policyOn = (
  { approved }: Pick<PolicyStanding, 'approved'>,
  on: string,
): Policy | undefined =>
  approved
    .filter(({ from }) => from <= on)
    .reduce<Policy | undefined>(
      (last, one) => (last && last.version > one.version ? last : one),
      undefined,
    );

/**
 * What is to be kept of a policy beside what was decided under it: the one of now, nothing where it is
 * the one that is kept, and null where there is none any more.
 */
export const policyKept = (
  { policy: before }: { policy?: Policy | null | undefined },
  now: Policy | undefined,
): Policy | null | undefined => {
  if (now && before && before.version === now.version && before.therapyId === now.therapyId)
    return undefined;
  return now ?? (before ? null : undefined);
};
