import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { infectionFindings } from '../../functions/referral/checks/infection-checks.ts';
import type { Medicine } from '../../functions/referral/clinical-claims.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import { anExample } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const today = '2026-11-20';
const told = (therapyId: string, ...results: Partial<Observation>[]) => {
  const clean = cleanReferral(therapyId);
  const observations = [
    ...clean.observations,
    ...results.map((one) => ({ code: 'x', on: '2026-11-18', ...one })),
  ];
  return foundBy(infectionFindings, { ...clean, observations })
    .filter(({ code }) => /^(result-|chest-)/.test(code))
    .map(({ severity, code }) => `${severity} ${code}`);
};
const number = (value: string, unit: string, comparator?: '<') => ({
  value: { value, unit, ...(comparator ? { comparator } : {}) },
});
const said = (coded: string) => ({ value: { coded } });

const treated = (
  medicine: Partial<Medicine>,
  therapyId = 'infliximab',
  parts: Partial<Submission> = {},
) =>
  foundBy(infectionFindings, {
    ...cleanReferral(therapyId),
    medicines: [{ name: 'x', state: 'taken', ...medicine }],
    ...parts,
  })
    .filter(({ code }) => code === 'takes-anti-infective')
    .map(({ severity, pointer }) => `${severity} ${pointer}`);

