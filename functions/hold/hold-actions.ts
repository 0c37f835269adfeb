import { readScope } from '../platform/ids.ts';
import { readEvidence } from './evidence.ts';
import type { Hold, Settlement } from './hold.ts';
import { type HoldClock, type HoldReason, reasonRow } from './hold-reasons.ts';
import type { Stage } from './stage.ts';

/** Where the workflow goes on: a stage, or what is no stage of the one that waits. */
type Resume =
  | Stage
  /** The workflow ends. */
  | 'close'
  /** A renewal begins, or it is settled that there is none. */
  | 'renewal'
  | 'no-renewal'
  /** What has become possible of a series is booked, or it is settled that nothing more is. */
  | 'series'
  | 'no-series'
  /** The place of the doses to come is chosen anew, then what pays for them and their visits. */
  | 'placement'
  | 'same-stage';

export type Action = {
  /** What the person chooses; a verb. */
  action: string;
  says: string;
  resume: Resume;
  /** Set when the action ends the referral. */
  closeReason?: string;
  /** With `resume: 'Await resolution'`: the reason of the wait that follows, and its clock where the reason has none. */
  thenReason?: string;
  thenWithin?: Exclude<HoldClock, 'given'>;
  /** Fields that must come with the action, named as in the resolution body. */
  needs?: readonly string[];
  /** A clinical decision: a clinician's alone, whoever else the hold was escalated to. */
  clinical?: true;
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
  resume: 'Verify eligibility',
  needs: ['coverage'],
};

/** What it records holds for every line that is not granted yet, a denied or cancelled one too. */
const recordApproval = (says: string): Action => ({
  action: 'record-approval',
  says,
  resume: 'Authorized',
  needs: ['authorizationNumber', 'expiresOn'],
});

/** A line that is not named, nor granted before, is not approved; somebody then decides whether what was given is enough. */
const recordPart: Action = {
  action: 'record-part',
  says: 'Record that the payer approved a part, by telephone or letter: which lines, of how many units',
  resume: 'Await resolution',
  thenReason: 'approval-changed',
  needs: ['authorizationNumber', 'expiresOn', 'approvedLines'],
};

const recordDenial = (says: string): Action => ({
  action: 'record-denial',
  says,
  resume: 'Await resolution',
  thenReason: 'denied',
  needs: ['note'],
});

/**
 * The rungs of a denial. Which of them are open, and how long the payer takes, turns on the payer and the
 * day: functions/payer/denial-rungs.ts. What stands here is where nobody knows better; own targets.
 */
const peerToPeer: Action = {
  action: 'peer-to-peer',
  says: 'A peer-to-peer review was asked for; wait for its decision',
  resume: 'Await resolution',
  thenReason: 'payer-decision',
  thenWithin: { businessDays: 2 },
};

/** Pre-service appeals are decided within 30 days: healthcare.gov, internal appeals. */
const appeal: Action = {
  action: 'appeal',
  says: 'An appeal was filed; wait for its decision',
  resume: 'Await resolution',
  thenReason: 'payer-decision',
  thenWithin: { calendarDays: 30 },
  needs: ['note'],
};

const secondAppeal: Action = {
  ...appeal,
  action: 'second-appeal',
  says: 'An appeal to the second level was filed; wait for its decision',
};

const externalReview: Action = {
  ...appeal,
  action: 'external-review',
  says: 'The case is with an independent reviewer; wait for the decision',
  thenWithin: { calendarDays: 45 },
};

const rungs = [peerToPeer, appeal, secondAppeal, externalReview] as const;

