import type { Role } from '../platform/principal.ts';

/**
 * Why we wait, as data: whose turn it is, how long they have, who hears of it when they do not
 * answer, and what may be done about it. Reasons follow the hold taxonomy H01-H36 of the domain
 * reference; clocks without a cited source are our own targets and are marked so.
 */
type Owner = 'referrer' | 'patient' | 'coordinator' | 'payer' | 'clinician' | 'scheduler' | 'nurse';

/** Where the workflow goes on; each name is a branch of its "Where to resume?". */
type Resume =
  | 'completeness'
  | 'coverage'
  | 'site'
  | 'authorization-need'
  | 'authorization'
  | 'schedule'
  | 'education'
  | 'close'
  | 'draft'
  | 'submit'
  | 'await'
  | 'authorized'
  | 'plan'
  | 'readiness'
  /** A renewal begins, or it is settled that there is none. */
  | 'renewal'
  | 'no-renewal'
  /** What has become possible of a series is booked, or it is settled that nothing more is. */
  | 'series'
  | 'no-series'
  | 'same-stage';

export type Action = {
  /** What the person chooses; a verb. */
  action: string;
  says: string;
  resume: Resume;
  /** Set when the action ends the referral. */
  closeReason?: string;
  /** With `resume: 'await'`: the reason of the wait that follows, and its clock where the reason has none. */
  thenReason?: string;
  thenWithin?: Exclude<Clock, 'given'>;
  /** Fields that must come with the action, named as in the resolution body. */
  needs?: readonly string[];
  /** A clinical decision: a clinician's alone, whoever else the hold was escalated to. */
  clinical?: true;
};

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
  actions: readonly Action[];
  source: string;
};

const close = (closeReason: string, says: string): Action => ({
  action: 'close',
  says,
  resume: 'close',
  closeReason,
});

const replaceCoverage: Action = {
  action: 'replace-coverage',
  says: 'Another coverage was given',
  resume: 'coverage',
  needs: ['coverage'],
};

const recordApproval = (says: string): Action => ({
  action: 'record-approval',
  says,
  resume: 'authorized',
  needs: ['authorizationNumber', 'expiresOn'],
});

const recordDenial = (says: string): Action => ({
  action: 'record-denial',
  says,
  resume: 'await',
  thenReason: 'denied',
  needs: ['note'],
});

/** Payers give two call windows or so; there is no federal clock. Own target. */
const peerToPeer: Action = {
  action: 'peer-to-peer',
  says: 'A peer-to-peer review was asked for; wait for its decision',
  resume: 'await',
  thenReason: 'payer-decision',
  thenWithin: { businessDays: 2 },
};

