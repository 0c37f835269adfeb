import { describe, expect, it } from 'vitest';
import { addDays } from '../../functions/platform/days.ts';
import { weightFindings } from '../../functions/referral/checks/weight-checks.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { expectWellTold } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
type Weight = [kilograms: string, on?: string];

const weighed = (birthDate: string, weights: Weight[], height?: string): Submission =>
  aSubmission({
    patient: { ...aSubmission().patient, birthDate },
    observations: [
      ...weights.map(([value, on = today]) => ({
        code: '29463-7',
        on,
        value: { value, unit: 'kg' },
      })),
      ...(height ? [{ code: '8302-2', on: today, value: { value: height, unit: 'cm' } }] : []),
    ],
  });
const found = (submission: Submission, therapyId = 'infliximab') => {
  const all = weightFindings({ submission, therapy: lookUpTherapy(therapyId), asOf: today });
  expectWellTold(all);
  return all.map(({ code, severity }) => `${code}: ${severity}`);
};
/** An adult, weighed now and before. */
const adult = (...weights: Weight[]) => found(weighed('1984-03-09', weights));

describe('people of an age have a weight', () => {
  // The edges of each row of the table, and of its ages.
  it.each([
    [59, 1, 9],
    [60, 2, 18],
    [364, 2, 18],
    [365, 4, 27],
    [2 * 365 - 1, 4, 27],
    [2 * 365, 6, 45],
    [5 * 365 - 1, 6, 45],
    [5 * 365, 10, 100],
    [10 * 365 - 1, 10, 100],
    [10 * 365, 14, 200],
    [15 * 365 - 1, 14, 200],
    [15 * 365, 25, 300],
    [90 * 365, 25, 300],
  ])('on day %i of %i to %i kg', (age, least, most) => {
    const at = (kilograms: string) => found(weighed(addDays(today, -age), [[kilograms]]));
    expect([at(`${least}`), at(`${most}`)]).toEqual([[], []]);
    expect(at(`${least - 1}.999999`)).toEqual(['weight-impossible: block']);
    expect(at(`${most}.000001`)).toEqual(['weight-impossible: block']);
  });

  it('from the day of birth on, and none before', () => {
    expect(found(weighed(today, [['3']]))).toEqual([]);
    expect(found(weighed('2026-11-21', [['3']]))).toEqual(['weight-impossible: block']);
  });
});

describe('a weight', () => {
  it.each([
    ['of thirty days ago is fresh', '2026-10-21', []],
    ['of the day before is old', '2026-10-20', ['weight-old: warn']],
  ])('%s', (_, on, findings) => {
    expect(adult(['82', on])).toEqual(findings);
  });

  it('is of no interest to a dose that does not go by it', () => {
    const heavy = weighed('1984-03-09', [['700']]);
    const fixed = {
      ...heavy,
      order: anOrder({ therapyId: 'vedolizumab', dose: { value: '300', unit: 'mg' } }),
    };
    expect(found(fixed, 'vedolizumab')).toEqual([]);
    expect(found(heavy)).toEqual(['weight-impossible: block']);
    expect(found(weighed('1984-03-09', []))).toEqual([]);
  });

  it.each([
    // At 200 cm a BMI of 12 is 48 kg and one of 70 is 280 kg.
    ['48', '200', []],
    ['47.9', '200', ['weight-implausible: block']],
    ['280', '200', []],
    ['280.1', '200', ['weight-implausible: block']],
    ['82', '0', []],
  ])('of %s kg at %s cm', (kilograms, height, findings) => {
    expect(found(weighed('1984-03-09', [[kilograms]], height))).toEqual(findings);
  });
});

describe('a weight of a child', () => {
  // At 80 cm a BMI of 8 is 5.12 kg and one of 12 is 7.68 kg.
  it.each([
    [2 * 365 - 1, '5.12', []],
    [2 * 365 - 1, '5.11', ['weight-implausible: block']],
    [2 * 365, '7.68', []],
    [2 * 365, '7.67', ['weight-implausible: block']],
  ] as const)('of %i days and %s kg goes with its height: %j', (days, kilograms, findings) => {
    expect(found(weighed(addDays(today, -days), [[kilograms]], '80'))).toEqual(findings);
  });
});

