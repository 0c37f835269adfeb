import { ageOn } from '../platform/days.ts';
import { micro, type Quantity, times } from '../platform/quantity.ts';
import { amountOf, type DoseFactors, measureOf, neededBy, unitsOf } from '../therapy/dose-unit.ts';
import type { DoseBounds, Therapy } from '../therapy/therapy.ts';

import { dosesPerCourse } from './dose.ts';
import { doseFactorsOf } from './dose-factors.ts';
import { block, type Checked, missing, warn } from './findings.ts';
import type { Finding, Order } from './referral.ts';

/**
 * The bounded amount as a fraction of whole numbers, so that "per week" needs no division: doses
 * of a day are added up, a week is seven days over the interval, a course its consecutive days.
 */
const boundedAmount = (dose: bigint, order: Order, per: DoseBounds['per']) => {
  const perDay = dose * BigInt(order.frequency?.timesPerDay ?? 1);
  if (per === 'dose') return { amount: dose, over: 1n };
  if (per === 'day') return { amount: perDay, over: 1n };
  if (per === 'course') return { amount: perDay * BigInt(dosesPerCourse(order)), over: 1n };
  return { amount: perDay * 7n, over: BigInt(order.frequency?.intervalDays ?? 7) };
};

/** A dose is rounded to whole vials: the smallest vial above the maximum is still the maximum. */
const roundedToVial = (limit: bigint, { vials }: Therapy): bigint => {
  const smallest = vials.map(({ value }) => micro(value)).sort((a, b) => (a < b ? -1 : 1))[0];
  return smallest ? ((limit + smallest - 1n) / smallest) * smallest : limit;
};

/** Whether the dose may exceed a maximum by rounding: only fixed amounts of a bound by weight or size. */
const mayRound = (unit: string, bounds: DoseBounds): boolean =>
  neededBy(bounds.unit) !== undefined && neededBy(unit) === undefined;

const tolerated = (limit: bigint, therapy: Therapy): bigint => {
  const tenPercent = times(limit, micro('1.1'));
  const vial = roundedToVial(limit, therapy);
  if (vial > tenPercent) return vial;
  return tenPercent;
};

type Limits = {
  softMin: bigint | undefined;
  softMax: bigint | undefined;
  hardMax: bigint | undefined;
  mostOfOne: bigint | undefined;
};

/** The therapy's bounds for this patient, scaled to the amount they are compared with. */
const limitsOf = (
  { softMin, softMax, hardMax, hardMaxAdult, maxPerDoseMg, unit }: DoseBounds,
  patient: { factors: DoseFactors; adult: boolean },
  over: bigint,
): Limits => {
  const scaled = (bound: string | undefined): bigint | undefined => {
    const amount =
      bound === undefined ? undefined : amountOf({ value: bound, unit }, patient.factors);
    return amount === undefined ? undefined : amount * over;
  };
  const forAdult = patient.adult ? hardMaxAdult : undefined;
  return {
    softMin: scaled(softMin),
    softMax: scaled(forAdult ?? softMax),
    hardMax: scaled(forAdult ?? hardMax),
    mostOfOne: maxPerDoseMg === undefined ? undefined : micro(maxPerDoseMg),
  };
};

const fix = 'Correct the dose, or have a clinician clear it with a reason.';

/** One dose against its limits: the gravest thing that is wrong with it, if any. */
const doseFinding = (
  dose: Quantity,
  pointer: string,
  { submission, asOf }: Checked,
  therapy: Therapy,
): Finding[] => {
  if (measureOf(dose.unit) !== (therapy.measure ?? 'mg'))
    return [
      missing({
        code: 'dose-unit-unknown',
        pointer: `${pointer}/unit`,
        text: 'The dose is in a unit that cannot be checked.',
        fix: `Give the dose in one of: ${unitsOf(therapy.measure ?? 'mg').join(', ')}.`,
        source: 'general knowledge - verify',
      }),
    ];
  const bounds = therapy.doseBounds;
  const { source } = bounds;
  const factors = doseFactorsOf(submission, therapy);
  const single = amountOf(dose, factors);
  if (single === undefined) return [];
  if (single === 0n)
    return [block({ code: 'dose-zero', pointer, text: 'The dose is zero.', fix, source })];
  const { amount, over } = boundedAmount(single, submission.order, bounds.per);
  const adult = ageOn(submission.patient.birthDate, asOf) >= 18;
  const { softMin, softMax, hardMax, mostOfOne } = limitsOf(bounds, { factors, adult }, over);
  const above = (limit: bigint | undefined): boolean =>
    limit !== undefined &&
    amount > (mayRound(dose.unit, bounds) ? tolerated(limit, therapy) : limit);
  if (above(hardMax) || (mostOfOne !== undefined && single > mostOfOne))
    return [
      block({
        code: 'dose-above-maximum',
        pointer,
        text: 'The dose is above the maximum.',
        fix,
        source,
      }),
    ];
  if (softMin !== undefined && amount * 5n <= softMin)
    return [
      block({
        code: 'dose-slip',
        pointer,
        text: 'The dose is a fifth of the usual least dose or smaller: a unit or a decimal point may have slipped.',
        fix,
        source: 'factor-10 slips; general knowledge - verify',
      }),
    ];
  if (softMin !== undefined && amount * 10n < softMin * 9n)
    return [
      warn({
        code: 'dose-low',
        pointer,
        text: 'The dose is below the usual range.',
        fix: 'Check the dose.',
        source,
      }),
    ];
  return above(softMax)
    ? [
        warn({
          code: 'dose-high',
          pointer,
          text: 'The dose is above the usual range.',
          fix: 'Check the dose.',
          source,
        }),
      ]
    : [];
};

/**
 * Holds the ordered doses against the therapy's bounds, in whole millionths of its measure:
 * outside the soft range warns, above a maximum or ten-fold off blocks.
 */
export const doseFindings = (checked: Checked): Finding[] => {
  const { therapy } = checked;
  const { dose, loadingDose } = checked.submission.order;
  if (!therapy) return [];
  return [
    ...(dose ? doseFinding(dose, '/order/dose', checked, therapy) : []),
    ...(loadingDose ? doseFinding(loadingDose, '/order/loadingDose', checked, therapy) : []),
  ];
};
