import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountLine } from '../../functions/referral/account.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { NativeSubmission } from '../../functions/referral/native-submission.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { anExample, type TestBundle, withResource } from '../support/bundles.ts';

const today = '2026-11-20';
const mapped = (bundle: unknown): Submission => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};
const patientUrl = (bundle: TestBundle) =>
  bundle.entry.find(({ resource }) => resource.resourceType === 'Patient')?.fullUrl;
/** An example with one more resource at its end. */
const adding = (resource: Record<string, unknown>, isOurs = true): TestBundle => {
  const bundle = anExample();
  const reference = isOurs ? patientUrl(bundle) : 'Patient/somebody-else';
  const owner = ['AllergyIntolerance', 'Immunization'].includes(resource.resourceType as string)
    ? { patient: { reference } }
    : { subject: { reference } };
  bundle.entry.push({ fullUrl: 'urn:uuid:added', resource: { ...owner, ...resource } as never });
  return bundle;
};
const lineOf = ({ account = [] }: Submission, entry: number): AccountLine | undefined =>
  account.find(({ entries }) => entries.includes(entry));
const last = (bundle: TestBundle) => lineOf(mapped(bundle), bundle.entry.length - 1);
const findings = (bundle: TestBundle) => checkSubmission(mapped(bundle), today);
const codes = (bundle: TestBundle) => findings(bundle).map(({ code }) => code);
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const icd = (code: string) => ({
  coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }],
});

const forbidding = (text: string) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  doNotPerform: true,
  medicationCodeableConcept: { text },
});

