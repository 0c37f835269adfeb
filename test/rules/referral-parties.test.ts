import { describe, expect, it } from 'vitest';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { withResource } from '../support/bundles.ts';

const withNpi = (value: string) => {
  const bundle = withResource('Practitioner', (practitioner) => {
    practitioner.identifier = [{ system: 'http://hl7.org/fhir/sid/us-npi', value }];
  });
  const result = submissionFromBundle(bundle, '2026-11-20');
  return result.outcome === 'mapped' ? result.submission.prescriber : result.problems;
};

describe('the NPI of a prescriber', () => {
  it('is taken when its check digit is right', () => {
    expect(withNpi('1000000046')).toMatchObject({ npi: '1000000046' });
  });

  it.each([
    ['with a wrong check digit', '1888888888'],
    ['with too few digits', '100000004'],
    ['that is a word', 'pending'],
  ])('%s refuses no referral: it is kept as sent and is no NPI', (_, sent) => {
    const prescriber = withNpi(sent);
    expect(prescriber).toMatchObject({ npiAsSent: sent, name: expect.stringMatching(/\w/) });
    expect(prescriber).not.toHaveProperty('npi');
  });
});
