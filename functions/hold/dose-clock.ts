import { isBusinessDay } from '../platform/business-days.ts';
import { addDays, laterOf } from '../platform/days.ts';
import { zonedInstant } from '../platform/zoned-time.ts';
import { deskZone, dueAfter } from './hold-clock.ts';

/**
 * Business days of the desk before the window of the first dose closes on which a payer that says nothing
 * is called: a week of work in which it can be asked to hurry and the visit be booked. Own target.
 */
const chaseDays = 5;

/** When a payer is chased for a dose that is to be given by that day: as the desk opens. */
export const chasedFor = (doseBy: string): string => {
  let day = doseBy;
  for (let left = chaseDays; left > 0; ) {
    day = addDays(day, -1);
    if (isBusinessDay(day)) left -= 1;
  }
  return `${new Date(zonedInstant(`${day}T09:00:00`, deskZone)).toISOString().slice(0, 19)}Z`;
};

/** The same, and not before the next business day: whoever was asked a moment ago is not chased at once. */
export const doseChaseAt = (doseBy: string, now: Date): string =>
  laterOf(chasedFor(doseBy), dueAfter({ businessDays: 1 }, now));
