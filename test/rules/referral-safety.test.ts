import { describe, expect, it } from 'vitest';
import { checkSubmission, clinicalHash } from '../../functions/referral/checks/completeness.ts';
import { classesOf } from '../../functions/referral/checks/medicine-checks.ts';
import type { Medicine } from '../../functions/referral/clinical-claims.ts';
import { contraindications } from '../../functions/referral/facts/contraindications.ts';
import { interactions } from '../../functions/referral/facts/interactions.ts';
import { cockcroftGault } from '../../functions/referral/facts/kidney.ts';
import { medicineClasses } from '../../functions/referral/facts/medicine-classes.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
type Parts = NonNullable<Parameters<typeof aSubmission>[0]>;
const ordered = (therapyId: string, parts: Parts = {}): Submission =>
  aSubmission({ order: anOrder({ therapyId }), ...parts });
const found = (submission: Submission, begins: string) =>
  checkSubmission(submission, today)
    .filter(({ code }) => code.startsWith(begins))
    .map(({ severity, code }) => `${severity} ${code}`);

describe('current medicines', () => {
  const rows = interactions.flatMap(({ takes, therapies: of, severity }) =>
    of.map((id) => [takes, id, severity] as const),
  );
  const named = (takes: string) => {
    const therapyNames = (id: string) => therapies.find((one) => one.id === id)?.names ?? [];
    const all = medicineClasses.find(({ id }) => id === takes)?.called.source ?? '';
    const names = all.split('(')[2]?.split(')')[0]?.replaceAll('\\', '').split('|') ?? [];
    return (id: string) =>
      names.find((name) => !therapyNames(id).some((one) => name.includes(one))) ?? '';
  };
  const taking = (id: string, medicine: Partial<Medicine>) =>
    found(ordered(id, { medicines: [{ name: 'x', state: 'taken', ...medicine }] }), 'takes-');

  it.each(rows)('of %s with %s are told as "%s"', (takes, id, severity) => {
    const name = named(takes)(id);
    if (!name) return;
    expect(taking(id, { name: `${name.toUpperCase()} 10 mg daily` })).toContain(
      `${severity} takes-${takes}`,
    );
    expect(taking(id, { name, state: 'unknown' })).toContain(`${severity} takes-${takes}`);
    expect(taking(id, { name, state: 'planned' })).toContain(`${severity} takes-${takes}`);
    expect(taking(id, { name, state: 'ended' })).toEqual([]);
    expect(taking(id, { name, state: 'not-taken' })).toEqual([]);
  });

  it('every class that a rule names is in the table', () => {
    const ids = new Set(medicineClasses.map(({ id }) => id));
    expect(interactions.filter(({ takes }) => !ids.has(takes))).toEqual([]);
  });

  it.each([
    ['Humira Pen', ['tnf']],
    ['Depakote ER 500 MG', ['valproate']],
    ['atorvastatin 40 mg tablet', ['statin']],
    ['divalproex ER 500 mg', ['valproate']],
    ['mycophenolate 500 mg', ['immunosuppressant']],
    ['interferon beta-1a (Avonex)', ['ms-dmt']],
    ['Vitamin C', []],
    ['aspirin-free headache relief', ['antiplatelet']],
  ])('"%s" is of %j', (name, classes) => {
    expect(classesOf({ name }).map(({ id }) => id)).toEqual(classes);
  });

  it('are known by their RxNorm ingredient where the name is not', () => {
    expect(classesOf({ name: 'study drug', rxnorm: ['327361'] }).map(({ id }) => id)).toEqual([
      'tnf',
    ]);
  });

  it('the ordered drug itself is none of them, unless it should be the first dose', () => {
    const medicines: Medicine[] = [{ name: 'Remicade', state: 'taken' }];
    const again = ordered('infliximab', {
      medicines,
      order: anOrder({ firstDose: false, lastDoseOn: '2026-10-01' }),
    });
    expect(found(again, '').filter((one) => /takes|first-dose/.test(one))).toEqual([]);
    expect(found(ordered('infliximab', { medicines }), 'first-dose')).toEqual([
      'block first-dose-contradictory',
    ]);
  });
});

