import { describe, expect, it } from 'vitest';
import type { Action } from '../../functions/hold/hold-action.ts';
import { type HoldReason, holdReasons } from '../../functions/hold/hold-reasons.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import { chooseSettlement, listActions } from '../../functions/worklist/hold-choices.ts';
import { aHold } from '../support/holds.ts';

const within = (clock: NonNullable<Action['thenWithin']>): string =>
  Object.entries(clock)
    .map(([unit, count]) => ` for ${count} ${unit}`)
    .join('');

/** An action in short: who may take it, what must come with it, and where it leads. */
const tell = (action: Action): string => {
  const needs = action.needs ? ` (${action.needs.join(', ')})` : '';
  const ends = action.closeReason ? `: ${action.closeReason}` : '';
  const then = action.thenReason ? ` for ${action.thenReason}` : '';
  const clock = action.thenWithin ? within(action.thenWithin) : '';
  const who = action.ofPractice ? 'practice: ' : '';
  return `${who}${action.clinical ? 'clinician: ' : ''}${action.action}${needs} > ${action.resume}${ends}${then}${clock}`;
};

const rungs = [
  'peer-to-peer > Await resolution for payer-decision for 2 businessDays',
  'appeal (note) > Await resolution for payer-decision for 30 calendarDays',
  'second-appeal (note) > Await resolution for payer-decision for 30 calendarDays',
  'external-review (note) > Await resolution for payer-decision for 45 calendarDays',
];

