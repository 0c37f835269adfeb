import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpan } from '../../functions/platform/calendar-span.ts';
import { daysBetween, weekdayOf } from '../../functions/platform/days.ts';
import {
  type CourseFacts,
  countDoses,
  dosesOf,
  expectedStart,
  fewestDays,
  goesOn,
  hasEnd,
  hasLostPart,
  lastDoseDay,
  nextGap,
  phasesOf,
  steadyInterval,
} from '../../functions/referral/order/course.ts';
import type { Phase } from '../../functions/referral/phase.ts';
import type { Order } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';

/** A Monday. */
const monday = '2027-01-04';
const mg = (value: string) => ({ value, unit: 'mg' as const });
const every = (value: number, unit: 'd' | 'wk' | 'mo' | 'a', more: Partial<Phase> = {}): Phase => ({
  ...{ days: [0], every: { value, unit } },
  ...more,
});
const orderOf = (order: Partial<Order>): Order =>
  ({ drug: 'any', dose: mg('5'), ...order }) as Order;
const frequency = (loadingDays: number[], intervalDays?: number, timesPerDay?: number) => ({
  frequency: {
    loadingDays,
    ...(intervalDays ? { intervalDays } : {}),
    ...(timesPerDay ? { timesPerDay } : {}),
  },
});

const facts = (
  firstOn = monday,
  dosingPattern: Therapy['dosingPattern'] = 'intermittent',
): CourseFacts => ({ therapy: { dosingPattern }, firstOn });
/** The first doses, each as its day and its amount. */
const planOf = (order: Partial<Order>, counted = facts(), most = 5): string => {
  const doses: string[] = [];
  for (const { number, day, amount, timesPerDay } of dosesOf(orderOf(order), counted)) {
    if (number > most) break;
    expect(number).toBe(doses.length + 1);
    doses.push(`${day}: ${amount?.value}${timesPerDay > 1 ? ` x${timesPerDay}` : ''}`);
  }
  return doses.join(', ');
};
const loading = { loadingDose: mg('10') };
const begun = { firstDose: false };

describe('the days of the plain form', () => {
  it.each<[string, Partial<Order>, string]>([
    ['a dose alone', {}, '0: 5'],
    ['a rhythm', frequency([], 28), '0: 5, 28: 5, 56: 5, 84: 5, 112: 5'],
    ['loading days, the first of them left out', frequency([14, 42]), '0: 5, 14: 5, 42: 5'],
    ['loading days and a rhythm', frequency([0, 14], 28), '0: 5, 14: 5, 42: 5, 70: 5, 98: 5'],
    [
      'a loading dose on the first day',
      { ...loading, ...frequency([], 28) },
      '0: 10, 28: 5, 56: 5, 84: 5, 112: 5',
    ],
    [
      'a loading dose on each of the loading days',
      { ...loading, ...frequency([0, 14], 28) },
      '0: 10, 14: 10, 42: 5, 70: 5, 98: 5',
    ],
    ['a loading dose alone', loading, '0: 10'],
    ['no dose', { dose: undefined, ...frequency([0, 14]) }, '0: undefined, 14: undefined'],
    ['two doses a day', { ...frequency([], 1, 2), doses: 2 }, '0: 5 x2, 1: 5 x2'],
    ['two doses on each of the loading days', frequency([0, 3], undefined, 2), '0: 5 x2, 3: 5 x2'],
    ['as many doses as are ordered', { ...frequency([0, 14], 28), doses: 3 }, '0: 5, 14: 5, 42: 5'],
    [
      'no loading for who is on the drug',
      { ...begun, ...loading, ...frequency([0, 14], 28) },
      '0: 5, 28: 5, 56: 5, 84: 5, 112: 5',
    ],
    ['loading days alone for who is on the drug', { ...begun, ...frequency([0, 14]) }, '0: 5'],
    ['one dose for who is on the drug', { ...begun, doses: 1, ...frequency([0, 14]) }, '0: 5'],
    [
      'one dose for who is on the drug, never that of the loading',
      { ...begun, ...loading, doses: 1, ...frequency([0, 14]) },
      '0: 5',
    ],
    [
      'two doses for who is on the drug',
      { ...begun, doses: 2, ...frequency([0, 14]) },
      '0: 5, 14: 5',
    ],
    [
      'two doses of a rhythm for who is on the drug',
      { ...begun, doses: 2, ...frequency([0, 14], 28) },
      '0: 5, 28: 5',
    ],
    [
      'its third dose for who had two, with the loading dose',
      { ...begun, ...loading, nextDose: 3, ...frequency([0, 14, 42], 28) },
      '0: 10, 28: 5, 56: 5, 84: 5, 112: 5',
    ],
    ['no parts beside a rhythm', { phases: [], doses: 2, ...frequency([], 7) }, '0: 5, 7: 5'],
  ])('of %s', (_, order, plan) => {
    expect(planOf(order)).toBe(plan);
  });

  it.each<[Partial<Order>, Phase[]]>([
    [{ ...frequency([], 28) }, [every(28, 'd', { dose: mg('5') })]],
    [{ dose: undefined, ...frequency([], 28) }, [every(28, 'd')]],
    [
      { ...loading, ...frequency([], 28, 2) },
      [
        { days: [0], timesPerDay: 2, dose: mg('10') },
        every(28, 'd', { timesPerDay: 2, dose: mg('5') }),
      ],
    ],
    [frequency([0, 14]), [{ days: [0, 14], dose: mg('5') }]],
    [{ dose: undefined, ...frequency([0, 14]) }, [{ days: [0, 14] }]],
  ])('are parts: %j', (order, phases) => {
    expect(phasesOf(orderOf(order), undefined)).toStrictEqual(phases);
  });

  it('are every day for a drug that is given daily, unless a rhythm is ordered', () => {
    expect(planOf({ doses: 3 }, facts(monday, 'daily'))).toBe('0: 5, 1: 5, 2: 5');
    expect(planOf({ doses: 2, ...frequency([], 7) }, facts(monday, 'daily'))).toBe('0: 5, 7: 5');
    expect(planOf({ doses: 3 }, { therapy: undefined, firstOn: monday })).toBe('0: 5');
  });
});