describe('conditions', () => {
  const rows = contraindications.flatMap(({ id, icd10: [code], therapies: of, severity }) =>
    code ? of.map((therapyId) => [id, therapyId, severity, code] as const) : [],
  );
  const dotted = (code: string) =>
    code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
  const having = (therapyId: string, condition: object) =>
    found(
      ordered(therapyId, { conditions: [{ state: 'active', ...condition }] as never }),
      'condition-',
    );

  it.each(rows)('%s with %s is told as "%s"', (id, therapyId, severity, code) => {
    const row = contraindications.find((one) => one.id === id);
    const therapy = therapies.find((one) => one.id === therapyId);
    // A row that is narrower than the indication still speaks against the therapy.
    const treats =
      therapy?.icd10.some(
        ({ prefix }) =>
          dotted(code).startsWith(prefix) && code.length <= prefix.replace('.', '').length,
      ) === true;
    const expected = `${severity} condition-${id}`;
    const icd10 = [dotted(code)];
    if (treats) expect(having(therapyId, { icd10 })).not.toContain(expected);
    else {
      expect(having(therapyId, { icd10 })).toContain(expected);
      expect(having(therapyId, { icd10, state: 'possible' })).toContain(expected);
      if (row?.always) expect(having(therapyId, { icd10, state: 'past' })).toContain(expected);
      else expect(having(therapyId, { icd10, state: 'past' })).not.toContain(expected);
    }
    expect(having(therapyId, { icd10, state: 'refuted' })).not.toContain(expected);
  });

  it('are found among the diagnoses of the order, by SNOMED CT and by name alone', () => {
    const diagnoses = [{ code: 'K50.90' }, { code: 'I50.22' }];
    expect(found(aSubmission({ diagnoses }), 'condition-')).toEqual([
      'block condition-heart-failure',
    ]);
    expect(having('infliximab', { snomed: ['84114007'] })).toEqual([
      'block condition-heart-failure',
    ]);
    expect(having('infliximab', { name: 'Congestive Heart Failure' })).toEqual([
      'block condition-heart-failure',
    ]);
  });

  it('an infection does not stop the antibiotic that it is treated with', () => {
    expect(having('ceftriaxone', { icd10: ['A41.9'] })).toEqual([]);
    expect(having('infliximab', { icd10: ['U07.1'] })).toEqual([
      'block condition-infection-active',
    ]);
  });
});

