import { daysBetween } from '../../platform/days.ts';
import { neededBy } from '../../therapy/dose-unit.ts';
import { amountsOf } from '../order/dose.ts';
import { type Measured, readHeights } from '../order/measurements.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked } from './findings.ts';
import { isPossible } from './possible-sizes.ts';

const cm = 1_000_000n;

/**
 * The heights that people of an age have, in cm, with room on both sides: outside them a dose by body
 * surface is not calculated without somebody looking. CDC growth charts; general knowledge - verify.
 */
const possibleHeights = [
  { underDays: 365, least: 35n, most: 90n },
  { underDays: 2 * 365, least: 60n, most: 105n },
  { underDays: 5 * 365, least: 70n, most: 130n },
  { underDays: 10 * 365, least: 85n, most: 165n },
  { underDays: 15 * 365, least: 105n, most: 205n },
  { underDays: Number.POSITIVE_INFINITY, least: 120n, most: 230n },
] as const;

/** Heights of an adult that are farther apart than this are not both right: within five years; verify. */
const adultsDiffer = { fromDays: 18 * 365.25, withinDays: 5 * 365, most: 5n * cm } as const;

/** Two heights of an adult that contradict each other, newest first. */
const areContradictory = ([newest, ...others]: readonly Measured[], birthDate: string): boolean =>
  newest !== undefined &&
  others.some(({ on, micro }) => {
    const apart = micro > newest.micro ? micro - newest.micro : newest.micro - micro;
    return (
      apart > adultsDiffer.most &&
      daysBetween(birthDate, on) >= adultsDiffer.fromDays &&
      daysBetween(on, newest.on) <= adultsDiffer.withinDays
    );
  });

const contradictory = (): Finding =>
  block({
    code: 'height-contradictory',
    pointer: '/observations',
    text: 'Two heights of the patient are more than 5 cm apart, and the dose goes by body surface.',
    fix: 'Measure the height and send it, or have a clinician clear it with a reason.',
    source: 'conflicts between sources; general knowledge - verify',
  });

/** A height that nobody of the age has, or two that contradict, where the dose goes by body surface. */
export const heightFindings = ({ submission }: Checked): Finding[] => {
  const heights = readHeights(submission);
  const [newest] = heights;
  const bySurface = amountsOf(submission.order).some(({ unit }) => neededBy(unit) === 'surface');
  if (!newest || !bySurface) return [];
  const { birthDate } = submission.patient;
  if (areContradictory(heights, birthDate)) return [contradictory()];
  return isPossible(possibleHeights, newest, birthDate)
    ? []
    : [
        block({
          code: 'height-impossible',
          pointer: '/observations',
          text: 'People of this age do not have this height, and the dose goes by body surface.',
          fix: 'Correct the height, its unit or its day, or have a clinician clear it with a reason.',
          source: 'CDC growth charts, with room on both sides; general knowledge - verify',
        }),
      ];
};
