import { describe, expect, it } from 'vitest';
import { kidneyFindings } from '../../functions/referral/checks/kidney-checks.ts';
import { judge } from '../../functions/referral/facts/fact.ts';
import {
  cockcroftGault,
  kidneyFunction,
  lackingForClearance,
} from '../../functions/referral/facts/kidney.ts';
import { therapyOfOrder } from '../../functions/referral/order/therapy-of-order.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold } from '../support/findings.ts';
import { aSubmission } from '../support/referrals.ts';

const asOf = '2026-11-20';
const on = '2026-11-18';
const clearance = '2164-2';
const creatinine = '2160-0';
const result = (code: string, value: string, unit: string, more: Partial<Observation> = {}) => ({
  ...{ code, on, value: { value, unit } },
  ...more,
});
const bound = (code: string, value: string, unit: string, comparator: '<' | '<=' | '>' | '>=') =>
  result(code, value, unit, { value: { value, unit, comparator } });
const weight: Observation = result('29463-7', '72', 'kg');

/** A man of 40 years and 72 kg: a creatinine of 1 mg/dL is a clearance of 100 mL a minute. */
const man = (...observations: Observation[]): Submission => {
  const submission = aSubmission();
  return {
    ...submission,
    patient: { ...submission.patient, sex: 'male', birthDate: '1986-11-20' },
    observations: [weight, ...observations],
  };
};
const known = (...observations: Observation[]) => {
  const fact = kidneyFunction(man(...observations), { asOf, withinDays: 30 });
  if (fact.state !== 'known') return fact.state;
  const { mlPerMinute, by, bound: most } = fact.value;
  return [Math.round(mlPerMinute * 10) / 10, by, ...(most ? [most] : [])].join(' ');
};

