import { describe, expect, it } from 'vitest';
import { aCriterion, judgedSays, criteriaDay as on } from '../support/criteria.ts';

const judged = (asked: ReturnType<typeof aCriterion>, observations: readonly object[]): string =>
  judgedSays(asked, { observations: observations as [] });

const hemoglobin = (value: string, more: object = {}) => ({
  code: '718-7',
  on,
  value: { value, unit: 'g/dL' },
  ...more,
});
const bounded = (bounds: object) =>
  aCriterion('result', {
    codes: ['718-7', '20509-6'],
    withinDays: 30,
    needs: { of: 'number', unit: 'g/dL', ...bounds },
  });
const atMostTen = bounded({ most: '10' });
const lacks = 'Send a result of the last 30 days (LOINC 718-7 or 20509-6).';
const inUnit = 'Send the result in g/dL: at most 10 is asked for.';

describe('a result by its number, of which at most 10 is asked for', () => {
  it.each<[string, object[], string]>([
    [
      'at the bound',
      [hemoglobin('10')],
      `met: hemoglobin, 718-7: 10 g/dL, ${on} [/observations/0]`,
    ],
    [
      'above it',
      [hemoglobin('10.000001')],
      `not-met: hemoglobin, 718-7: 10.000001 g/dL, ${on} [/observations/0]`,
    ],
    [
      'under the other code, by its own name',
      [hemoglobin('9', { code: '20509-6', text: 'Hemoglobin' })],
      `met: Hemoglobin: 9 g/dL, ${on} [/observations/0]`,
    ],
    ['of another test', [hemoglobin('9', { code: '4548-4' })], `unknown - ${lacks}`],
    ['of nothing', [], `unknown - ${lacks}`],
    [
      'on the oldest day',
      [hemoglobin('9', { on: '2026-10-21' })],
      'met: hemoglobin, 718-7: 9 g/dL, 2026-10-21 [/observations/0]',
    ],
    [
      'a day older',
      [hemoglobin('9', { on: '2026-10-20' })],
      `unknown: hemoglobin, 718-7: 9 g/dL, 2026-10-20 [/observations/0] - ${lacks}`,
    ],
    ['of tomorrow', [hemoglobin('9', { on: '2026-11-21' })], `unknown - ${lacks}`],
    [
      'without a day',
      [hemoglobin('9', { on: undefined })],
      'unknown: hemoglobin, 718-7: 9 g/dL [/observations/0] - Send the day on which it was taken.',
    ],
    [
      'of the day of its report',
      [hemoglobin('9', { dayOfReport: true })],
      `unknown: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0] - Send the day on which it was taken.`,
    ],
    [
      'of the day of its report, and beyond',
      [hemoglobin('11', { dayOfReport: true })],
      `not-met: hemoglobin, 718-7: 11 g/dL, ${on} [/observations/0]`,
    ],
    [
      'in another unit',
      [hemoglobin('90', { value: { value: '90', unit: 'g/L' } })],
      `unknown: hemoglobin, 718-7: 90 g/L, ${on} [/observations/0] - ${inUnit}`,
    ],
    [
      'in words',
      [hemoglobin('', { value: { coded: 'low' } })],
      `unknown: hemoglobin, 718-7: low, ${on} [/observations/0] - Send the result again, so that it can be read.`,
    ],
    [
      'in words that say the verdict and not the number',
      [hemoglobin('', { value: { coded: 'negative' } })],
      `unknown: hemoglobin, 718-7: negative, ${on} [/observations/0] - Send the number, in g/dL.`,
    ],
    [
      'marked by the laboratory',
      [hemoglobin('9', { interpretation: ['L', 'A'] })],
      expect.stringContaining('hemoglobin, 718-7: 9 g/dL (L, A)') as unknown as string,
    ],
    ['entered in error', [hemoglobin('9', { status: 'entered-in-error' })], `unknown - ${lacks}`],
    [
      'of nobody',
      [hemoglobin('9', { untied: true })],
      `unknown: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0] - ${lacks}`,
    ],
    [
      'that was never made',
      [{ code: '718-7', on, absent: 'not-performed' }],
      `unknown: hemoglobin, 718-7: no value, ${on} [/observations/0] - ${lacks}`,
    ],
    [
      'that is made, beside one that was not',
      [hemoglobin('9'), { code: '718-7', on: '2026-11-19', absent: 'not-performed' }],
      `met: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0]`,
    ],
    [
      'twice, and both agree',
      [hemoglobin('9'), hemoglobin('9.5', { on: '2026-11-01' })],
      `met: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0]; hemoglobin, 718-7: 9.5 g/dL, 2026-11-01 [/observations/1]`,
    ],
    [
      'twice, and they differ',
      [hemoglobin('9'), hemoglobin('11', { on: '2026-11-01' })],
      `contradictory: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0]; hemoglobin, 718-7: 11 g/dL, 2026-11-01 [/observations/1]`,
    ],
    [
      'twice on one day, and they differ',
      [hemoglobin('9'), hemoglobin('11')],
      `contradictory: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0]; hemoglobin, 718-7: 11 g/dL, ${on} [/observations/1]`,
    ],
    [
      'and an old one that differs',
      [hemoglobin('11', { on: '2026-01-01' }), hemoglobin('9')],
      `met: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/1]`,
    ],
    [
      'above it, and an older one that contradicts itself',
      [
        hemoglobin('11'),
        hemoglobin('', {
          on: '2026-11-01',
          value: { coded: 'negative' },
          interpretation: ['POS'],
        }),
      ],
      `contradictory: hemoglobin, 718-7: 11 g/dL, ${on} [/observations/0]; hemoglobin, 718-7: negative (POS), 2026-11-01 [/observations/1]`,
    ],
    [
      'and another that nobody can read, of the same day',
      [hemoglobin('9'), hemoglobin('', { value: { coded: 'zzz' } })],
      `contradictory: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0]; hemoglobin, 718-7: zzz, ${on} [/observations/1]`,
    ],
  ])('%s', (_says, observations, expected) => {
    expect(judged(atMostTen, observations)).toEqual(expected);
  });

  it('is shown as far as its words say something', () => {
    const said = (different: object) => judged(atMostTen, [hemoglobin('', different)]);
    expect(said({ value: { coded: 'x'.repeat(90) } })).toContain(
      `hemoglobin, 718-7: ${'x'.repeat(80)}, `,
    );
    expect(said({ value: undefined, said: ['low', 'see note'] })).toContain(
      'hemoglobin, 718-7: low; see note, ',
    );
    expect(said({ value: { coded: 'zzz' }, interpretation: ['A'] })).toContain(
      'hemoglobin, 718-7: zzz (A), ',
    );
    expect(said({ value: undefined, said: ['zzz'], interpretation: ['A'] })).toContain(
      'hemoglobin, 718-7: zzz (A), ',
    );
    expect(said({ value: { value: '12', unit: 'g/dL', comparator: '<' } })).toContain(
      'hemoglobin, 718-7: <12 g/dL, ',
    );
  });
});

