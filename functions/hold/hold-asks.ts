import { lookup } from '../platform/lookup.ts';
import type { Hold } from './hold.ts';
import type { Action } from './hold-action.ts';
import { dueAfter } from './hold-clock.ts';
import { type HoldClock, type HoldReason, reasonRow } from './hold-reasons.ts';
import { wordsForReason } from './hold-words.ts';

/** Where the step that waits says when: what it goes by. */
const givenClocks = lookup<string>({
  'payer-decision':
    'the time that the payer has to decide by the clock of the line, or an appeal or a call by its own',
  'information-requested':
    'the day until which the payer wants it, or by the rule for requests that name none',
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
export const dueBecause = ({ reason, openedAt, dueAt, level }: Hold): string => {
  const { clock } = reasonRow(reason);
  const { source } = wordsForReason(reason);
  if (level > 0)
    return `Nobody answered in time, ${counted(level, 'time')} by now: it is asked for again by then (${source}).`;
  if (clock === 'given')
    return `By ${givenClocks[reason] ?? 'the time that the step that waits has set'} (${source}).`;
  const length = lengthOf(clock);
  const later = Date.parse(dueAt) - Date.parse(dueAfter(clock, new Date(openedAt)));
  if (later < -writtenWithinMillis)
    return `Sooner than the usual ${length}: it is urgent, or the dose is near (${source}).`;
  if (later > writtenWithinMillis)
    return `Later than the usual ${length}: the step that waits has set it (${source}).`;
  return `${length} after it was opened, by the desk’s calendar (${source}).`;
};

/** What an action gives up, by reason and action, or by the action alone. */
const costs = lookup<string>({
  // Of rungs after a denial: which rights end with them is the payer's, and stands in `forfeits`.
  'peer-to-peer': 'The call itself, where the payer takes one only; other windows go on meanwhile.',
  appeal: 'What the payer ends with it, named beside it; other windows go on meanwhile.',
  'second-appeal': 'What the payer ends with it, named beside it; other windows go on meanwhile.',
  'external-review': 'Whatever else the payer would have taken: the reviewer’s decision binds.',
  resubmit: 'The payer may count it as a new request, whose clock begins anew.',
  'denied: resubmit':
    'Nothing of the denial: its windows for a call and an appeal go on meanwhile.',
  'approval-changed: resubmit':
    'The time until the payer answers again, and what it may then decide otherwise.',
  'approval-changed: accept':
    'The rest of what was asked: visits beyond the grant are not paid for.',
  'record-approval': 'Payment, should number, day or lines not be as the payer has them.',
  'record-part': 'The lines that are not named count as not approved.',
  'record-denial': 'The wait for a better answer: the windows of a denial begin.',
  'approval-taken-back: record-denial': 'The approval: no visit goes on without another.',
  'approval-stands': 'Payment of the visits to come, should the payer not stand by its word.',
  'authorization-need-unknown: not-needed':
    'Payment, should the payer want an authorization after all; its reference is the proof.',
  'authorization-ending: not-needed':
    'Payment of doses after the end of the authorization: none is asked for.',
  'visit-to-rebook: not-needed': 'The dose: it is not given.',
  'series-unlike-order: not-needed': 'The doses without a visit: they are not given.',
  'await-decision': 'The time until then, should the payer not have what it asked for.',
  'told-active': 'Payment, should the payer not stand by its word; the reference is the proof.',
  'coverage-told': 'Payment of the visit, should the payer not stand by its word.',
  confirmed: 'Payment of the visits, should the payer not stand by its word.',
  'pays-first': 'Payment, should another payer be first after all.',
  'replace-coverage': 'What the coverage before it was asked for and has granted.',
  'choose-site': 'The ranking: another site is weighed only when somebody asks for it.',
  'move-site': 'The site as it is: what the payer has granted for it alone.',
  'place-again': 'The times of visits to come: they are given up and booked anew.',
  'order-unsafe: clear': 'The stop: what the check warned of is a clinician’s to answer for.',
  'clearance-ended: clear': 'The stop: what the check warned of is a clinician’s to answer for.',
  'visit-suspended: clear': 'The stop after the reaction: visits to come go on.',
  'order-changed: accept': 'The check of the order before: what it warned of is answered for.',
  override: 'What the visit lacks: it goes ahead without.',
  missed: 'The dose of that visit, until it is booked again.',
  'first-dose-late: accept': 'The window of the first dose.',
  'widen-window': 'The dose windows as they were ordered.',
  'stop-texts': 'Texts to the patient: reminders go another way, or not at all.',
  'same-person': 'Two calendars: what was booked for one counts for the other.',
  'another-person': 'The warning: nobody is asked about the two again.',
  'use-new': 'The number or address that was in use: nothing goes there any more.',
  keep: 'What the practice named: nothing goes there.',
  'go-on': 'Better access: the visits go on through the veins as they are.',
});

/** What ends with a referral. */
const withReferral =
  'The referral: nothing more is asked of anybody, and visits to come are released.';

/** What whoever takes an action gives up with it. */
export const costOf = (reason: HoldReason, { action, resume }: Action): string =>
  costs[`${reason}: ${action}`] ??
  costs[action] ??
  (resume === 'close' ? withReferral : 'Nothing.');
