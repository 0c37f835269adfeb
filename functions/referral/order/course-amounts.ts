import { daysBetween } from '../../platform/days.ts';
import { amountOf, type DoseFactors } from '../../therapy/dose-unit.ts';
import type { Checked } from '../checks/findings.ts';
import type { Phase } from '../phase.ts';
import { dosesOf, expectedStart, phasesOf } from './course.ts';

/** What is given on one day of a course, in millionths of the therapy's measure. */
type DayGiven = { day: number; given: bigint };

/** The most of a course is found within these; a drug that goes on daily is bounded by the day. */
const dosesLookedAt = 60;

/**
 * The days of a course with what is given on each, the last dose before it as well: that one is
 * taken to have been as much as the steady ones. An amount that cannot be computed counts nothing.
 */
export const daysGiven = (
  { submission: { order }, therapy, asOf }: Checked,
  factors: DoseFactors,
): DayGiven[] => {
  const ordered = expectedStart(order, asOf);
  const firstOn = ordered > asOf ? ordered : asOf;
  const found: DayGiven[] = [];
  for (const { number, day, amount, timesPerDay } of dosesOf(order, { therapy, firstOn })) {
    if (number > dosesLookedAt) break;
    found.push({
      day,
      given: ((amount && amountOf(amount, factors)) ?? 0n) * BigInt(timesPerDay),
    });
  }
  const { dose = order.dose, timesPerDay = 1 } = phasesOf(order, therapy).at(-1) as Phase;
  const steady = dose && amountOf(dose, factors);
  if (!order.lastDoseOn || steady === undefined) return found;
  const day = daysBetween(firstOn, order.lastDoseOn);
  return day < 0 ? [{ day, given: steady * BigInt(timesPerDay) }, ...found] : found;
};

/** The most that is given within so many days, whichever they are. */
export const mostWithin = (given: readonly DayGiven[], days: number): bigint => {
  let most = 0n;
  let sum = 0n;
  let from = 0;
  for (const one of given) {
    sum += one.given;
    for (; one.day - (given[from]?.day ?? one.day) >= days; from += 1)
      sum -= given[from]?.given ?? 0n;
    if (sum > most) most = sum;
  }
  return most;
};

/** The most that is given on days one after the other. */
export const mostInRun = (given: readonly DayGiven[]): bigint => {
  let most = 0n;
  let run = 0n;
  for (const [index, { day, given: amount }] of given.entries()) {
    run = day - (given[index - 1]?.day ?? Number.NaN) === 1 ? run + amount : amount;
    if (run > most) most = run;
  }
  return most;
};