describe('a number against bounds', () => {
  type Comparator = '<' | '<=' | '>' | '>=' | undefined;
  const least = { least: '10' };
  const most = { most: '12' };
  const both = { ...least, ...most };

  it.each<[object, Comparator, string, string]>([
    [least, undefined, '9.999999', 'not-met'],
    [least, undefined, '10', 'met'],
    [most, undefined, '12', 'met'],
    [most, undefined, '12.000001', 'not-met'],
    [both, undefined, '9.999999', 'not-met'],
    [both, undefined, '10', 'met'],
    [both, undefined, '12', 'met'],
    [both, undefined, '12.000001', 'not-met'],
    // Below 10 is below the least; at most 10 may be 10.
    [least, '<', '9', 'not-met'],
    [least, '<', '10', 'not-met'],
    [least, '<=', '10', 'unknown'],
    [least, '<=', '9.999999', 'not-met'],
    [least, '<', '10.000001', 'unknown'],
    [most, '<', '12', 'met'],
    [most, '<=', '12', 'met'],
    [most, '<', '12.000001', 'unknown'],
    [both, '<', '10', 'not-met'],
    [both, '<', '11', 'unknown'],
    [both, '<=', '12', 'unknown'],
    [most, '>', '12', 'not-met'],
    [most, '>=', '12', 'unknown'],
    [most, '>=', '12.000001', 'not-met'],
    [most, '>', '13', 'not-met'],
    [most, '>', '11', 'unknown'],
    [least, '>', '10', 'met'],
    [least, '>=', '10', 'met'],
    [least, '>=', '9.999999', 'unknown'],
    [both, '>', '12', 'not-met'],
    [both, '>', '11', 'unknown'],
    [both, '>=', '10', 'unknown'],
  ])('of %o: %s %s is %s', (bounds, comparator, value, expected) => {
    const one = hemoglobin('', { value: { value, unit: 'g/dL', comparator } });
    expect(judged(bounded(bounds), [one]).split(':')[0]).toBe(expected);
  });

  it.each([
    [least, 'at least 10'],
    [most, 'at most 12'],
    [both, 'at least 10 and at most 12'],
  ])('are told where it cannot be held against them: %o', (bounds, words) => {
    const one = hemoglobin('', { value: { value: '90', unit: 'g/L' } });
    expect(judged(bounded(bounds), [one])).toContain(
      ` - Send the result in g/dL: ${words} is asked for.`,
    );
  });
});

