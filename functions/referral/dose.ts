import { lookup } from '../platform/lookup.ts';
import { micro, type Quantity, times } from '../platform/quantity.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { readWeights } from './measurements.ts';
import type { Order, Submission } from './referral.ts';

const mgPer = lookup<bigint>({ mg: 1n, g: 1000n });
const mgPerKg = lookup<bigint>({ 'mg/kg': 1n, 'g/kg': 1000n });

/** Units an ordered dose may be given in. */
export const doseUnits = [...Object.keys(mgPer), ...Object.keys(mgPerKg)];

/**
 * The amount of one dose in millionths of a milligram: as ordered, or per kilogram times the
 * weight. Undefined when the unit is another one, or the weight is needed and not there.
 */
export const doseInMg = ({ value, unit }: Quantity, weightKg?: bigint): bigint | undefined => {
  const fixed = mgPer[unit];
  if (fixed !== undefined) return micro(value) * fixed;
  const perKilogram = mgPerKg[unit];
  if (perKilogram === undefined || weightKg === undefined) return undefined;
  return times(micro(value) * perKilogram, weightKg);
};

/** One dose of a submission in millionths of a milligram, by its newest weight. */
export const orderedDoseInMg = (submission: Submission): bigint | undefined =>
  submission.order.dose && doseInMg(submission.order.dose, readWeights(submission)[0]?.micro);

/** Whether the dose goes by the weight of the patient: by its unit, or because the drug's does. */
export const dosedByWeight = (therapy: Therapy | undefined, { dose }: Order): boolean =>
  therapy?.weightNeeded === true || (dose?.unit.endsWith('/kg') ?? false);

/** How many doses the longest run of consecutive loading days has; 1 without one. */
export const dosesPerCourse = ({ frequency }: Order): number => {
  const days = [...(frequency?.loadingDays ?? [])].sort((a, b) => a - b);
  let longest = 1;
  let run = 1;
  for (const [index, day] of days.entries()) {
    run = index > 0 && day - (days[index - 1] as number) === 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
};