const days = (...phases: Phase[]): string =>
  planOf({ phases }, facts(), 8)
    .split(', ')
    .map((dose) => dose.split(':')[0])
    .join(' ');

describe('the days of parts', () => {
  it.each<[string, Phase[], string]>([
    ['as many doses as it has', [every(1, 'wk', { doses: 3 })], '0 7 14'],
    ['as long as it lasts', [every(1, 'wk', { lasts: { value: 2, unit: 'wk' } })], '0 7'],
    ['a day longer', [every(1, 'wk', { lasts: { value: 15, unit: 'd' } })], '0 7 14'],
    ['through its last day', [every(1, 'wk', { through: '2027-01-18' })], '0 7 14'],
    ['before a last day', [every(1, 'wk', { through: '2027-01-17' })], '0 7'],
    [
      'a cycle that ends within',
      [every(1, 'wk', { days: [0, 5], lasts: { value: 12, unit: 'd' } })],
      '0 5 7',
    ],
    [
      'a cycle through a day within',
      [every(1, 'wk', { days: [0, 5], through: '2027-01-15' })],
      '0 5 7',
    ],
    ['a cycle', [every(4, 'wk', { days: [0, 1], doses: 5 })], '0 1 28 29 56'],
    [
      'after a rhythm by that of the next',
      [every(1, 'wk', { doses: 2 }), every(2, 'wk', { doses: 2 })],
      '0 7 21 35',
    ],
    [
      'a day after by the day, where there is no rhythm',
      [{ days: [0, 3] }, { days: [0] }],
      '0 3 4',
    ],
    [
      'after a rhythm by the last one there was',
      [every(1, 'wk', { doses: 2 }), { days: [0] }, { days: [0] }],
      '0 7 14 21',
    ],
    [
      'on the day that is named',
      [{ days: [0, 3] }, { days: [0, 2], startsOnDay: 28 }],
      '0 3 28 30',
    ],
    [
      'not on a day that is over',
      [{ days: [0, 3] }, { days: [0, 2, 3, 5], startsOnDay: 0 }],
      '0 3 5',
    ],
    [
      'until the next begins',
      [every(1, 'wk'), { days: [0], startsOnDay: 14 }, every(4, 'wk', { doses: 1 })],
      '0 7 14 42',
    ],
    [
      'as many as it has, though the next begins before',
      [every(1, 'wk', { doses: 3 }), { days: [0], startsOnDay: 7 }],
      '0 7 14',
    ],
    ['on the days of the week', [{ days: [0], weekdays: ['wed', 'mon'], doses: 5 }], '0 2 7 9 14'],
    [
      'on the days of every other week',
      [{ days: [0], weekdays: ['tue'], every: { value: 2, unit: 'wk' }, doses: 3 }],
      '1 15 29',
    ],
    [
      'on days of the week a week after',
      [{ days: [0, 2] }, { days: [0], weekdays: ['wed'], doses: 2 }],
      '0 2 9 16',
    ],
    ['by the month', [every(1, 'mo', { doses: 4 })], '0 31 59 90'],
    ['by the year', [every(1, 'a', { doses: 3 })], '0 365 731'],
  ])('are %s', (_, phases, plan) => {
    expect(days(...phases)).toBe(plan);
  });

  it('are counted in the week of the first day', () => {
    const mondays = { phases: [{ days: [0], weekdays: ['mon' as const] }] };
    expect(planOf(mondays, facts('2027-01-06'), 2)).toBe('5: 5, 12: 5');
    expect(planOf(mondays, facts('2027-01-10'), 2)).toBe('1: 5, 8: 5');
  });

  it('are of the last part alone for who is on the drug', () => {
    const phases = [{ days: [0, 14] }, every(4, 'wk', { startsOnDay: 42, dose: mg('7') })];
    expect(planOf({ phases, ...begun }, facts(), 2)).toBe('0: 7, 28: 7');
    expect(planOf({ phases, ...begun, nextDose: 2 }, facts(), 2)).toBe('0: 5, 28: 7');
    expect(phasesOf(orderOf({ phases, ...begun }), undefined)[0]).not.toHaveProperty('startsOnDay');
  });

  it('have their own amount, times and minutes, or those of the order', () => {
    const own = { dose: mg('7'), timesPerDay: 2, durationMinutes: 30 };
    const phases = [every(1, 'd', { ...own, doses: 1 }), every(1, 'wk')];
    const [first, second] = dosesOf(orderOf({ phases, durationMinutes: 60 }), facts());
    expect(first).toEqual({
      ...{ number: 1, day: 0, amount: mg('7'), timesPerDay: 2, durationMinutes: 30, repeats: true },
    });
    expect(second).toEqual({
      ...{ number: 2, day: 7, amount: mg('5'), timesPerDay: 1, durationMinutes: 60, repeats: true },
    });
  });

  it.each<[Phase, boolean, string | undefined]>([
    [{ days: [0] }, false, undefined],
    [every(2, 'wk'), true, undefined],
    [every(10, 'd'), true, undefined],
    [every(1, 'mo'), true, 'month'],
    [every(1, 'a'), true, 'month'],
    [{ days: [0], weekdays: ['mon'] }, true, 'weekday'],
  ])('%j: go on %s, and are due by the %s', (phase, repeats, due) => {
    const [dose] = dosesOf(orderOf({ phases: [phase] }), facts());
    expect([dose?.repeats, dose?.due]).toEqual([repeats, due]);
    expect(goesOn(phase)).toBe(repeats);
  });
});