describe('a drug against an infection, before a therapy that suppresses immunity', () => {
  const asks = ['block /medicines/0'];
  const tells = ['warn /medicines/0'];
  it.each<[string, Partial<Medicine>, string[]]>([
    ['by its name and how it is taken', { name: 'Augmentin 875 mg BID x 10 days' }, asks],
    ['of a family', { name: 'cefpodoxime 200 mg' }, asks],
    ['in Spanish', { name: 'antibioticos por sinusitis' }, asks],
    ['that is of the family in sound only', { name: 'mitomycin' }, []],
    ['against tumors, by its brand', { name: 'Adriamycin (doxorubicin)' }, []],
    ['that an antibody carries', { name: 'gemtuzumab ozogamicin' }, []],
    ['of long ago', { name: 'plicamycin' }, []],
    ['against tumors of children', { name: 'actinomycin D' }, []],
    ['that suppresses', { name: 'sirolimus', alsoNamed: ['rapamycin'] }, []],
    ['beside a word of the head', { name: 'sumatriptan for cephalalgia' }, []],
    ['beside a device for the head', { name: 'Cefaly' }, []],
    ['of an old family', { name: 'cephalothin' }, asks],
    ['of the oldest family', { name: 'cephradine 500 mg' }, asks],
    ['by its class', { name: 'a cephalosporin' }, asks],
    ['by the word antibiotic', { name: 'on antibiotics for a tooth' }, asks],
    ['against the flu', { name: 'Tamiflu' }, asks],
    ['against tuberculosis', { name: 'isoniazid 300 mg' }, asks],
    ['of which nobody knows whether it is taken', { name: 'cipro', state: 'unknown' }, asks],
    ['that will be taken', { name: 'cipro', state: 'planned' }, asks],
    ['that ends today', { name: 'cipro', until: today }, asks],
    ['that ended yesterday', { name: 'cipro', until: '2026-11-19' }, []],
    ['that has ended', { name: 'cipro', state: 'ended' }, []],
    ['in eye drops', { name: 'Ciprofloxacin ophthalmic solution' }, []],
    ['by mouth for an ear', { name: 'amoxicillin 500 mg for ear infection' }, asks],
    ['by mouth for elsewhere', { name: 'clindamycin', said: ['vaginal infection'] }, asks],
    ['in the vagina', { name: 'clindamycin', said: ['insert vaginally at bedtime'] }, []],
    ['on the skin', { name: 'clindamycin', said: ['apply gel to face nightly'] }, []],
    ['to prevent one', { name: 'Bactrim DS', said: ['PJP prophylaxis'] }, tells],
    ['thrice a week', { name: 'Bactrim DS three times a week' }, tells],
    ['for the skin by mouth', { name: 'doxycycline', said: ['for acne'] }, tells],
    ['against herpes', { name: 'Valtrex 500 mg daily' }, tells],
    ['that is none', { name: 'metformin' }, []],
  ])('%s', (_, medicine, expected) => {
    expect(treated(medicine)).toEqual(expected);
  });

  it.each([
    ...[
      'topical',
      'topically',
      'ointment',
      'cream',
      'gel',
      'lotion',
      'foam',
      'shampoo',
      'ear drop',
    ],
    ...['eye drops', 'ophth soln', 'otic', 'vaginal insert', 'vaginal suppository', 'mouthwash'],
    ...['mouth wash', 'swish and spit'],
  ])('that reaches no more than its place is none of the body: %s', (words) => {
    expect(treated({ name: 'clindamycin', said: [words] })).toEqual([]);
  });

  it.each([
    ...['prophylaxis', 'to prevent a UTI', 'suppressive', 'acne', 'rosacea', 'hidradenitis'],
    ...['three times a week', 'three times per week', 'three times each week', 'thrice weekly'],
    ...['3 x a week', '3x/wk', '3 times per week', '3/week', '3 a wk', 'MWF', 'M/W/F', 'PJP'],
    'PCP pneumonia',
  ])('that is taken so that there is none is told: %s', (words) => {
    expect(treated({ name: 'Bactrim DS', said: [words] })).toEqual(tells);
  });

  it.each(['eyedropsy', 'geldings', 'three times a day', '3 times a day', 'smwf'])(
    'is asked about beside words that say neither: %s',
    (words) => {
      expect(treated({ name: 'Bactrim DS', said: [words] })).toEqual(asks);
    },
  );

  it.each([
    ['ocrelizumab', asks],
    ['carboplatin', asks],
    ['ravulizumab', []],
    ['vancomycin', []],
  ])('of %s: %j', (therapyId, expected) => {
    expect(treated({ name: 'amoxicillin' }, therapyId)).toEqual(expected);
  });

  it('is asked about once, by the gravest', () => {
    const medicines = ['Valtrex', 'amoxicillin', 'cephalexin'].map((name) => ({
      name,
      state: 'taken' as const,
    }));
    expect(treated({}, 'rituximab', { medicines })).toEqual(['block /medicines/1']);
  });

  it('is found in a remark beside a condition', () => {
    const conditions = [
      { name: 'Sinusitis', state: 'active' as const, said: ['on amoxicillin since Monday'] },
    ];
    expect(treated({ name: 'metformin' }, 'infliximab', { conditions })).toEqual([
      'block /conditions/0',
    ]);
  });
});

const dna = ['block result-hepatitis-b-dna'];
const fever = ['block result-fever'];
const chest = ['block chest-image-abnormal'];