describe('vaccinations', () => {
  const vaccinated = (therapyId: string, vaccinations: Parts['vaccinations'], more: Parts = {}) =>
    found(ordered(therapyId, { vaccinations, ...more }), '').filter((one) => /vaccine/.test(one));

  // The first dose is ordered for 2026-12-01.
  it.each([
    ['infliximab', { cvx: '03', on: '2026-11-04' }, ['block live-vaccine']],
    ['infliximab', { cvx: '03', on: '2026-11-03' }, []],
    ['infliximab', { cvx: '3', on: '2026-11-10' }, ['block live-vaccine']],
    ['infliximab', { cvx: '03' }, ['block live-vaccine']],
    ['infliximab', { name: 'Yellow fever vaccine', on: '2026-12-20' }, ['block live-vaccine']],
    ['vedolizumab', { cvx: '21', on: '2026-11-10' }, ['warn live-vaccine']],
    ['infliximab', { cvx: '140', on: '2026-11-10' }, []],
    ['infliximab', { name: 'Shingrix', on: '2026-11-10' }, []],
    ['infliximab', { cvx: '999', on: '2026-11-10' }, ['block vaccine-not-understood']],
    ['infliximab', { name: 'jab', on: '2026-11-10' }, ['block vaccine-not-understood']],
    // Codes that name no formulation: Zostavax, FluMist and Vivotif are live.
    ['infliximab', { cvx: '188', on: '2026-11-10' }, ['block vaccine-not-understood']],
    ['infliximab', { cvx: '88', on: '2026-11-10' }, ['block vaccine-not-understood']],
    ['infliximab', { cvx: '88', name: 'FluMist', on: '2026-11-10' }, ['block live-vaccine']],
    ['infliximab', { cvx: '88', name: 'Fluzone High-Dose', on: '2026-11-10' }, []],
    ['infliximab', { cvx: '188', name: 'Shingrix', on: '2026-11-10' }, []],
    ['infliximab', { cvx: '309', name: 'COVID-19, mRNA, LNP-S', on: '2026-11-10' }, []],
    ['infliximab', { cvx: '165', on: '2026-11-10' }, []],
    [
      'infliximab',
      { name: 'Ebola vaccine, live, recombinant', on: '2026-11-10' },
      ['block live-vaccine'],
    ],
    [
      'infliximab',
      { name: 'Zoster vaccine, non-live', on: '2026-11-10' },
      ['block vaccine-not-understood'],
    ],
    ['infliximab', { name: 'Varicella zoster, recombinant', on: '2026-11-10' }, []],
    ['infliximab', { name: 'jab', on: '2020-11-10' }, []],
    ['infliximab', { cvx: '03', on: '2026-11-10', given: false }, []],
    ['ceftriaxone', { cvx: '03', on: '2026-11-10' }, []],
    ['paclitaxel', { cvx: '03', on: '2026-11-10' }, ['block live-vaccine']],
    ['ivig', { cvx: '03', on: '2026-11-10' }, ['warn live-vaccine']],
  ] as const)('before %s, %j gives %j', (therapyId, one, expected) => {
    expect(vaccinated(therapyId, [one])).toEqual(expected);
  });

  const both = (on: string) => [
    { cvx: '203', on },
    { name: 'Bexsero', on },
  ];
  it.each([
    ['two weeks before', both('2026-11-17'), []],
    ['a day less', both('2026-11-18'), ['block meningococcal-vaccine-recent']],
    ['in one vaccine', [{ cvx: '316', on: '2026-10-01' }], []],
    [
      'of one group only',
      [{ cvx: '203', on: '2026-10-01' }],
      ['block meningococcal-vaccine-missing'],
    ],
    ['without a day', [{ cvx: '316' }], ['block meningococcal-vaccine-missing']],
    ['not at all', undefined, ['block meningococcal-vaccine-missing']],
  ])('against meningococci %s, before a complement inhibitor, give %j', (_, given, expected) => {
    expect(vaccinated('eculizumab', given)).toEqual(expected);
    const medicines: Medicine[] = [{ name: 'penicillin V 500 mg', state: 'planned' }];
    expect(vaccinated('eculizumab', given, { medicines })).toEqual(
      expected.map((one) => one.replace('block', 'warn')),
    );
  });
});

describe('pregnancy', () => {
  const base = aSubmission().observations;
  const hcg = (coded: string) => [...base, { code: '2106-3', on: '2026-11-10', value: { coded } }];
  const told = (therapyId: string, parts: Parts) =>
    found(ordered(therapyId, parts), '').filter((one) => /pregnan|nursing/.test(one));

  it.each<[string, string, Parts, string[]]>([
    [
      'claimed',
      'zoledronic_acid',
      { pregnancy: { state: 'pregnant' }, observations: hcg('Negative') },
      ['block pregnancy-contradictory'],
    ],
    [
      'among the conditions',
      'paclitaxel',
      { conditions: [{ icd10: ['Z33.1'], state: 'active' }], observations: hcg('Negative') },
      ['block pregnancy-contradictory'],
    ],
    ['possible', 'ocrelizumab', { pregnancy: { state: 'possible' } }, ['block pregnancy-possible']],
    [
      'tested positive',
      'ocrelizumab',
      { observations: hcg('Positive') },
      ['block pregnancy-positive'],
    ],
    [
      'in an unclear test',
      'ocrelizumab',
      { observations: hcg('trace') },
      ['block pregnancy-indeterminate'],
    ],
    ['tested negative', 'ocrelizumab', { observations: hcg('Negative') }, []],
    [
      'that has ended',
      'ocrelizumab',
      { conditions: [{ icd10: ['Z33.1'], state: 'past' }], observations: hcg('Negative') },
      [],
    ],
    [
      'in a therapy that does not harm',
      'ceftriaxone',
      { pregnancy: { state: 'pregnant' } },
      ['warn pregnant'],
    ],
  ])('%s, before %s', (_, therapyId, parts, expected) => {
    expect(told(therapyId, parts).filter((one) => !one.includes('missing'))).toEqual(expected);
  });
});

