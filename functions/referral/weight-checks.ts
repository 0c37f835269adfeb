import { daysBetween } from './calendar.ts';
import { type Checked, warn } from './findings.ts';
import { heightsOf, weightsOf } from './measurements.ts';
import type { Finding } from './referral.ts';

const source = 'starting values of the automatic checks; general knowledge - verify';
const at = '/observations';

/** Days a weight may be old when a dose goes by it. */
const weightAgeDays = 30;

/** Weight in millionths of a kilogram and height in millionths of a centimeter: BMI under 12 or over 70. */
const implausible = (weight: bigint, height: bigint): boolean => {
  const heightSquared = height * height;
  // BMI = kg / m2; both sides in millionths, so 10^4 for cm2 in m2 and 10^6 for one scale.
  const scaled = weight * 10_000n * 1_000_000n;
  return scaled < 12n * heightSquared || scaled > 70n * heightSquared;
};

/** Weights that are old, implausible, suddenly different, or pounds written as kilograms. */
export const weightFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  const [newest, before] = weightsOf(submission);
  if (!newest || !therapy?.weightNeeded) return [];
  const found: Finding[] = [];
  if (daysBetween(newest.on, asOf) > weightAgeDays)
    found.push(
      warn(
        'weight-old',
        at,
        `The newest weight is more than ${weightAgeDays} days old.`,
        'Weigh the patient before the first dose and send the result.',
        source,
      ),
    );
  const height = heightsOf(submission)[0];
  if (height && height.micro > 0n && implausible(newest.micro, height.micro))
    found.push(
      warn(
        'weight-implausible',
        at,
        'Weight and height do not go together.',
        'Check both.',
        source,
      ),
    );
  if (before && before.micro > 0n) {
    const [low, high] =
      newest.micro < before.micro ? [newest.micro, before.micro] : [before.micro, newest.micro];
    if (high * 100n >= low * 215n && high * 100n <= low * 226n)
      found.push(
        warn(
          'weight-unit-suspect',
          at,
          'Two weights differ as pounds and kilograms do.',
          'Check the unit of each weight.',
          source,
        ),
      );
    else if ((high - low) * 10n > before.micro)
      found.push(
        warn(
          'weight-changed',
          at,
          'The weight has changed by more than a tenth.',
          'Confirm the weight and whether the dose still fits.',
          source,
        ),
      );
  }
  return found;
};
