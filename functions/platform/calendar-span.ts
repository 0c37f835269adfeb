import { addDays } from './days.ts';

type Length = { value: number; unit: 'd' | 'wk' | 'mo' | 'a' };

const monthsIn = { mo: 1, a: 12 } as const;
const daysIn = { d: 1, wk: 7 } as const;

/** The same day so many months later; the last day of a month that is too short for it. */
const addMonths = (on: string, months: number): string => {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(
    Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0),
  ).getUTCDate();
  target.setUTCDate(Math.min(day, length));
  return target.toISOString().slice(0, 10);
};

/** The date a length of time after a day; months and years go by the calendar. */
export const addSpan = (from: string, days: number, { value, unit }: Length): string => {
  const on = addDays(from, days);
  return unit === 'mo' || unit === 'a'
    ? addMonths(on, value * monthsIn[unit])
    : addDays(on, value * daysIn[unit]);
};
