import { amountOf, measureOf, neededBy } from '../therapy/dose-unit.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { doseFactorsOf } from './dose-factors.ts';
import type { Order, Submission } from './referral.ts';

/**
 * One dose of a submission in millionths of the therapy's measure, by its newest measurements.
 * Undefined when something it is multiplied by is not there, or the unit counts something else.
 */
export const orderedAmount = (
  submission: Submission,
  therapy: Therapy,
  amount = submission.order.dose,
): bigint | undefined =>
  amount && measureOf(amount.unit) === (therapy.measure ?? 'mg')
    ? amountOf(amount, doseFactorsOf(submission, therapy))
    : undefined;

/** Whether the dose goes by the weight of the patient: by its unit, or because the drug's does. */
export const dosedByWeight = (therapy: Therapy | undefined, { dose }: Order): boolean =>
  therapy?.weightNeeded === true || (dose !== undefined && neededBy(dose.unit) !== undefined);

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