describe('the end of a course', () => {
  const ended = every(1, 'wk', { doses: 3 });
  /** Each follows the one before it after sixty days. */
  const sixtyDays = every(60, 'd', {
    days: Array.from({ length: 60 }, (_, day) => day),
    doses: 400,
  });
  it.each<[string, Partial<Order>, number, number]>([
    ['one dose', {}, 1, 0],
    ['three doses', { phases: [ended] }, 3, 14],
    ['a rhythm without one', frequency([], 7), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['as many as are ordered', { ...frequency([], 7), doses: 4 }, 4, 21],
    ['fewer than are ordered', { ...frequency([0, 14]), doses: 4 }, 2, 14],
    ['a length', { phases: [every(1, 'd', { lasts: { value: 2, unit: 'wk' } })] }, 14, 13],
    ['a last day', { phases: [every(1, 'd', { through: '2027-01-10' })] }, 7, 6],
    [
      'one that the next part gives',
      { phases: [every(1, 'wk'), { days: [0], startsOnDay: 14 }] },
      3,
      14,
    ],
    [
      'none, where the last part goes on',
      { phases: [every(1, 'wk'), every(2, 'wk', { startsOnDay: 14 })] },
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ],
    ['more than are counted', { phases: Array(6).fill(sixtyDays) }, 2000, 2235],
    ['as many as are counted', { phases: Array(5).fill(sixtyDays) }, 2000, 2235],
  ])('is %s', (_, order, doses, last) => {
    expect(countDoses(orderOf(order), facts())).toBe(doses);
    expect(lastDoseDay(orderOf(order), facts())).toBe(last);
    expect(hasEnd(orderOf(order), undefined)).toBe(Number.isFinite(doses));
  });

  it.each<[Phase[], boolean]>([
    [[every(1, 'wk')], false],
    [[every(1, 'wk'), ended], true],
    [[ended, every(1, 'wk')], false],
    [[every(1, 'wk'), { days: [0], startsOnDay: 14 }], false],
    [[every(1, 'wk'), { days: [0], startsOnDay: 14 }, every(2, 'wk'), ended], true],
  ])('of parts %j hides what follows: %s', (phases, hidden) => {
    expect(hasLostPart(phases)).toBe(hidden);
  });
});

describe('a course that is taken up', () => {
  it.each<[Partial<Order>, number | undefined]>([
    [frequency([0, 14, 42], 56), undefined],
    [{ nextDose: 1, ...frequency([0, 14, 42], 56) }, undefined],
    [{ nextDose: 2, ...frequency([0, 14, 42], 56) }, 14],
    [{ nextDose: 3, ...frequency([0, 14, 42], 56) }, 28],
    [{ nextDose: 4, ...frequency([0, 14, 42], 56) }, 56],
    [{ nextDose: 3, ...frequency([0, 14, 42]) }, 28],
    [{ nextDose: 4, ...frequency([0, 14, 42]) }, undefined],
    [{ nextDose: 5, doses: 2, ...frequency([], 7) }, 7],
  ])('at the dose of %j waits %s days', (order, gap) => {
    expect(nextGap(orderOf(order), facts())).toBe(gap);
  });

  it('by the month counts the months that were', () => {
    const monthly = { phases: [every(1, 'mo')], nextDose: 3 };
    // From January 15: its third dose on March 15, the next on April 15.
    expect(planOf(monthly, facts('2027-03-15'), 3)).toBe('0: 5, 31: 5, 61: 5');
    expect(nextGap(orderOf(monthly), facts('2027-03-15'))).toBe(28);
  });

  it('before its last day counts that day where it is, and not from the first', () => {
    const phases = [every(1, 'd', { through: '2027-01-10' })];
    expect(planOf({ phases, nextDose: 20 }, facts(), 9)).toBe(
      '0: 5, 1: 5, 2: 5, 3: 5, 4: 5, 5: 5, 6: 5',
    );
    expect(nextGap(orderOf({ phases, nextDose: 20 }), facts())).toBe(1);
    expect(nextGap(orderOf({ phases, nextDose: 20 }), facts('2027-01-11'))).toBeUndefined();
    expect(planOf({ phases, nextDose: 20 }, facts('2027-01-11'))).toBe('');
  });

  it('has as many doses from there on as are ordered', () => {
    expect(planOf({ nextDose: 3, doses: 2, ...frequency([0, 14, 42], 56) })).toBe('0: 5, 56: 5');
  });
});

describe('the measures of a course', () => {
  it.each<[Partial<Order>, number | undefined]>([
    [frequency([0, 14], 56), 56],
    [{}, undefined],
    [{ phases: [every(1, 'wk', { doses: 4 }), every(2, 'wk')] }, 14],
    [{ phases: [every(1, 'wk', { doses: 4 }), { days: [0] }] }, undefined],
    [{ phases: [{ days: [0], weekdays: ['mon', 'thu'] }] }, 7],
    [{ phases: [every(1, 'mo')] }, 28],
  ])('%j comes again after %s days', (order, steady) => {
    expect(steadyInterval(orderOf(order), undefined)).toBe(steady);
  });

  it.each([
    [10, 'd', 10],
    [2, 'wk', 14],
    [2, 'a', 730],
    [1, 'mo', 28],
    [3, 'mo', 89],
  ] as const)('%i %s have %i days at least', (value, unit, fewest) => {
    expect(fewestDays({ value, unit })).toBe(fewest);
  });

  it('are never more than the calendar has, and hardly fewer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 }), fc.nat(1500), (value, from) => {
        const span = { value, unit: 'mo' as const };
        const between = daysBetween(monday, addSpan(monday, from, span)) - from;
        expect(fewestDays(span)).toBeLessThanOrEqual(between);
        expect(fewestDays(span)).toBeGreaterThanOrEqual(between - 6);
      }),
      { numRuns: 300 },
    );
  });

  it('begin on the day that is ordered, or signed, or on some Monday', () => {
    const signed = { signedAt: '2026-11-19T15:30:00Z' };
    expect(expectedStart(orderOf({ ...signed, startOn: '2026-12-01' }))).toBe('2026-12-01');
    expect(expectedStart(orderOf(signed), '2027-02-01')).toBe('2026-11-19');
    expect(expectedStart(orderOf({}), '2027-02-01')).toBe('2027-02-01');
    expect(weekdayOf(expectedStart(orderOf({})))).toBe(weekdayOf(monday));
  });
});