describe('the kidney', () => {
  const base = aSubmission().observations;
  const creatinine = (value: string, unit = 'mg/dL', code = '2160-0') => ({
    observations: [...base, { code, on: '2026-11-10', value: { value, unit } }],
  });
  const gram = { value: '1', unit: 'g' };
  const told = (therapyId: string, parts: Parts) => {
    const order = anOrder({ therapyId, ...(therapyId === 'ertapenem' ? { dose: gram } : {}) });
    return found(aSubmission({ order, ...parts }), '').filter((one) =>
      /kidney-f|clearance/.test(one),
    );
  };

  it.each([
    [67, 80, 1.2, false, 67.59],
    [72, 58, 0.9, true, 51.73],
    [80, 62, 1.6, true, 27.45],
  ])('clears by Cockcroft and Gault as published: %d years, %d kg, %d mg/dL', (...row) => {
    const [years, kilograms, milligrams, female, expected] = row;
    expect(cockcroftGault({ years, kilograms, female }, milligrams)).toBeCloseTo(expected, 2);
  });

  // 42 years, 82 kg, female: 35 mL a minute at 2.710 mg/dL.
  it.each([
    ['zoledronic_acid', creatinine('2.70'), []],
    ['zoledronic_acid', creatinine('2.72'), ['block kidney-function-low']],
    ['zoledronic_acid', creatinine('240.5', 'umol/L'), ['block kidney-function-low']],
    [
      'zoledronic_acid',
      creatinine('80'),
      ['missing creatinine-clearance-missing', 'block kidney-function-not-understood'],
    ],
    [
      'zoledronic_acid',
      creatinine('1', 'furlong'),
      ['missing creatinine-clearance-missing', 'block kidney-function-not-understood'],
    ],
    // What cannot be read is asked, also where a low clearance would only be told.
    ['vancomycin', creatinine('1.1', 'mg'), ['missing kidney-function-not-understood']],
    ['zoledronic_acid', creatinine('34.9', 'mL/min', '2164-2'), ['block kidney-function-low']],
    ['zoledronic_acid', creatinine('35', 'mL/min', '2164-2'), []],
    ['ertapenem', creatinine('3.2'), ['block kidney-function-low']],
    ['daptomycin', creatinine('3.2'), []],
    [
      'daptomycin',
      {
        ...creatinine('3.2'),
        order: anOrder({
          therapyId: 'daptomycin',
          frequency: { loadingDays: [], intervalDays: 1 },
        }),
      },
      ['block kidney-function-low'],
    ],
    ['vancomycin', creatinine('2.7'), ['warn kidney-function-low']],
    ['ertapenem', creatinine('30', 'mL/min', '2164-2'), ['block kidney-function-low']],
    ['ertapenem', creatinine('30.01', 'mL/min', '2164-2'), []],
  ])('before %s, %j gives %j', (therapyId, parts, expected) => {
    expect(told(therapyId, parts)).toEqual(expected);
  });

  const low = ['block kidney-function-low'];
  const unclear = ['block kidney-function-not-understood'];
  type Result = NonNullable<Parts['observations']>[number];
  const result = (on: string | undefined, value: Result['value'], more = {}): Result => ({
    code: '2160-0',
    ...(on ? { on } : {}),
    value,
    ...more,
  });
  const milligrams = (value: string, comparator?: '<' | '>'): Result['value'] => ({
    value,
    unit: 'mg/dL',
    ...(comparator ? { comparator } : {}),
  });
  const cleared = (value: string, comparator: '<' | '>'): Result['value'] => ({
    ...{ value, unit: 'mL/min', comparator },
  });
  const measured = { code: '2164-2' };
  const preliminary = { status: 'preliminary' as const };
  const fine = result('2026-11-05', milligrams('0.9'));

  it.each<[string, Result[], string[]]>([
    ['clearance below 15', [result('2026-11-18', cleared('15', '<'), measured)], low],
    ['clearance below 30', [result('2026-11-18', cleared('30', '<'), measured)], low],
    ['clearance below 60', [result('2026-11-18', cleared('60', '<'), measured)], unclear],
    ['clearance above 60', [result('2026-11-18', cleared('60', '>'), measured)], []],
    ['creatinine above 12', [result('2026-11-18', milligrams('12', '>'))], low],
    ['creatinine above 1', [result('2026-11-18', milligrams('1', '>'))], unclear],
    ['creatinine below 1', [result('2026-11-18', milligrams('1', '<'))], []],
    ['creatinine in words', [result('2026-11-18', { coded: 'high' })], unclear],
    ['preliminary creatinine of 6', [result('2026-11-18', milligrams('6'), preliminary)], low],
    ['preliminary creatinine of 0.8', [result('2026-11-18', milligrams('0.8'), preliminary)], []],
    ['undated creatinine of 6', [result(undefined, milligrams('6'))], low],
    ['older preliminary one of 6', [result('2026-11-01', milligrams('6'), preliminary)], []],
    ['second one of 6 on the same day', [result('2026-11-05', milligrams('6'))], low],
    ['older one of 6', [result('2026-11-01', milligrams('6'))], []],
  ])('an older creatinine of 0.9 with a %s', (_, results, expected) => {
    for (const both of [
      [fine, ...results],
      [...results, fine],
    ])
      expect(told('ertapenem', { observations: [...base, ...both] })).toEqual(expected);
  });

  it('a creatinine that is only preliminary clears nothing', () => {
    const observations = [...base, result('2026-11-18', milligrams('0.8'), preliminary)];
    expect(told('ertapenem', { observations })).toEqual(unclear);
  });

  it.each<[string, (one: Submission) => Submission, string]>([
    [
      'weight',
      (one) => ({ ...one, observations: one.observations.filter(({ code }) => code === '2160-0') }),
      'a measured weight',
    ],
    [
      'sex',
      (one) => ({ ...one, patient: { ...one.patient, sex: 'unknown' } }),
      'whether the formula for women or men holds',
    ],
    [
      'grown age',
      (one) => ({ ...one, patient: { ...one.patient, birthDate: '2012-03-09' } }),
      'under 18 years',
    ],
  ])('a creatinine without a %s passes for nothing, and says what lacks', (_, change, lacks) => {
    const whole = ordered('ertapenem', {
      ...creatinine('6.0'),
      order: anOrder({ therapyId: 'ertapenem', dose: gram }),
    });
    const [finding] = checkSubmission(change(whole), today).filter(({ code }) =>
      code.startsWith('kidney-f'),
    );
    expect(finding).toMatchObject({ severity: 'block', code: 'kidney-function-not-understood' });
    expect(finding?.text).toContain(lacks);
  });

  const daily = { value: 1, unit: 'd' as const };
  const other = { value: 2, unit: 'd' as const };
  const halfGram = { value: '500', unit: 'mg' };
  it.each<[string, Parameters<typeof anOrder>[0], string[]]>([
    ['half a gram a day', { dose: { value: '0.5', unit: 'g' } }, []],
    ['500 mg a day', { dose: halfGram }, []],
    ['a gram a day', { dose: gram }, low],
    [
      '500 mg, and a gram in its phase',
      { dose: halfGram, phases: [{ days: [0], every: daily, dose: gram }] },
      low,
    ],
    ['500 mg with a loading dose of a gram', { dose: halfGram, loadingDose: gram }, low],
    [
      'a gram, and 500 mg in its phase',
      { dose: gram, phases: [{ days: [0], every: daily, dose: halfGram }] },
      [],
    ],
    [
      '500 mg twice a day',
      { dose: halfGram, frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 } },
      low,
    ],
    [
      '250 mg twice a day',
      {
        dose: { value: '250', unit: 'mg' },
        frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
      },
      [],
    ],
  ])('ertapenem with a low clearance: %s', (_, parts, expected) => {
    const order = anOrder({
      therapyId: 'ertapenem',
      frequency: { loadingDays: [], intervalDays: 1 },
      ...parts,
    });
    expect(told('ertapenem', { ...creatinine('6.0'), order })).toEqual(expected);
  });

  it.each<[string, Parameters<typeof anOrder>[0], string[]]>([
    ['every two days', { frequency: { loadingDays: [], intervalDays: 2 } }, []],
    ['every day', { frequency: { loadingDays: [], intervalDays: 1 } }, low],
    [
      'every two days in its phase',
      { frequency: undefined, phases: [{ days: [0], every: other }] },
      [],
    ],
    [
      'daily in its phase, with an interval left over',
      { frequency: { loadingDays: [], intervalDays: 2 }, phases: [{ days: [0], every: daily }] },
      low,
    ],
    [
      'daily at first, then every two days',
      {
        phases: [
          { days: [0], every: daily, doses: 3 },
          { days: [0], every: other },
        ],
      },
      low,
    ],
    [
      'twice on every second day',
      { frequency: { loadingDays: [], intervalDays: 2, timesPerDay: 2 } },
      low,
    ],
    ['every day by its nature', { frequency: undefined }, low],
  ])('daptomycin with a low clearance: %s', (_, parts, expected) => {
    const order = anOrder({
      therapyId: 'daptomycin',
      dose: { value: '6', unit: 'mg/kg' },
      ...parts,
    });
    expect(told('daptomycin', { ...creatinine('6.0'), order })).toEqual(expected);
  });
});

