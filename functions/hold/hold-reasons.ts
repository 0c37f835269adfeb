import type { Role } from '../platform/principal.ts';

/**
 * Why we wait, as data: whose turn it is, how long they have, and who hears of it when they do not
 * answer. How it is told, and where each clock comes from, is hold-words.ts; what may be done about it,
 * and what that writes, stands with the room whose reason it is: its hold-actions.ts and
 * hold-effects.ts. Reasons follow the hold taxonomy H01-H36 of the domain reference.
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
  /** Asked by the same clock again and again until somebody takes it. */
  untilTaken?: true;
};

export const holdReasons = [
  {
    reason: 'order-incomplete',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    // Keyed in by our staff: what somebody here has read from a page counts once the practice signs it.
    reason: 'order-to-sign',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'order-sent-back',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'order-unsafe',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'order-drug-unknown',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    // An urgent order has two hours: functions/referral/check-completeness.ts.
  },
  {
    reason: 'coverage-not-active',
    owner: 'patient',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'coverage-identity',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'coverage-other-payer',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'coverage-in-doubt',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'site-needs-clinician',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'authorization-need-unknown',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'payer-unavailable',
    owner: 'payer',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'admin'],
  },
  {
    reason: 'packet-to-send',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator', 'admin'],
  },
  {
    // The practice has what the payer wants to see; nothing is sent before it is there or taken on.
    reason: 'evidence-missing',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    // Nobody is asked before, and the claim is held against it: after the visit it is too late.
    reason: 'conditions-undocumented',
    owner: 'referrer',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    // What the chart says of one thing is not one thing: which of it is true is a clinician's to say.
    reason: 'evidence-contradictory',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'criteria-not-met',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'payer-decision',
    owner: 'payer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
  },
  {
    reason: 'information-requested',
    owner: 'referrer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
  },
  {
    reason: 'denied',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'denied-site-of-care',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'approval-changed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'submission-rejected',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 2 },
    escalation: ['coordinator'],
  },
  {
    reason: 'payer-contact',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'approval-taken-back',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'approval-lost',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'answer-unexpected',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'no-capacity',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    // Only a clinician may widen a window. Two hours for what is urgent: functions/scheduling/book-series.ts.
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'order-changed',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'coverage-changed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    reason: 'place-changed',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
  },
  {
    reason: 'patient-uncertain',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'admin'],
  },
  {
    reason: 'contact-claimed',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'admin'],
  },
  {
    // A family is asked, and a nurse is not sent: as soon as what a patient wrote.
    reason: 'death-reported',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'visit-to-rebook',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
  },
  {
    reason: 'series-unlike-order',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
  },
  {
    reason: 'visit-displaced',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    // A move or a cancellation ends it by itself.
  },
  {
    reason: 'first-dose-late',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'move-requested',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
  },
  {
    reason: 'visit-not-ready',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'clearance-ended',
    owner: 'clinician',
    team: 'clinician',
    clock: 'given',
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'visit-unrecorded',
    owner: 'nurse',
    team: 'scheduler',
    clock: { hours: 24 },
    escalation: ['scheduler', 'coordinator'],
  },
  {
    // After a severe reaction who is on call is asked every hour until somebody takes it, then day by day.
    reason: 'visit-suspended',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 1 },
    escalation: ['clinician', 'coordinator'],
    untilTaken: true,
  },
  {
    reason: 'site-review',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'access-review',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 24 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    reason: 'authorization-ending',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 5 },
    escalation: ['coordinator'],
  },
  {
    // An authorization came in the place of another and pays for less, or a visit took more than planned.
    reason: 'visits-not-covered',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    // A visit took more than the payer pays for: a claim for the rest is denied unless it grants it afterwards.
    reason: 'given-not-authorized',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
  },
  {
    // Whoever logs a call, a letter or a look where nothing waits, and names a next step with its day.
    reason: 'step-promised',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
  },
  {
    reason: 'message-undelivered',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    reason: 'patient-wrote',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 4 },
    escalation: ['coordinator', 'clinician'],
  },
  {
    // Before the visit that it is about, and no longer than a lesson may wait to be understood.
    reason: 'teaching-asked',
    owner: 'clinician',
    team: 'clinician',
    clock: { businessDays: 1 },
    escalation: ['clinician', 'coordinator'],
  },
  {
    // Shorter than any other: the reply has told the patient to call, and not every patient does. How bad
    // it is nobody knows until a clinician has called, so that all are asked about until one takes it.
    reason: 'patient-unwell',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 0.5 },
    escalation: ['clinician', 'coordinator'],
    untilTaken: true,
  },
  {
    reason: 'needs-attention',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 1 },
    escalation: ['coordinator', 'admin'],
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
