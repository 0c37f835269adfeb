import { describe, expect, it } from 'vitest';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample, placeOf, type TestBundle, withResource } from '../support/bundles.ts';

const pointers = (bundle: unknown): string[] => {
  const result = submissionFromBundle(bundle, '2026-11-20');
  return result.outcome === 'refused' ? result.problems.map(({ pointer }) => pointer) : [];
};
const mapped = (bundle: unknown) => {
  const result = submissionFromBundle(bundle, '2026-11-20');
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const having = (type: string, elements: object, nth = 0): TestBundle =>
  withResource(type, (resource) => Object.assign(resource, elements), { nth });

const extension = [{ url: 'https://ehr.example.org/not-yet', valueBoolean: true }];

describe('an element that turns a resource around', () => {
  it.each([
    ['an order not to give the drug', 'MedicationRequest', { doNotPerform: true }, 'doNotPerform'],
    [
      'a drug that somebody told of',
      'MedicationRequest',
      { reportedBoolean: true },
      'reportedBoolean',
    ],
    ['a patient who died', 'Patient', { deceasedBoolean: true }, 'deceasedBoolean'],
    [
      'a patient who died on a day',
      'Patient',
      { deceasedDateTime: '2026-11-01' },
      'deceasedDateTime',
    ],
    ['a record of the patient not in use', 'Patient', { active: false }, 'active'],
    ['a record that another one replaced', 'Patient', { link: [{ type: 'replaced-by' }] }, 'link'],
    ['a practice not in use', 'Organization', { active: false }, 'active'],
    ['rules that only the sender knows', 'Coverage', { implicitRules: 'urn:x' }, 'implicitRules'],
    [
      'an extension that changes the order',
      'MedicationRequest',
      { modifierExtension: extension },
      'modifierExtension',
    ],
    [
      'one deep within it',
      'MedicationRequest',
      { substitution: { modifierExtension: extension } },
      'substitution.modifierExtension',
    ],
  ])('%s is refused, and named', (_, type, elements, element) => {
    const bundle = having(type, elements);
    expect(pointers(bundle)).toEqual([`${placeOf(bundle, type)}.${element}`]);
  });

  it('rules of the whole bundle are refused', () => {
    expect(pointers({ ...anExample(), implicitRules: 'urn:x' })).toEqual(['Bundle.implicitRules']);
    const bundle = anExample();
    Object.assign(bundle.entry[2] as object, { modifierExtension: extension });
    expect(pointers(bundle)).toEqual(['Bundle.entry[2].modifierExtension']);
  });

  it.each([
    ['Patient', { active: true, deceasedBoolean: false, link: [{ type: 'seealso' }] }],
    ['MedicationRequest', { doNotPerform: false, reportedBoolean: false }],
  ])('says nothing in a %s where its value is the usual one', (type, elements) => {
    expect(mapped(having(type, elements))).toEqual(mapped(anExample()));
  });

  it('is found however deep the sender hides it', () => {
    let hidden: object = { modifierExtension: extension };
    for (let depth = 0; depth < 20_000; depth += 1) hidden = { extension: [hidden] };
    expect(pointers(having('Patient', hidden))[0]).toMatch(/modifierExtension$/);
  });
});

describe('what is no longer, or not yet, in force is left out', () => {
  it('a premedication that the patient only takes at home, that is held or only planned', () => {
    for (const elements of [{ reportedBoolean: true }, { status: 'on-hold' }, { intent: 'plan' }])
      expect(mapped(having('MedicationRequest', elements, 1)).order.premedications).toBeUndefined();
  });

  it('a revoked service, with its place and its priority', () => {
    const elements = { status: 'revoked', priority: 'stat', locationCode: [{ text: 'home' }] };
    const { urgency, placement } = mapped(having('ServiceRequest', elements));
    expect([urgency, placement?.preferred]).toEqual(['routine', undefined]);
  });

  it('an old name, address, telephone number, chart number and member id', () => {
    const bundle = withResource('Patient', (patient) => {
      for (const element of ['name', 'address', 'telecom', 'identifier'] as const) {
        const [now] = patient[element] as object[];
        patient[element] = [{ ...now, use: 'old', value: 'old', family: 'Old', city: 'Old' }, now];
      }
    });
    const { patient } = mapped(anExample());
    expect(mapped(bundle).patient).toEqual({ ...patient, email: undefined });
    const member = withResource('Coverage', (coverage) => {
      const [now] = coverage.identifier as object[];
      coverage.identifier = [{ ...now, use: 'old', value: 'OLD' }, now];
    });
    expect(mapped(member).coverages).toEqual(mapped(anExample()).coverages);
  });
});