describe('the program of natalizumab', () => {
  const enrolled = (drug: string, program?: string) =>
    found(
      aSubmission({
        order: anOrder({ therapyId: 'natalizumab', drug }),
        ...(program ? { enrollments: [{ program, number: '17' }] } : {}),
      }),
      'enrollment-',
    );
  it.each([
    ['Tysabri', 'TOUCH Prescribing Program', []],
    ['Tysabri', undefined, ['missing enrollment-missing']],
    ['Tyruko', 'TOUCH', ['block enrollment-of-other-product']],
    ['Tyruko', 'Tyruko REMS', []],
    ['Tysabri', 'loyalty card', ['missing enrollment-missing']],
    ['Tysabri', 'Human Touch Clinic patient number', ['missing enrollment-missing']],
    ['Tysabri', 'MRN http://touchpoint.example.org/patients', ['missing enrollment-missing']],
    ['Tysabri', 'not enrolled in TOUCH', ['missing enrollment-missing']],
    ['Tysabri', 'TOUCH enrollment number', []],
    ['Tysabri', 'Enrollment https://www.touchprogram.example.org/id urn:example:touch', []],
    ['Tyruko', 'TYRUKO REMS patient enrollment ID', []],
  ])('%s with enrollment in %s gives %j', (drug, program, expected) => {
    expect(enrolled(drug, program)).toEqual(expected);
  });
});

