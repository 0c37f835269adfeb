import { describe, expect, it } from 'vitest';
import { micro } from '../../functions/platform/quantity.ts';
import { currentResult } from '../../functions/referral/facts/current-result.ts';
import { tellsOfInfection } from '../../functions/referral/facts/infection-results.ts';
import { partOf, testBehind, testCalled } from '../../functions/referral/facts/lab-tests.ts';
import { bearingOfNumber, readResult } from '../../functions/referral/facts/read-result.ts';
import { isMatter } from '../../functions/referral/facts/what-matters.ts';
import type { Observation } from '../../functions/referral/referral.ts';

const asOf = '2026-11-20';
const on = '2026-11-10';
const igra = '71773-6';
const hbsAg = '5196-1';
type More = Partial<Observation>;
const said = (coded: string, more: More = {}): Observation => ({
  ...{ code: hbsAg, on, value: { coded } },
  ...more,
});
const number = (value: string, unit: string, more: More = {}): Observation => ({
  ...{ code: hbsAg, on, value: { value, unit } },
  ...more,
});
const bound = (comparator: '<' | '<=' | '>' | '>=', value: string, unit: string, more: More = {}) =>
  number(value, unit, { value: { value, unit, comparator }, ...more });

describe('what the results of one test come to', () => {
  const current = (observations: Observation[], codes = [hbsAg], withinDays?: number) => {
    const result = currentResult(observations, codes, { asOf, withinDays });
    if (result.state === 'none') return 'none';
    return `${result.state} ${result.index}${result.fresh ? '' : ' old'}`;
  };
  const positive = said('Positive');
  const negative = said('Negative');
  it.each<[string, Observation[], string]>([
    ['none was sent', [], 'none'],
    ['one of another test', [said('Negative', { code: igra })], 'none'],
    ['one entered in error', [said('Negative', { status: 'entered-in-error' })], 'none'],
    ['one of tomorrow', [said('Negative', { on: '2026-11-21' })], 'none'],
    ['one of today', [said('Negative', { on: asOf })], 'negative 0'],
    ['a negative one', [negative], 'negative 0'],
    ['under another code of the test', [said('Negative', { code: '5195-3' })], 'negative 0'],
    ['of tissue', [said('Negative', { code: '10674-0' })], 'none'],
    ['a positive one', [positive], 'positive 0'],
    ['both on one day', [negative, positive], 'contradictory 1'],
    ['an unclear one beside a negative', [negative, said('Borderline')], 'indeterminate 1'],
    ['an unclear one beside a positive', [said('Borderline'), positive], 'positive 1'],
    ['words that nobody knows, and a negative', [negative, said('qqq')], 'not-understood 1'],
    ['not performed, and a negative', [said('not done'), negative], 'negative 1'],
    ['not performed alone', [said('not done')], 'not-performed 0'],
    [
      'not performed since',
      [said('Negative', { on: '2026-11-01' }), said('pending')],
      'negative 0',
    ],
    [
      'not performed twice',
      [said('pending', { on: '2026-11-01' }), said('pending')],
      'not-performed 1',
    ],
    ['negative since', [said('Positive', { on: '2020-01-01' }), negative], 'contradictory 0'],
    ['not done since', [said('Positive', { on: '2020-01-01' }), said('not done')], 'positive 0'],
    ['negative before', [said('Negative', { on: '2020-01-01' }), positive], 'positive 1'],
    ['unknown before', [said('qqq', { on: '2020-01-01' }), negative], 'not-understood 0'],
    [
      'contradicted before',
      [said('was positive', { on: '2020-01-01' }), negative],
      'contradictory 0',
    ],
    ['unclear before', [said('Borderline', { on: '2020-01-01' }), negative], 'negative 1'],
    [
      'unclear since',
      [said('Borderline'), said('Positive', { on: '2020-01-01' })],
      'indeterminate 0',
    ],
    [
      'pending since a positive',
      [said('pending'), said('Positive', { on: '2020-01-01' })],
      'positive 1',
    ],
    ['undated and negative', [said('Negative', { on: undefined })], 'undated 0'],
    ['undated and positive', [said('Positive', { on: undefined })], 'positive 0'],
    [
      'undated, and negative since',
      [said('Positive', { on: undefined }), negative],
      'contradictory 0',
    ],
    [
      'undated twice',
      [said('Borderline', { on: undefined }), said('Positive', { on: undefined })],
      'positive 1',
    ],
    ['undated and unclear', [said('Borderline', { on: undefined })], 'indeterminate 0'],
    [
      'not performed, and positive without a day',
      [said('pending'), said('Positive', { on: undefined })],
      'positive 1',
    ],
  ])('%s', (_, observations, expected) => {
    expect(current(observations)).toBe(expected);
  });

  it('of a test that does not stay positive, only the newest counts', () => {
    const hcg = (coded: string, day: string) => said(coded, { code: '2106-3', on: day });
    const codes = ['2106-3'];
    expect(current([hcg('Positive', '2026-01-01'), hcg('Negative', on)], codes)).toBe('negative 1');
    const undated = (coded: string) => said(coded, { code: '2106-3', on: undefined });
    expect(current([undated('Borderline'), undated('Positive')], codes)).toBe('positive 1');
    expect(current([undated('Negative'), undated('Borderline')], codes)).toBe('undated 0');
  });

  it.each([
    ['2026-10-21', 'negative 0'],
    ['2026-10-20', 'negative 0 old'],
  ])('of %s, for thirty days: %s', (day, expected) => {
    expect(current([said('Negative', { on: day })], [hbsAg], 30)).toBe(expected);
  });

  it('are numbers of one day together', () => {
    const sodium = (value: string, day = on) =>
      number(value, 'mmol/L', { code: '2951-2', on: day });
    const result = currentResult(
      [sodium('140'), sodium('99', '2026-11-01'), sodium('141')],
      ['2951-2'],
      {
        asOf,
        withinDays: 30,
      },
    );
    expect(result).toMatchObject({
      ...{ state: 'numbers', index: 0, fresh: true },
      numbers: [
        { micro: micro('140'), unit: 'mmol/L' },
        { micro: micro('141'), unit: 'mmol/L' },
      ],
    });
    expect(current([number('140', 'mmol/L', { code: '2951-2', on: undefined })], ['2951-2'])).toBe(
      'undated 0',
    );
  });
});

