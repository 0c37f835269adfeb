import { describe, expect, it } from 'vitest';
import type { Dosage } from '../../functions/fhir/elements.ts';
import { courseFrom } from '../../functions/referral/fhir/course.ts';
import { dosesOf } from '../../functions/referral/order/course.ts';
import type { Order } from '../../functions/referral/referral.ts';

/** A Monday. */
const firstOn = '2027-01-04';

const dosage = (text: string, dose?: [value: number, code: string], more: object = {}): Dosage => ({
  text,
  ...(dose ? { doseAndRate: [{ doseQuantity: { value: dose[0], code: dose[1] } }] } : {}),
  ...more,
});
/** Day and amount of the first doses; what is asked back where something is. */
const given = (...dosages: Dosage[]): string[] => {
  const placed = dosages.map((one, index) => ({ at: `[${index}]`, dosage: one }));
  const { notUnderstood, ...course } = courseFrom(placed);
  if (notUnderstood.length > 0) return notUnderstood.map(({ about, why }) => `${about}: ${why}`);
  const order = { drug: 'any', ...course } as Order;
  const days: string[] = [];
  for (const { day, amount } of dosesOf(order, { therapy: undefined, firstOn })) {
    if (days.length === 4) break;
    days.push(`${day}: ${amount?.value} ${amount?.unit}`);
  }
  return days;
};
const other = ['dose: is another amount than the words name'];

describe('an instruction whose parts name amounts of their own', () => {
  it.each<[string, [number, string], string[]]>([
    [
      '300 mg IV day 1 and day 15, then 600 mg IV every 6 months',
      [300, 'mg'],
      ['0: 300 mg', '14: 300 mg', '195: 600 mg', '379: 600 mg'],
    ],
    [
      '300 mg IV day 1 and day 15, then 600 mg IV every 6 months',
      [600, 'mg'],
      ['0: 300 mg', '14: 300 mg', '195: 600 mg', '379: 600 mg'],
    ],
    [
      'loading dose 2,700 mg, 2 weeks later 3,300 mg, then every 8 weeks',
      [2700, 'mg'],
      ['0: 2700 mg', '14: 3300 mg', '70: 3300 mg', '126: 3300 mg'],
    ],
    [
      '2 g/kg once, then 1 g/kg every 3 weeks',
      [2, 'g/kg'],
      ['0: 2 g/kg', '21: 1 g/kg', '42: 1 g/kg', '63: 1 g/kg'],
    ],
    ['1 g once, then 500 mg weekly', [1, 'g'], ['0: 1 g', '7: 0.5 g', '14: 0.5 g', '21: 0.5 g']],
    // The coded dose is none of them, a part names two, or the first names none.
    ['300 mg day 1 and 15, then 600 mg every 6 months', [500, 'mg'], other],
    ['300 mg day 1 and 15 (total 600 mg), then 600 mg every 6 months', [300, 'mg'], other],
    ['day 1 and 15, then 600 mg every 6 months', [300, 'mg'], other],
    ['5 mg/kg (350 mg) at weeks 0 and 2, then 400 mg every 8 weeks', [350, 'mg'], other],
  ])('%s, coded %j', (text, dose, expected) => {
    expect(given(dosage(text, dose))).toEqual(expected);
  });

  it('is read with decimal commas', () => {
    expect(given(dosage('1,25 g cada 12 horas', [1250, 'mg']))).toEqual(
      given(dosage('1.25 g every 12 hours', [1250, 'mg'])),
    );
    expect(given(dosage('0,375 mg daily', [375, 'mg']))).toEqual(other);
  });
});

describe('an instruction that is counted from those before it', () => {
  const loading = dosage('2700 mg once', [2700, 'mg'], { sequence: 1 });
  const later = (text: string, more: object = {}) =>
    dosage(text, [3300, 'mg'], { sequence: 2, ...more });
  const planned = ['0: 2700 mg', '14: 3300 mg', '70: 3300 mg', '126: 3300 mg'];
  const every8 = { repeat: { frequency: 1, period: 8, periodUnit: 'wk' } };

  it.each([
    ['3300 mg every 8 weeks, starting 2 weeks after the loading dose', {}],
    ['starting 2 weeks later, 3300 mg every 8 weeks', {}],
    ['3300 mg every 8 weeks, starting 2 weeks after the loading dose', { timing: every8 }],
  ])('%s %j', (text, more) => {
    expect(given(loading, later(text, more))).toEqual(planned);
  });

  it('is asked about where nothing goes before it', () => {
    expect(given(later('3300 mg every 8 weeks, starting 2 weeks after the loading dose'))).toEqual([
      'timing: names no days that can be read: it is not said from which dose its days are counted',
    ]);
  });

  it('has the first day that it is coded with, where both are one', () => {
    const on = (day: string) => ({ timing: { event: [day] } });
    const from = (start: string) => ({
      timing: { repeat: { ...every8.repeat, boundsPeriod: { start } } },
    });
    const words = '3300 mg every 8 weeks, starting 2 weeks after the loading dose';
    const first = { ...loading, ...on('2027-01-04') };
    expect(given(first, later(words, from('2027-01-18')))).toEqual(planned);
    expect(given(first, later(words, from('2027-01-25')))).toEqual([
      'timing: names another first day in words than in its coded timing',
    ]);
  });

  it('begins on its own coded day, not an interval after the dose before it', () => {
    const coded = (timing: Dosage['timing'], dose: number, sequence: number): Dosage => ({
      sequence,
      timing,
      doseAndRate: [{ doseQuantity: { value: dose, code: 'mg' } }],
    });
    const first = coded({ event: ['2027-01-04'] }, 2700, 1);
    const from = (start: string) =>
      coded({ repeat: { ...every8.repeat, boundsPeriod: { start } } }, 3300, 2);
    expect(given(first, from('2027-01-18'))).toEqual(planned);
    const after8 = ['0: 2700 mg', '56: 3300 mg', '112: 3300 mg', '168: 3300 mg'];
    expect(given(first, from('2027-03-01'))).toEqual(after8);
    expect(given(first, coded(every8, 3300, 2))).toEqual(after8);
  });
});
