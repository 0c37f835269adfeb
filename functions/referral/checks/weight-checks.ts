import { daysBetween } from '../../platform/days.ts';
import { dosedByWeight } from '../order/dose.ts';
import { readHeights, readWeights } from '../order/measurements.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, startingValues, warn } from './findings.ts';
import { isPossible } from './possible-sizes.ts';

const at = '/observations';

/** Days a weight may be old when a dose goes by it. */
const weightAgeDays = 30;

const clear =
  'Correct the weight, its unit or its day, or have a clinician clear it with a reason.';

/**
 * The weights that people of an age have, in kg, with room on both sides; outside them a dose by
 * weight is not calculated without somebody looking. CDC growth charts, limits widened by half;
 * general knowledge - verify.
 */
const possibleWeights = [
  { underDays: 60, least: 1n, most: 9n },
  { underDays: 365, least: 2n, most: 18n },
  { underDays: 2 * 365, least: 4n, most: 27n },
  { underDays: 5 * 365, least: 6n, most: 45n },
  { underDays: 10 * 365, least: 10n, most: 100n },
  { underDays: 15 * 365, least: 14n, most: 200n },
  { underDays: Number.POSITIVE_INFINITY, least: 25n, most: 300n },
] as const;

/**
 * Days within which nobody past the second birthday gains or loses a third of their weight unseen;
 * a dose by the newer one would be as far off. General knowledge - verify.
 */
const suddenly = { withinDays: 180, fromDays: 2 * 365 } as const;

/** Two weighings of one week that differ by more than a tenth are not both right. Clinical reference. */
const sameWeekDays = 7;

const tenthApart = (a: bigint, b: bigint): boolean => {
  const [low, high] = a < b ? [a, b] : [b, a];
  return (high - low) * 10n > low;
};

/**
 * BMI under 12 or over 70, under 8 before the second birthday; of weight in millionths of a kilogram
 * and height of a centimeter. General knowledge - verify.
 */
const implausible = (weight: bigint, height: bigint, age: number): boolean => {
  const heightSquared = height * height;
  // BMI = kg / m2; both sides in millionths, so 10^4 for cm2 in m2 and 10^6 for one scale.
  const scaled = weight * 10_000n * 1_000_000n;
  const least = age < 2 * 365 ? 8n : 12n;
  return scaled < least * heightSquared || scaled > 70n * heightSquared;
};

/** Weights that nobody has, or that are old, suddenly different, or pounds written as kilograms. */
export const weightFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const [newest, ...others] = readWeights(submission);
  const [before] = others;
  if (!newest || !dosedByWeight(therapy, submission.order)) return [];
  const { birthDate } = submission.patient;
  const found: Finding[] = [];
  if (newest.stated)
    found.push(
      block({
        code: 'weight-stated',
        pointer: at,
        text: 'The newest weight was told or guessed, or has only the day of its report, and the dose goes by it.',
        fix: 'Weigh the patient and send the result, or have a clinician clear it with a reason.',
        source: startingValues,
      }),
    );
  if (!isPossible(possibleWeights, newest, birthDate))
    found.push(
      block({
        code: 'weight-impossible',
        pointer: at,
        text: 'People of this age do not have this weight.',
        fix: clear,
        source: startingValues,
      }),
    );
  if (daysBetween(newest.on, asOf) > weightAgeDays)
    found.push(
      warn({
        code: 'weight-old',
        pointer: at,
        text: `The newest weight is more than ${weightAgeDays} days old.`,
        fix: 'Weigh the patient before the first dose and send the result.',
        source: startingValues,
      }),
    );
  const height = readHeights(submission)[0];
  const age = daysBetween(birthDate, newest.on);
  if (height && height.micro > 0n && implausible(newest.micro, height.micro, age))
    found.push(
      block({
        code: 'weight-implausible',
        pointer: at,
        text: 'Weight and height do not go together.',
        fix: 'Correct the weight, the height or their units, or have a clinician clear it with a reason.',
        source: startingValues,
      }),
    );
  if (before && before.micro > 0n) {
    const [low, high] =
      newest.micro < before.micro ? [newest.micro, before.micro] : [before.micro, newest.micro];
    const sudden =
      daysBetween(before.on, newest.on) <= suddenly.withinDays &&
      daysBetween(birthDate, before.on) >= suddenly.fromDays;
    if (high * 100n >= low * 215n && high * 100n <= low * 226n)
      found.push(
        (sudden ? block : warn)({
          code: 'weight-unit-suspect',
          pointer: at,
          text: 'Two weights differ as pounds and kilograms do.',
          fix: clear,
          source: startingValues,
        }),
      );
    else if (sudden && (high - low) * 3n > low)
      found.push(
        block({
          code: 'weight-jump',
          pointer: at,
          text: 'Two weights of the last months differ by more than a third.',
          fix: clear,
          source: startingValues,
        }),
      );
    else if (
      others.some(
        ({ on, micro }) =>
          daysBetween(birthDate, on) >= suddenly.fromDays &&
          daysBetween(on, newest.on) <= sameWeekDays &&
          tenthApart(micro, newest.micro),
      )
    )
      found.push(
        block({
          code: 'weight-contradictory',
          pointer: at,
          text: 'Two weights of one week differ by more than a tenth.',
          fix: clear,
          source: startingValues,
        }),
      );
    else if ((high - low) * 10n > before.micro)
      found.push(
        warn({
          code: 'weight-changed',
          pointer: at,
          text: 'The weight has changed by more than a tenth.',
          fix: 'Confirm the weight and whether the dose still fits.',
          source: startingValues,
        }),
      );
  }
  return found;
};
