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

describe('what a prescriber is a specialist of', () => {
  const rheumatology = '207RR0500X';
  const inner = '207R00000X';
  const specialty = (...codes: string[]) =>
    codes.map((code) => ({ coding: [{ system: 'http://nucc.org/provider-taxonomy', code }] }));
  /** With the role that asks for the order changed, and another one of the same person or of somebody else. */
  const withRoles = (asking: object, other?: Record<string, unknown>) => {
    let practitioner: unknown;
    const bundle = withResource('PractitionerRole', (role) => {
      practitioner = role.practitioner;
      Object.assign(role, asking);
    });
    if (other)
      bundle.entry.unshift({
        fullUrl: 'urn:uuid:other-role',
        resource: { resourceType: 'PractitionerRole', practitioner, ...other },
      });
    const result = submissionFromBundle(bundle, '2026-11-20');
    return result.outcome === 'mapped' ? result.submission.prescriber?.specialties : undefined;
  };
  const ofInner = { specialty: specialty(inner) };

  it.each<[string, object, Record<string, unknown> | undefined, string[] | undefined]>([
    ['is what the role says', {}, undefined, [rheumatology]],
    ['is left out where no role says it', { specialty: undefined }, undefined, undefined],
    ['is no word', { specialty: specialty('rheumatology') }, undefined, undefined],
    ['is no code of another system', { specialty: [{ text: inner }] }, undefined, undefined],
    ['is not of a role that is not in use', { active: false }, undefined, undefined],
    ['is not of one that has ended', { period: { end: '2026-11-19' } }, undefined, undefined],
    ['is of one that ends today', { period: { end: '2026-11-20' } }, undefined, [rheumatology]],
    ['is of every role of theirs', {}, ofInner, [inner, rheumatology]],
    ['is told once', {}, { specialty: specialty(rheumatology) }, [rheumatology]],
    ['is of the other role where the first has ended', { active: false }, ofInner, [inner]],
    [
      'is not what somebody else is one of',
      {},
      { ...ofInner, practitioner: { reference: 'Practitioner/else' } },
      [rheumatology],
    ],
  ])('%s', (_, asking, other, told) => {
    expect(withRoles(asking, other)).toEqual(told);
  });
});
