import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { lookedFor } from '../../functions/referral/facts/looked-for.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import type { VeinLine } from '../../functions/therapy/line-choice.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import type { Resource } from '../support/bundles.ts';
import { adding, submissionOf } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold } from '../support/findings.ts';

const asked = (therapyId: string, different: Partial<Submission> = {}) => {
  const found = checkSubmission({ ...cleanReferral(therapyId), ...different }, '2026-11-20').filter(
    ({ code, severity }) => code.endsWith('-not-shown') && severity === 'warn',
  );
  expectWellTold(found);
  return found;
};
const codes = (...given: Parameters<typeof asked>) => asked(...given).map(({ code }) => code);
const remark = (words: string): Partial<Submission> => ({
  conditions: [{ name: 'Follow-up', said: [words], state: 'active' }],
});

/** What each is told of by, in the words of charts. */
const shown: Readonly<Record<string, string>> = {
  culture: 'Blood culture grew MSSA, susceptible to cefazolin',
  enzyme: 'GBA1 genotype N370S/N370S',
  amyloid: 'Amyloid PET positive',
  cognition: 'MMSE 24/30 on 9/10',
  'antitrypsin-type': 'PiZZ',
  'lung-function': 'FEV1 48 % predicted',
  smoking: 'Never smoker',
  hemodynamics: 'RHC: CI 1.9, PCWP 24',
  'arrhythmia-plan': 'ICD in place',
  'second-pump': 'Second pump and power backup arranged',
  consent: 'Consent for transfusion signed',
  naloxone: 'Narcan nasal spray at home',
  'locked-storage': 'lockbox at home',
  driver: 'her son is the driver',
  dental: 'Dental exam in August',
  'prior-platinum': 'no prior platinum',
  'spill-kit': 'spill kit handed out',
  'drinking-fails': 'oral intake fails',
  'nutrition-plan': 'goal of 25 kcal/kg',
  'line-tip': 'PICC, tip at the cavoatrial junction by chest x-ray',
};

it('there is an example of each', () => {
  expect(Object.keys(shown).sort()).toEqual(lookedFor.map(({ id }) => id).sort());
  const known = therapies.map(({ id }) => id);
  for (const row of lookedFor) expect(known).toEqual(expect.arrayContaining([...row.therapies]));
});

const rows = lookedFor.flatMap(({ id, therapies: all, ofLine }) =>
  all.map((one) => [one, id, ofLine] as const),
);
/** With the line for which it is looked for. */
const through = (therapyId: string, lineType: VeinLine | undefined): Partial<Submission> =>
  lineType ? { order: { ...cleanReferral(therapyId).order, lineType } } : {};

describe.each(rows)('%s without %s', (therapyId, id, ofLine) => {
  const code = `${id}-not-shown`;

  it('is told to the practice, and goes on', () => {
    const [found] = asked(therapyId, {
      conditions: [],
      ...through(therapyId, ofLine),
    }).filter((one) => one.code === code);
    expect(found).toMatchObject({ severity: 'warn', owner: 'referrer', pointer: '/documents' });
  });

  it('is not told where a remark has it', () => {
    const told = { ...remark(shown[id] as string), ...through(therapyId, ofLine) };
    expect(codes(therapyId, told)).not.toContain(code);
  });
});

it('where a tip lies is looked for of a line that is threaded to the heart, and of no other', () => {
  expect(codes('parenteral_nutrition', through('parenteral_nutrition', 'picc'))).toContain(
    'line-tip-not-shown',
  );
  for (const line of ['port', 'tunneled', 'peripheral'] as const)
    expect(codes('parenteral_nutrition', through('parenteral_nutrition', line))).not.toContain(
      'line-tip-not-shown',
    );
});

it('a title of a document shows it, and no consent is none', () => {
  const titled = (title: string): Partial<Submission> => ({
    documents: [{ title, contentType: 'text/plain', data: 'eA==' }],
  });
  expect(codes('rbc_transfusion', titled('Transfusion consent'))).toEqual([]);
  expect(codes('rbc_transfusion', remark('no consent yet'))).toEqual(['consent-not-shown']);
});