describe('the account of a bundle', () => {
  it.each(['01-infliximab-center', '02-ivig-home', '05-inactive-coverage-replaced'])(
    'of %s names every entry once, and none that is not understood',
    (name) => {
      const bundle = anExample(name);
      const { account = [] } = mapped(bundle);
      const entries = account.flatMap((line) => line.entries).sort((a, b) => a - b);
      expect(entries).toEqual(bundle.entry.map((_, index) => index));
      expect(account.filter(({ became }) => became === 'not-understood')).toEqual([]);
      for (const { type, entries: places } of account)
        for (const place of places) expect(bundle.entry[place]?.resource.resourceType).toBe(type);
    },
  );

  const added: readonly [string, Record<string, unknown>, AccountLine['became'], string[]][] = [
    [
      'a code that is no ICD-10-CM code',
      { resourceType: 'Condition', code: icd('not-a-code') },
      'not-needed',
      [],
    ],
    [
      'an emergency code of ICD-10-CM',
      { resourceType: 'Condition', code: icd('U07.1') },
      'used',
      ['condition-infection-active'],
    ],
    [
      'a condition without a name',
      { resourceType: 'Condition' },
      'not-understood',
      ['condition-not-understood'],
    ],
    [
      'a refuted condition',
      {
        resourceType: 'Condition',
        code: icd('I50.9'),
        verificationStatus: { coding: [{ code: 'refuted' }] },
      },
      'not-used',
      [],
    ],
    [
      'a score below zero',
      {
        resourceType: 'Observation',
        status: 'final',
        code: loinc('38267-1'),
        effectiveDateTime: '2026-11-01',
        valueQuantity: { value: -2.5, unit: '{T-score}' },
      },
      'not-needed',
      [],
    ],
    [
      'an unreadable value of a test that nobody asks for',
      {
        resourceType: 'Observation',
        status: 'final',
        code: loinc('38267-1'),
        valueQuantity: { value: 'low' },
      },
      'not-needed',
      [],
    ],
    [
      'an unreadable result of a test that is asked for',
      {
        resourceType: 'Observation',
        status: 'final',
        code: loinc('5196-1'),
        valueQuantity: { value: 'low' },
      },
      'not-understood',
      ['hepatitis-b-not-understood', 'result-not-understood'],
    ],
    [
      'an extension that may change a result',
      {
        resourceType: 'Observation',
        status: 'final',
        code: loinc('5196-1'),
        effectiveDateTime: '2026-11-01',
        valueString: 'Negative',
        modifierExtension: [{ url: 'urn:x' }],
      },
      'not-understood',
      ['hepatitis-b-not-understood', 'result-not-understood'],
    ],
    [
      'a result entered in error',
      {
        resourceType: 'Observation',
        status: 'entered-in-error',
        code: loinc('5196-1'),
        effectiveDateTime: '2026-11-01',
        valueString: 'Positive',
      },
      'not-used',
      [],
    ],
    [
      'a document without content',
      {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment: { url: 'https://example.org/x.pdf' } }],
      },
      'not-understood',
      ['document-not-understood'],
    ],
    [
      'a document whose content is no base64',
      {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment: { contentType: 'text/plain', data: '*' } }],
      },
      'not-understood',
      ['document-not-understood'],
    ],
    [
      'a program that says it is a letter',
      {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment: { contentType: 'application/pdf', data: 'TVqQAA==' } }],
      },
      'not-understood',
      ['document-not-understood'],
    ],
    [
      'a program of which nobody says the type',
      {
        resourceType: 'DocumentReference',
        status: 'current',
        content: [{ attachment: { contentType: 'application/octet-stream', data: 'TVqQAA==' } }],
      },
      'not-understood',
      ['document-not-understood'],
    ],
    [
      'an allergy to nothing',
      { resourceType: 'AllergyIntolerance' },
      'not-understood',
      ['allergy-not-understood'],
    ],
    [
      'a service that must not be done',
      {
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'order',
        doNotPerform: true,
        priority: 'stat',
      },
      'not-understood',
      [],
    ],
    [
      'a drug that must not be given, and is not',
      forbidding('Ibuprofen 400 mg tablet'),
      'used',
      ['remark-not-understood'],
    ],
    [
      'one that is ordered all the same',
      forbidding('infliximab'),
      'used',
      ['instruction-not-understood'],
    ],
    [
      'one that is ordered beside it, in another form',
      forbidding('Acetaminophen IV'),
      'used',
      ['instruction-not-understood'],
    ],
    ['one without a name', forbidding(''), 'used', ['instruction-not-understood']],
    [
      'a prohibition that has ended',
      { ...forbidding('infliximab'), status: 'stopped' },
      'not-used',
      [],
    ],
    ['a kind that no rule looks at', { resourceType: 'Goal' }, 'not-needed', []],
  ];
  it.each(added)('%s refuses nothing, and is accounted for', (_, resource, became, expected) => {
    const bundle = adding(resource);
    expect(last(bundle)?.became).toBe(became);
    expect(codes(bundle).sort()).toEqual(expected);
  });

  it('a denial beside an allergy is asked back, and the allergy counts', () => {
    const bundle = adding({ resourceType: 'AllergyIntolerance', code: { text: 'Infliximab' } });
    expect(mapped(bundle).allergies).toEqual([{ substance: 'Infliximab' }]);
    expect(codes(bundle)).toEqual(['allergy-match', 'allergy-not-understood']);
  });

  it('a denial that does not say whose it is answers nothing', () => {
    const bundle = withResource('AllergyIntolerance', (one) => {
      delete (one as { patient?: object }).patient;
    });
    expect(codes(bundle)).toEqual([
      'allergies-missing',
      'allergy-not-understood',
      'documents-unread',
    ]);
  });

  it('a result that does not say whose it is counts against, and never for', () => {
    const unowned = (words: string) =>
      adding({
        resourceType: 'Observation',
        status: 'final',
        code: loinc('5196-1'),
        effectiveDateTime: '2026-11-01',
        valueString: words,
        subject: undefined,
      });
    expect(codes(unowned('Positive'))).toContain('hepatitis-b-positive');
    expect(codes(unowned('Negative'))).toContain('hepatitis-b-not-understood');
  });

  it('what a correction answers is answered', () => {
    const bundle = adding({ resourceType: 'AllergyIntolerance' });
    const corrected = correctedSubmission(
      mapped(bundle),
      { allergies: 'none-known' },
      'application/json',
      today,
    );
    expect(checkSubmission(corrected, today)).toEqual([]);
    expect(lineOf(corrected, bundle.entry.length - 1)).toMatchObject({ became: 'not-used' });
  });
});