/** What may be done about each reason to wait. */
export const holdActions: Readonly<Record<HoldReason, readonly Action[]>> = {
  'order-incomplete': [
    {
      action: 'recheck',
      says: 'Check again after something was supplied',
      resume: 'Check completeness',
    },
    close('incomplete', 'Close: the practice will not complete the order'),
  ],
  'order-unsafe': [
    {
      action: 'clear',
      says: 'Clear with a reason: for the next dose, until a day, or for the course',
      resume: 'Check completeness',
      needs: ['clearance', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check again after the order was corrected',
      resume: 'Check completeness',
    },
    close('withdrawn', 'Close: the prescriber stops the order'),
  ],
  'order-drug-unknown': [
    {
      action: 'enter-drug',
      says: 'Enter the drug for this order, as a pharmacist',
      resume: 'Check completeness',
      needs: ['drug', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check again after the order or the catalogue was changed',
      resume: 'Check completeness',
    },
    close('withdrawn', 'Close: the prescriber stops the order'),
  ],
  'coverage-not-active': [
    { action: 'recheck', says: 'Ask the payer again', resume: 'Verify eligibility' },
    replaceCoverage,
    close('not-covered', 'Close: the patient has no coverage and will not pay'),
  ],
  'coverage-identity': [
    { action: 'recheck', says: 'Ask again after a correction', resume: 'Verify eligibility' },
    replaceCoverage,
    close('not-covered', 'Close: no usable coverage'),
  ],
  'coverage-other-payer': [
    replaceCoverage,
    {
      action: 'pays-first',
      says: 'The payer said that it does pay first',
      resume: 'Verify eligibility',
      needs: ['payerId', 'reference', 'note'],
    },
    {
      action: 'recheck',
      says: 'Ask again after the payers put their order right',
      resume: 'Verify eligibility',
    },
    close('not-covered', 'Close: no usable coverage'),
  ],
  'coverage-in-doubt': [
    {
      action: 'told-active',
      says: 'The payer was called: the coverage is in force and pays for the infusion',
      resume: 'Verify eligibility',
      needs: ['payerId', 'reference', 'note'],
    },
    replaceCoverage,
    { action: 'recheck', says: 'Ask the payer again', resume: 'Verify eligibility' },
    close('not-covered', 'Close: no usable coverage'),
  ],
  'site-needs-clinician': [
    {
      action: 'choose-site',
      says: 'Choose a site of care with a reason',
      resume: 'Determine authorization need',
      needs: ['siteId', 'note'],
      clinical: true,
    },
    { action: 'recheck', says: 'Rank the sites again', resume: 'Choose site of care' },
    close('withdrawn', 'Close: care is given elsewhere'),
  ],
  'authorization-need-unknown': [
    {
      action: 'needed',
      says: 'The payer wants an authorization',
      resume: 'Determine authorization need',
    },
    {
      action: 'not-needed',
      says: 'The payer needs none; record its reference',
      resume: 'Book series',
      needs: ['reference'],
    },
    close('withdrawn', 'Close'),
  ],
  'payer-unavailable': [
    {
      action: 'ask-now',
      says: 'Ask the payer again now; while it does not answer, the wait comes back',
      resume: 'same-stage',
    },
    close('withdrawn', 'Close: care is given elsewhere'),
  ],
  'payer-decision': [
    recordApproval('Record that the payer approved every line, by telephone or letter'),
    recordPart,
    recordDenial('Record a denial given by telephone or letter'),
    { action: 'resubmit', says: 'Send the request again', resume: 'Submit authorization' },
    close('not-authorized', 'Close: the request is withdrawn'),
  ],
  'information-requested': [
    { action: 'supply', says: 'Send what was asked for', resume: 'Submit authorization' },
    {
      action: 'await-decision',
      says: 'It was sent another way; wait for the decision',
      resume: 'Await resolution',
      thenReason: 'payer-decision',
      thenWithin: { businessDays: 3 },
    },
    close('not-authorized', 'Close: the information cannot be given'),
  ],
  denied: [
    { action: 'resubmit', says: 'Send a corrected new request', resume: 'Draft authorization' },
    ...rungs,
    close('not-authorized', 'Close: the denial is accepted'),
  ],
  'denied-site-of-care': [
    {
      action: 'move-site',
      says: 'Move to the next site that the payer allows',
      resume: 'Choose site of care',
    },
    ...rungs,
    close('not-authorized', 'Close: the denial is accepted'),
  ],
  'approval-changed': [
    { action: 'accept', says: 'Accept what was approved', resume: 'Authorized' },
    { action: 'resubmit', says: 'Ask again for the rest', resume: 'Draft authorization' },
    ...rungs,
    close('not-authorized', 'Close'),
  ],
  'submission-rejected': [
    { action: 'resubmit', says: 'Send again after the correction', resume: 'Draft authorization' },
    recordApproval('Record that the payer approved every line another way'),
    recordPart,
    close('not-authorized', 'Close'),
  ],
  'payer-contact': [
    recordApproval('Record that the payer approved every line, also those it denied or cancelled'),
    recordPart,
    recordDenial('Record the denial'),
    {
      action: 'await-decision',
      says: 'The payer will answer; wait',
      resume: 'Await resolution',
      thenReason: 'payer-decision',
      thenWithin: { businessDays: 3 },
    },
    { action: 'resubmit', says: 'Send a new request', resume: 'Draft authorization' },
    close('not-authorized', 'Close'),
  ],
  'approval-taken-back': [
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
  'approval-lost': [
    {
      ...recordApproval('The payer approved every line again, after a call, a review or an appeal'),
      resume: 'same-stage',
    },
    close('not-authorized', 'Close: the payer does not pay; visits to come are released'),
  ],
  'answer-unexpected': [
    {
      action: 'called',
      says: 'The payer was called: it is clear which request and which of its answers count',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'no-capacity': [
    { action: 'search-again', says: 'Look again: capacity was added', resume: 'Book series' },
    {
      action: 'widen-window',
      says: 'The prescriber allows more days around each dose',
      resume: 'Book series',
      needs: ['toleranceDays', 'note'],
      clinical: true,
    },
    {
      action: 'correct-approval',
      says: 'The approval was taken down wrong: another number or last day',
      resume: 'Book series',
      needs: ['authorizationNumber', 'expiresOn', 'note'],
    },
    { action: 'move-site', says: 'Choose another site of care', resume: 'Choose site of care' },
    close('no-capacity', 'Close: care is given elsewhere'),
  ],
  'order-changed': [
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
  'coverage-changed': [
    {
      action: 'ask-again',
      says: 'Ask the payer again for eligibility and authorization; under another payer, place and visits follow',
      resume: 'renewal',
    },
    {
      action: 'confirmed',
      says: 'The payer said by telephone that it pays for the visits',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'place-changed': [
    {
      action: 'place-again',
      says: 'Weigh the places anew; visits to come are given up and booked where they belong',
      resume: 'placement',
    },
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
  'patient-uncertain': [
    {
      action: 'same-person',
      says: 'They are one person: calendar, choices and limits are one from now on',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'another-person',
      says: 'They are different persons',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'contact-claimed': [
    {
      action: 'use-new',
      says: 'The patient was asked: what the practice names is right',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'keep',
      says: 'The patient was asked: what is in use is right',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'visit-to-rebook': [
    { action: 'rebooked', says: 'The dose has another visit', resume: 'same-stage' },
    {
      action: 'not-needed',
      says: 'The dose is not to be given',
      resume: 'no-series',
      needs: ['note'],
      clinical: true,
    },
  ],
  'series-unlike-order': [
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
  'visit-displaced': [
    {
      action: 'kept',
      says: 'The visit can take place all the same',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'first-dose-late': [
    {
      action: 'accept',
      says: 'The dose may be given as late as that',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
    { action: 'moved', says: 'An earlier visit was found', resume: 'same-stage' },
  ],
  'move-requested': [
    { action: 'moved', says: 'Another time was found', resume: 'same-stage' },
    {
      action: 'kept',
      says: 'The patient was told that the time stays',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'visit-not-ready': [
    { action: 'recheck', says: 'Check the visit again', resume: 'Check visit' },
    {
      action: 'coverage-told',
      says: 'The payer said by telephone that it covers the day of the visit',
      resume: 'Check visit',
      needs: ['reference', 'note'],
    },
    {
      action: 'override',
      says: 'Go ahead with a reason',
      resume: 'Check visit',
      needs: ['note'],
      clinical: true,
    },
  ],
  'clearance-ended': [
    {
      action: 'clear',
      says: 'Clear again with a reason: for this dose, until a day, or for the course',
      resume: 'Check visit',
      needs: ['clearance', 'note'],
      clinical: true,
    },
    {
      action: 'recheck',
      says: 'Check the visit again after the order was corrected',
      resume: 'Check visit',
    },
  ],
  'visit-unrecorded': [
    { action: 'recheck', says: 'It is recorded now', resume: 'Check visit' },
    { action: 'missed', says: 'The patient was not seen', resume: 'Check visit', needs: ['note'] },
  ],
  'visit-suspended': [
    {
      action: 'clear',
      says: 'Go on with a plan',
      resume: 'Check visit',
      needs: ['note'],
      clinical: true,
    },
  ],
  'site-review': [
    {
      action: 'place-again',
      says: 'Weigh the places anew; visits to come are given up and booked where they belong',
      resume: 'placement',
    },
    {
      action: 'kept',
      says: 'The doses to come are given where they are, for a reason',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
  'access-review': [
    {
      action: 'line-arranged',
      says: 'A line that suits is in place, or will be before the next visit',
      resume: 'same-stage',
      needs: ['lineType', 'note'],
      clinical: true,
    },
    {
      action: 'go-on',
      says: 'Go on as before, with a nurse skilled in ultrasound',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
  'authorization-ending': [
    {
      action: 'renew',
      says: 'Ask the payer for a renewal and book the doses that it covers',
      resume: 'renewal',
    },
    { action: 'not-needed', says: 'No renewal is needed', resume: 'no-renewal', needs: ['note'] },
  ],
  'step-promised': [
    {
      action: 'taken',
      says: 'The step was taken; the note says what came of it',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'not-needed',
      says: 'The step is not needed any more',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'message-undelivered': [
    { action: 'called', says: 'Told by telephone', resume: 'same-stage', needs: ['note'] },
  ],
  'patient-wrote': [
    {
      action: 'answered',
      says: 'The patient was answered; the note says how',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'stop-texts',
      says: 'The patient wants no more texts',
      resume: 'same-stage',
      needs: ['note'],
    },
  ],
  'patient-unwell': [
    {
      action: 'answered',
      says: 'The patient was spoken with; the note says what was found and done',
      resume: 'same-stage',
      needs: ['note'],
      clinical: true,
    },
  ],
  'needs-attention': [
    { action: 'retry', says: 'Try the same step again', resume: 'same-stage' },
    close('failed', 'Close: handled by hand'),
  ],
};

/** What is taken on in spite of what a check found is cleared: for which doses is said with it. */
const withClearance = (action: Action): Action =>
  action.clinical ? { ...action, needs: ['clearance', ...(action.needs ?? [])] } : action;

/**
 * What may be done about a hold. A visit whose workflow failed is not ended by hand: it is tried
 * again until it is cured, or the visit is cancelled.
 */
export const listActions = ({
  reason,
  scope,
  evidence,
}: Pick<Hold, 'reason' | 'scope'> & Partial<Pick<Hold, 'evidence'>>): readonly Action[] => {
  const actions = holdActions[reasonRow(reason).reason as HoldReason];
  const about = evidence && readEvidence({ reason, evidence }, 'order-changed');
  if (about && about.found.length > 0) return actions.map(withClearance);
  const isOfVisit = readScope(scope).kind === 'visit';
  return isOfVisit ? actions.filter(({ resume }) => resume !== 'close') : actions;
};

/** The settlement that an allowed action leads to. */
export const chooseSettlement = (
  hold: Hold,
  action: string,
  dueAt?: string,
): Settlement | undefined => {
  const chosen = listActions(hold).find((candidate) => candidate.action === action);
  if (!chosen) return undefined;
  return {
    resume: chosen.resume === 'same-stage' ? hold.stage : chosen.resume,
    ...(chosen.thenReason ? { reason: chosen.thenReason } : {}),
    ...(chosen.closeReason ? { closeReason: chosen.closeReason } : {}),
    ...(dueAt ? { dueAt } : {}),
  };
};