describe('how well the kidney clears', () => {
  it.each<[string, Observation[], string]>([
    ['nothing is sent', [], 'unknown'],
    ['a clearance', [result(clearance, '61', 'mL/min')], '61 measured'],
    ['a clearance under another code', [result('35591-7', '61', 'ml/min')], '61 measured'],
    ['and a third', [result('50383-9', '61', 'ml/min')], '61 measured'],
    ['in another unit', [result(clearance, '61', 'L/min')], 'not-understood'],
    ['below a bound', [bound(clearance, '30', 'mL/min', '<')], '30 measured at-most'],
    ['at or below one', [bound(clearance, '30', 'mL/min', '<=')], '30 measured at-most'],
    ['above a bound', [bound(clearance, '60', 'mL/min', '>')], '60 measured at-least'],
    ['a creatinine', [result(creatinine, '1', 'mg/dL')], '100 Cockcroft-Gault'],
    ['under another code', [result('38483-4', '2', 'mg/dL')], '50 Cockcroft-Gault'],
    ['in the other unit', [result(creatinine, '88.4', 'umol/L')], '100 Cockcroft-Gault'],
    ['in no unit of it', [result(creatinine, '1', 'mmol/L')], 'not-understood'],
    ['as little as anybody has', [result(creatinine, '0.1', 'mg/dL')], '1000 Cockcroft-Gault'],
    ['less than anybody has', [result(creatinine, '0.09', 'mg/dL')], 'not-understood'],
    ['as much as anybody has', [result(creatinine, '20', 'mg/dL')], '5 Cockcroft-Gault'],
    ['more than anybody has', [result(creatinine, '20.1', 'mg/dL')], 'not-understood'],
    [
      'a creatinine above a bound',
      [bound(creatinine, '2', 'mg/dL', '>')],
      '50 Cockcroft-Gault at-most',
    ],
    [
      'a creatinine below a bound',
      [bound(creatinine, '2', 'mg/dL', '<')],
      '50 Cockcroft-Gault at-least',
    ],
    [
      'measured and computed of one day',
      [result(creatinine, '1', 'mg/dL'), result(clearance, '61', 'mL/min')],
      '61 measured',
    ],
    [
      'two of one day: the worse',
      [result(clearance, '61', 'mL/min'), result('35591-7', '41', 'mL/min')],
      '41 measured',
    ],
    [
      'a newer creatinine',
      [result(clearance, '61', 'mL/min', { on: '2026-11-17' }), result(creatinine, '1', 'mg/dL')],
      '100 Cockcroft-Gault',
    ],
    [
      'a newer clearance, whatever comes first',
      [
        result(creatinine, '1', 'mg/dL', { on: '2026-11-17' }),
        result(clearance, '61', 'mL/min'),
        result(creatinine, '4', 'mg/dL', { on: '2026-11-16' }),
      ],
      '61 measured',
    ],
    ['thirty days old', [result(clearance, '61', 'mL/min', { on: '2026-10-21' })], '61 measured'],
    ['a day older', [result(clearance, '61', 'mL/min', { on: '2026-10-20' })], 'unknown'],
    ['of today', [result(clearance, '61', 'mL/min', { on: asOf })], '61 measured'],
    ['of tomorrow', [result(clearance, '61', 'mL/min', { on: '2026-11-21' })], 'unknown'],
    [
      'entered in error',
      [result(clearance, '61', 'mL/min', { status: 'entered-in-error' })],
      'unknown',
    ],
    [
      'indexed to a surface, alone',
      [result(clearance, '61', 'mL/min/{1.73_m2}')],
      'not-understood',
    ],
    [
      'indexed to a surface, beside a creatinine',
      [result(clearance, '61', 'mL/min/{1.73_m2}'), result(creatinine, '1', 'mg/dL')],
      '100 Cockcroft-Gault',
    ],
    ['still to come', [{ code: creatinine, on, status: 'registered' }], 'unknown'],
    ['not performed', [{ code: creatinine, on, value: { coded: 'not performed' } }], 'unknown'],
    ['in words', [{ code: creatinine, on, value: { coded: 'good' } }], 'not-understood'],
    [
      'preliminary and alone',
      [result(clearance, '61', 'mL/min', { status: 'preliminary' })],
      '61 measured at-most',
    ],
    [
      'undated and alone',
      [result(clearance, '61', 'mL/min', { on: undefined })],
      '61 measured at-most',
    ],
    [
      'preliminary and worse',
      [
        result(clearance, '61', 'mL/min'),
        result(clearance, '41', 'mL/min', { status: 'preliminary' }),
      ],
      '41 measured',
    ],
    [
      'preliminary and better',
      [
        result(clearance, '61', 'mL/min'),
        result(clearance, '81', 'mL/min', { status: 'preliminary' }),
      ],
      '61 measured',
    ],
    [
      'preliminary, worse and older',
      [
        result(clearance, '61', 'mL/min'),
        result(clearance, '41', 'mL/min', { status: 'preliminary', on: '2026-11-17' }),
      ],
      '61 measured',
    ],
    [
      'undated and worse',
      [result(clearance, '61', 'mL/min'), result(clearance, '41', 'mL/min', { on: undefined })],
      '41 measured',
    ],
    [
      'one that nobody says whose',
      [result(clearance, '61', 'mL/min'), result(clearance, '41', 'mL/min', { untied: true })],
      '41 measured',
    ],
    ['of something else', [result('2823-3', '4', 'mmol/L')], 'unknown'],
  ])('%s', (_, observations, expected) => {
    expect(known(...observations)).toBe(expected);
  });

  it('names the result that tells it', () => {
    const fact = kidneyFunction(man(result(clearance, '61', 'mL/min')), { asOf, withinDays: 30 });
    expect(fact).toMatchObject({ evidence: [{ pointer: '/observations/1', on }] });
    const unclear = kidneyFunction(man(result(clearance, '61', 'x')), { asOf, withinDays: 30 });
    expect(unclear).toMatchObject({ evidence: [{ pointer: '/observations/1', on }] });
  });

  it('by Cockcroft and Gault, for women 0.85 of it', () => {
    const patient = { years: 40, kilograms: 72 };
    expect(cockcroftGault({ ...patient, female: false }, 1)).toBeCloseTo(100, 9);
    expect(cockcroftGault({ ...patient, female: true }, 2)).toBeCloseTo(42.5, 9);
    const woman = { ...man(result(creatinine, '1', 'mg/dL')) };
    const fact = kidneyFunction(
      { ...woman, patient: { ...woman.patient, sex: 'female' } },
      { asOf, withinDays: 30 },
    );
    expect(fact).toMatchObject({ value: { mlPerMinute: expect.closeTo(85, 9) } });
  });
});