describe('a resource of another patient', () => {
  const others: readonly Record<string, unknown>[] = [
    {
      resourceType: 'MedicationAdministration',
      status: 'completed',
      effectiveDateTime: '2026-11-01',
      medicationCodeableConcept: { text: 'Remicade' },
    },
    {
      resourceType: 'Observation',
      status: 'final',
      code: loinc('5196-1'),
      effectiveDateTime: '2026-11-01',
      valueString: 'Positive',
    },
    { resourceType: 'Condition', code: icd('A15.0') },
    { resourceType: 'AllergyIntolerance', code: { text: 'infliximab' } },
    {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: 'rituximab' },
    },
    { resourceType: 'MedicationRequest', status: 7 },
    { resourceType: 'ServiceRequest', status: 'active', intent: 'order', priority: 'stat' },
    {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment: { contentType: 'text/plain', data: 'TGV0dGVy' } }],
    },
  ];
  const unaccounted = ({ account, ...rest }: Submission) => rest;

  it('changes nothing but the account, wherever it stands', () => {
    const good = mapped(anExample());
    fc.assert(
      fc.property(
        fc.subarray([...others], { minLength: 1 }),
        fc.boolean(),
        (chosen, withPatient) => {
          const bundle = anExample();
          const added = [
            ...(withPatient ? [{ resourceType: 'Patient', id: 'somebody-else' }] : []),
            ...chosen.map((one) => ({
              subject: { reference: 'Patient/somebody-else' },
              patient: { reference: 'Patient/somebody-else' },
              ...one,
            })),
          ];
          bundle.entry.push(
            ...added.map((resource, index) => ({
              fullUrl: `urn:uuid:other-${index}`,
              resource: resource as never,
            })),
          );
          const read = mapped(bundle);
          expect(unaccounted(read)).toEqual(unaccounted(good));
          for (const [index] of added.entries())
            expect(lineOf(read, bundle.entry.length - 1 - index)).toMatchObject({
              became: 'not-used',
              why: 'is of another patient',
            });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('names no drug, also where it was looked at to tell whose the order is', () => {
    const ordering = (isOurs: boolean) => {
      const bundle = withResource('MedicationRequest', (request) => {
        delete request.medicationCodeableConcept;
        request.medicationReference = { reference: 'urn:uuid:drug' };
      });
      const reference = isOurs ? patientUrl(bundle) : 'Patient/somebody-else';
      bundle.entry.push(
        { fullUrl: 'urn:uuid:drug', resource: { ...aDrug, subject: { reference } } },
        { fullUrl: 'urn:uuid:o', resource: { resourceType: 'Patient', id: 'somebody-else' } },
      );
      return submissionFromBundle(bundle, today);
    };
    const aDrug = { resourceType: 'Medication', code: { text: 'infliximab-dyyb' } };
    expect(ordering(true)).toMatchObject({ submission: { order: { drug: 'infliximab-dyyb' } } });
    expect(JSON.stringify(ordering(false))).not.toContain('infliximab');
  });

  it('is told by its identifier, too', () => {
    const identifiers = mapped(anExample()).patient.identifiers;
    const result = (identifier: object) =>
      adding({
        resourceType: 'Observation',
        status: 'final',
        code: loinc('5196-1'),
        effectiveDateTime: '2026-11-01',
        valueString: 'Positive',
        subject: { identifier },
      });
    expect(last(result({ ...identifiers[0], value: 'someone' }))?.became).toBe('not-used');
    expect(last(result({ ...identifiers[0] }))?.became).toBe('used');
    expect(last(result({ system: 'urn:elsewhere', value: '1' }))?.became).toBe('not-understood');
  });
});

describe('a report', () => {
  const report = (more: Record<string, unknown>) =>
    adding({
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: loinc('71773-6'),
      effectiveDateTime: '2026-11-10',
      ...more,
    });

  it.each([
    [{ conclusion: 'Positive' }, 'used', ['tuberculosis-positive']],
    [{ conclusion: 'Negative' }, 'used', []],
    [{ conclusion: 'see scan' }, 'used', ['tuberculosis-not-understood']],
    [{ conclusion: 'Positive', status: 'entered-in-error' }, 'not-used', []],
    [{ conclusion: 'normal', code: loinc('24356-8') }, 'not-needed', []],
  ])('that says %j is %s, and found: %j', (more, became, expected) => {
    const bundle = report(more);
    expect(last(bundle)?.became).toBe(became);
    expect(codes(bundle).filter((code) => code.startsWith('tuber'))).toEqual(expected);
  });

  it('that is not final makes none of its results final', () => {
    const bundle = anExample();
    const result = bundle.entry.find(({ resource }) =>
      JSON.stringify(resource.code ?? '').includes('"71774-4"'),
    );
    bundle.entry.push({
      fullUrl: 'urn:uuid:report',
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'preliminary',
        code: loinc('71775-1'),
        subject: { reference: patientUrl(bundle) },
        effectiveDateTime: '2026-11-10',
        result: [{ reference: result?.fullUrl }],
      },
    });
    expect(codes(bundle)).toContain('tuberculosis-not-performed');
  });
});

describe('numbers of programs', () => {
  const numbered = (type: string, system: string, period?: object) => {
    const bundle = anExample();
    for (const { resource } of bundle.entry)
      if (resource.resourceType === type)
        resource.identifier = [
          ...((resource.identifier as object[] | undefined) ?? []),
          { system, value: 'EX-1', ...(period ? { period } : {}) },
        ];
    return mapped(bundle).enrollments;
  };
  const touch = { program: 'urn:example:touch', number: 'EX-1' };
  const by = { who: 'prescriber' };
  it.each<[string, string, object | undefined, object]>([
    ['of the patient', 'Patient', undefined, touch],
    [
      'that has ended',
      'Patient',
      { end: '2026-10-31' },
      { ...touch, state: 'ended', until: '2026-10-31' },
    ],
    ['that is still to begin', 'Patient', { start: '2027-01-01' }, { ...touch, state: 'pending' }],
    ['that ends later', 'Patient', { end: '2027-01-31' }, { ...touch, until: '2027-01-31' }],
    ['of the prescriber', 'Practitioner', undefined, { ...touch, ...by }],
    [
      'of the prescriber that has ended',
      'Practitioner',
      { end: '2026-10-31' },
      { ...touch, ...by, state: 'ended', until: '2026-10-31' },
    ],
  ])('%s', (_, type, period, expected) => {
    expect(numbered(type, 'urn:example:touch', period)).toEqual([expected]);
  });

  it('are none of a system that names none', () => {
    expect(numbered('Practitioner', 'urn:example:loyalty')).toBeUndefined();
  });
});

describe('the native form', () => {
  const native = (more: object) => {
    const { account: _, documents: __, ...submission } = mapped(anExample());
    return NativeSubmission.safeParse({ ...submission, ...more });
  };

  it('has room for what endangers a patient', () => {
    const claims = {
      medicines: [{ name: 'warfarin', state: 'taken' }],
      conditions: [{ icd10: ['I50.9'], state: 'past' }],
      vaccinations: [{ cvx: '03', on: '2026-10-01', given: true }],
      pregnancy: { state: 'not-pregnant', on: '2026-11-01' },
      enrollments: [{ program: 'TOUCH', number: 'EX-1' }],
      devices: [{ name: 'port', state: 'in-place' }],
    };
    expect(native(claims).data).toMatchObject(claims);
    expect(native({ medicines: 'none-known' }).success).toBe(true);
  });

  it.each([
    ['an account of its own', { account: [] }],
    ['a state that is not known', { medicines: [{ name: 'warfarin', state: 'maybe' }] }],
    ['a field that is not known', { conditions: [{ state: 'active', sure: true }] }],
    [
      'more medicines than anyone takes',
      { medicines: Array(201).fill({ name: 'x', state: 'taken' }) },
    ],
  ])('refuses %s', (_, more) => {
    expect(native(more).success).toBe(false);
  });

  it.each<[string, object, (more: object) => object]>([
    [
      'a coverage',
      { payerId: 'P1', memberId: 'M1', rank: 'primary' },
      (one) => ({ coverages: [one] }),
    ],
    ['a diagnosis', { code: 'K50.90' }, (one) => ({ diagnoses: [one] })],
    ['a medicine', { name: 'warfarin', state: 'taken' }, (one) => ({ medicines: [one] })],
    ['an allergy', { substance: 'penicillin' }, (one) => ({ allergies: [one] })],
    [
      'the amount of a result',
      { value: '9.1', unit: 'g/dL' },
      (value) => ({ observations: [{ code: '718-7', on: '2026-11-02', value }] }),
    ],
    [
      'another drug of the order',
      { drug: 'dexamethasone', eachVisit: true },
      (one) => ({ order: { drug: 'infliximab', alsoInfused: [one] } }),
    ],
    [
      'the loading of the order',
      { intervalDays: 56 },
      (frequency) => ({ order: { drug: 'infliximab', frequency } }),
    ],
  ])('refuses a field in %s that is not known, and takes it without', (_, known, within) => {
    expect(native(within(known)).error?.issues).toBeUndefined();
    expect(native(within({ ...known, ifFit: true })).success).toBe(false);
  });
});
