import { micro, times } from '../platform/quantity.ts';
import { ageOn } from './calendar.ts';
import { doseInMg, dosesPerCourse, doseUnits } from './dose.ts';
import { block, type Checked, missing, warn } from './findings.ts';
import { weightsOf } from './measurements.ts';
import type { Finding, Order } from './referral.ts';
import type { DoseBounds, Therapy } from './therapy.ts';

const at = '/order/dose';

/** Milligrams that a bound stands for, in millionths; undefined when it needs a weight. */
const boundInMg = (bound: string, unit: DoseBounds['unit'], weight?: bigint) =>
  doseInMg({ value: bound, unit }, weight);

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

/** Whether the dose may exceed a maximum by rounding: only fixed amounts of a per-kilogram bound. */
const mayRound = (unit: string, bounds: DoseBounds): boolean =>
  bounds.unit.endsWith('/kg') && !unit.endsWith('/kg');

const tolerated = (limit: bigint, therapy: Therapy): bigint => {
  const tenPercent = times(limit, micro('1.1'));
  const vial = roundedToVial(limit, therapy);
  if (vial > tenPercent) return vial;
  return tenPercent;
};

/**
 * Holds the ordered dose against the therapy's bounds, in whole millionths of a milligram:
 * outside the soft range warns, above a maximum or ten-fold off blocks.
 */
export const doseFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const { dose } = submission.order;
  if (!therapy || !dose) return [];
  const bounds = therapy.doseBounds;
  const weight = weightsOf(submission)[0]?.micro;
  if (!doseUnits.includes(dose.unit))
    return [
      missing(
        'dose-unit-unknown',
        `${at}/unit`,
        'The dose is in a unit that cannot be checked.',
        `Give the dose in one of: ${doseUnits.join(', ')}.`,
        'general knowledge - verify',
      ),
    ];
  const single = doseInMg(dose, weight);
  if (single === undefined) return [];
  if (single === 0n)
    return [block('dose-zero', at, 'The dose is zero.', 'Correct the dose.', bounds.source)];
  const { amount, over } = boundedAmount(single, submission.order, bounds.per);
  const limit = (bound: string | undefined) => {
    const inMg = bound === undefined ? undefined : boundInMg(bound, bounds.unit, weight);
    return inMg === undefined ? undefined : inMg * over;
  };
  const adult = ageOn(submission.patient.birthDate, asOf) >= 18;
  const hardMax = limit(adult ? (bounds.hardMaxAdult ?? bounds.hardMax) : bounds.hardMax);
  const softMax = limit(adult ? (bounds.hardMaxAdult ?? bounds.softMax) : bounds.softMax);
  const softMin = limit(bounds.softMin);
  const rounding = (value: bigint) =>
    mayRound(dose.unit, bounds) ? tolerated(value, therapy) : value;
  const fix = 'Correct the dose, or have a clinician clear it with a reason.';
  const most = bounds.maxPerDoseMg === undefined ? undefined : micro(bounds.maxPerDoseMg);
  if ((hardMax !== undefined && amount > rounding(hardMax)) || (most && single > most))
    return [block('dose-above-maximum', at, 'The dose is above the maximum.', fix, bounds.source)];
  if (softMin !== undefined && amount * 5n <= softMin)
    return [
      block(
        'dose-slip',
        at,
        'The dose is a fifth of the usual least dose or smaller: a unit or a decimal point may have slipped.',
        fix,
        'factor-10 slips; general knowledge - verify',
      ),
    ];
  if (softMin !== undefined && amount * 10n < softMin * 9n)
    return [
      warn('dose-low', at, 'The dose is below the usual range.', 'Check the dose.', bounds.source),
    ];
  if (softMax !== undefined && amount > rounding(softMax))
    return [
      warn('dose-high', at, 'The dose is above the usual range.', 'Check the dose.', bounds.source),
    ];
  return [];
};