it('nothing is looked for of a therapy that asks for none', () => {
  expect(codes('vedolizumab', { conditions: [] })).toEqual([]);
});

/** Words that name another thing, deny it, or say that it is still to come. */
const notShown: readonly (readonly [string, string, string])[] = [
  ['ceftriaxone', 'culture', 'No culture was sent'],
  ['ceftriaxone', 'culture', 'Blood cultures pending'],
  ['imiglucerase', 'enzyme', 'MTHFR mutation'],
  ['imiglucerase', 'enzyme', 'Enzyme activity normal'],
  ['lecanemab', 'amyloid', 'Amyloid PET: positive in May, read as normal in June'],
  ['lecanemab', 'amyloid', 'Cerebral amyloid angiopathy'],
  ['lecanemab', 'cognition', 'MMSE not done'],
  ['alpha1_pi', 'antitrypsin-type', 'HCV genotype 1a'],
  ['alpha1_pi', 'lung-function', 'Incentive spirometry four times a day'],
  ['alpha1_pi', 'smoking', 'smoke detector at home'],
  ['milrinone_home', 'hemodynamics', 'hazard ratio 0.9, 95% CI 0.8-1.0'],
  ['milrinone_home', 'hemodynamics', 'wedge fracture of L1'],
  ['milrinone_home', 'arrhythmia-plan', 'ICD-10 I50.22'],
  ['milrinone_home', 'second-pump', 'pulse generator changed in May'],
  ['rbc_transfusion', 'consent', 'Consents to text messages'],
  ['rbc_transfusion', 'consent', 'Consent for transfusion not signed'],
  ['hydromorphone_pca', 'naloxone', 'needs naloxone'],
  ['hydromorphone_pca', 'locked-storage', 'port locked with heparin'],
  ['hydromorphone_pca', 'locked-storage', 'ileal conduit urinary diversion'],
  ['ketamine_infusion', 'driver', 'works as a truck driver'],
  ['ketamine_infusion', 'driver', 'No ride home yet'],
  ['zoledronic_acid', 'dental', 'jaw claudication'],
  ['zoledronic_acid', 'dental', 'has dental insurance'],
  ['carboplatin', 'prior-platinum', 'menstrual cycle 28 days'],
  ['fluorouracil_pump', 'spill-kit', 'coffee spilled on the form'],
  ['hydration', 'drinking-fails', 'Tolerates oral fluids well'],
  ['hydration', 'drinking-fails', 'no nausea'],
  ['parenteral_nutrition', 'nutrition-plan', 'regular diet'],
];

it.each(notShown)('%s: %s is not shown by "%s"', (therapyId, id, words) => {
  const [found] = asked(therapyId, remark(words)).filter(({ code }) => code === `${id}-not-shown`);
  expect(found).toMatchObject({ severity: 'warn', owner: 'referrer' });
});

it.each<[string, string, boolean]>([
  ['Amyloid PET negative', 'block', false],
  ['CSF amyloid: normal', 'block', false],
  ['Amyloid PET: no evidence of plaque', 'block', false],
  ['Amyloid PET negative', 'block', true],
])('lecanemab: %s stops it (%s), also beside one that shows it: %s', (words, severity, isShown) => {
  const { conditions } = remark(words);
  const shown = isShown
    ? [...(conditions ?? []), ...(remark('CSF amyloid positive').conditions ?? [])]
    : conditions;
  const found = checkSubmission(
    { ...cleanReferral('lecanemab'), conditions: shown ?? [] },
    '2026-11-20',
  ).filter(({ code }) => code.startsWith('amyloid'));
  expectWellTold(found);
  expect(found).toMatchObject([{ code: 'amyloid-denied', severity, said: `Follow-up. ${words}` }]);
});

