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
