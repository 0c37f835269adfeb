import { lookup } from '../platform/lookup.ts';
import { actionCosts } from './action-costs.ts';
import { chasedFor } from './dose-clock.ts';
import type { Hold } from './hold.ts';
import type { Action } from './hold-action.ts';
import { dueAfter } from './hold-clock.ts';
import { type HoldClock, type HoldReason, reasonRow } from './hold-reasons.ts';
import { wordsForReason } from './hold-words.ts';

/** Where the step that waits says when: what it goes by. */
const givenClocks = lookup<string>({
  'payer-decision':
    'the time that the payer has to decide by the clock of the line, or an appeal or a call by its own; sooner where the first dose is due before',
  'information-requested':
    'the day until which the payer wants it, or by the rule for requests that name none',
  'packet-to-send':
    'the business day in which it is to go out, two hours where it is urgent or a channel failed, or the day until which the payer wants it',
  'visit-not-ready': 'the days before the visit in which it can still be mended',
  'clearance-ended': 'the day before the dose that the clearance does not cover',
  'step-promised': 'the end of the day that was named for the step',
});

const counted = (count: number, unit: string): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`;

const lengthOf = (clock: Exclude<HoldClock, 'given'>): string => {
  if ('businessDays' in clock) return counted(clock.businessDays, 'business day');
  if ('calendarDays' in clock) return counted(clock.calendarDays, 'day');
  return clock.hours < 1
    ? counted(Math.round(clock.hours * 60), 'minute')
    : counted(clock.hours, 'hour');
};

/** A clock starts where a step finds that it has to wait; the hold is written down a little later. */
const writtenWithinMillis = 5 * 60_000;

/** Why a hold is due when it is: its clock, whether it ran out before, and where the clock comes from. */
export const dueBecause = ({ reason, openedAt, dueAt, level, doseBy }: Hold): string => {
  const { clock } = reasonRow(reason);
  const { source } = wordsForReason(reason);
  if (level > 0)
    return `Nobody answered in time, ${counted(level, 'time')} by now: it is asked for again by then (${source}).`;
  if (reason === 'payer-decision' && doseBy && dueAt === chasedFor(doseBy))
    return `Five business days before the window of the first dose closes, on ${doseBy}: the payer has longer, the dose has not (${source}).`;
  if (clock === 'given')
    return `By ${givenClocks[reason] ?? 'the time that the step that waits has set'} (${source}).`;
  const length = lengthOf(clock);
  const later = Date.parse(dueAt) - Date.parse(dueAfter(clock, new Date(openedAt)));
  if (later < -writtenWithinMillis)
    return `Sooner than the usual ${length}: it is urgent, the dose is near, or it was asked for before (${source}).`;
  if (later > writtenWithinMillis)
    return `Later than the usual ${length}: the step that waits has set it (${source}).`;
  return `${length} after it was opened, by the desk’s calendar (${source}).`;
};

const costs = lookup<string>(actionCosts);

/** What ends with a referral. */
const withReferral =
  'The referral: nothing more is asked of anybody, and visits to come are released.';

/** What whoever takes an action gives up with it. */
export const costOf = (reason: HoldReason, { action, resume }: Action): string =>
  costs[`${reason}: ${action}`] ??
  costs[action] ??
  (resume === 'close' ? withReferral : 'Nothing.');
