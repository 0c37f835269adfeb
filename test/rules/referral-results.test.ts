import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { readResult } from '../../functions/referral/facts/read-result.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const codes = { tb: '45323-3', hbv: '5196-1', dna: '29615-2', hcg: '19080-1' } as const;

const said = (coded: string, code: string = codes.tb): Observation => ({
  code,
  on: '2026-10-20',
  value: { coded },
});
const measured = (value: string, unit: string, code: string = codes.tb): Observation => ({
  code,
  on: '2026-10-20',
  value: { value, unit },
});
const read = (observation: Observation) => readResult(observation).state;

/** What is found of an infliximab order whose results of one test are these. */
const foundWith = (results: readonly Observation[], instead: readonly string[] = ['71774-4']) => {
  const base = aSubmission();
  const others = base.observations.filter(({ code }) => !instead.includes(code));
  return checkSubmission({ ...base, observations: [...others, ...results] }, today);
};
const codesWith = (...args: Parameters<typeof foundWith>) =>
  foundWith(...args).map(({ code, severity }) => `${severity} ${code}`);

describe('the words of a result', () => {
  const words: readonly [string, ReturnType<typeof read>][] = [
    ['Negative', 'negative'],
    ['NEG', 'negative'],
    ['neg.', 'negative'],
    ['Negative (qualifier value)', 'negative'],
    ['Non-Reactive', 'negative'],
    ['Non‑reactive', 'negative'],
    ['NONREACTIVE', 'negative'],
    ['non reactive', 'negative'],
    ['Repeatedly non-reactive', 'negative'],
    ['Not detected', 'negative'],
    ['Undetectable', 'negative'],
    ['No evidence of M. tuberculosis infection', 'negative'],
    ['QuantiFERON-TB Gold Plus: Negative', 'negative'],
    ['Negative 10/20/2026', 'negative'],
    ['NEGATIVE (TB Ag minus Nil 0.02)', 'negative'],
    ['<0.35 IU/mL', 'negative'],
    ['0.02 IU/mL', 'negative'],
    ['-', 'negative'],
    ['Negativo', 'negative'],
    ['no reactivo', 'negative'],
    ['No detectado', 'negative'],
    ['QuantiFERON(R)-TB Gold Plus: Negative', 'negative'],
    ['No response to M. tuberculosis antigens detected', 'negative'],
    ['Negative - M. tuberculosis infection unlikely', 'negative'],
    ['Neg x2', 'negative'],
    ['QFT neg 3/2026', 'negative'],
    ['TST 0 mm induration', 'negative'],
    ['Positive', 'positive'],
    ['POSITIVE (TB Ag minus Nil 2.41)', 'positive'],
    ['REACTIVE', 'positive'],
    ['Repeatedly Reactive', 'positive'],
    ['Reactive, confirmed by neutralization', 'positive'],
    ['0.41 IU/mL', 'positive'],
    ['>10.00 IU/mL', 'positive'],
    ['<20 IU/mL, detected', 'positive'],
    ['15 mm', 'positive'],
    ['5 mm', 'positive'],
    ['+', 'positive'],
    ['Not negative', 'positive'],
    ['Positivo', 'positive'],
    ['Prior positive PPD, treated INH 9 months', 'positive'],
    ['Weakly Reactive', 'indeterminate'],
    ['Initially reactive', 'indeterminate'],
    ['Borderline', 'indeterminate'],
    ['Indeterminate', 'indeterminate'],
    ['Equivocal', 'indeterminate'],
    ['débilmente reactivo', 'indeterminate'],
    ['Pending', 'not-performed'],
    ['QNS', 'not-performed'],
    ['Hemolyzed - recollect', 'not-performed'],
    ['Test not performed - specimen hemolyzed', 'not-performed'],
    ['Cancelled', 'not-performed'],
    ['no se realizó', 'not-performed'],
    ['False positive', 'contradictory'],
    ['Was positive, repeat negative', 'contradictory'],
    ['Negative, then reactive', 'contradictory'],
    ['Negative (TB Ag minus Nil 2.41)', 'contradictory'],
    ['Reactive, confirmation pending', 'contradictory'],
    ['Positive - repeat recommended', 'contradictory'],
    ['Reactive; specimen hemolyzed', 'contradictory'],
    ['Detected, quantity not sufficient for genotype', 'contradictory'],
    ['Initially reactive, sent out', 'indeterminate'],
    ['Positive (borderline)', 'contradictory'],
    ['Not performed, prior positive PPD', 'contradictory'],
    ['Reactivo, por confirmar', 'contradictory'],
    ['Not detected, repeat recommended', 'not-performed'],
    ['Invalid: positive control failed', 'not-performed'],
    ['Hemolysis detected', 'not-performed'],
    ['Presumptive positive', 'indeterminate'],
    ['See note', 'not-understood'],
    ['Done 3/2026', 'not-understood'],
    ['On file', 'not-understood'],
    ['0.02', 'not-understood'],
    ['<5 IU/mL', 'not-understood'],
    ['1:40', 'not-understood'],
    ['Immune', 'not-understood'],
    ['WNL', 'not-understood'],
    ['N', 'not-understood'],
    ['xyz', 'not-understood'],
    ['None', 'not-understood'],
    ['No active tuberculosis', 'not-understood'],
    ['No evidence of a negative result', 'not-understood'],
    ['TST 5 mm induration', 'positive'],
    ['Negative for anthrax', 'not-understood'],
    ['Hardly negative', 'not-understood'],
  ];
  it.each(words)('"%s" is %s', (text, state) => {
    expect(read(said(text))).toBe(state);
  });

  it.each([
    ['HBsAg Reactive, confirmed', 'positive'],
    ['HBsAg: none detected', 'negative'],
    ['No HBsAg detected', 'negative'],
    ['HBsAb negative', 'not-understood'],
  ])('of hepatitis B, "%s" is %s', (text, state) => {
    expect(read(said(text, codes.hbv))).toBe(state);
  });

  it.each([
    ['890-4', 'No antibodies detected', 'negative'],
    ['890-4', 'Antibody screen: Negative', 'negative'],
    ['890-4', 'Anti-K identified', 'positive'],
    ['890-4', 'Negative, history of anti-K', 'contradictory'],
    ['79719-1', 'DPYD *1/*1, normal metabolizer (activity score 2)', 'negative'],
    ['79719-1', 'No clinically relevant variants detected', 'negative'],
    ['79719-1', 'Negative for *2A, *13, c.2846A>T and HapB3', 'negative'],
    ['79719-1', 'Wild-type', 'negative'],
    ['79719-1', '*1/*2A', 'positive'],
    ['79719-1', '*1/*13', 'positive'],
    ['79719-1', 'c.2846A>T heterozygous', 'positive'],
    ['79719-1', 'Intermediate metabolizer', 'positive'],
    ['79719-1', 'Normal metabolizer, *1/*2A', 'contradictory'],
    ['79719-1', 'Not a normal metabolizer', 'not-understood'],
    ['79719-1', 'Activity score 1.5', 'not-understood'],
    ['79719-1', 'Normal', 'not-understood'],
    ['24590-2', 'Normal MRI of the brain', 'negative'],
    ['24590-2', 'No microhemorrhage, superficial siderosis or ARIA.', 'negative'],
    ['24590-2', 'Mild chronic small vessel disease. No microhemorrhages.', 'negative'],
    ['24590-2', 'No acute intracranial abnormality', 'not-understood'],
    ['24590-2', 'No new microhemorrhages', 'positive'],
    ['24590-2', '3 microhemorrhages', 'positive'],
    ['24590-2', 'No hemorrhage. One area of superficial siderosis.', 'contradictory'],
    ['24590-2', 'Possible PML', 'indeterminate'],
    ['24590-2', 'Done, see report', 'not-understood'],
    ['70173-0', 'Negative, index 0.12', 'negative'],
    ['70173-0', 'Index <0.20', 'negative'],
    ['70173-0', 'Index 0.2', 'indeterminate'],
    ['70173-0', 'Index 0.4', 'indeterminate'],
    ['70173-0', 'Index 0.41', 'positive'],
    ['70173-0', 'Negative, index 2.1', 'contradictory'],
    ['5196-1', '<0.05 IU/mL', 'negative'],
    ['5196-1', '0.05 IU/mL', 'positive'],
    ['2106-3', 'Not pregnant', 'negative'],
    ['2106-3', 'Pregnant', 'positive'],
  ])('of %s, "%s" is %s', (code, text, state) => {
    expect(read(said(text, code))).toBe(state);
  });

  it('pass only when each of them is known', () => {
    const nonsense = fc.string({ unit: fc.constantFrom(...'qxzvwkj'), minLength: 2, maxLength: 8 });
    const doubt = fc.constantFrom(
      'hardly',
      'unless',
      'if',
      'not',
      'prior',
      'hbsab',
      'cannot',
      '?1',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('Negative', 'Non-reactive', 'Not detected', 'no reactivo'),
        fc.oneof(nonsense, doubt),
        fc.boolean(),
        (good, word, first) =>
          read(said(first ? `${word} ${good}` : `${good} ${word}`)) !== 'negative',
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('a positive word beside words for no result', () => {
  const positive = ['Positive', 'Reactive', 'Detected', 'Repeatedly reactive', 'Positivo'];
  const noResult = [
    ...['pending', 'confirmation to follow', 'sent out', 'not yet available', 'pendiente'],
    ...['not done', 'cancelled', 'no specimen received', 'no se realizo', 'TNP'],
    ...['QNS', 'quantity not sufficient for genotype', 'hemolyzed', 'hemolysis', 'invalid'],
    ...['repeat recommended', 'mitogen low', 'contaminated', 'muestra insuficiente'],
    ...['borderline', 'possible', 'unconfirmed', 'trace', 'dudoso'],
  ];
  const beside = fc
    .tuple(
      fc.constantFrom(...positive),
      fc.constantFrom(...noResult),
      fc.constantFrom(', ', '. ', ' - ', '; '),
      fc.boolean(),
    )
    .map(([found, none, between, first]) =>
      first ? `${found}${between}${none}` : `${none}${between}${found}`,
    );

  it('is never read as having no result', () => {
    fc.assert(
      fc.property(beside, (text) => {
        expect(['positive', 'indeterminate', 'contradictory']).toContain(read(said(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it('stops the therapy whatever an older result says', () => {
    const antigen = (on: string, coded: string): Observation => ({
      ...said(coded, codes.hbv),
      on,
    });
    fc.assert(
      fc.property(beside, (text) => {
        const found = codesWith(
          [antigen('2026-06-01', 'negative'), antigen('2026-11-18', text)],
          [codes.hbv],
        );
        expect(found.some((one) => one.startsWith('block hepatitis-b-'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('and a flag of the laboratory, are for a person', () => {
    expect(read({ ...said('pending'), interpretation: ['A'] })).toBe('not-understood');
  });
});

describe('a number', () => {
  it.each([
    ['0.34', '[IU]/mL', codes.tb, 'negative'],
    ['0.35', '[IU]/mL', codes.tb, 'positive'],
    ['4.999999', 'mm', '1648-5', 'negative'],
    ['5', 'mm', '1648-5', 'positive'],
    ['-3', 'mm', '1648-5', 'not-understood'],
    ['0', 'cm', '1648-5', 'not-understood'],
    ['4.9', 'm[IU]/mL', codes.hcg, 'negative'],
    ['5', 'm[IU]/mL', codes.hcg, 'indeterminate'],
    ['25', 'm[IU]/mL', codes.hcg, 'positive'],
    ['9.9', '[IU]/mL', '71774-4', 'not-understood'],
    ['0.9', '{s_co_ratio}', codes.hbv, 'indeterminate'],
    ['0.5', '1', codes.hbv, 'not-understood'],
    ['1.1', 'mg/dL', '2160-0', 'number'],
    ['-2.5', '{T-score}', '38267-1', 'number'],
  ])('of %s %s under %s is %s', (value, unit, code, state) => {
    expect(read(measured(value, unit, code))).toBe(state);
  });
});

describe('everything that a result says of itself', () => {
  const clean = said('Negative');
  it.each<[string, Partial<Observation>, ReturnType<typeof read>]>([
    ['agrees', { answers: ['260385009'], interpretation: ['NEG'] }, 'negative'],
    ['a normal mark adds nothing', { interpretation: ['N'] }, 'negative'],
    ['is corrected', { status: 'corrected' }, 'negative'],
    ['a code says otherwise', { answers: ['10828004'] }, 'contradictory'],
    ['an interpretation says otherwise', { interpretation: ['POS'] }, 'contradictory'],
    ['is marked abnormal', { interpretation: ['A'] }, 'contradictory'],
    ['is marked indeterminate', { interpretation: ['IND'] }, 'indeterminate'],
    ['resistant is no reading of a screen', { interpretation: ['R'] }, 'not-understood'],
    ['a code that is not known', { answers: ['999999999'] }, 'not-understood'],
    ['further words that are not known', { said: ['xyz'] }, 'not-understood'],
    ['a note that it was positive', { notes: ['Positive on repeat'] }, 'contradictory'],
    ['a note of other things', { notes: ['Drawn at the clinic, walked in.'] }, 'negative'],
    ['a reason for having no value', { absent: 'not-performed' }, 'contradictory'],
    ['is preliminary', { status: 'preliminary' }, 'not-performed'],
    ['its status is unknown', { status: 'unknown' }, 'not-understood'],
    ['does not say whose it is', { untied: true }, 'not-understood'],
  ])('a negative one: %s', (_, more, state) => {
    expect(read({ ...clean, ...more })).toBe(state);
  });

  const inGeneral = [
    'No response to M. tuberculosis antigens detected. Infection with M. tuberculosis is unlikely, but high risk individuals should be considered for additional testing.',
    'POSITIVE\nA positive result should not be the sole basis for a diagnosis.\nNEGATIVE\nA single negative result does not exclude infection.',
    'INDETERMINATE\nAn indeterminate result may be related to the immune system. Positive results in patients at low risk should be interpreted with caution.',
    'Reference: negative <0.35 IU/mL, positive >=0.35 IU/mL',
  ];
  it.each(inGeneral)('a note about such results in general changes nothing: %s', (note) => {
    expect(read({ ...clean, notes: [note] })).toBe('negative');
    expect(read({ ...said('Positive'), notes: [note] })).toBe('positive');
  });

  it.each([
    'A positive result was found on repeat.',
    'POSITIVE',
    'A negative result does not exclude infection. Repeat was reactive.',
    'Positive >10 IU/mL',
    'Specimen hemolyzed, please recollect.',
  ])('a note of this result counts against it: %s', (note) => {
    expect(read({ ...clean, notes: [note] })).not.toBe('negative');
  });

  it('counts a preliminary positive, and one that is only interpreted', () => {
    expect(read({ ...said('Positive'), status: 'preliminary' })).toBe('positive');
    expect(read({ code: codes.tb, on: today, interpretation: ['POS'] })).toBe('positive');
  });
});

describe('a screening result', () => {
  const hbv = (coded: string, on = '2026-10-20'): Observation => ({
    ...said(coded, codes.hbv),
    on,
  });
  it.each<[string, string[], readonly Observation[], string[]?]>([
    ['that is indeterminate', ['block tuberculosis-indeterminate'], [said('Indeterminate')]],
    ['that was not performed', ['block tuberculosis-not-performed'], [said('Not performed')]],
    [
      'that is reactive and confirmed',
      ['block hepatitis-b-positive'],
      [hbv('HBsAg Reactive, confirmed')],
      [codes.hbv],
    ],
    ['in words that are not known', ['block tuberculosis-not-understood'], [said('xyz')]],
    ['without a day', ['missing tuberculosis-undated'], [{ ...said('Negative'), on: undefined }]],
    [
      'that is the control tube',
      ['block tuberculosis-not-understood'],
      [measured('9.9', '[IU]/mL', '71774-4')],
    ],
    ['under the usual IGRA code', [], [said('Negative', '71773-6')]],
    ['of tissue', ['missing hepatitis-b-missing'], [said('Negative', '10674-0')], [codes.hbv]],
    ['of IgM alone', ['missing hepatitis-b-missing'], [said('Negative', '24113-3')], ['13952-7']],
    [
      'entered in error',
      ['missing tuberculosis-missing'],
      [{ ...said('Positive'), status: 'entered-in-error' }],
    ],
    [
      'negative after a positive',
      ['block hepatitis-b-contradictory'],
      [hbv('Positive', '2020-01-02'), hbv('Negative')],
      [codes.hbv],
    ],
    [
      'of one day with two answers',
      ['block tuberculosis-contradictory'],
      [said('Negative'), said('Positive', '71773-6')],
    ],
    [
      'not performed after a negative',
      [],
      [said('Negative'), { ...said('Pending'), on: '2026-11-01' }],
    ],
    [
      'unclear after a negative',
      ['block tuberculosis-indeterminate'],
      [said('Negative'), { ...said('Borderline'), on: '2026-11-01' }],
    ],
    [
      'from TB1 with a working control',
      ['block tuberculosis-positive'],
      [measured('4.2', '[IU]/mL', '64084-7'), measured('9.9', '[IU]/mL', '71774-4')],
    ],
  ])('%s gives %j', (_, expected, results, instead) => {
    expect(codesWith(results, instead)).toEqual(expected);
  });

  const tubes = (nil: string, tb1: string, tb2: string, mitogen: string) => [
    measured(nil, '[IU]/mL', '71776-9'),
    measured(tb1, '[IU]/mL', '64084-7'),
    measured(tb2, '[IU]/mL', '88517-8'),
    measured(mitogen, '[IU]/mL', '71774-4'),
  ];
  it.each([
    [tubes('0.1', '1.1', '1.7', '8.4'), ['block tuberculosis-positive']],
    [tubes('0.05', '0.02', '0.01', '0.3'), ['block tuberculosis-indeterminate']],
    [tubes('8.5', '0.2', '0.0', '1.5'), ['block tuberculosis-indeterminate']],
  ])('of tubes %# is read as their maker says', (results, expected) => {
    expect(codesWith(results)).toEqual(expected);
  });

  it('names the element, a remedy, and who decides', () => {
    const [found] = foundWith([said('Indeterminate')]);
    expect(found).toMatchObject({
      pointer: '/observations/4',
      fix: expect.stringContaining('clinician'),
    });
  });

  it('keeps stopping when one more thing is not understood', () => {
    const stops = (results: readonly Observation[]) =>
      foundWith(results).some(({ severity }) => severity !== 'warn');
    const one = fc.record({
      code: fc.constantFrom('45323-3', '71773-6', '71774-4', '1648-5'),
      on: fc.constantFrom('2026-10-20', '2026-11-01', '2024-01-01'),
      value: fc.constantFrom(
        { coded: 'Negative' },
        { coded: 'Positive' },
        { coded: 'Indeterminate' },
        { coded: 'see note' },
        { value: '0.1', unit: '[IU]/mL' },
        { value: '9', unit: 'mm' },
      ),
      status: fc.constantFrom(undefined, 'preliminary', 'amended', 'unknown'),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 4 }), fc.nat(), (results, pick) => {
        if (!stops(results)) return true;
        const at = pick % results.length;
        const blurred = results.map((each, index) =>
          index === at ? { ...each, value: { coded: 'qqq' } } : each,
        );
        return stops(blurred);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a number that is held against a limit', () => {
  const ordered = (value: string, unit: string, comparator?: '<' | '>') => {
    const base = aSubmission({
      order: anOrder({ therapyId: 'tocilizumab', dose: { value: '8', unit: 'mg/kg' } }),
    });
    const count: Observation = {
      code: '751-8',
      on: '2026-11-15',
      value: { value, unit, ...(comparator ? { comparator } : {}) },
    };
    return checkSubmission({ ...base, observations: [...base.observations, count] }, today)
      .map(({ code }) => code)
      .filter((code) => code.startsWith('neutrophils'));
  };
  it.each([
    ['2', '10*3/uL', undefined, []],
    ['1.999', '10*9/L', undefined, ['neutrophils-outside-limits']],
    ['1.999', 'K/uL', undefined, ['neutrophils-outside-limits']],
    ['5', '10*3/uL', '>', []],
    ['1', '10*3/uL', '>', ['neutrophils-not-understood']],
    ['3', '10*3/uL', '<', ['neutrophils-not-understood']],
    ['1', '10*3/uL', '<', ['neutrophils-outside-limits']],
    ['70', '%', undefined, ['neutrophils-unit-unknown']],
  ] as const)('%s %s (%s) gives %j', (value, unit, comparator, expected) => {
    expect(ordered(value, unit, comparator)).toEqual(expected);
  });
});

describe('a weight', () => {
  it('that was told, and not measured, stops a dose that goes by it', () => {
    const base = aSubmission();
    const stated = base.observations.map((one) =>
      one.code === '29463-7' ? { ...one, code: '3142-7' } : one,
    );
    expect(checkSubmission({ ...base, observations: stated }, today)).toMatchObject([
      { severity: 'block', code: 'weight-stated' },
    ]);
  });
});
