import { describe, expect, it } from 'vitest';
import { holdReasons } from '../../functions/hold/hold-reasons.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { findingOwner } from '../../functions/referral/checks/finding-owners.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { aPerson } from '../support/callers.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { aHold } from '../support/holds.ts';

const today = '2026-11-20';

describe('who must answer a finding', () => {
  it.each<[string, 'missing' | 'block' | 'warn', string]>([
    ['dose-missing', 'missing', 'referrer'],
    ['condition-heart-failure', 'block', 'clinician'],
    ['therapy-unknown', 'missing', 'clinician'],
    ['takes-nsaid', 'warn', 'clinician'],
    ['prior-therapies-missing', 'warn', 'referrer'],
    ['emergency-contact-missing', 'warn', 'coordinator'],
    ['constructor', 'warn', 'clinician'],
  ])('%s, %s: the %s', (code, severity, owner) => {
    expect(findingOwner({ code, severity })).toBe(owner);
  });

  it('is whom the hold waits for that the finding opens', () => {
    const owner = (reason: string) => holdReasons.find((row) => row.reason === reason)?.owner;
    expect(findingOwner({ code: 'x', severity: 'missing' })).toBe(owner('order-incomplete'));
    expect(findingOwner({ code: 'x', severity: 'block' })).toBe(owner('order-unsafe'));
    expect(findingOwner({ code: 'therapy-unknown', severity: 'missing' })).toBe(
      owner('order-drug-unknown'),
    );
  });

  it('is told with its source where the hold is worked', () => {
    const conditions = [{ state: 'active' as const, icd10: ['I50.22'] }];
    const findings = checkSubmission({ ...cleanReferral('infliximab'), conditions }, today);
    const hold = aHold(undefined, { reason: 'order-unsafe', team: 'clinician' });
    expect(describeHold(hold, { findings }, aPerson('one', 'clinician')).why).toContainEqual({
      code: 'condition-heart-failure',
      text: 'The patient has heart failure: this speaks against the therapy.',
      fix: expect.any(String),
      owner: 'clinician',
      source: expect.stringContaining('drug labels'),
    });
  });
});