describe('a result of any number or word', () => {
  const any = aCriterion('result', { codes: ['718-7'], withinDays: 30 });

  it.each<[string, object, string]>([
    ['by its number', hemoglobin('14'), `met: hemoglobin, 718-7: 14 g/dL, ${on} [/observations/0]`],
    [
      'by its words',
      hemoglobin('', { value: { coded: 'negative' } }),
      `met: hemoglobin, 718-7: negative, ${on} [/observations/0]`,
    ],
    [
      'that nobody can read',
      hemoglobin('', { value: { coded: 'zzz' } }),
      `unknown: hemoglobin, 718-7: zzz, ${on} [/observations/0] - Send the result again, so that it can be read.`,
    ],
  ])('%s', (_says, one, expected) => {
    expect(judged(any, [one])).toBe(expected);
  });
});

describe('a result by its word', () => {
  const screen = (coded: string, more: object = {}) => ({
    code: '71774-4',
    on,
    value: { coded },
    ...more,
  });
  const asked = (word: string) =>
    aCriterion('result', { codes: ['71774-4'], withinDays: 90, needs: { of: 'word', word } });
  const tb = 'tuberculosis screen (IGRA or skin test), 71774-4';
  const again = ' - Send the result again, so that it can be read.';

  it.each<[string, object[], string]>([
    ['as it is asked for', [screen('negative')], `met: ${tb}: negative, ${on} [/observations/0]`],
    [
      'that is the other',
      [screen('positive')],
      `not-met: ${tb}: positive, ${on} [/observations/0]`,
    ],
    [
      'that decides nothing',
      [screen('indeterminate')],
      `unknown: ${tb}: indeterminate, ${on} [/observations/0]${again}`,
    ],
    [
      'that is none',
      [screen('see report')],
      `unknown: ${tb}: see report, ${on} [/observations/0]${again}`,
    ],
    [
      'without a day',
      [screen('negative', { on: undefined })],
      `unknown: ${tb}: negative [/observations/0] - Send the day on which it was taken.`,
    ],
    [
      'that was otherwise once, however long ago',
      [screen('negative'), screen('positive', { on: '2020-01-01' })],
      `contradictory: ${tb}: positive, 2020-01-01 [/observations/1]; ${tb}: negative, ${on} [/observations/0]`,
    ],
    [
      'that is bad and of nobody',
      [screen('positive', { untied: true })],
      `unknown: ${tb}: positive, ${on} [/observations/0] - Send the result with the name of the patient it is of.`,
    ],
    [
      'beside a bad one of nobody, of the same day',
      [screen('negative'), screen('positive', { untied: true })],
      `contradictory: ${tb}: positive, ${on} [/observations/1]; ${tb}: negative, ${on} [/observations/0]`,
    ],
    [
      'that was otherwise on the same day',
      [screen('negative'), screen('positive')],
      `contradictory: ${tb}: positive, ${on} [/observations/1]; ${tb}: negative, ${on} [/observations/0]`,
    ],
    [
      'beside one of the same day that nobody can read',
      [screen('negative'), screen('see report')],
      `contradictory: ${tb}: negative, ${on} [/observations/0]; ${tb}: see report, ${on} [/observations/1]`,
    ],
    [
      'beside a weight of nobody, of the same day',
      [
        { code: '29463-7', on, value: { value: '82', unit: 'kg' }, untied: true },
        screen('negative'),
      ],
      `met: ${tb}: negative, ${on} [/observations/1]`,
    ],
  ])('%s', (_says, observations, expected) => {
    expect(judged(asked('negative'), observations)).toEqual(expected);
  });

  it('may be asked for as the bad one', () => {
    expect(judged(asked('positive'), [screen('positive')])).toMatch(/^met:/);
    expect(judged(asked('positive'), [screen('negative')])).toMatch(/^not-met:/);
  });

  it('is asked for where only a number came', () => {
    const number = aCriterion('result', {
      codes: ['718-7'],
      withinDays: 90,
      needs: { of: 'word', word: 'negative' },
    });
    expect(judged(number, [hemoglobin('9')])).toBe(
      `unknown: hemoglobin, 718-7: 9 g/dL, ${on} [/observations/0] - Send the result as negative or not, as the laboratory reads it.`,
    );
  });

  it('may be told by the tubes of one day together, which say nothing alone', () => {
    const tube = (code: string, value: string) => ({ code, on, value: { value, unit: '[IU]/mL' } });
    const tubes = [tube('64084-7', '0.02'), tube('71776-9', '0.05'), tube('71774-4', '9.2')];
    const gold = aCriterion('result', {
      codes: ['71774-4'],
      withinDays: 90,
      needs: { of: 'word', word: 'negative' },
    });
    expect(judged(gold, tubes)).toMatch(/^met: /);
    expect(judged(gold, tubes.slice(0, 2))).toMatch(/^unknown: /);
    // One tube of two that reacts is enough.
    expect(judged(gold, [...tubes, tube('88517-8', '0.5')])).toMatch(/^not-met: /);
  });
});