describe('what a clinician cleared', () => {
  const cleared = aSubmission();
  it.each<[string, Parts]>([
    ['another reason', { diagnoses: [{ code: 'M06.9' }] }],
    ['another day of birth', { patient: { ...cleared.patient, birthDate: '2019-03-09' } }],
    ['another sex', { patient: { ...cleared.patient, sex: 'male' } }],
  ])('is not cleared for %s', (_, parts) => {
    expect(clinicalHash(aSubmission(parts))).not.toBe(clinicalHash(cleared));
  });
  it('stays cleared where only a telephone number changes', () => {
    const patient = { ...cleared.patient, phone: '+13125550177' };
    expect(clinicalHash(aSubmission({ patient }))).toBe(clinicalHash(cleared));
  });
});

describe('a fact that is removed or blurred', () => {
  it('never removes a stop', () => {
    const medicines: Medicine[] = [
      { name: 'Humira', state: 'taken' },
      { name: 'Depakote', state: 'planned' },
    ];
    const whole = {
      medicines,
      conditions: [
        { icd10: ['I50.9'], state: 'active' as const },
        { icd10: ['B18.1'], state: 'past' as const },
      ],
      vaccinations: [{ cvx: '03', on: '2026-11-10', given: true }],
    };
    const stops = (parts: Parts) =>
      checkSubmission(ordered('infliximab', parts), today).some(
        ({ severity }) => severity !== 'warn',
      );
    const blurred: Parts[] = [
      { medicines: [{ name: 'Humira', state: 'unknown' }] },
      { conditions: [{ name: 'heart failure', state: 'active' }] },
      { conditions: [{ icd10: ['I50.9'], state: 'possible' }] },
      { vaccinations: [{ cvx: '03' }] },
      { vaccinations: [{ name: 'xyz', on: '2026-11-10' }] },
      { vaccinations: [{ cvx: 'xyz', on: '2026-11-10' }] },
    ];
    expect(stops(whole)).toBe(true);
    for (const parts of blurred) expect(stops(parts)).toBe(true);
  });
});