/** What may be done about each wait, written down apart from the table. */
const expected: Readonly<Record<HoldReason, readonly string[]>> = {
  'order-incomplete': ['recheck > Check completeness', 'close > close: incomplete'],
  'order-to-sign': ['practice: send-back (note) > Check completeness', 'close > close: incomplete'],
  'order-sent-back': ['ask-practice (note) > Check completeness', 'close > close: incomplete'],
  'order-unsafe': [
    'clinician: clear (clearance, note) > Check completeness',
    'recheck > Check completeness',
    'close > close: withdrawn',
  ],
  'order-drug-unknown': [
    'clinician: enter-drug (drug, note) > Check completeness',
    'recheck > Check completeness',
    'close > close: withdrawn',
  ],
  'coverage-not-active': [
    'recheck > Verify eligibility',
    'replace-coverage (coverage) > Verify eligibility',
    'close > close: not-covered',
  ],
  'coverage-other-payer': [
    'replace-coverage (coverage) > Verify eligibility',
    'pays-first (payerId, reference, note) > Verify eligibility',
    'recheck > Verify eligibility',
    'close > close: not-covered',
  ],
  'coverage-in-doubt': [
    'told-active (payerId, reference, note) > Verify eligibility',
    'replace-coverage (coverage) > Verify eligibility',
    'recheck > Verify eligibility',
    'close > close: not-covered',
  ],
  'coverage-identity': [
    'recheck > Verify eligibility',
    'replace-coverage (coverage) > Verify eligibility',
    'close > close: not-covered',
  ],
  'site-needs-clinician': [
    'clinician: choose-site (siteId, note) > Determine authorization need',
    'recheck > Choose site of care',
    'close > close: withdrawn',
  ],
  'authorization-need-unknown': [
    'needed > Determine authorization need',
    'not-needed (reference) > Determine authorization need',
    'close > close: withdrawn',
  ],
  'conditions-undocumented': [
    'recheck > Determine authorization need',
    'book-without (note) > Book series',
    'close > close: not-covered',
  ],
  'payer-unavailable': ['ask-now > same-stage', 'close > close: withdrawn'],
  'packet-to-send': [
    'sent (sentAt, reference) > Await resolution for payer-decision for 3 businessDays',
    'next-channel (note) > Submit authorization',
    'redraft > Draft authorization',
    'close > close: not-authorized',
  ],
  'evidence-missing': [
    'recheck > Draft authorization',
    'submit-without (note) > Draft authorization',
    'close > close: not-authorized',
  ],
  'evidence-contradictory': [
    'recheck > Draft authorization',
    'clinician: submit-without (note) > Draft authorization',
    'close > close: not-authorized',
  ],
  'criteria-not-met': [
    'recheck > Draft authorization',
    'ask-exception (note) > Draft authorization',
    'move-site > Choose site of care',
    'close > close: not-authorized',
  ],
  'payer-decision': [
    'record-approval (authorizationNumber, expiresOn) > Authorized',
    'record-part (authorizationNumber, expiresOn, approvedLines) > Await resolution for approval-changed',
    'record-denial (note) > Await resolution for denied',
    'record-request (askedFor) > Await resolution for information-requested for 3 businessDays',
    'resubmit > Submit authorization',
    'close > close: not-authorized',
  ],
  'information-requested': [
    'supply > Submit authorization',
    'await-decision > Await resolution for payer-decision for 3 businessDays',
    'close > close: not-authorized',
  ],
  denied: ['resubmit > Draft authorization', ...rungs, 'close > close: not-authorized'],
  'denied-site-of-care': [
    'move-site > Choose site of care',
    ...rungs,
    'close > close: not-authorized',
  ],
  'approval-changed': [
    'accept > Authorized',
    'resubmit > Draft authorization',
    ...rungs,
    'close > close: not-authorized',
  ],
  'submission-rejected': [
    'resubmit > Draft authorization',
    'record-approval (authorizationNumber, expiresOn) > Authorized',
    'record-part (authorizationNumber, expiresOn, approvedLines) > Await resolution for approval-changed',
    'close > close: not-authorized',
  ],
  'payer-contact': [
    'record-approval (authorizationNumber, expiresOn) > Authorized',
    'record-part (authorizationNumber, expiresOn, approvedLines) > Await resolution for approval-changed',
    'record-denial (note) > Await resolution for denied',
    'record-request (askedFor) > Await resolution for information-requested for 3 businessDays',
    'await-decision > Await resolution for payer-decision for 3 businessDays',
    'resubmit > Draft authorization',
    'close > close: not-authorized',
  ],
  'approval-taken-back': [
    'approval-stands (note) > same-stage',
    'correct-approval (authorizationNumber, expiresOn) > same-stage',
    'record-denial (note) > same-stage',
  ],
  'approval-lost': [
    'record-approval (authorizationNumber, expiresOn) > same-stage',
    'close > close: not-authorized',
  ],
  'answer-unexpected': ['called (note) > same-stage'],
  'no-capacity': [
    'search-again > Book series',
    'clinician: widen-window (toleranceDays, note) > Book series',
    'correct-approval (authorizationNumber, expiresOn, note) > Book series',
    'move-site > Choose site of care',
    'close > close: no-capacity',
  ],
  'order-changed': [
    'clinician: accept (note) > same-stage',
    'clinician: replanned (note) > same-stage',
  ],
  'coverage-changed': ['ask-again > renewal', 'confirmed (note) > same-stage'],
  'visits-not-covered': [
    'ask-again > renewal',
    'recheck > series',
    'correct-approval (authorizationNumber, expiresOn, note) > series',
  ],
  'given-not-authorized': ['called (note) > same-stage', 'not-billed (note) > same-stage'],
  'place-changed': [
    'place-again > placement',
    'replanned (note) > same-stage',
    'kept (note) > same-stage',
  ],
  'site-review': ['place-again > placement', 'clinician: kept (note) > same-stage'],
  'patient-uncertain': ['same-person (note) > same-stage', 'another-person (note) > same-stage'],
  'contact-claimed': ['use-new (note) > same-stage', 'keep (note) > same-stage'],
  'death-reported': ['alive (note) > same-stage', 'close (note) > close: withdrawn'],
  'visit-to-rebook': ['rebooked > same-stage', 'clinician: not-needed (note) > no-series'],
  'series-unlike-order': [
    'book > series',
    'in-line > same-stage',
    'clinician: not-needed (note) > no-series',
  ],
  'visit-displaced': ['kept (note) > same-stage'],
  'first-dose-late': ['clinician: accept (note) > same-stage', 'moved > same-stage'],
  'move-requested': ['moved > same-stage', 'kept (note) > same-stage'],
  'clearance-ended': ['clinician: clear (clearance, note) > Check visit', 'recheck > Check visit'],
  'visit-not-ready': [
    'recheck > Check visit',
    'coverage-told (reference, note) > Check visit',
    'clinician: override (note) > Check visit',
  ],
  'visit-unrecorded': ['recheck > Check visit', 'missed (note) > Check visit'],
  'visit-suspended': ['clinician: clear (note) > Check visit'],
  'access-review': [
    'clinician: line-arranged (lineType, note) > same-stage',
    'clinician: go-on (note) > same-stage',
  ],
  'step-promised': ['taken (note) > same-stage', 'not-needed (note) > same-stage'],
  'authorization-ending': ['renew > renewal', 'not-needed (note) > no-renewal'],
  'message-undelivered': ['called (note) > same-stage'],
  'patient-wrote': ['answered (note) > same-stage', 'stop-texts (note) > same-stage'],
  'teaching-asked': [
    'clinician: explained (note, said) > same-stage',
    'clinician: explain-again (note, person, nextOn) > same-stage',
  ],
  'patient-unwell': ['clinician: answered (note) > same-stage'],
  'needs-attention': ['retry > same-stage', 'close > close: failed'],
};