describe('a result that tells of an infection', () => {
  it.each<[string, Partial<Observation>, string[]]>([
    ['DNA of hepatitis B, detected', { code: '29615-2', ...said('Detected') }, dna],
    ['DNA of hepatitis B, a number', { code: '42595-9', ...number('2000', '[IU]/mL') }, dna],
    [
      'DNA of hepatitis B, years ago',
      { code: '42595-9', on: '2019-01-02', ...number('2000', '[IU]/mL') },
      dna,
    ],
    [
      'DNA of hepatitis B, below what is measured',
      { code: '42595-9', ...number('10', '[IU]/mL', '<') },
      [],
    ],
    [
      'DNA of hepatitis B, below it and detected',
      { code: '42595-9', ...number('10', '[IU]/mL', '<'), said: ['Detected'] },
      dna,
    ],
    ['DNA of hepatitis B, not detected', { code: '29615-2', ...said('Not detected') }, []],
    [
      'DNA of hepatitis B, in words that nobody knows',
      { code: '29615-2', ...said('see comment') },
      dna,
    ],
    [
      'DNA of hepatitis B of another',
      { code: '29615-2', status: 'entered-in-error', ...said('Detected') },
      [],
    ],
    [
      'a load of HIV',
      { code: '20447-9', ...number('15000', '{copies}/mL') },
      ['block result-hiv-load'],
    ],
    ['no load of HIV', { code: '20447-9', ...said('Target not detected') }, []],
    [
      'an old load of HIV',
      { code: '20447-9', on: '2020-01-02', ...number('15000', '{copies}/mL') },
      [],
    ],
    ['HIV antibody', { code: '56888-1', ...said('Reactive') }, ['warn result-hiv-antibody']],
    [
      'SARS-CoV-2 last week',
      { code: '94500-6', on: '2026-11-12', ...said('Detected') },
      ['block result-respiratory-virus'],
    ],
    ['SARS-CoV-2 in summer', { code: '94500-6', on: '2026-07-12', ...said('Detected') }, []],
    [
      'SARS-CoV-2 without a day',
      { code: '94500-6', on: undefined, ...said('Detected') },
      ['block result-respiratory-virus'],
    ],
    [
      'a germ in the blood',
      { code: '600-7', ...said('Positive: Staphylococcus aureus') },
      ['block result-blood-culture'],
    ],
    [
      'a germ in the blood, by its name only',
      { code: '600-7', ...said('Staphylococcus aureus') },
      ['block result-blood-culture'],
    ],
    ['39.1 degrees', { code: '8310-5', ...number('39.1', 'Cel') }, fever],
    ['102.3 degrees Fahrenheit', { code: '8310-5', ...number('102.3', '[degF]') }, fever],
    ['102.3 degrees that should be Celsius', { code: '8310-5', ...number('102.3', 'Cel') }, fever],
    ['38.0 degrees', { code: '8310-5', ...number('38.0', 'Cel') }, fever],
    ['37.9 degrees', { code: '8310-5', ...number('37.9', 'Cel') }, []],
    ['98.6 degrees Fahrenheit', { code: '8310-5', ...number('98.6', '[degF]') }, []],
    ['a fever last month', { code: '8310-5', on: '2026-10-18', ...number('39.1', 'Cel') }, []],
    [
      'a cavity in the lung',
      { code: '36643-5', ...said('Right upper lobe cavitary lesion') },
      chest,
    ],
    ['granulomas', { code: '30745-4', ...said('Calcified granulomas in both apices') }, chest],
    ['a clear chest', { code: '30745-4', ...said('No acute cardiopulmonary disease') }, []],
    [
      'a clear chest, and an effusion',
      { code: '30745-4', ...said('Lungs clear. Small pleural effusion') },
      chest,
    ],
    ['no infiltrate', { code: '30745-4', ...said('No infiltrate, effusion or nodule') }, []],
    [
      'a chest in words that nobody knows',
      { code: '30745-4', ...said('see report') },
      ['warn chest-image-unread'],
    ],
    [
      'a normal chest, cut off',
      { code: '30745-4', ...said('Normal heart size and the…') },
      ['warn chest-image-unread'],
    ],
    [
      'a cavity two years ago',
      { code: '36643-5', on: '2024-01-18', ...said('cavitary lesion') },
      [],
    ],
  ])('before infliximab: %s', (_, result, expected) => {
    expect(told('infliximab', result)).toEqual(expected);
  });

  it('tells by its newest, where it passes', () => {
    const at = (on: string, words: string) => ({ code: '94500-6', on, ...said(words) });
    expect(
      told('rituximab', at('2026-11-10', 'Detected'), at('2026-11-18', 'Not detected')),
    ).toEqual([]);
    expect(
      told('rituximab', at('2026-11-18', 'Detected'), at('2026-11-10', 'Not detected')),
    ).toEqual(['block result-respiratory-virus']);
  });

  const temperature = (value: string, unit: string, on = '2026-11-18') => ({
    ...{ code: '8310-5', on },
    ...number(value, unit),
  });
  it.each<[string, Partial<Observation>[], string[]]>([
    ['100.4 degrees Fahrenheit', [temperature('100.4', '[degF]')], fever],
    ['100.3 degrees Fahrenheit', [temperature('100.3', '[degF]')], []],
    ['seven days ago', [temperature('39', 'Cel', '2026-11-13')], fever],
    ['eight days ago', [temperature('39', 'Cel', '2026-11-12')], []],
    ['and none since', [temperature('39', 'Cel', '2026-11-17'), temperature('37', 'Cel')], []],
    ['and none later on that day', [temperature('37', 'Cel'), temperature('39', 'Cel')], fever],
    [
      'and one without a value since',
      [temperature('39', 'Cel', '2026-11-17'), { code: '8310-5', on: '2026-11-18' }],
      fever,
    ],
    [
      'and words since',
      [temperature('39', 'Cel', '2026-11-17'), { code: '8310-5', ...said('warm') }],
      fever,
    ],
  ])('a fever %s', (_, results, expected) => {
    expect(told('infliximab', ...results)).toEqual(expected);
    expect(told('infliximab', ...results.toReversed())).toEqual(expected);
  });

  it('is the very reason for an antibiotic, and stops none', () => {
    for (const id of ['ceftriaxone', 'vancomycin', 'daptomycin', 'ertapenem', 'ivig'])
      expect(
        told(
          id,
          { code: '8310-5', ...number('39.1', 'Cel') },
          { code: '600-7', ...said('Positive') },
        ),
      ).toEqual([]);
  });

  it('stops chemotherapy while there is fever', () => {
    for (const id of ['carboplatin', 'paclitaxel', 'fluorouracil_pump'])
      expect(told(id, { code: '8310-5', ...number('38.6', 'Cel') })).toEqual(fever);
  });

  it('is read from a report of a bundle', () => {
    const bundle = anExample();
    const patient = bundle.entry.find((entry) => entry.resource.resourceType === 'Patient');
    bundle.entry.push({
      fullUrl: 'urn:uuid:chest',
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        subject: { reference: patient?.fullUrl },
        code: { coding: [{ system: 'http://loinc.org', code: '36643-5' }] },
        effectiveDateTime: '2026-10-02',
        conclusion: 'Cavitary lesion in the right upper lobe.',
      },
    });
    const read = submissionFromBundle(bundle, today);
    if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
    const found = checkSubmission(read.submission, today).map(({ code }) => code);
    expect(found).toContain('chest-image-abnormal');
  });
});