it('a weight that was told or guessed is no weight to dose by', () => {
  const told = (code: string) => {
    const { observations, ...rest } = weighed('1984-03-09', [['82']]);
    return found({ ...rest, observations: observations.map((one) => ({ ...one, code })) });
  };
  for (const code of ['3142-7', '8335-2']) expect(told(code)).toEqual(['weight-stated: block']);
  expect(told('29463-7')).toEqual([]);
});

describe('two weights', () => {
  const lately = '2026-10-21';
  it.each<[string, Weight]>([
    ['near each other', ['82', lately]],
    ['a tenth apart', ['80', lately]],
    ['of which one is nothing', ['0', lately]],
  ])('%s are nothing to look at', (_, before) => {
    expect(adult(['88'], before)).toEqual([]);
  });

  it.each<[string, string, string, string[]]>([
    ['a tenth more', '88', '80', []],
    ['a little more than that', '88.1', '80', ['weight-changed: warn']],
    ['a tenth less', '72', '80', []],
    ['a little less than that', '71.9', '80', ['weight-changed: warn']],
    ['a third more', '120', '90', ['weight-changed: warn']],
    ['a little more than a third', '120.1', '90', ['weight-jump: block']],
    ['a third less than more', '90', '120', ['weight-changed: warn']],
    ['a little less than that, counted from the lower', '89.9', '120', ['weight-jump: block']],
    ['as pounds and kilograms: 2.15', '172', '80', ['weight-unit-suspect: block']],
    ['a little less than 2.15', '171.9', '80', ['weight-jump: block']],
    ['as pounds and kilograms: 2.26', '180.8', '80', ['weight-unit-suspect: block']],
    ['a little more than 2.26', '180.9', '80', ['weight-jump: block']],
    ['as kilograms and pounds', '80', '176', ['weight-unit-suspect: block']],
  ])('within a month: %s', (_, now, before, findings) => {
    expect(adult([now], [before, lately])).toEqual(findings);
  });

  it.each<[string, string, string, string[]]>([
    ['180 days apart may jump no further', '120.1', addDays(today, -180), ['weight-jump: block']],
    ['181 days apart may', '120.1', addDays(today, -181), ['weight-changed: warn']],
    [
      'that long apart, as pounds and kilograms, are pointed out',
      '198',
      addDays(today, -181),
      ['weight-unit-suspect: warn'],
    ],
  ])('%s', (_, now, on, findings) => {
    expect(adult([now], ['90', on])).toEqual(findings);
  });

  it('of a child jump only from the second birthday on', () => {
    const child = (age: number) => found(weighed(addDays(lately, -age), [['14'], ['10', lately]]));
    expect(child(2 * 365)).toEqual(['weight-jump: block']);
    expect(child(2 * 365 - 1)).toEqual(['weight-changed: warn']);
  });

  const contradictory = ['weight-contradictory: block'];
  const daysAgo = (days: number) => addDays(today, -days);
  it.each<[string, string, Weight[], string[]]>([
    ['a tenth apart', '88', [['80', daysAgo(7)]], []],
    ['a little more than that', '88.1', [['80', daysAgo(7)]], contradictory],
    ['a little more, of eight days', '88.1', [['80', daysAgo(8)]], ['weight-changed: warn']],
    ['a tenth less, counted from the lower', '80', [['88', daysAgo(1)]], []],
    ['a little less than that', '80', [['88.1', daysAgo(1)]], contradictory],
    [
      'of which the third newest differs',
      '88.1',
      [
        ['88', daysAgo(3)],
        ['80', daysAgo(5)],
      ],
      contradictory,
    ],
    [
      'of which that is older',
      '88.1',
      [
        ['88', daysAgo(3)],
        ['80', daysAgo(8)],
      ],
      [],
    ],
    ['of one day', '88.1', [['80', today]], contradictory],
  ])('within a week: %s', (_, now, before, findings) => {
    expect(adult([now], ...before)).toEqual(findings);
  });

  it('of one week contradict each other from the second birthday on', () => {
    const before = daysAgo(5);
    const child = (age: number) =>
      found(weighed(addDays(before, -age), [['11.2'], ['10', before]]));
    expect(child(2 * 365)).toEqual(contradictory);
    expect(child(2 * 365 - 1)).toEqual(['weight-changed: warn']);
  });

  it('are the two newest', () => {
    expect(adult(['88'], ['88', lately], ['40', '2026-10-01'])).toEqual([]);
    expect(adult(['40', '2026-10-01'], ['88'], ['88', lately])).toEqual([]);
  });
});