describe('the tubes of a test for tuberculosis', () => {
  type Tubes = [nil?: string, tb1?: string, tb2?: string, mitogen?: string];
  const codes = ['71776-9', '64084-7', '88517-8', '71774-4'];
  const tubes = (values: Tubes, more: More[] = []) => {
    const sent = values.flatMap((value, index) =>
      value === undefined
        ? []
        : [number(value, '[IU]/mL', { code: codes[index] as string, ...more[index] })],
    );
    const result = currentResult(sent, [igra], { asOf, withinDays: 365 });
    return result.state;
  };
  it.each<[string, Tubes, string]>([
    ['clean', ['0.1', '0.1', '0.1', '8'], 'negative'],
    ['as much nil as may be', ['8', '0.1', '0.1', '8'], 'negative'],
    ['more nil', ['8.000001', '0.1', '0.1', '8'], 'indeterminate'],
    ['as little mitogen as may be', ['0.1', '0.1', '0.1', '0.5'], 'negative'],
    ['less mitogen', ['0.1', '0.1', '0.1', '0.499999'], 'indeterminate'],
    ['the first antigen at the edge', ['0.1', '0.35', '0.1', '8'], 'positive'],
    ['the first antigen below it', ['0.1', '0.349999', '0.1', '8'], 'negative'],
    ['the second antigen at the edge', ['0.1', '0.1', '0.35', '8'], 'positive'],
    ['no mitogen', ['0.1', '0.1', '0.1'], 'not-understood'],
    ['no nil', [undefined, '0.1', '0.1', '8'], 'not-understood'],
    ['no antigen', ['0.1', undefined, undefined, '8'], 'not-understood'],
    ['one antigen', ['0.1', '0.1', undefined, '8'], 'negative'],
    ['a high antigen, and more nil', ['9', '4.2', undefined, '8'], 'positive'],
    ['a high antigen alone', [undefined, '4.2'], 'positive'],
  ])('%s: %j is %s', (_, values, expected) => {
    expect(tubes(values)).toBe(expected);
  });

  it('are of one day, and numbers', () => {
    const all: Tubes = ['0.1', '0.1', '0.1', '8'];
    expect(tubes(all, [{ on: '2026-11-09' }])).not.toBe('negative');
    const low = bound('<', '0.1', '[IU]/mL', { code: codes[0] as string });
    expect(tubes(all, [{ value: low.value as never }])).not.toBe('negative');
    expect(tubes(all, [{ value: { coded: 'low' } }])).not.toBe('negative');
  });

  it('with an antigen that is only bounded are for a person', () => {
    const below = bound('<', '0.35', '[IU]/mL').value as never;
    expect(tubes(['0.1', '0.35', undefined, '8'], [{}, { value: below }])).toBe('not-understood');
  });

  it.each(['qqq', 'Borderline'])(
    'in the words “%s” are heard beside a verdict of the day',
    (words) => {
      const verdict = said('Negative', { code: igra });
      const sent = [verdict, said(words, { code: '71774-4' })];
      expect(currentResult(sent, [igra], { asOf, withinDays: 365 })).toMatchObject({ index: 1 });
    },
  );

  it('say nothing beside a verdict of the day', () => {
    const sent = [
      number('8', '[IU]/mL', { code: '71774-4' }),
      number('0.1', '[IU]/mL', { code: '64084-7' }),
      said('Negative', { code: igra }),
    ];
    expect(currentResult(sent, [igra], { asOf, withinDays: 365 }).state).toBe('negative');
  });
});