describe('several results of one infection', () => {
  const virus = (coded: string, on: string | undefined) =>
    ({ code: '94500-6', ...said(coded), on }) as never;
  const found = ['block result-respiratory-virus'];
  it.each<[string, Partial<Observation>[], string[]]>([
    [
      'found once, and not since, of what bears for good',
      [
        { code: '29615-2', on: '2019-01-02', ...said('Detected') },
        { code: '29615-2', ...said('Not detected') },
      ],
      dna,
    ],
    [
      'found, and not since, of what passes',
      [virus('Detected', '2026-11-10'), virus('Not detected', '2026-11-18')],
      [],
    ],
    [
      'not found, and found since',
      [virus('Not detected', '2026-11-10'), virus('Detected', '2026-11-18')],
      found,
    ],
    [
      'found on a day that is not told',
      [virus('Not detected', '2026-11-18'), virus('Detected', undefined)],
      found,
    ],
    ['found fourteen days ago', [virus('Detected', '2026-11-06')], found],
    ['found longer ago', [virus('Detected', '2026-11-05')], []],
    ['cancelled', [{ ...(virus('Detected', '2026-11-18') as object), status: 'cancelled' }], []],
  ])('%s', (_, results, expected) => {
    expect(told('infliximab', ...results)).toEqual(expected);
  });
});
