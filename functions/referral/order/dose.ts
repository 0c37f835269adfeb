import type { Quantity } from '../../platform/quantity.ts';
import { amountOf, measureOf, neededBy } from '../../therapy/dose-unit.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Order, Submission } from '../referral.ts';
import { doseFactorsOf } from './dose-factors.ts';

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

/** Every amount that an order names for a dose. */
export const amountsOf = ({ dose, loadingDose, phases = [] }: Order): Quantity[] =>
  [dose, loadingDose, ...phases.map((phase) => phase.dose)].filter((one) => one !== undefined);

/** Whether the dose goes by the weight of the patient: by its unit, or because the drug's does. */
export const dosedByWeight = (therapy: Therapy | undefined, order: Order): boolean =>
  therapy?.weightNeeded === true ||
  amountsOf(order).some(({ unit }) => neededBy(unit) !== undefined);