it('lecanemab: a result against it that was taken back stops nothing', () => {
  const observations = [
    {
      code: 'unnamed',
      text: 'Amyloid PET',
      on: '2026-11-18',
      value: { coded: 'negative' },
      status: 'cancelled' as const,
    },
  ];
  expect(codes('lecanemab', { observations, conditions: [] })).toContain('amyloid-not-shown');
});

it('what is denied, still to come or merely alike is told with its words', () => {
  const [found] = asked('rbc_transfusion', remark('Consent for transfusion pending'));
  expect(found?.said).toContain('Consent for transfusion pending');
  expect(found?.text).toContain('speaks of');
  expect(asked('rbc_transfusion', remark('lives alone'))[0]?.said).toBeUndefined();
});

it.each<[string, string]>([
  ['dental', 'No dental problems'],
  ['dental', 'edentulous'],
])('%s: that there is none is an answer: "%s"', (id, words) => {
  expect(codes('zoledronic_acid', remark(words))).not.toContain(`${id}-not-shown`);
});

it('each of several denials is heard for what it denies alone', () => {
  expect(codes('ketamine_infusion', remark('No latex allergy; wife drives him home'))).toEqual([]);
  expect(codes('ketamine_infusion', remark('No driver. A ride home is arranged'))).toEqual([]);
});

describe('a result without a code', () => {
  const mmse = (more: object) => ({
    observations: [
      ...cleanReferral('lecanemab').observations.filter(({ code }) => code !== '72106-8'),
      { code: 'unnamed', text: 'MMSE total', on: '2026-11-18', ...more },
    ],
    conditions: [],
  });
  const value = { value: { value: '24', unit: '{score}' } };

  it.each<[string, object, boolean]>([
    ['with its value', value, true],
    ['in words', { value: { coded: 'not performed' } }, false],
    ['that is not there yet', { ...value, status: 'registered' }, false],
    ['that was taken back', { ...value, status: 'cancelled' }, false],
    ['with a reason for having none', { absent: 'not-performed' }, false],
    ['of nobody knows whom', { ...value, untied: true }, false],
  ])('%s', (_, more, shows) => {
    expect(codes('lecanemab', mmse(more)).includes('cognition-not-shown')).toBe(!shows);
  });

  it('entered in error tells nothing at all', () => {
    const [found] = asked('lecanemab', mmse({ ...value, status: 'entered-in-error' })).filter(
      ({ code }) => code === 'cognition-not-shown',
    );
    expect(found).toBeDefined();
    expect(found?.said).toBeUndefined();
  });
});

it('a medicine that has ended, and a device that is out, show nothing', () => {
  const naloxone = (state: 'taken' | 'ended') => ({
    medicines: [{ name: 'Narcan nasal spray', state }],
    conditions: [],
  });
  expect(codes('hydromorphone_pca', naloxone('taken'))).not.toContain('naloxone-not-shown');
  expect(codes('hydromorphone_pca', naloxone('ended'))).toContain('naloxone-not-shown');
  const icd = (state: 'in-place' | 'removed') => ({
    devices: [{ name: 'Implantable defibrillator', state }],
    conditions: [],
  });
  expect(codes('milrinone_home', icd('in-place'))).not.toContain('arrhythmia-plan-not-shown');
  expect(codes('milrinone_home', icd('removed'))).toContain('arrhythmia-plan-not-shown');
});