describe('a clearance from creatinine lacks', () => {
  const lacking = (different: Partial<Submission['patient']>, observations = [weight]) => {
    const submission = man();
    return lackingForClearance(
      { ...submission, observations, patient: { ...submission.patient, ...different } },
      asOf,
    );
  };
  it.each<[string, Partial<Submission['patient']>, Observation[] | undefined, RegExp[]]>([
    ['nothing', {}, undefined, []],
    ['nothing on the 18th birthday', { birthDate: '2008-11-20' }, undefined, []],
    ['a formula the day before', { birthDate: '2008-11-21' }, undefined, [/under 18/]],
    ['a weight', {}, [], [/weight/]],
    ['a sex that the formula knows', { sex: 'other' }, undefined, [/women or men/]],
  ])('%s', (_, patient, observations, expected) => {
    const found = lacking(patient, observations);
    expect(found).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words);
    const fact = kidneyFunction(
      {
        ...man(),
        patient: { ...man().patient, ...patient },
        observations: [...(observations ?? [weight]), result(creatinine, '1', 'mg/dL')],
      },
      { asOf, withinDays: 30 },
    );
    expect(fact.state).toBe(expected.length === 0 ? 'known' : 'not-understood');
  });
});

describe('a therapy that the kidney clears', () => {
  const told = (therapyId: string, value: string, order: Partial<Submission['order']> = {}) => {
    const clean = cleanReferral(therapyId);
    const others = clean.observations.filter(({ code }) => code !== creatinine);
    const submission = {
      ...clean,
      order: { ...clean.order, ...order },
      observations: [...others, result(clearance, value, 'mL/min')],
    };
    const found = kidneyFindings({ submission, therapy: lookUpTherapy(therapyId), asOf });
    expectWellTold(found);
    return found.map(({ severity, code, text }) => `${severity} ${code}: ${text}`);
  };
  it.each([
    ['zoledronic_acid', '35', []],
    [
      'zoledronic_acid',
      '34.9',
      [/^block kidney-function-low: .* less than 35 mL .*\(measured\).*not given/],
    ],
    ['vancomycin', '50', []],
    ['vancomycin', '49.9', [/^warn kidney-function-low: .* less than 50 mL .*levels/]],
    ['ivig', '60', []],
    ['ivig', '59.9', [/^warn kidney-function-low: .* less than 60 mL .*sucrose/]],
    ['ertapenem', '31', []],
    ['ertapenem', '30', [/^block kidney-function-low: .*no more than 30 mL.* 500 mg a day/]],
    ['daptomycin', '30', []],
    ['daptomycin', '29.9', [/^block kidney-function-low: .* less than 30 mL.*two days/]],
    ['infliximab', '5', []],
  ])('%s at %s mL a minute', (therapyId, value, expected) => {
    const found = told(therapyId, value);
    expect(found).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words);
  });

  const at = (value: string) => ({ dose: { value, unit: 'mcg/kg/min' } });
  it.each([
    ['5', '0.2', true],
    ['5', '0.200001', false],
    ['5.1', '0.23', true],
    ['5.1', '0.231', false],
    ['10', '0.23', true],
    ['10', '0.231', false],
    ['20', '0.28', true],
    ['20', '0.281', false],
    ['30', '0.33', true],
    ['30', '0.331', false],
    ['40', '0.38', true],
    ['40', '0.381', false],
    ['50', '0.43', true],
    ['50', '0.431', false],
    ['50.1', '0.5', true],
  ])('milrinone at %s mL a minute and %s mcg/kg/min passes: %s', (value, dose, passes) => {
    const found = told('milrinone_home', value, at(dose));
    expect(found.length === 0).toBe(passes);
    if (!passes) expect(found[0]).toMatch(/^block kidney-function-low: .*mcg\/kg\/min at most/);
  });

  it('is nothing of a drug that nobody knows', () => {
    const submission = cleanReferral('ertapenem');
    expect(kidneyFindings({ submission, therapy: undefined, asOf })).toEqual([]);
  });

  it('is lowered, and then passes', () => {
    expect(told('ertapenem', '25', { dose: { value: '500', unit: 'mg' } })).toEqual([]);
    expect(told('ertapenem', '25', { dose: undefined })).toHaveLength(1);
    const gap = { frequency: { loadingDays: [], intervalDays: 2 } };
    expect(told('daptomycin', '25', gap)).toEqual([]);
    const twice = { frequency: { loadingDays: [], intervalDays: 2, timesPerDay: 2 } };
    expect(told('daptomycin', '25', twice)).toHaveLength(1);
    const often = {
      dose: { value: '500', unit: 'mg' },
      frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 },
    };
    expect(told('ertapenem', '25', often)).toHaveLength(1);
  });

  const bounded = (comparator: '<' | '>', value: string) => {
    const clean = cleanReferral('zoledronic_acid');
    const others = clean.observations.filter(({ code }) => code !== creatinine);
    const observations = [...others, bound(clearance, value, 'mL/min', comparator)];
    const found = kidneyFindings({
      submission: { ...clean, observations },
      therapy: lookUpTherapy('zoledronic_acid'),
      asOf,
    });
    expectWellTold(found);
    return found.map(({ code }) => code);
  };
  it.each([
    ['<', '35', ['kidney-function-low']],
    ['<', '35.1', ['kidney-function-not-understood']],
    ['<', '30', ['kidney-function-low']],
    ['>', '35', []],
    ['>', '34', ['kidney-function-not-understood']],
  ] as const)('told as %s %s: %j', (comparator, value, expected) => {
    expect(bounded(comparator, value)).toEqual(expected);
  });

  it('and a result that cannot be read is asked for again, with what lacks', () => {
    const told = (
      observations: Observation[],
      therapyId = 'zoledronic_acid',
      sex: Submission['patient']['sex'] = 'female',
    ) => {
      const clean = cleanReferral(therapyId);
      const found = kidneyFindings({
        submission: { ...clean, patient: { ...clean.patient, sex }, observations },
        therapy: lookUpTherapy(therapyId),
        asOf,
      });
      expectWellTold(found);
      return found.map(({ code, pointer, text }) => `${code} ${pointer} ${text}`);
    };
    expect(told([result(creatinine, '1', 'mg/dL')], 'zoledronic_acid', 'other')[0]).toMatch(
      /lacks [^,]*weight, [^,]+\.$|lacks [^,]+, [^,]*weight\.$/,
    );
    expect(told([result(creatinine, '1', 'mg/dL')])[0]).toMatch(
      /^kidney-function-not-understood \/observations\/0 .*lacks a measured weight\.$/,
    );
    expect(told([weight, result(clearance, '1', 'x')])[0]).toMatch(
      /^kidney-function-not-understood \/observations\/1 .*in a unit, that is not understood\.$/,
    );
    expect(told([weight])).toEqual([]);
  });
});

