import { describe, expect, it } from 'vitest';
import type { CriteriaFile } from '../../functions/authorization/criteria/judge-criterion.ts';
import { aCriterion, criteriaFile, judgedSays } from '../support/criteria.ts';
import { anOrder, type aSubmission } from '../support/referrals.ts';

type Facts = Parameters<typeof aSubmission>[0];
const quantity = (asked: object) => aCriterion('quantity', asked);
const ordered = (value: string, unit = 'mg/kg', more: object = {}) => ({
  order: anOrder({ dose: { value, unit }, ...more }),
});
const weighing = (value: string, unit = 'kg') => ({
  observations: [{ code: '29463-7', on: '2026-11-15', value: { value, unit } }],
});
const weight = 'weight of 82 kg, 2026-11-15 [/observations]';
const inMilligrams = ' - Say what the dose comes to in milligrams.';

describe('most of a drug for a kilogram', () => {
  const fiveMilligrams = quantity({ mostPerKg: { value: '5', unit: 'mg' } });

  it.each<[string, Facts, string]>([
    ['at the bound', ordered('5'), 'met: dose of 5 mg/kg [/order/dose]'],
    ['above it', ordered('5.000001'), 'not-met: dose of 5.000001 mg/kg [/order/dose]'],
    ['in grams, at it', ordered('0.005', 'g/kg'), 'met: dose of 0.005 g/kg [/order/dose]'],
    ['in grams, above it', ordered('0.006', 'g/kg'), 'not-met: dose of 0.006 g/kg [/order/dose]'],
    ['by the weight, at it', ordered('410', 'mg'), `met: dose of 410 mg [/order/dose]; ${weight}`],
    [
      'by the weight, above it by the least that can be written',
      ordered('410.000001', 'mg'),
      `not-met: dose of 410.000001 mg [/order/dose]; ${weight}`,
    ],
    [
      'by a part of a kilogram, at it',
      { ...ordered('411', 'mg'), ...weighing('82.2') },
      'met: dose of 411 mg [/order/dose]; weight of 82.2 kg, 2026-11-15 [/observations]',
    ],
    [
      'without a weight',
      { ...ordered('410', 'mg'), observations: [] },
      'unknown: dose of 410 mg [/order/dose] - Send a weight and the day on which it was taken.',
    ],
    [
      'without a weight, where the dose goes by it',
      { ...ordered('5'), observations: [] },
      'met: dose of 5 mg/kg [/order/dose]',
    ],
    [
      'of a day, not of a visit',
      ordered('5', 'mg/kg/d'),
      `unknown: dose of 5 mg/kg/d [/order/dose]${inMilligrams}`,
    ],
    ['by surface', ordered('5', 'mg/m2'), `unknown: dose of 5 mg/m2 [/order/dose]${inMilligrams}`],
    [
      'in units',
      ordered('5', '[iU]/kg'),
      `unknown: dose of 5 [iU]/kg [/order/dose]${inMilligrams}`,
    ],
    ['of no dose', ordered('5', 'mg/kg', { dose: undefined }), 'unknown - Send the dose.'],
    [
      'with more at first',
      ordered('5', 'mg/kg', { loadingDose: { value: '6', unit: 'mg/kg' } }),
      'not-met: dose of 6 mg/kg [/order/dose]',
    ],
    [
      'with less at first, and each dose shown',
      ordered('5', 'mg/kg', { loadingDose: { value: '4', unit: 'mg/kg' } }),
      'met: dose of 5 mg/kg [/order/dose]; dose of 4 mg/kg [/order/dose]',
    ],
  ])('%s', (_says, facts, expected) => {
    expect(judgedSays(fiveMilligrams, facts)).toBe(expected);
  });
});

describe('most of a drug for a dose', () => {
  const inGrams = quantity({ mostPerDose: { value: '0.41', unit: 'g' } });

  it.each<[string, Facts, string]>([
    ['at the bound', ordered('410', 'mg'), 'met: dose of 410 mg [/order/dose]'],
    ['above it', ordered('410.000001', 'mg'), 'not-met: dose of 410.000001 mg [/order/dose]'],
    ['in grams', ordered('0.41', 'g'), 'met: dose of 0.41 g [/order/dose]'],
    ['by weight, at it', ordered('5'), `met: dose of 5 mg/kg [/order/dose]; ${weight}`],
    [
      'by weight, above it',
      ordered('5.000001'),
      `not-met: dose of 5.000001 mg/kg [/order/dose]; ${weight}`,
    ],
    [
      'by weight, of one who is lighter by a gram',
      { ...ordered('5.000001'), ...weighing('81.999') },
      'met: dose of 5.000001 mg/kg [/order/dose]; weight of 81.999 kg, 2026-11-15 [/observations]',
    ],
    [
      'by weight, of one who was not weighed',
      { ...ordered('5'), observations: [] },
      'unknown: dose of 5 mg/kg [/order/dose] - Send a weight and the day on which it was taken.',
    ],
  ])('%s', (_says, facts, expected) => {
    expect(judgedSays(inGrams, facts)).toBe(expected);
  });
});

