import { addDays, weekdayOf } from './days.ts';
import { holidayObservedOn } from './federal-holidays.ts';
import { addCalendarDays, localDate } from './zoned-time.ts';

/** Monday to Friday, without the federal holidays as they are observed. */
export const isBusinessDay = (on: string): boolean =>
  ![0, 6].includes(weekdayOf(on)) && holidayObservedOn(on) === undefined;

/** The same time on the wall so many business days later. */
export const addBusinessDays = (at: Date, days: number, zone: string): Date => {
  const start = localDate(at, zone);
  let ahead = 0;
  for (let left = days; left > 0; ) {
    ahead += 1;
    if (isBusinessDay(addDays(start, ahead))) left -= 1;
  }
  return addCalendarDays(at, ahead, zone);
};
