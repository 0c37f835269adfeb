import { type Action, type Actions, close } from '../hold/hold-action.ts';

/** The payer has it and decides; its own clock, where one is known, goes before this one. */
const payerDecides = (thenWithin: NonNullable<Action['thenWithin']>) =>
  ({ resume: 'Await resolution', thenReason: 'payer-decision', thenWithin }) as const;

const awaitDecision = (says: string): Action => ({
  action: 'await-decision',
  says,
  ...payerDecides({ businessDays: 3 }),
});

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

/** It is waited for, and goes out once all of it is there; a day that the payer names goes before. */
const recordRequest: Action = {
  action: 'record-request',
  says: 'Record what the payer asks for, by telephone or letter, and until when it wants it',
  resume: 'Await resolution',
  thenReason: 'information-requested',
  thenWithin: { businessDays: 3 },
  needs: ['askedFor'],
};

/**
 * The rungs of a denial. Which of them are open, and how long the payer takes, turns on the payer and the
 * day: functions/payer/denial-rungs.ts. What stands here is where nobody knows better; own targets.
 */
const peerToPeer: Action = {
  action: 'peer-to-peer',
  says: 'A peer-to-peer review was asked for; wait for its decision',
  ...payerDecides({ businessDays: 2 }),
};

/** Pre-service appeals are decided within 30 days: healthcare.gov, internal appeals. */
const appeal: Action = {
  action: 'appeal',
  says: 'An appeal was filed; wait for its decision',
  ...payerDecides({ calendarDays: 30 }),
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

/** What may be done while a payer decides, about what it decided, and about what it says of it later. */
export const authorizationActions = {
  'authorization-need-unknown': [
    {
      action: 'needed',
      says: 'The payer wants an authorization',
      resume: 'Determine authorization need',
    },
    {
      action: 'not-needed',
      says: 'The payer needs none; record its reference',
      resume: 'Determine authorization need',
      needs: ['reference'],
    },
    close('withdrawn', 'Close'),
  ],
  'conditions-undocumented': [
    {
      action: 'recheck',
      says: 'It was supplied or corrected: look at the conditions again',
      resume: 'Determine authorization need',
    },
    {
      action: 'book-without',
      says: 'Book the visits all the same; the note says why',
      resume: 'Book series',
      needs: ['note'],
    },
    close('not-covered', 'Close: the payer would not pay for it'),
  ],
  'payer-unavailable': [
    {
      action: 'ask-now',
      says: 'Ask the payer again now; while it does not answer, the wait comes back',
      resume: 'same-stage',
    },
    close('withdrawn', 'Close: care is given elsewhere'),
  ],
  'packet-to-send': [
    {
      action: 'sent',
      says: 'It was sent: when, and by which number or reference that can be shown',
      ...payerDecides({ businessDays: 3 }),
      needs: ['sentAt', 'reference'],
    },
    {
      action: 'next-channel',
      says: 'It cannot be sent that way: take the next channel of the payer',
      resume: 'Submit authorization',
      needs: ['note'],
    },
    {
      action: 'redraft',
      says: 'Make the request and its packet anew, from the order as it is now',
      resume: 'Draft authorization',
    },
    close('not-authorized', 'Close: the request is not sent'),
  ],
  'evidence-missing': [
    {
      action: 'recheck',
      says: 'It was supplied: look at the criteria again',
      resume: 'Draft authorization',
    },
    {
      action: 'submit-without',
      says: 'Send the request without it; the note goes with the request and says why',
      resume: 'Draft authorization',
      needs: ['note'],
    },
    close('not-authorized', 'Close: it cannot be supplied'),
  ],
  'evidence-contradictory': [
    {
      action: 'recheck',
      says: 'What is not true was corrected: look at the criteria again',
      resume: 'Draft authorization',
    },
    {
      action: 'submit-without',
      says: 'Send the request; the note goes with it and says what is true',
      resume: 'Draft authorization',
      needs: ['note'],
      clinical: true,
    },
    close('not-authorized', 'Close: what is true speaks against the therapy'),
  ],
  'criteria-not-met': [
    {
      action: 'recheck',
      says: 'The order or its facts were corrected: look at the criteria again',
      resume: 'Draft authorization',
    },
    {
      action: 'ask-exception',
      says: 'Ask the payer for an exception; the note goes with the request and gives the reason',
      resume: 'Draft authorization',
      needs: ['note'],
    },
    {
      action: 'move-site',
      says: 'Move to another site, where the criterion is about the site',
      resume: 'Choose site of care',
    },
    close('not-authorized', 'Close: the payer would deny it'),
  ],
  'payer-decision': [
    recordApproval('Record that the payer approved every line, by telephone or letter'),
    recordPart,
    recordDenial('Record a denial given by telephone or letter'),
    recordRequest,
    { action: 'resubmit', says: 'Send the request again', resume: 'Submit authorization' },
    close('not-authorized', 'Close: the request is withdrawn'),
  ],
  'information-requested': [
    { action: 'supply', says: 'Send what was asked for', resume: 'Submit authorization' },
    awaitDecision('It was sent another way; wait for the decision'),
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
    recordRequest,
    awaitDecision('The payer will answer; wait'),
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
      action: 'correct-approval',
      says: 'The payer was called: the approval stands under another number, or to another day',
      resume: 'same-stage',
      needs: ['authorizationNumber', 'expiresOn'],
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
  'given-not-authorized': [
    {
      action: 'called',
      says: 'The payer was asked for the rest; the note says what it answered',
      resume: 'same-stage',
      needs: ['note'],
    },
    {
      action: 'not-billed',
      says: 'The rest is not billed; the note says who decided it',
      resume: 'same-stage',
      needs: ['note'],
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
} satisfies Actions;