it('a result that cannot be read is the practice’s to send again, also where a clinician weighs it', () => {
  const told = (therapyId: string) => {
    const observations = [weight, result(clearance, '61', 'x')];
    const submission = { ...cleanReferral(therapyId), observations };
    const found = kidneyFindings({ submission, therapy: lookUpTherapy(therapyId), asOf });
    return found.map(({ severity, code }) => `${severity} ${code}`);
  };
  expect(told('vancomycin')).toEqual(['missing kidney-function-not-understood']);
  expect(told('ivig')).toEqual(['missing kidney-function-not-understood']);
  expect(told('ertapenem')).toEqual(['block kidney-function-not-understood']);
});

describe('zoledronic acid against tumors in bone', () => {
  const told = (mlPerMinute: string, milligrams: string, diagnosis = 'C79.51') => {
    const clean = cleanReferral('zoledronic_acid');
    const order = { ...clean.order, drug: 'Zometa', dose: { value: milligrams, unit: 'mg' } };
    const others = clean.observations.filter(({ code }) => code !== creatinine);
    const submission = {
      ...clean,
      order,
      diagnoses: [{ code: diagnosis }],
      observations: [...others, result(clearance, mlPerMinute, 'mL/min')],
    };
    const found = kidneyFindings({ submission, therapy: therapyOfOrder(order), asOf });
    expectWellTold(found);
    return found.map(({ severity, text }) => `${severity} ${text.split(': ').at(-1)}`);
  };
  const most = (milligrams: string) => [
    `block one dose of zoledronic acid is ${milligrams} mg at most.`,
  ];

  // The dose by clearance, of the label.
  it.each<[string, string, string[]]>([
    ['29.9', '3', ['block zoledronic acid is not given.']],
    ['30', '3', []],
    ['30', '3.1', most('3')],
    ['39.9', '3', []],
    ['39.9', '3.1', most('3')],
    ['40', '3.3', []],
    ['40', '3.4', most('3.3')],
    ['49.9', '3.3', []],
    ['49.9', '3.4', most('3.3')],
    ['50', '3.5', []],
    ['50', '3.6', most('3.5')],
    ['60', '3.5', []],
    ['60', '4', most('3.5')],
    ['60.1', '4', []],
  ])('at %s mL a minute, %s mg: %j', (mlPerMinute, milligrams, expected) => {
    expect(told(mlPerMinute, milligrams)).toEqual(expected);
  });

  it('is only told of for calcium that a tumor raises', () => {
    expect(told('29.9', '4', 'E83.52')).toEqual(['warn zoledronic acid is not given.']);
    expect(told('50', '4', 'E83.52')).toEqual([
      'warn one dose of zoledronic acid is 3.5 mg at most.',
    ]);
  });
});