describe('a number and the cut-offs of a test', () => {
  const cutOffs = [
    { units: ['iu/ml'], negativeBelow: '5', positiveFrom: '8' },
    { units: ['mm'], negativeBelow: '5', least: '1' },
  ];
  const bearing = (value: string, comparator?: '<' | '<=' | '>' | '>=', unit = 'IU/mL') =>
    bearingOfNumber({ micro: micro(value), unit, comparator }, { cutOffs });
  it.each([
    ['0', undefined, 'negative'],
    ['4.999999', undefined, 'negative'],
    ['5', undefined, 'indeterminate'],
    ['7.999999', undefined, 'indeterminate'],
    ['8', undefined, 'positive'],
    ['5', '<', 'negative'],
    ['5.000001', '<', 'not-understood'],
    ['4.999999', '<=', 'negative'],
    ['5', '<=', 'not-understood'],
    ['8', '>', 'positive'],
    ['7.999999', '>', 'not-understood'],
    ['8', '>=', 'positive'],
    ['7.999999', '>=', 'not-understood'],
  ] as const)('%s with %s is %s', (value, comparator, expected) => {
    expect(bearing(value, comparator)).toBe(expected);
    expect(bearing(value, comparator, 'iu/ml')).toBe(expected);
  });

  it('knows no other unit, and nothing below the least', () => {
    expect(bearing('5', undefined, 'mg')).toBeUndefined();
    expect(bearing('0.999999', undefined, 'mm')).toBe('not-understood');
    expect(bearing('1', undefined, 'mm')).toBe('negative');
  });
});

describe('a number in the limits of its laboratory', () => {
  const antibody = (value: string, range: Observation['range'], comparator?: '<' | '<=' | '>') =>
    readResult({
      ...{ code: '13952-7', on, range },
      value: { value, unit: 'x', ...(comparator ? { comparator } : {}) },
    }).state;
  it.each([
    ['1', { high: '1' }, undefined, 'negative'],
    ['1.000001', { high: '1' }, undefined, 'positive'],
    ['1', { low: '0.5' }, undefined, 'not-understood'],
    ['0.5', { low: '0.5', high: '1' }, undefined, 'negative'],
    ['0.4', { low: '0.5', high: '1' }, undefined, 'not-understood'],
    ['1', { high: '1' }, '<', 'negative'],
    ['1', { high: '1' }, '<=', 'negative'],
    ['1.1', { high: '1' }, '<', 'not-understood'],
    ['1', { low: '0.5', high: '1' }, '<', 'not-understood'],
    ['1.1', { high: '1' }, '>', 'positive'],
    ['1', { high: '1' }, '>', 'not-understood'],
    ['1', undefined, undefined, 'not-understood'],
  ] as const)('%s of %j (%s) is %s', (value, range, comparator, expected) => {
    expect(antibody(value, range, comparator)).toBe(expected);
  });
});