/** Pre-service appeals are decided within 30 days: healthcare.gov, internal appeals. */
const appeal: Action = {
  action: 'appeal',
  says: 'An appeal was filed; wait for its decision',
  resume: 'await',
  thenReason: 'payer-decision',
  thenWithin: { calendarDays: 30 },
  needs: ['note'],
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
    actions: [
      {
        action: 'recheck',
        says: 'Check again after something was supplied',
        resume: 'completeness',
      },
      close('incomplete', 'Close: the practice will not complete the order'),
    ],
    source: 'H01-H02, H04, H06: 1 business day, escalate at 2 and 4',
  },
  {
    reason: 'order-unsafe',
    says: 'A dose, interval or allergy check blocks the order.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    actions: [
      {
        action: 'clear',
        says: 'Clear with a reason',
        resume: 'completeness',
        needs: ['note'],
        clinical: true,
      },
      {
        action: 'recheck',
        says: 'Check again after the order was corrected',
        resume: 'completeness',
      },
      close('withdrawn', 'Close: the prescriber stops the order'),
    ],
    source: 'H03, H05: same day',
  },
  {
    reason: 'coverage-not-active',
    says: 'No active coverage was found.',
    owner: 'patient',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      { action: 'recheck', says: 'Ask the payer again', resume: 'coverage' },
      replaceCoverage,
      close('not-covered', 'Close: the patient has no coverage and will not pay'),
    ],
    source: 'H09: recheck each 24 hours',
  },
  {
    reason: 'coverage-identity',
    says: 'The payer does not recognize the member as given.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      { action: 'recheck', says: 'Ask again after a correction', resume: 'coverage' },
      replaceCoverage,
      close('not-covered', 'Close: no usable coverage'),
    ],
    source: 'H08: 1 day',
  },
  {
    reason: 'site-needs-clinician',
    says: 'No setting is clearly right; a clinician decides.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    actions: [
      {
        action: 'choose-site',
        says: 'Choose a site of care with a reason',
        resume: 'authorization-need',
        needs: ['siteId', 'note'],
        clinical: true,
      },
      { action: 'recheck', says: 'Rank the sites again', resume: 'site' },
      close('withdrawn', 'Close: care is given elsewhere'),
    ],
    source: own,
  },
  {
    reason: 'authorization-need-unknown',
    says: 'No payer rule says whether an authorization is needed.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      { action: 'needed', says: 'The payer wants an authorization', resume: 'authorization' },
      {
        action: 'not-needed',
        says: 'The payer needs none; record its reference',
        resume: 'schedule',
        needs: ['reference'],
      },
      close('withdrawn', 'Close'),
    ],
    source: 'H13: 1 day',
  },
  {
    reason: 'payer-decision',
    says: 'The payer is deciding.',
    owner: 'payer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    actions: [
      recordApproval('Record an approval given by telephone or letter'),
      recordDenial('Record a denial given by telephone or letter'),
      { action: 'resubmit', says: 'Send the request again', resume: 'submit' },
      close('not-authorized', 'Close: the request is withdrawn'),
    ],
    source: 'H17: the clock of each line',
  },
  {
    reason: 'information-requested',
    says: 'The payer asks for more information before it decides.',
    owner: 'referrer',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator'],
    actions: [
      { action: 'supply', says: 'Send what was asked for', resume: 'submit' },
      {
        action: 'await-decision',
        says: 'It was sent another way; wait for the decision',
        resume: 'await',
        thenReason: 'payer-decision',
        thenWithin: { businessDays: 3 },
      },
      close('not-authorized', 'Close: the information cannot be given'),
    ],
    source: 'H16: the due time of the request',
  },
  {
    reason: 'denied',
    says: 'The payer denied the request as not medically necessary or not supported.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      { action: 'resubmit', says: 'Send a corrected new request', resume: 'draft' },
      peerToPeer,
      appeal,
      close('not-authorized', 'Close: the denial is accepted'),
    ],
    source: 'H18, H19, H21, H22; the order of steps: resubmission, peer-to-peer, appeal',
  },
  {
    reason: 'denied-site-of-care',
    says: 'The payer wants another site of care.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      { action: 'move-site', says: 'Move to the next site that the payer allows', resume: 'site' },
      peerToPeer,
      appeal,
      close('not-authorized', 'Close: the denial is accepted'),
    ],
    source: 'H20',
  },
  {
    reason: 'approval-changed',
    says: 'The payer approved something other than what was asked.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      { action: 'accept', says: 'Accept what was approved', resume: 'authorized' },
      { action: 'resubmit', says: 'Ask again for the rest', resume: 'draft' },
      appeal,
      close('not-authorized', 'Close'),
    ],
    source: 'H23, H24: before the first visit',
  },
  {
    reason: 'submission-rejected',
    says: 'The payer could not process the request as sent.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 2 },
    escalation: ['coordinator'],
    actions: [
      { action: 'resubmit', says: 'Send again after the correction', resume: 'draft' },
      recordApproval('Record an approval obtained another way'),
      close('not-authorized', 'Close'),
    ],
    source: 'H15: 2 hours',
  },
  {
    reason: 'payer-contact',
    says: 'The payer asks to be contacted, or answered in a way no rule reads.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      recordApproval('Record the approval'),
      recordDenial('Record the denial'),
      {
        action: 'await-decision',
        says: 'The payer will answer; wait',
        resume: 'await',
        thenReason: 'payer-decision',
        thenWithin: { businessDays: 3 },
      },
      { action: 'resubmit', says: 'Send a new request', resume: 'draft' },
      close('not-authorized', 'Close'),
    ],
    source: own,
  },
  {
    reason: 'approval-taken-back',
    says: 'The payer sent a notice that takes back what it had approved.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      {
        action: 'approval-stands',
        says: 'The payer was called: the approval stands',
        resume: 'same-stage',
        needs: ['note'],
      },
      {
        action: 'record-denial',
        says: 'The payer was called: the approval is gone; no visit goes on without another',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: 'H23, H24: before the next visit',
  },
  {
    reason: 'approval-lost',
    says: 'The payer took its approval back; visits wait until it approves again.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 2 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      {
        ...recordApproval('The payer approved again, after a call, a review or an appeal'),
        resume: 'same-stage',
      },
      close('not-authorized', 'Close: the payer does not pay; visits to come are released'),
    ],
    source: 'H18, H19, H21; the clock of a denial',
  },
  {
    reason: 'answer-unexpected',
    says: 'The payer answered a request that nothing of ours waits with.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      {
        action: 'called',
        says: 'The payer was called and knows which request counts',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: own,
  },
  {
    reason: 'no-capacity',
    says: 'No nurse, chair or home visit fits the dose windows.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      { action: 'search-again', says: 'Look again: capacity was added', resume: 'schedule' },
      {
        action: 'widen-window',
        says: 'The prescriber allows more days around each dose',
        resume: 'schedule',
        needs: ['toleranceDays', 'note'],
      },
      {
        action: 'correct-approval',
        says: 'The approval was taken down wrong: another number or last day',
        resume: 'schedule',
        needs: ['authorizationNumber', 'expiresOn', 'note'],
      },
      { action: 'move-site', says: 'Choose another site of care', resume: 'site' },
      close('no-capacity', 'Close: care is given elsewhere'),
    ],
    source: 'H31: the dose window',
  },
  {
    reason: 'order-changed',
    says: 'The order was changed after it had been checked; no visit goes on until it is accepted.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    actions: [
      {
        action: 'accept',
        says: 'Go on with the order as it is now; nothing else is needed',
        resume: 'same-stage',
        needs: ['note'],
        clinical: true,
      },
      {
        action: 'replanned',
        says: 'Visits and authorization were brought in line with the changed order',
        resume: 'same-stage',
        needs: ['note'],
        clinical: true,
      },
    ],
    source: own,
  },
  {
    reason: 'coverage-changed',
    says: 'The coverage was changed after it had been verified; who pays for the visits is asked again.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator'],
    actions: [
      {
        action: 'ask-again',
        says: 'Ask the payer for eligibility, and for an authorization where it wants one',
        resume: 'renewal',
      },
      {
        action: 'confirmed',
        says: 'The payer said by telephone that it pays for the visits',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: own,
  },
  {
    reason: 'place-changed',
    says: 'Where the patient lives or is to be treated has changed; site and visits are looked at again.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { hours: 8 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      {
        action: 'replanned',
        says: 'Site and visits were brought in line with the new place',
        resume: 'same-stage',
        needs: ['note'],
      },
      {
        action: 'kept',
        says: 'The site and every visit still fit, with the way there',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: own,
  },
  {
    reason: 'visit-to-rebook',
    says: 'A visit was cancelled or missed and its dose has no other.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      { action: 'rebooked', says: 'The dose has another visit', resume: 'same-stage' },
      {
        action: 'not-needed',
        says: 'The dose is not to be given',
        resume: 'no-series',
        needs: ['note'],
        clinical: true,
      },
    ],
    source: own,
  },
  {
    reason: 'series-unlike-order',
    says: 'The visits are not those that the order asks for: doses have none, or there are too many.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      { action: 'book', says: 'Find times for the doses that have no visit', resume: 'series' },
      {
        action: 'in-line',
        says: 'Every ordered dose has its visit now, and no visit is one too many',
        resume: 'same-stage',
      },
      {
        action: 'not-needed',
        says: 'The doses that have no visit are not to be given',
        resume: 'no-series',
        needs: ['note'],
        clinical: true,
      },
    ],
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
    actions: [
      {
        action: 'kept',
        says: 'The visit can take place all the same',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: 'H31; own target',
  },
  {
    reason: 'first-dose-late',
    says: 'The first visit lies after the last day on which the first dose is in its window.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 8 },
    escalation: ['clinician', 'coordinator'],
    actions: [
      {
        action: 'accept',
        says: 'The dose may be given as late as that',
        resume: 'same-stage',
        needs: ['note'],
        clinical: true,
      },
      { action: 'moved', says: 'An earlier visit was found', resume: 'same-stage' },
    ],
    source: 'H31: the dose window',
  },
  {
    reason: 'move-requested',
    says: 'The patient cannot come at the time of a visit and asks for another.',
    owner: 'scheduler',
    team: 'scheduler',
    clock: { businessDays: 1 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      { action: 'moved', says: 'Another time was found', resume: 'same-stage' },
      {
        action: 'kept',
        says: 'The patient was told that the time stays',
        resume: 'same-stage',
        needs: ['note'],
      },
    ],
    source: own,
  },
  {
    reason: 'visit-not-ready',
    says: 'Something a visit needs is not there yet.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: 'given',
    escalation: ['coordinator', 'clinician'],
    actions: [
      { action: 'recheck', says: 'Check the visit again', resume: 'readiness' },
      {
        action: 'override',
        says: 'Go ahead with a reason',
        resume: 'plan',
        needs: ['note'],
        clinical: true,
      },
    ],
    source: 'H30, H35: two to three days before the visit',
  },
  {
    reason: 'visit-unrecorded',
    says: 'The visit is over and nobody recorded it.',
    owner: 'nurse',
    team: 'scheduler',
    clock: { hours: 24 },
    escalation: ['scheduler', 'coordinator'],
    actions: [
      { action: 'recheck', says: 'It is recorded now', resume: 'plan' },
      { action: 'missed', says: 'The patient was not seen', resume: 'plan', needs: ['note'] },
    ],
    source: own,
  },
  {
    reason: 'visit-suspended',
    says: 'A reaction suspends later visits until a clinician clears them.',
    owner: 'clinician',
    team: 'clinician',
    clock: { hours: 24 },
    escalation: ['clinician', 'coordinator'],
    actions: [
      {
        action: 'clear',
        says: 'Go on with a plan',
        resume: 'plan',
        needs: ['note'],
        clinical: true,
      },
    ],
    source: 'grade 3 or higher: the prescriber clears',
  },
  {
    reason: 'authorization-ending',
    says: 'The authorization ends before the series does.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 5 },
    escalation: ['coordinator'],
    actions: [
      {
        action: 'renew',
        says: 'Ask the payer for a renewal and book the doses that it covers',
        resume: 'renewal',
      },
      { action: 'not-needed', says: 'No renewal is needed', resume: 'no-renewal', needs: ['note'] },
    ],
    source: 'H26: opens at the earlier of 45 days and 2 visits before the end',
  },
  {
    reason: 'message-undelivered',
    says: 'A message did not surely arrive; the patient or the practice may not know.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { businessDays: 1 },
    escalation: ['coordinator', 'clinician'],
    actions: [
      { action: 'called', says: 'Told by telephone', resume: 'same-stage', needs: ['note'] },
    ],
    source: 'H29; the first try after a business day is our own target',
  },
  {
    reason: 'needs-attention',
    says: 'Something failed that trying again did not cure.',
    owner: 'coordinator',
    team: 'coordinator',
    clock: { hours: 1 },
    escalation: ['coordinator', 'admin'],
    actions: [
      { action: 'retry', says: 'Try the same step again', resume: 'same-stage' },
      close('failed', 'Close: handled by hand'),
    ],
    source: own,
  },
] as const satisfies readonly ReasonRow[];

export type HoldReason = (typeof holdReasons)[number]['reason'];

const rows = new Map<string, ReasonRow>(holdReasons.map((row) => [row.reason, row]));

/** The row of a reason; every reason that code can name has one. */
export const reasonRow = (reason: HoldReason): ReasonRow => rows.get(reason) as ReasonRow;