describe('where it may stand', () => {
  const shows = (therapyId: string, id: string, different: Partial<Submission>) =>
    !codes(therapyId, { conditions: [], ...different }).includes(`${id}-not-shown`);
  const ordered = (therapyId: string, order: Partial<Submission['order']>) => ({
    order: { ...cleanReferral(therapyId).order, ...order },
  });
  const naloxone = (more: object) => ({
    medicines: [{ name: 'Spray', state: 'taken', ...more }] as Submission['medicines'],
  });
  const icd = (more: object) => ({
    devices: [{ name: 'Defibrillator', state: 'in-place', ...more }] as Submission['devices'],
  });
  const has = (more: object) => ({
    conditions: [{ state: 'active', ...more }] as Submission['conditions'],
  });
  const measured = (more: object) => ({
    observations: [{ code: 'unnamed', on: '2026-11-18', ...more }] as Submission['observations'],
  });
  it.each<[string, string, string, Partial<Submission>, boolean]>([
    ['a condition', 'milrinone_home', 'arrhythmia-plan', has({ name: 'ICD in place' }), true],
    ['its remark', 'milrinone_home', 'arrhythmia-plan', has({ name: 'x', said: ['DNR'] }), true],
    ['its code', 'milrinone_home', 'arrhythmia-plan', has({ icd10: ['Z95.810'] }), true],
    [
      'of nobody knows whom',
      'milrinone_home',
      'arrhythmia-plan',
      has({ name: 'DNR', untied: true }),
      false,
    ],
    ['refuted', 'milrinone_home', 'arrhythmia-plan', has({ name: 'DNR', state: 'refuted' }), false],
    [
      'a diagnosis',
      'alpha1_pi',
      'smoking',
      { diagnoses: [{ code: 'E88.01', text: 'Never smoker' }] },
      true,
    ],
    ['its code', 'milrinone_home', 'arrhythmia-plan', { diagnoses: [{ code: 'Z95.810' }] }, true],
    ['a medicine', 'hydromorphone_pca', 'naloxone', naloxone({ name: 'Narcan' }), true],
    ['its other name', 'hydromorphone_pca', 'naloxone', naloxone({ alsoNamed: ['Narcan'] }), true],
    [
      'what is said of it',
      'hydromorphone_pca',
      'naloxone',
      naloxone({ said: ['as Narcan'] }),
      true,
    ],
    ['its reason', 'hydromorphone_pca', 'naloxone', naloxone({ reason: 'naloxone' }), true],
    [
      'planned',
      'hydromorphone_pca',
      'naloxone',
      naloxone({ name: 'Narcan', state: 'planned' }),
      true,
    ],
    ['ended', 'hydromorphone_pca', 'naloxone', naloxone({ name: 'Narcan', state: 'ended' }), false],
    [
      'not its own',
      'hydromorphone_pca',
      'naloxone',
      naloxone({ name: 'Narcan', untied: true }),
      false,
    ],
    ['a device', 'milrinone_home', 'arrhythmia-plan', icd({}), true],
    ['planned', 'milrinone_home', 'arrhythmia-plan', icd({ state: 'planned' }), true],
    ['unknown', 'milrinone_home', 'arrhythmia-plan', icd({ state: 'unknown' }), false],
    ['not its own', 'milrinone_home', 'arrhythmia-plan', icd({ untied: true }), false],
    [
      'a prior therapy',
      'carboplatin',
      'prior-platinum',
      { priorTherapies: [{ drug: 'Cisplatin' }] },
      true,
    ],
    [
      'its outcome',
      'carboplatin',
      'prior-platinum',
      { priorTherapies: [{ drug: 'chemo', outcome: 'cycle 4' }] },
      true,
    ],
    [
      'words that are asked back',
      'ketamine_infusion',
      'driver',
      ordered('ketamine_infusion', {
        notUnderstood: [{ about: 'remark', at: 'x', words: 'A ride home is arranged', why: 'y' }],
      }),
      true,
    ],
    [
      'the instruction',
      'ketamine_infusion',
      'driver',
      ordered('ketamine_infusion', { sig: 'daily, ride home' }),
      true,
    ],
    [
      'what is given before',
      'ketamine_infusion',
      'driver',
      ordered('ketamine_infusion', { premedications: ['ride home'] }),
      true,
    ],
    [
      'a code of a result',
      'lecanemab',
      'cognition',
      measured({ code: '72106-8', value: { value: '24', unit: 'x' } }),
      true,
    ],
    ['its words', 'lecanemab', 'cognition', measured({ value: { coded: 'MMSE 24' } }), true],
    ['more of them', 'lecanemab', 'cognition', measured({ said: ['MMSE 24'] }), true],
    [
      'its interpretation',
      'lecanemab',
      'cognition',
      measured({ interpretation: ['MoCA low'] }),
      true,
    ],
    ['its note', 'lecanemab', 'cognition', measured({ notes: ['MoCA 20'] }), true],
    [
      'its unit',
      'lecanemab',
      'cognition',
      measured({ value: { value: '24', unit: 'MMSE' } }),
      true,
    ],
    ['amended', 'lecanemab', 'cognition', measured({ text: 'MMSE 24', status: 'amended' }), true],
    [
      'corrected',
      'lecanemab',
      'cognition',
      measured({ text: 'MMSE 24', status: 'corrected' }),
      true,
    ],
    ['appended', 'lecanemab', 'cognition', measured({ text: 'MMSE 24', status: 'appended' }), true],
  ])('%s: %s, %s', (...[, therapyId, id, different, expected]) => {
    expect(shows(therapyId, id, different)).toBe(expected);
  });

  it('is shown as far as a person reads, each part apart', () => {
    const read = (more: object) =>
      asked('lecanemab', { conditions: [], ...measured(more) }).find(
        ({ code }) => code === 'cognition-not-shown',
      )?.said;
    const text = 'Memory';
    const value = { value: '2', unit: 'x' };
    expect(read({ text, value, said: ['a'], interpretation: ['b'], notes: ['c'] })).toBe(
      'unnamed Memory: 2 x: a: b. c',
    );
    expect(read({ text, notes: ['c'.repeat(300)] })).toHaveLength(200);
    expect(read({ text })).toBe('unnamed Memory');
  });
});

