import type { Therapy } from './therapy.ts';

type Visits = Pick<NonNullable<Therapy['nurseVisits']>, 'firstDays' | 'everyDays' | 'atMost'>;

/** Days after the first dose of the nurse's visit of an index from 0, where doses are given without. */
export const nurseVisitDay = ({ firstDays = [0], everyDays }: Visits, index: number): number =>
  firstDays[index] ??
  Math.floor((firstDays.at(-1) ?? 0) + (index - firstDays.length + 1) * everyDays);

/** How many of the nurse's visits fall on or before a day after the first dose. */
export const nurseVisitsThrough = (visits: Visits, day: number): number => {
  const { firstDays = [0], everyDays, atMost = Number.POSITIVE_INFINITY } = visits;
  const last = firstDays.at(-1) ?? 0;
  const count =
    day < last
      ? firstDays.filter((one) => one <= day).length
      : firstDays.length + Math.ceil((day - last + 1) / everyDays) - 1;
  return Math.min(count, atMost);
};