describe('what is told beside a clearance', () => {
  // 42 years, 80 kg, 180 cm, female: 93 mL a minute at 1 mg/dL; a surface of 2 square meters.
  const told = (
    therapyId: string,
    observations: Observation[],
    conditions: Submission['conditions'] = [],
    order: Partial<Submission['order']> = {},
  ) => {
    const clean = cleanReferral(therapyId);
    const found = kidneyFindings({
      submission: {
        ...clean,
        conditions,
        order: { ...clean.order, ...order },
        observations: [...clean.observations, ...observations],
      },
      therapy: lookUpTherapy(therapyId),
      asOf,
    });
    expectWellTold(found);
    return found.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
  };
  const estimate = (value: string, more: Partial<Observation> = {}) =>
    result('98979-8', value, 'mL/min/{1.73_m2}', more);
  const contradicts = ['block kidney-function-contradictory /observations/3'];
  it.each<[string, Observation, string[]]>([
    ['an estimate of 12', estimate('12'), contradicts],
    ['under another code', estimate('12', { code: '62238-1' }), contradicts],
    ['a clearance that is indexed', estimate('12', { code: '2164-2' }), contradicts],
    // 25.9 for 1.73 square meters is 29.95 for this patient's two.
    ['one that is below for the surface', estimate('25.9'), contradicts],
    ['one that is above for the surface', estimate('26'), []],
    ['a low one that is preliminary', estimate('12', { status: 'preliminary' }), contradicts],
    ['a low one that is not dated', estimate('12', { on: undefined }), contradicts],
    ['a low one of after', estimate('12', { on: '2026-11-19' }), contradicts],
    ['a low one of before the creatinine', estimate('12', { on: '2026-11-17' }), []],
    ['a low one that was entered in error', estimate('12', { status: 'entered-in-error' }), []],
    ['more than 15', bound('98979-8', '15', 'mL/min/{1.73_m2}', '>'), []],
    ['less than 15', bound('98979-8', '15', 'mL/min/{1.73_m2}', '<'), contradicts],
    ['words', { code: '98979-8', on, value: { coded: 'see note' } }, []],
    ['a healthy one', estimate('95'), []],
  ])('%s', (_, one, expected) => {
    expect(told('ertapenem', [one])).toEqual(expected);
  });

  const inChart = ['block kidney-function-contradictory /conditions/0'];
  it.each<[string, NonNullable<Submission['conditions']>[number], string[]]>([
    ['stage 5', { icd10: ['N18.5'], state: 'active' }, inChart],
    ['end-stage disease', { icd10: ['N18.6'], state: 'active' }, inChart],
    ['stage 4', { icd10: ['N18.4'], state: 'active' }, inChart],
    ['stage 4 that is possible', { icd10: ['N18.4'], state: 'possible' }, inChart],
    ['stage 4 of SNOMED CT', { snomed: ['431857002'], state: 'active' }, inChart],
    ['stage 4 in words', { name: 'CKD stage IV', state: 'active' }, inChart],
    ['stage 5 in words', { name: 'Chronic kidney disease, Stage 5', state: 'active' }, inChart],
    ['stage 3b', { icd10: ['N18.32'], state: 'active' }, []],
    ['a stage of the past', { icd10: ['N18.4'], state: 'past' }, []],
    ['a stage that was refuted', { icd10: ['N18.4'], state: 'refuted' }, []],
    ['the stage of a tumor', { name: 'Colon cancer stage IV', state: 'active' }, []],
    ['of the kidney', { name: 'Renal cell carcinoma, stage IV', state: 'active' }, []],
    ['of a kidney metastatic', { name: 'Metastatic kidney cancer stage 4', state: 'active' }, []],
    ['beside one', { name: 'Renal cancer; CKD stage 4', state: 'active' }, inChart],
    ['of a nephropathy', { name: 'Diabetic renal damage, stage 4', state: 'active' }, inChart],
    ['a part of a code', { snomed: ['1857002'], state: 'active' }, []],
  ])('the stage of a kidney disease: %s', (_, one, expected) => {
    expect(told('ertapenem', [], [one])).toEqual(expected);
  });

  it('is told where a clinician only weighs it, too', () => {
    const stage = { icd10: ['N18.32'], state: 'active' as const };
    expect(told('vancomycin', [], [stage])).toEqual([
      'warn kidney-function-contradictory /conditions/0',
    ]);
  });

  it('matters no more once the dose heeds it', () => {
    const half = { dose: { value: '500', unit: 'mg' } };
    expect(told('ertapenem', [estimate('12')], [], half)).toEqual([]);
  });

  // By actual weight a creatinine of 4 is 72 mL a minute for 250 kg, and 41 by the adjusted weight.
  const heavy = (therapyId: string, milligrams: string, kilograms: string, height = '180') => {
    const clean = cleanReferral(therapyId);
    const observations = [
      result('29463-7', kilograms, 'kg'),
      result('8302-2', height, 'cm'),
      result(creatinine, milligrams, 'mg/dL'),
    ];
    const submission = { ...clean, observations };
    return kidneyFindings({ submission, therapy: lookUpTherapy(therapyId), asOf }).map(
      ({ code, text }) => `${code}: ${text}`,
    );
  };
  it.each([
    ['ertapenem', '4', '250', []],
    ['ertapenem', '6', '250', [/^kidney-function-contradictory: .*48 mL.*adjusted weight/]],
    ['ertapenem', '3.6', '91', [/^kidney-function-low/]],
    // 1.3 times the ideal weight of 70.5 kg is 91.6 kg; from there on the adjusted weight counts.
    ['ertapenem', '3.4', '91', []],
    ['ertapenem', '3.9', '100', [/^kidney-function-low/]],
    ['ertapenem', '3.3', '100', [/^kidney-function-contradictory/]],
    ['ertapenem', '3.1', '100', []],
    ['zoledronic_acid', '6', '250', []],
  ])('%s at %s mg/dL and %s kg', (therapyId, milligrams, kilograms, expected) => {
    const found = heavy(therapyId, milligrams, kilograms);
    expect(found).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words);
  });

  it('is by the actual weight of who is shorter than the formula knows', () => {
    expect(heavy('ertapenem', '3.5', '120', '150')).toEqual([]);
  });

  it('names formula and weight', () => {
    expect(heavy('ertapenem', '4', '80')[0]).toContain('(Cockcroft-Gault, by actual weight)');
  });
});

describe('a fact', () => {
  const rule = {
    known: (value: string) => `known ${value}`,
    'known-absent': () => 'absent',
    unknown: () => 'unknown',
    contradictory: () => 'contradictory',
    'not-understood': () => 'not understood',
  };
  it('is judged by its state, each with an answer of its own', () => {
    const evidence = [{ pointer: '/x' }];
    expect(judge({ state: 'known', value: 'x', evidence }, rule)).toBe('known x');
    expect(judge({ state: 'known-absent', evidence }, rule)).toBe('absent');
    expect(judge({ state: 'unknown' }, rule)).toBe('unknown');
    expect(judge({ state: 'contradictory', evidence }, rule)).toBe('contradictory');
    expect(judge({ state: 'not-understood', evidence }, rule)).toBe('not understood');
  });
});
