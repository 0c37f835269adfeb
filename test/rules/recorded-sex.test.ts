import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { femaleBody, recordedSex } from '../../functions/referral/facts/recorded-sex.ts';
import { adding, type Change, loinc, resourceOf, submissionOf } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition';
const told =
  (gender: string, extension: object): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, 'Patient'), { gender, extension: [extension] });
  };
const clinicalUse = {
  url: 'http://hl7.org/fhir/StructureDefinition/patient-sexParameterForClinicalUse',
  extension: [{ url: 'value', valueCodeableConcept: { coding: [{ code: 'female-typical' }] } }],
};
const atBirth = (status: string) =>
  adding({
    resourceType: 'Observation',
    status,
    code: loinc('76689-9'),
    valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA3-6' }] },
  });

describe('a body that is told to be a woman’s', () => {
  it.each<[string, Change, string]>([
    [
      'as sex at birth',
      told('male', { url: `${usCore}/us-core-birthsex`, valueCode: 'F' }),
      'other',
    ],
    ['as sex', told('male', { url: `${usCore}/us-core-sex`, valueCode: femaleBody }), 'other'],
    [
      'as sex, as a coding',
      told('other', { url: `${usCore}/us-core-sex`, valueCoding: { code: femaleBody } }),
      'other',
    ],
    ['for clinical use', told('male', clinicalUse), 'other'],
    ['of a woman', told('female', { url: `${usCore}/us-core-birthsex`, valueCode: 'F' }), 'female'],
    ['of a man', told('male', { url: `${usCore}/us-core-birthsex`, valueCode: 'M' }), 'male'],
    ['by an extension of something else', told('male', { url: 'urn:x', valueCode: 'F' }), 'male'],
  ])('%s', (_, change, expected) => {
    expect(recordedSex(submissionOf(change))).toBe(expected);
  });
  it.each([
    ['final', 'other'],
    ['entered-in-error', 'male'],
  ])('by an observation that is %s', (status, expected) => {
    const change: Change = (chart) => {
      Object.assign(resourceOf(chart, 'Patient'), { gender: 'male' });
      atBirth(status)(chart);
    };
    const submission = submissionOf(change);
    expect(recordedSex(submission)).toBe(expected);
    const isUsed = submission.account?.some(({ why }) => why === 'the sex at birth');
    expect(isUsed).toBe(expected === 'other');
  });
});

describe('who is told to be a man', () => {
  const carboplatin = (conditions: { snomed: string[]; state: 'active' }[]) => {
    const clean = cleanReferral('carboplatin');
    const submission = {
      ...clean,
      patient: { ...clean.patient, sex: 'male' as const, birthDate: '1990-01-01' },
      observations: clean.observations.filter(({ code }) => code !== '2106-3'),
      conditions,
    };
    return checkSubmission(submission, '2026-11-20').map(({ code }) => code);
  };
  it('is not asked whether he is pregnant', () => {
    expect(carboplatin([])).not.toContain('pregnancy-missing');
  });
  it('is asked with the body of a woman, and no formula for men is used', () => {
    const found = carboplatin([{ snomed: [femaleBody], state: 'active' }]);
    expect(found).toContain('pregnancy-missing');
    expect(found.length).toBeGreaterThan(carboplatin([]).length + 1);
  });
});