describe('of a chart', () => {
  const unnamed = (...resources: readonly Resource[]) =>
    submissionOf(adding(...resources)).observations.filter(({ code }) => code === 'unnamed');

  it('results, reports, parts, examinations and consents are kept whose names are looked for', () => {
    const told = unnamed(
      {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'MMSE total score' },
        valueInteger: 24,
      },
      {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'Lung tests' },
        component: [{ code: { text: 'FEV1 % pred' }, valueQuantity: { value: 48, unit: '%' } }],
      },
      {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'RHC' },
        conclusion: 'CI 1.9, PCWP 24',
      },
      { resourceType: 'Procedure', status: 'completed', code: { text: 'Dental examination' } },
      {
        resourceType: 'Consent',
        status: 'active',
        category: [{ text: 'Blood transfusion' }],
      },
    ).map(({ text, status }) => [text, status ?? 'final']);
    expect(told).toEqual([
      ['MMSE total score', 'final'],
      ['FEV1 % pred', 'final'],
      ['RHC', 'final'],
      ['Dental examination', 'final'],
      ['consent Blood transfusion', 'final'],
    ]);
  });

  it('what was not done, or is of no matter, is not', () => {
    expect(
      unnamed(
        { resourceType: 'Procedure', status: 'not-done', code: { text: 'Dental examination' } },
        { resourceType: 'Procedure', status: 'completed', code: { text: 'Foot examination' } },
        {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'Urine color' },
          valueString: 'Straw',
        },
      ),
    ).toEqual([]);
  });

  it('a consent that was refused, or is only proposed, is no consent', () => {
    const consent = (more: object): Resource => ({
      resourceType: 'Consent',
      status: 'active',
      category: [{ text: 'Blood transfusion' }],
      ...more,
    });
    const found = (more: object) =>
      codes('rbc_transfusion', { observations: unnamed(consent(more)), conditions: [] });
    expect(found({})).toEqual([]);
    expect(found({ status: 'proposed' })).toEqual(['consent-not-shown']);
    expect(found({ provision: { type: 'deny' } })).toEqual(['consent-not-shown']);
  });
});
