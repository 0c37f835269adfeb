import { describe, expect, it } from 'vitest';
import { accountFindings } from '../../functions/referral/checks/account-checks.ts';
import {
  conditionFindings,
  unnamedConditionFindings,
} from '../../functions/referral/checks/condition-checks.ts';
import type { ConditionClaimed } from '../../functions/referral/clinical-claims.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { anExample } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const today = '2026-11-20';
const named = (findings: ReturnType<typeof foundBy>, begins: string | RegExp = /^condition-/) =>
  findings.filter(({ code }) => code.match(begins)).map((one) => `${one.severity} ${one.code}`);

const having = (therapyId: string, condition: Partial<ConditionClaimed>) =>
  named(
    foundBy(conditionFindings, {
      ...cleanReferral(therapyId),
      conditions: [{ state: 'active', ...condition }],
    }),
  );

/** What is found once a Condition like this stands in a good order of infliximab. */
const withCondition = (condition: Record<string, unknown>) => {
  const bundle = anExample();
  const patient = bundle.entry.find((entry) => entry.resource.resourceType === 'Patient');
  bundle.entry.push({
    fullUrl: 'urn:uuid:added',
    resource: {
      resourceType: 'Condition',
      subject: { reference: patient?.fullUrl },
      ...status('active'),
      ...condition,
    },
  });
  const read = submissionFromBundle(bundle, today);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  const { submission } = read;
  return named([conditionFindings, accountFindings].flatMap((check) => foundBy(check, submission)));
};

const concept = (code: string, system?: string, display?: string) => ({
  coding: [{ ...(system ? { system } : {}), code, ...(display ? { display } : {}) }],
});
const status = (code: string) => ({
  clinicalStatus: concept(code, 'http://terminology.hl7.org/CodeSystem/condition-clinical'),
});
const verified = (code: string) => ({
  verificationStatus: concept(code, 'http://terminology.hl7.org/CodeSystem/condition-ver-status'),
});
const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';
const icd9 = 'http://hl7.org/fhir/sid/icd-9-cm';
const who = 'http://hl7.org/fhir/sid/icd-10';
const snomed = 'http://snomed.info/sct';

const heartFailure = ['block condition-heart-failure'];
const infection = ['block condition-infection-active'];

describe('a condition that speaks against the therapy is found', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['ICD-10-CM', { code: concept('I50.22', icd10cm) }, heartFailure],
    ['ICD-10-CM without the dot', { code: concept('I5022', icd10cm) }, heartFailure],
    ['ICD-10-CM in small letters', { code: concept('i50.22', icd10cm) }, heartFailure],
    [
      'ICD-10-CM by its OID',
      { code: concept('I50.22', 'urn:oid:2.16.840.1.113883.6.90') },
      heartFailure,
    ],
    ['ICD-10 of the WHO, three characters', { code: concept('I50', who) }, heartFailure],
    ['ICD-10 of the WHO without the dot', { code: concept('I500', who) }, heartFailure],
    ['ICD-9-CM', { code: concept('428.0', icd9) }, heartFailure],
    ['ICD-9-CM without the dot', { code: concept('42822', icd9) }, heartFailure],
    ['SNOMED CT', { code: concept('42343007', snomed) }, heartFailure],
    [
      'SNOMED CT that no table has, by its display',
      { code: concept('1', snomed, 'Chronic diastolic heart failure') },
      heartFailure,
    ],
    ['a local code by its display', { code: concept('HF1', 'urn:local', 'CHF') }, heartFailure],
    ['its text alone', { code: { text: 'Congestive Heart Failure' } }, heartFailure],
    ['its text in capitals', { code: { text: 'CONGESTIVE HEART FAILURE' } }, heartFailure],
    [
      'a second display',
      { code: { text: 'Cardiac problem', coding: [{ display: 'HFrEF' }] } },
      heartFailure,
    ],
    [
      'its stage',
      { code: { text: 'Heart disease' }, stage: [{ summary: { text: 'NYHA class III' } }] },
      heartFailure,
    ],
    [
      'its note',
      { code: { text: 'Heart disease' }, note: [{ text: 'EF 30% on last echo' }] },
      heartFailure,
    ],
    [
      'the note of another condition',
      { code: concept('I10', icd10cm, 'Hypertension'), note: [{ text: 'also with CHF' }] },
      heartFailure,
    ],
    [
      'a text that its code contradicts',
      { code: { ...concept('K50.90', icd10cm), text: 'Heart failure' } },
      heartFailure,
    ],
    [
      'a SNOMED CT code that its ICD-10-CM contradicts',
      {
        code: {
          coding: [
            { system: icd10cm, code: 'K50.90' },
            { system: snomed, code: '84114007' },
          ],
        },
      },
      heartFailure,
    ],
    [
      'a note far down',
      {
        code: { text: 'Follow-up' },
        note: [{ text: `${'stable on current medicines; '.repeat(60)}then had sepsis` }],
      },
      infection,
    ],
  ])('by %s', (_, condition, expected) => {
    expect(withCondition(condition)).toEqual(expected);
  });
});

