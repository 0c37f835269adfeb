import { addBusinessDays } from '../platform/business-days.ts';
import { PermanentFault } from '../platform/errors.ts';
import { addCalendarDays } from '../platform/zoned-time.ts';
import type { Hold } from './hold.ts';
import { type HoldClock, type HoldReason, reasonRow } from './hold-reasons.ts';

/** Our desks work on business days; the day ends at midnight of this zone. */
export const deskZone = 'America/New_York';

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
export const dueAfter = (clock: Exclude<HoldClock, 'given'>, now: Date): string => {
  const due =
    'businessDays' in clock
      ? addBusinessDays(now, clock.businessDays, deskZone)
      : 'hours' in clock
        ? new Date(now.getTime() + clock.hours * 3_600_000)
        : addCalendarDays(now, clock.calendarDays, deskZone);
  return `${due.toISOString().slice(0, 19)}Z`;
};

/** For how long an overdue hold is asked for daily; own target. After it, weekly. */
const dailyDays = 14;

/**
 * The next due time of a hold that ran out: its clock again while there is a next team to ask, and where
 * the reason's row says so until somebody takes it. Once all were asked, or where the clock was given,
 * every business day, and every week for a hold that has been open for longer than two.
 */
export const escalatedDueAt = (
  { reason, level, openedAt, assignee }: Pick<Hold, 'reason' | 'level' | 'openedAt' | 'assignee'>,
  now: Date,
): string => {
  const { clock, escalation, untilTaken } = reasonRow(reason);
  const isAsking = level < escalation.length || (untilTaken && !assignee);
  if (clock !== 'given' && isAsking) return dueAfter(clock, now);
  const isOld = now.getTime() - Date.parse(openedAt) > dailyDays * 86_400_000;
  return dueAfter({ businessDays: isOld ? 5 : 1 }, now);
};

/**
 * What a step returns when the workflow has to wait; `fault` where something failed that the hold
 * tells of.
 */
export type HoldOutcome = { outcome: 'hold'; reason: HoldReason; dueAt: string; fault?: string };

/** The outcome that sends the workflow to a hold; `dueAt` only where the reason's clock is given. */
export const hold = (reason: HoldReason, now: Date, dueAt?: string): HoldOutcome => ({
  outcome: 'hold',
  reason,
  dueAt: dueAt ?? holdDueAt(reason, now),
});