describe('numbers among the words of a result', () => {
  const read = (coded: string, code = igra) => readResult(said(coded, { code })).state;
  it.each([
    ['0.34 IU/mL', 'negative'],
    ['0.35 IU/mL', 'positive'],
    ['<0.35 IU/mL', 'negative'],
    ['>=0.35 [IU]/mL', 'positive'],
    ['TB1 minus nil: 0.02', 'negative'],
    ['tb2 antigen - nil 0.4', 'positive'],
    ['tb ag-nil: -0.01', 'negative'],
    ['4 spots', 'negative'],
    ['5 spots', 'indeterminate'],
    ['8 spot', 'positive'],
    ['4 spots, nil: 10 spots, mitogen: 20 spots', 'negative'],
    ['4 spots, nil 11 spots', 'contradictory'],
    ['4 spots, mitogen control count: 19 spots', 'contradictory'],
    ['4 spots, negative control 10 spots', 'negative'],
    ['4 spots, positive control >20 spots', 'negative'],
    ['4 mm', 'negative'],
    ['5mm induration', 'positive'],
    ['0.34 IU/mLs', 'not-understood'],
  ])('“%s” is %s', (words, expected) => {
    expect(read(words)).toBe(expected);
  });

  it.each([
    ['S/CO 0.89', 'negative'],
    ['s/co ratio: 0.9', 'indeterminate'],
    ['index= 1', 'positive'],
    ['signal to cutoff 0.2', 'negative'],
    ['signal-to-cut-off <0.9', 'negative'],
    ['index value 0.2', 'negative'],
    ['<20 IU/L, not detected', 'negative'],
    ['20 IU/L, not detected', 'not-understood'],
  ])('of hepatitis B, “%s” is %s', (words, expected) => {
    expect(read(words, hbsAg)).toBe(expected);
  });
});

describe('the code of a result', () => {
  it.each([
    ['71773-6', 'tuberculosis', 'answers'],
    ['71774-4', 'tuberculosis', 'words-only'],
    ['64084-7', 'tuberculosis', 'needs-controls'],
    ['71776-9', 'tuberculosis', 'never'],
    ['5195-3', 'hepatitis-b-antigen', 'answers'],
    ['10674-0', 'hepatitis-b-antigen', 'never'],
    ['16933-4', 'hepatitis-b-core', 'answers'],
    ['24113-3', 'hepatitis-b-core', 'never'],
    ['70173-0', 'jc-virus', 'answers'],
    ['35661-8', 'jc-virus', 'never'],
    ['13955-0', 'hepatitis-c', 'answers'],
    ['7918-6', 'hiv', 'answers'],
    ['2118-8', 'pregnancy', 'answers'],
    ['19180-9', 'pregnancy', 'never'],
    ['890-4', 'antibody-screen', 'answers'],
    ['79719-1', 'dpyd', 'answers'],
    ['24590-2', 'brain-mri', 'answers'],
  ])('%s is of %s and %s', (code, id, part) => {
    expect([partOf(code)?.test.id, partOf(code)?.part]).toEqual([id, part]);
    expect(testBehind(['x', code])?.id).toBe(id);
    expect(isMatter(code)).toBe(true);
  });

  it.each([
    ['QuantiFERON Gold', 'tuberculosis'],
    ['PPD', 'tuberculosis'],
    ['T-SPOT', 'tuberculosis'],
    ['TSPOT', 'tuberculosis'],
    ['HBs Ag', 'hepatitis-b-antigen'],
    ['hep B surface antigen', 'hepatitis-b-antigen'],
    ['anti-HBc', 'hepatitis-b-core'],
    ['antiHBc', 'hepatitis-b-core'],
    ['HBcAb', 'hepatitis-b-core'],
    ['hepatitis B core antibody', 'hepatitis-b-core'],
    ['JCV antibody', 'jc-virus'],
    ['JC virus ab', 'jc-virus'],
    ['HCV ab', 'hepatitis-c'],
    ['antiHCV', 'hepatitis-c'],
    ['hep C antibody', 'hepatitis-c'],
    ['HIV', 'hiv'],
    ['beta hCG', 'pregnancy'],
    ['indirect Coombs', 'antibody-screen'],
    ['DPYD', 'dpyd'],
    ['MRI of the brain', 'brain-mri'],
    ['brain MR', 'brain-mri'],
    ['sodium', undefined],
  ])('“%s” names %s', (words, id) => {
    expect(testCalled(words)?.id).toBe(id);
  });

  it.each([
    ['29615-2', true],
    ['20447-9', true],
    ['11011-4', true],
    ['94500-6', true],
    ['600-7', true],
    ['34712-0', true],
    ['8310-5', true],
    ['30745-4', true],
    ['2951-2', false],
  ])('%s may tell of an infection: %s', (code, tells) => {
    expect(tellsOfInfection(code)).toBe(tells);
  });

  it.each([
    ['751-8', true],
    ['753-4', true],
    ['1751-7', true],
    ['2160-0', true],
    ['29463-7', true],
    ['8302-2', true],
    ['600-7', true],
    ['1-8', false],
    ['constructor', false],
  ])('%s matters to a rule: %s', (code, matters) => {
    expect(isMatter(code)).toBe(matters);
  });
});