describe('whether a condition still stands', () => {
  const pneumonia = { code: concept('J18.9', icd10cm, 'Pneumonia') };
  it.each<[string, Record<string, unknown>, string[]]>([
    ['is active', status('active'), infection],
    ['came back', status('recurrence'), infection],
    ['relapsed', status('relapse'), infection],
    ['is resolved', status('resolved'), []],
    ['is inactive', status('inactive'), []],
    ['is in remission', status('remission'), []],
    ['is resolved in words only', { clinicalStatus: { text: 'Resolved' } }, []],
    ['has a status that nobody knows', { clinicalStatus: { text: 'improving' } }, infection],
    ['ended before', { clinicalStatus: undefined, abatementDateTime: '2026-08-01' }, []],
    [
      'ended with its period',
      { clinicalStatus: undefined, abatementPeriod: { end: '2026-08-01' } },
      [],
    ],
    ['ends later', { clinicalStatus: undefined, abatementDateTime: '2026-12-24' }, infection],
    ['is active and ended before', { abatementDateTime: '2026-08-01' }, infection],
    ['is provisional', verified('provisional'), infection],
    ['is one of several possible', verified('differential'), infection],
    ['is unconfirmed', verified('unconfirmed'), infection],
    ['is refuted', verified('refuted'), []],
    ['was entered in error', verified('entered-in-error'), []],
  ])('an infection that %s', (_, said, expected) => {
    expect(withCondition({ ...pneumonia, ...said })).toEqual(expected);
  });

  it('a condition that bears for life bears also once it is resolved', () => {
    const b = { code: concept('B18.1', icd10cm) };
    expect(withCondition({ ...b, ...status('resolved') })).toEqual(['block condition-hepatitis-b']);
    expect(withCondition({ ...b, ...verified('refuted') })).toEqual([]);
  });

  it('a condition whose code and name nobody can read is asked back', () => {
    expect(withCondition({ code: concept('77', 'urn:local') })).toEqual([
      'missing condition-not-understood',
    ]);
    expect(withCondition({ code: {} })).toEqual(['missing condition-not-understood']);
  });
});

describe('the words of a condition', () => {
  const block = (id: string) => [`block condition-${id}`];
  const warn = (id: string) => [`warn condition-${id}`];
  it.each<[string, string[]]>([
    ['sepsis', infection],
    ['Sepsis due to gram-negative rods', infection],
    ['Cellulitis of left leg', infection],
    ['Community acquired pneumonia, COVID negative', infection],
    ['pneumonia covid negative', infection],
    ['Herpes zoster without complication', infection],
    ['Shingles', infection],
    ['Osteomyelitis of right foot', infection],
    ['rule out sepsis', infection],
    ['sepsis cannot be ruled out', infection],
    ['sepsis not excluded', infection],
    ['possible UTI', infection],
    ['Infection of skin', infection],
    ['Neumonía', infection],
    ['febrile', block('fever')],
    ['Tuberculosis', block('tuberculosis-active')],
    ['Active pulmonary TB', block('tuberculosis-active')],
    ['LTBI', block('tuberculosis-latent')],
    ['Positive QuantiFERON', block('tuberculosis-latent')],
    ['History of TB', warn('tuberculosis-history')],
    ['Chronic hepatitis B', block('hepatitis-b')],
    ['Carrier of viral hepatitis B', block('hepatitis-b')],
    ['HBsAg positive', block('hepatitis-b')],
    ['Hep B positive and hep C negative', block('hepatitis-b')],
    ['HIV disease', warn('hiv')],
    ['MS', warn('demyelinating')],
    ['history of heart failure', heartFailure],
    ['LVEF 35-40%', heartFailure],
    ['cold sore', warn('infection-minor')],
  ])('"%s" gives %j', (name, expected) => {
    expect(having('infliximab', { name })).toEqual(expected);
    expect(having('infliximab', { name: name.toUpperCase() })).toEqual(expected);
    expect(having('infliximab', { name: 'Something else', said: [name] })).toEqual(expected);
  });

  it.each([
    'No evidence of heart failure',
    'Denies fever or chills',
    'without sepsis',
    'Sepsis ruled out',
    'Ruled out sepsis',
    'CHF was ruled out by echo',
    'pneumonia has been excluded',
    'TB and hepatitis B screening negative 10/2026',
    'QuantiFERON negative, HBsAg non-reactive',
    'Hepatitis B core antibody negative',
    'HIV negative',
    'Family history of heart failure',
    'Father died of heart failure',
    'Mother with multiple sclerosis and sepsis',
    'Hepatitis B vaccination',
    'flu shot given',
    'Screening for tuberculosis',
    'Carrier of MRSA',
    'At risk for infection',
    'Patient instructed to call if fever',
    'history of pneumonia',
    'h/o cellulitis 2019',
    'Personal history of sepsis',
    'EF 60%',
    'Ms. Rivera is doing well',
    'Essential hypertension',
    'Type 2 diabetes mellitus without complications',
  ])('"%s" speaks against nothing', (name) => {
    expect(having('infliximab', { name })).toEqual([]);
    expect(having('infliximab', { name: 'Something else', said: [name] })).toEqual([]);
  });
});