describe('what may be done about', () => {
  it.each(holdReasons.map(({ reason }) => reason))('%s', (reason) => {
    expect(holdActions[reason].map(tell)).toEqual(expected[reason]);
  });

  it.each(
    holdReasons.flatMap(({ reason }) => holdActions[reason].map((one) => [reason, one] as const)),
  )('%s is offered in words that a person can choose by', (_, { says }) => {
    expect(says).toMatch(/^[A-Z][^.]{4,100}$/);
  });

  it('a wait is never two actions of one name or of the same words', () => {
    for (const { reason } of holdReasons) {
      const actions = holdActions[reason];
      expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length);
      expect(new Set(actions.map(({ says }) => says)).size).toBe(actions.length);
    }
  });
});

describe('what an action leads to', () => {
  it('is the stage the action names', () => {
    expect(chooseSettlement(aHold(), 'search-again')).toEqual({ resume: 'Book series' });
  });
  it('is the stage that failed, when trying again', () => {
    const failed = aHold(undefined, { reason: 'needs-attention', stage: 'Verify eligibility' });
    expect(chooseSettlement(failed, 'retry')).toEqual({ resume: 'Verify eligibility' });
  });
  it('is another wait with its own clock, for an appeal', () => {
    const denied = aHold(undefined, { reason: 'denied', stage: 'Submit authorization' });
    expect(chooseSettlement(denied, 'appeal', '2026-12-20T15:00:00Z')).toEqual({
      resume: 'Await resolution',
      reason: 'payer-decision',
      dueAt: '2026-12-20T15:00:00Z',
    });
  });
  it('is nothing for an action the reason does not allow', () => {
    expect(chooseSettlement(aHold(), 'appeal')).toBeUndefined();
  });

  it('ends the referral, and says why, when it is closed', () => {
    expect(chooseSettlement(aHold(), 'close')).toEqual({
      resume: 'close',
      closeReason: 'no-capacity',
    });
  });
  it('is never the end of the referral where the workflow of one visit failed', () => {
    const failed = { reason: 'needs-attention', scope: 'v2.', stage: 'Check visit' } as const;
    expect(listActions(failed).map(({ action }) => action)).toEqual(['retry']);
    expect(listActions({ ...failed, scope: 'r' }).map(({ action }) => action)).toEqual([
      'retry',
      'close',
    ]);
    expect(chooseSettlement(aHold(undefined, failed), 'close')).toBeUndefined();
  });
  it('is what may be done about a fault, for a reason that no code knows any more', () => {
    const retired = { reason: 'retired-reason' as HoldReason, scope: 'r' } as const;
    expect(listActions(retired)).toBe(holdActions['needs-attention']);
  });
});
