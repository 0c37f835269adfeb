import type { Role } from '../platform/principal.ts';

/**
 * Why we wait, as data: whose turn it is, how long they have, and who hears of it when they do not
 * answer. What may be done about it is hold-actions.ts, how it is told hold-words.ts, and what the
 * actions write each room's hold-effects.ts. Reasons follow the hold taxonomy H01-H36 of
 * the domain reference; clocks without a cited source are our own targets and are marked so.
 */
type Owner = 'referrer' | 'patient' | 'coordinator' | 'payer' | 'clinician' | 'scheduler' | 'nurse';

export type HoldClock =
  | { businessDays: number }
  | { hours: number }
  | { calendarDays: number }
  /** The step that places the hold says when: a payer's clock, a visit's date. */
  | 'given';

type ReasonRow = {
  reason: string;
  owner: Owner;
  /** Whose worklist it stands on. */
  team: Role;
  clock: HoldClock;
  /** Who is asked next when the clock runs out; each step gives the same time again. */
  escalation: readonly Role[];
  source: string;
};

const own = 'own target; hold taxonomy';

export const holdReasons = [
  {
    reason: 'order-incomplete',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H01-H02, H04, H06: 1 business day, escalate at 2 and 4',
  },
  {
    reason: 'order-unsafe',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: 'H03, H05: same day',
  },
  {
    reason: 'order-drug-unknown',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    // An urgent order has two hours: functions/referral/check-completeness.ts.
    source: 'H03: same day; own target',
  },
  {
    reason: 'coverage-not-active',
    owner: 'patient',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H09: recheck each 24 hours',
  },
  {
    reason: 'coverage-identity',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H08: 1 day',
  },
  {
    reason: 'coverage-other-payer',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H10: another payer pays first; 1 day',
  },
  {
    reason: 'coverage-in-doubt',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H09, H11: a call to the payer; 1 day',
  },
  {
    reason: 'site-needs-clinician',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: own,
  },
  {
    reason: 'authorization-need-unknown',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: 'H13: 1 day',
  },
  {
    reason: 'payer-unavailable',
    owner: 'payer',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'admin'],
    source: own,
  },
  {
    reason: 'payer-decision',
    owner: 'payer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    source: 'H17: the clock of each line',
  },
  {
    reason: 'information-requested',
    owner: 'referrer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    source: 'H16: the due time of the request',
  },
  {
    reason: 'denied',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    source: 'H18, H19, H21, H22; the order of steps: resubmission, peer-to-peer, appeal',
  },
  {
    reason: 'denied-site-of-care',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H20',
  },
  {
    reason: 'approval-changed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H23, H24: before the first visit',
  },
  {
    reason: 'submission-rejected',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 2 },
    escalation: ['coordinator'],
    source: 'H15: 2 hours',
  },
  {
    reason: 'payer-contact',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'approval-taken-back',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H23, H24: before the next visit',
  },
  {
    reason: 'approval-lost',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    source: 'H18, H19, H21; the clock of a denial',
  },
  {
    reason: 'answer-unexpected',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'no-capacity',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    // Only a clinician may widen a window. Two hours for what is urgent: functions/scheduling/book-series.ts.
    escalation: ['clinician', 'coordinator'],
    source: 'H31: the dose window',
  },
  {
    reason: 'order-changed',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: own,
  },
  {
    reason: 'coverage-changed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'place-changed',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'patient-uncertain',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'admin'],
    source: own,
  },
  {
    reason: 'contact-claimed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'admin'],
    source: own,
  },
  {
    reason: 'visit-to-rebook',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'series-unlike-order',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-displaced',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    // A move or a cancellation ends it by itself.
    source: 'H31; own target',
  },
  {
    reason: 'first-dose-late',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    source: 'H31: the dose window',
  },
  {
    reason: 'move-requested',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-not-ready',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator', 'clinician'],
    source: 'H30, H35: two to three days before the visit',
  },
  {
    reason: 'clearance-ended',
    owner: 'clinician',
    team: 'clinician',
    clock: 'given',
    escalation: ['clinician', 'coordinator'],
    source: 'H05: what was cleared is looked at again before a dose that it does not cover',
  },
  {
    reason: 'visit-unrecorded',
    owner: 'nurse',
    team: 'scheduler',
    clock: { hours: 24 },
    escalation: ['scheduler', 'coordinator'],
    source: own,
  },
  {
    reason: 'visit-suspended',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 24 },
    escalation: ['clinician', 'coordinator'],
    source: 'grade 3 or higher: the prescriber clears',
  },
  {
    reason: 'site-review',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: own,
  },
  {
    reason: 'access-review',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 24 },
    escalation: ['clinician', 'coordinator'],
    source: 'two sticks a nurse, then somebody else; a line that suits the drug: own target',
  },
  {
    reason: 'authorization-ending',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 5 },
    escalation: ['coordinator'],
    source: 'H26: opens at the earlier of 45 days and 2 visits before the end',
  },
  {
    // Whoever logs a call, a letter or a look where nothing waits, and names a next step with its day.
    reason: 'step-promised',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    source: own,
  },
  {
    reason: 'message-undelivered',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    source: 'H29; the first try after a business day is our own target',
  },
  {
    reason: 'patient-wrote',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'clinician'],
    source: own,
  },
  {
    reason: 'patient-unwell',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 0.5 },
    escalation: ['clinician', 'coordinator'],
    // Shorter than any other: the reply has told the patient to call, and not every patient does.
    source: own,
  },
  {
    reason: 'needs-attention',
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
