import { Temporal } from 'temporal-polyfill';
import { PermanentFault } from '../platform/errors.ts';
import { type Clock, type HoldReason, reasonRow } from './hold-reasons.ts';

/** Our desks work Monday to Friday; the day ends at midnight of this zone. */
export const deskZone = 'America/New_York';

/** The same wall time so many business days later, Saturdays and Sundays not counted. */
const addBusinessDays = (from: Temporal.ZonedDateTime, days: number): Temporal.ZonedDateTime => {
  let at = from;
  for (let left = days; left > 0; ) {
    at = at.add({ days: 1 });
    if (at.dayOfWeek <= 5) left -= 1;
  }
  return at;
};

/**
 * When a hold of this reason is due, counted from `now`; business days by the desk's calendar.
 * @throws PermanentFault for a reason whose clock must be given by the step that waits.
 */
export const holdDueAt = (reason: HoldReason, now: Date): string => {
  const { clock } = reasonRow(reason);
  if (clock === 'given') throw new PermanentFault(`hold-clock-not-given:${reason}`);
  return dueAfter(clock, now);
};

/** The instant a clock runs out, in whole seconds. */
export const dueAfter = (clock: Exclude<Clock, 'given'>, now: Date): string => {
  const from = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(deskZone);
  const due =
    'businessDays' in clock
      ? addBusinessDays(from, clock.businessDays)
      : 'hours' in clock
        ? from.add({ hours: clock.hours })
        : from.add({ days: clock.calendarDays });
  return due.toInstant().toString({ smallestUnit: 'second' });
};

/** The next due time of a hold that ran out: its clock again, or a business day where it was given. */
export const escalatedDueAt = (reason: HoldReason, now: Date): string => {
  const { clock } = reasonRow(reason);
  return dueAfter(clock === 'given' ? { businessDays: 1 } : clock, now);
};

/** What a step returns when the workflow has to wait. */
export type HoldOutcome = { outcome: 'hold'; reason: HoldReason; dueAt: string };

/** The outcome that sends the workflow to a hold; `dueAt` only where the reason's clock is given. */
export const hold = (reason: HoldReason, now: Date, dueAt?: string): HoldOutcome => ({
  outcome: 'hold',
  reason,
  dueAt: dueAt ?? holdDueAt(reason, now),
});