describe('an infection', () => {
  const kinds = [
    'A41.9',
    'L03.116',
    'J18.9',
    'B02.9',
    'M86.9',
    'A04.72',
    'U07.1',
    'N39.0',
    'K65.0',
    'G00.1',
  ];
  it.each(kinds)('%s stops what suppresses immunity, and no antibiotic', (code) => {
    for (const id of [
      'infliximab',
      'vedolizumab',
      'ocrelizumab',
      'natalizumab',
      'tocilizumab',
      'rituximab',
    ])
      expect(having(id, { icd10: [code] }), id).toContain('block condition-infection-active');
    // What daptomycin does not reach is another matter.
    for (const id of ['ceftriaxone', 'vancomycin', ...(code.startsWith('J') ? [] : ['daptomycin'])])
      expect(
        having(id, { icd10: [code] }).filter((one) => one.startsWith('block')),
        id,
      ).toEqual([]);
  });

  it('of the skin or nails is only told', () => {
    expect(having('infliximab', { icd10: ['B35.1'] })).toEqual(['warn condition-infection-minor']);
  });

  it('that is the very indication of a biologic’s code stops it: a fistula with an abscess', () => {
    expect(having('infliximab', { icd10: ['K50.914'] })).toEqual(infection);
    expect(having('infliximab', { icd10: ['K50.913'] })).toEqual([]);
  });
});

describe('a condition of which there is nothing but a code', () => {
  const told = (condition: Partial<ConditionClaimed>) =>
    foundBy(unnamedConditionFindings, {
      ...cleanReferral('infliximab'),
      conditions: [
        { state: 'active', name: 'Asthma' },
        { state: 'active', ...condition },
      ],
    });
  it.each<[string, Partial<ConditionClaimed>, boolean]>([
    ['that nobody knows', { snomed: ['987654321000'] }, true],
    ['that was there once', { snomed: ['987654321000'], state: 'past' }, true],
    ['that somebody smokes', { snomed: ['77176002'] }, false],
    ['that is denied', { snomed: ['987654321000'], state: 'refuted' }, false],
    ['with its name', { snomed: ['987654321000'], name: 'Hay fever' }, false],
    ['with a remark', { snomed: ['987654321000'], said: ['seen in May'] }, false],
    ['of ICD-10-CM beside it', { snomed: ['987654321000'], icd10: ['J30.1'] }, false],
    ['of ICD-9-CM beside it', { snomed: ['987654321000'], icd9: ['477.0'] }, false],
    ['that a rule knows', { snomed: ['42343007'] }, false],
  ])('%s', (_says, condition, isTold) => {
    const found = told(condition);
    expect(found.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`)).toEqual(
      isTold ? ['warn condition-unnamed /conditions/1'] : [],
    );
  });

  it('is told with that code', () => {
    expect(told({ snomed: ['987654321000'] })[0]?.said).toBe('987654321000');
  });
});
