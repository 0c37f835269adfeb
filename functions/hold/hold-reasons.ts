import type { Role } from '../platform/principal.ts';

/**
 * Why we wait, as data: whose turn it is, how long they have, and who hears of it when they do not
 * answer; hold-actions.ts says what may be done about it. Reasons follow the hold taxonomy H01-H36 of
 * the domain reference; clocks without a cited source are our own targets and are marked so.
 */
type Owner = 'referrer' | 'patient' | 'coordinator' | 'payer' | 'clinician' | 'scheduler' | 'nurse';

export type Clock =
  | { businessDays: number }
  | { hours: number }
  | { calendarDays: number }
  /** The step that places the hold says when: a payer's clock, a visit's date. */
  | 'given';

type ReasonRow = {
  reason: string;
  says: string;
  owner: Owner;
  /** Whose worklist it stands on. */
  team: Role;
  clock: Clock;
  /** Who is asked next when the clock runs out; each step gives the same time again. */
  escalation: readonly Role[];
  source: string;
};

const own = 'own target; hold taxonomy';

export const holdReasons = [
  {
    reason: 'order-incomplete',
    says: 'The order lacks something a payer or a nurse needs.',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H01-H02, H04, H06: 1 business day, escalate at 2 and 4',
  },
  {
    reason: 'order-unsafe',
    says: 'A dose, interval or allergy check blocks the order.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: 'H03, H05: same day',
  },
  {
    reason: 'coverage-not-active',
    says: 'No active coverage was found.',
    owner: 'patient',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H09: recheck each 24 hours',
  },
  {
    reason: 'coverage-identity',
    says: 'The payer does not recognize the member as given.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H08: 1 day',
  },
  {
    reason: 'site-needs-clinician',
    says: 'No setting is clearly right; a clinician decides.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: own,
  },
  {
    reason: 'authorization-need-unknown',
    says: 'No payer rule says whether an authorization is needed.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H13: 1 day',
  },
  {
    reason: 'payer-decision',
    says: 'The payer is deciding.',
    owner: 'payer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    source: 'H17: the clock of each line',
  },
  {
    reason: 'information-requested',
    says: 'The payer asks for more information before it decides.',
    owner: 'referrer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    source: 'H16: the due time of the request',
  },
  {
    reason: 'denied',
    says: 'The payer denied the request as not medically necessary or not supported.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    source: 'H18, H19, H21, H22; the order of steps: resubmission, peer-to-peer, appeal',
  },
  {
    reason: 'denied-site-of-care',
    says: 'The payer wants another site of care.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H20',
  },
  {
    reason: 'approval-changed',
    says: 'The payer approved something other than what was asked.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H23, H24: before the first visit',
  },
  {
    reason: 'submission-rejected',
    says: 'The payer could not process the request as sent.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 2 },
    escalation: ['coordinator'],
    source: 'H15: 2 hours',
  },
  {
    reason: 'payer-contact',
    says: 'The payer asks to be contacted, or answered in a way no rule reads.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'approval-taken-back',
    says: 'The payer sent a notice that takes back what it had approved.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H23, H24: before the next visit',
  },
  {
    reason: 'approval-lost',
    says: 'The payer took its approval back; visits wait until it approves again.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    source: 'H18, H19, H21; the clock of a denial',
  },
  {
    reason: 'answer-unexpected',
    says: 'The payer answered a request that nothing of ours waits with.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'no-capacity',
    says: 'No nurse, chair or home visit fits the dose windows.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
    source: 'H31: the dose window',
  },
  {
    reason: 'order-changed',
    says: 'The order was changed after it had been checked; no visit goes on until it is accepted.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: own,
  },
  {
    reason: 'coverage-changed',
    says: 'What the payer was asked about has changed, the coverage, the drug or the dose; it is asked again.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'place-changed',
    says: 'Where the patient lives or is to be treated has changed; site and visits are looked at again.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-to-rebook',
    says: 'A visit was cancelled or missed and its dose has no other.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'series-unlike-order',
    says: 'The visits are not those that the order asks for: doses have none, or there are too many.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-displaced',
    says: 'The nurse or the site is no longer there at the time of a booked visit.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    // A move or a cancellation ends it by itself.
    source: 'H31; own target',
  },
  {
    reason: 'first-dose-late',
    says: 'The first visit lies after the last day on which the first dose is in its window.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: 'H31: the dose window',
  },
  {
    reason: 'move-requested',
    says: 'The patient cannot come at the time of a visit and asks for another.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-not-ready',
    says: 'Something a visit needs is not there yet.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator', 'clinician'],
    source: 'H30, H35: two to three days before the visit',
  },
  {
    reason: 'visit-unrecorded',
    says: 'The visit is over and nobody recorded it.',
    owner: 'nurse',
    team: 'scheduler',
    clock: { hours: 24 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-suspended',
    says: 'A reaction suspends later visits until a clinician clears them.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 24 },
    escalation: ['clinician', 'coordinator'],
    source: 'grade 3 or higher: the prescriber clears',
  },
  {
    reason: 'authorization-ending',
    says: 'The authorization ends before the series does.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 5 },
    escalation: ['coordinator'],
    source: 'H26: opens at the earlier of 45 days and 2 visits before the end',
  },
  {
    reason: 'message-undelivered',
    says: 'A message did not surely arrive; the patient or the practice may not know.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H29; the first try after a business day is our own target',
  },
  {
    reason: 'needs-attention',
    says: 'Something failed that trying again did not cure.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 1 },
    escalation: ['coordinator', 'admin'],
    source: own,
  },
] as const satisfies readonly ReasonRow[];

export type HoldReason = (typeof holdReasons)[number]['reason'];

export const holdReasonNames = holdReasons.map(({ reason }) => reason) as [
  HoldReason,
  ...HoldReason[],
];

const rows = new Map<string, ReasonRow>(holdReasons.map((row) => [row.reason, row]));

/** The row of a reason; a hold whose reason no code knows any more is worked as something failed. */
export const reasonRow = (reason: HoldReason): ReasonRow =>
  rows.get(reason) ?? (rows.get('needs-attention') as ReasonRow);