describe('fewest days between two doses', () => {
  const eightWeeks = quantity({ leastDaysBetween: 56 });
  const every = (intervalDays: number, loadingDays = [0, 14, 42]) => ({
    order: anOrder({ frequency: { loadingDays, intervalDays } }),
  });
  const noRhythm = ' - Say how many days lie between doses once the first ones are given.';

  it.each<[string, Facts, Partial<CriteriaFile>, string]>([
    ['so many', every(56), {}, 'met: a dose every 56 days [/order/frequency]'],
    ['one less', every(55), {}, 'not-met: a dose every 55 days [/order/frequency]'],
    ['more', every(84, [0]), {}, 'met: a dose every 84 days [/order/frequency]'],
    [
      'of one dose',
      { order: anOrder({ doses: 1, frequency: undefined }) },
      {},
      'met: one dose [/order/doses]',
    ],
    ['of a drug that nobody knows', every(56), { therapy: undefined }, `unknown${noRhythm}`],
    [
      'of two doses without a rhythm',
      { order: anOrder({ doses: 2, frequency: { loadingDays: [0, 14] } }) },
      {},
      `unknown${noRhythm}`,
    ],
  ])('%s', (_says, facts, beside, expected) => {
    expect(judgedSays(eightWeeks, facts, beside)).toBe(expected);
  });
});

describe('most units of a request', () => {
  const [line] = criteriaFile().lines;
  if (!line) throw new Error('the request of the tests asks for no drug');
  const lines = [
    { ...line, sequence: 1, units: 300 },
    { ...line, sequence: 3, units: 10 },
  ];

  it.each<[string, number, Partial<CriteriaFile>, string]>([
    [
      'at the bound',
      300,
      { lines },
      `met: 300 units of ${line.code} [/lines/1]; 10 units of ${line.code} [/lines/3]`,
    ],
    ['above it', 299, { lines }, `not-met: 300 units of ${line.code} [/lines/1]`],
    ['of no line', 300, { lines: [] }, 'unknown - Look at the request: it asks for no units.'],
  ])('%s', (_says, mostUnits, beside, expected) => {
    expect(judgedSays(quantity({ mostUnits }), {}, beside)).toBe(expected);
  });
});

describe('several bounds', () => {
  const all = {
    mostPerKg: { value: '5', unit: 'mg' },
    mostPerDose: { value: '500', unit: 'mg' },
    leastDaysBetween: 56,
    mostUnits: 300,
  };

  it('that are all kept are met by all that shows it, each fact once', () => {
    const [line] = criteriaFile().lines;
    expect(judgedSays(quantity(all))).toBe(
      `met: dose of 5 mg/kg [/order/dose]; ${weight}; a dose every 56 days [/order/frequency]; 300 units of ${line?.code} [/lines/1]`,
    );
  });

  it.each([
    [
      'one that is broken weighs more than one that is not known',
      { ...all, mostUnits: 1 },
      'not-met',
    ],
    ['one that is not known keeps all from being met', all, 'unknown'],
  ])('%s', (_says, asked, expected) => {
    expect(judgedSays(quantity(asked), { observations: [] })).toMatch(new RegExp(`^${expected}:`));
  });
});

describe('most months of a request', () => {
  const months = (mostMonths: number, from: string, through: string) =>
    judgedSays(
      aCriterion('period', { mostMonths }),
      {},
      { lines: criteriaFile().lines.map((line) => ({ ...line, sequence: 2, from, through })) },
    );

  it.each([
    ['2027-01-15', '2027-02-14', 1, 'met'],
    ['2027-01-15', '2027-02-15', 1, 'not-met'],
    ['2027-01-31', '2027-02-28', 1, 'met'],
    ['2027-01-31', '2027-03-01', 1, 'not-met'],
    ['2027-01-31', '2027-07-30', 6, 'met'],
    ['2027-01-31', '2027-07-31', 6, 'not-met'],
    ['2027-01-31', '2028-01-30', 12, 'met'],
    ['2027-01-31', '2028-01-31', 12, 'not-met'],
    ['2026-06-10', '2026-12-09', 6, 'met'],
    ['2026-06-10', '2026-12-10', 6, 'not-met'],
    ['2026-12-10', '2027-01-09', 1, 'met'],
    ['2026-12-10', '2027-01-10', 1, 'not-met'],
    ['2026-09-01', '2026-10-01', 1, 'not-met'],
  ])('from %s through %s, %i at most: %s', (from, through, most, expected) => {
    expect(months(most, from, through)).toBe(
      `${expected}: asked for from ${from} through ${through} [/lines/2]`,
    );
  });

  it('of no line is not known', () => {
    expect(judgedSays(aCriterion('period', { mostMonths: 6 }), {}, { lines: [] })).toBe(
      'unknown - Look at the request: it asks for no days.',
    );
  });
});
