import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { anExample } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';
type Parts = Record<string, unknown>;

/** What a bundle says of pregnancy and nursing once these observations stand in it. */
const pregnancyOf = (...observations: Parts[]) => {
  const bundle = anExample();
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
  for (const [index, one] of observations.entries())
    bundle.entry.push({
      fullUrl: `urn:uuid:pregnancy-${index}`,
      resource: {
        resourceType: 'Observation',
        status: 'final',
        subject: { reference: patient?.fullUrl },
        effectiveDateTime: '2026-11-10',
        ...one,
      },
    });
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.submission.pregnancy;
};
const loinc = (code: string) => ({ code: { coding: [{ system: 'http://loinc.org', code }] } });
const status = (text: string, more: Parts = {}) => ({
  ...loinc('82810-3'),
  valueCodeableConcept: { text },
  ...more,
});

describe('the status of a pregnancy in a bundle', () => {
  it.each<[string, string]>([
    ['Pregnant', 'pregnant'],
    ['Currently pregnant', 'pregnant'],
    ['Yes', 'pregnant'],
    ['Not pregnant', 'not-pregnant'],
    ['No', 'not-pregnant'],
    ['Postmenopausal', 'not-pregnant'],
    ['Unknown', 'unknown'],
    ['Not asked', 'unknown'],
    ['Trying to conceive', 'possible'],
    ['Not sure', 'possible'],
    ['not pregnant?', 'possible'],
    ['qqvzt', 'possible'],
  ])('"%s" is %s', (words, state) => {
    expect(pregnancyOf(status(words))?.state).toBe(state);
    expect(pregnancyOf({ ...loinc('82810-3'), valueString: words })?.state).toBe(state);
  });

  it.each<[string, Parts[], string]>([
    [
      'a code and other words',
      [
        {
          ...status('see note'),
          valueCodeableConcept: { coding: [{ code: '77386006' }], text: 'see note' },
        },
      ],
      'pregnant',
    ],
    ['a denial that is not final', [status('Not pregnant', { status: 'preliminary' })], 'unknown'],
    [
      'a cancelled one',
      [
        status('Pregnant', { effectiveDateTime: '2026-10-01' }),
        status('Not pregnant', { status: 'cancelled' }),
      ],
      'pregnant',
    ],
    [
      'unknown after pregnant',
      [status('Pregnant', { effectiveDateTime: '2026-09-01' }), status('Unknown')],
      'pregnant',
    ],
    [
      'not after pregnant',
      [status('Pregnant', { effectiveDateTime: '2026-03-01' }), status('Not pregnant')],
      'not-pregnant',
    ],
    ['a due date ahead', [{ ...loinc('11779-6'), valueDateTime: '2027-02-01' }], 'pregnant'],
  ])('%s', (_, observations, state) => {
    expect(pregnancyOf(...observations)?.state).toBe(state);
  });

  it.each<[string, boolean]>([
    ['Breastfeeding', true],
    ['Yes', true],
    ['twice a day', true],
    ['No', false],
    ['Not breastfeeding', false],
    ['Formula fed', false],
  ])('nursing told as "%s" is %s', (words, lactating) => {
    const told = pregnancyOf({ ...loinc('63895-7'), valueString: words });
    expect(told?.lactating ?? false).toBe(lactating);
  });
});

describe('whoever can no longer conceive', () => {
  const without = (conditions: Submission['conditions']) => {
    const clean = cleanReferral('carboplatin');
    const observations = clean.observations.filter(({ code }) => code !== '2106-3');
    const patient = { ...clean.patient, sex: 'female' as const, birthDate: '1985-03-02' };
    return checkSubmission({ ...clean, patient, observations, conditions }, today)
      .map(({ code }) => code)
      .filter((code) => code.startsWith('pregnan'));
  };
  it.each<[string, Submission['conditions'], string[]]>([
    ['nothing told', undefined, ['pregnancy-missing']],
    ['a uterus taken out', [{ icd10: ['Z90.710'], state: 'active' }], []],
    ['a hysterectomy in the past', [{ snomed: ['236886002'], state: 'past' }], []],
    ['menopause', [{ icd10: ['Z78.0'], state: 'active' }], []],
    ['a hysterectomy by name', [{ name: 'History of hysterectomy', state: 'past' }], []],
    ['one that was refuted', [{ icd10: ['Z90.710'], state: 'refuted' }], ['pregnancy-missing']],
    [
      'one that is not surely hers',
      [{ icd10: ['Z90.710'], state: 'active', untied: true }],
      ['pregnancy-missing'],
    ],
    [
      'one that is planned',
      [{ name: 'Hysterectomy planned', state: 'active' }],
      ['pregnancy-missing'],
    ],
    [
      'and is pregnant all the same',
      [
        { icd10: ['Z78.0'], state: 'active' },
        { icd10: ['Z33.1'], state: 'active' },
      ],
      ['pregnant'],
    ],
  ])('%s: %j', (_, conditions, expected) => {
    expect(without(conditions)).toEqual(expected);
  });
});
