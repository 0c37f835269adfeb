import { lookup } from '../platform/lookup.ts';
import type { Hold } from './hold.ts';
import type { Action } from './hold-action.ts';
import { dueAfter } from './hold-clock.ts';
import { type HoldClock, type HoldReason, reasonRow } from './hold-reasons.ts';
import { holdSources } from './hold-sources.ts';

/** Whose words tell why a hold waits. */
export const whoseWords = ['payer', 'practice', 'patient', 'nurse', 'desk', 'rules'] as const;
export type WhoseWords = (typeof whoseWords)[number];

/** What a hold asks of whoever works it, and in whose words `why` tells it. */
type Asked = { asks: string; words: WhoseWords };

const asked: Readonly<Record<HoldReason, Asked>> = {
  'order-incomplete': {
    asks: 'Get from the practice what the order lacks.',
    words: 'rules',
  },
  'order-unsafe': {
    asks: 'Decide, as a clinician, whether the order may go on as it is.',
    words: 'rules',
  },
  'order-drug-unknown': {
    asks: 'Enter the drug, as a pharmacist, or have the order corrected.',
    words: 'practice',
  },
  'coverage-not-active': {
    asks: 'Find a coverage that pays, or settle that there is none.',
    words: 'payer',
  },
  'coverage-identity': {
    asks: 'Find out under which name and number the payer knows the member.',
    words: 'payer',
  },
  'coverage-other-payer': {
    asks: 'Find out which payer pays first, and have it on record.',
    words: 'payer',
  },
  'coverage-in-doubt': {
    asks: 'Call the payer and ask whether the coverage is in force and pays for the infusion.',
    words: 'payer',
  },
  'site-needs-clinician': {
    asks: 'Choose, as a clinician, where the doses are given.',
    words: 'rules',
  },
  'authorization-need-unknown': {
    asks: 'Ask the payer whether it must authorize this, and take its reference down.',
    words: 'rules',
  },
  'payer-unavailable': {
    asks: 'Nothing, as long as the patient can wait: the payer is asked again by itself.',
    words: 'rules',
  },
  'payer-decision': {
    asks: 'Chase the payer when its time runs out, and record what it tells by another way.',
    words: 'payer',
  },
  'information-requested': {
    asks: 'Send the payer what it asks for, each item, before its time runs out.',
    words: 'payer',
  },
  denied: {
    asks: 'Choose how the denial is answered, while the way is still open.',
    words: 'payer',
  },
  'denied-site-of-care': {
    asks: 'Move the doses to a site that the payer allows, or answer the denial.',
    words: 'payer',
  },
  'approval-changed': {
    asks: 'Decide whether what was granted is enough, or ask for the rest.',
    words: 'payer',
  },
  'submission-rejected': {
    asks: 'Correct what the payer could not process, and send it again.',
    words: 'payer',
  },
  'payer-contact': {
    asks: 'Call the payer, and record what it decided.',
    words: 'payer',
  },
  'approval-taken-back': {
    asks: 'Call the payer and ask whether the approval still stands.',
    words: 'payer',
  },
  'approval-lost': {
    asks: 'Win the approval back, or settle that the payer does not pay.',
    words: 'payer',
  },
  'answer-unexpected': {
    asks: 'Call the payer and ask which request and which answer count.',
    words: 'payer',
  },
  'no-capacity': {
    asks: 'Find a nurse, a chair or more days for the doses.',
    words: 'rules',
  },
  'clearance-ended': {
    asks: 'Decide, as a clinician, whether doses go on now that the clearance has ended.',
    words: 'rules',
  },
  'order-changed': {
    asks: 'Decide, as a clinician, whether visits go on under the changed order.',
    words: 'practice',
  },
  'coverage-changed': {
    asks: 'Have the payer asked again, or take its word by telephone.',
    words: 'practice',
  },
  'place-changed': {
    asks: 'Look whether site and visits still fit the new place.',
    words: 'practice',
  },
  'patient-uncertain': {
    asks: 'Find out whether the records are of one person.',
    words: 'rules',
  },
  'contact-claimed': {
    asks: 'Ask the patient which number or address is right.',
    words: 'practice',
  },
  'visit-to-rebook': {
    asks: 'Find another visit for the dose, or have it waived by a clinician.',
    words: 'rules',
  },
  'series-unlike-order': {
    asks: 'Bring the visits in line with the doses of the order.',
    words: 'rules',
  },
  'visit-displaced': {
    asks: 'Move the visit, or make sure that it can take place all the same.',
    words: 'rules',
  },
  'first-dose-late': {
    asks: 'Find an earlier first visit, or let the dose be given as late as that.',
    words: 'rules',
  },
  'move-requested': {
    asks: 'Find a time that suits the patient, or tell them that it stays.',
    words: 'patient',
  },
  'visit-not-ready': {
    asks: 'See to it that the visit has what it lacks, in time.',
    words: 'rules',
  },
  'visit-unrecorded': {
    asks: 'Have the visit recorded, or say that the patient was not seen.',
    words: 'rules',
  },
  'visit-suspended': {
    asks: 'Decide, as a clinician, whether and how visits go on after the reaction.',
    words: 'nurse',
  },
  'site-review': {
    asks: 'Decide whether the doses to come move to where they belong now.',
    words: 'rules',
  },
  'access-review': {
    asks: 'Say, as a clinician, through which line the visits to come run.',
    words: 'nurse',
  },
  'authorization-ending': {
    asks: 'Have the authorization renewed, or settle that it need not be.',
    words: 'rules',
  },
  'step-promised': {
    asks: 'Take the step that was named, on its day.',
    words: 'desk',
  },
  'message-undelivered': {
    asks: 'Tell them by telephone what the message was about.',
    words: 'rules',
  },
  'patient-wrote': {
    asks: 'Read what the patient wrote, and answer it.',
    words: 'patient',
  },
  'patient-unwell': {
    asks: 'Call the patient without delay, as a clinician.',
    words: 'patient',
  },
  'needs-attention': {
    asks: 'Mend what failed, or have it mended, then try again.',
    words: 'rules',
  },
};

/** What a hold asks; one whose reason no code knows any more is mended as something that failed. */
export const askedOf = (reason: HoldReason): Asked =>
  Object.hasOwn(asked, reason) ? asked[reason] : asked['needs-attention'];

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
  const source = holdSources[Object.hasOwn(holdSources, reason) ? reason : 'needs-attention'];
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
