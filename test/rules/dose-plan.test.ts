import { describe, expect, it } from 'vitest';
import type { Stretch } from '../../functions/referral/phase.ts';
import type { Order } from '../../functions/referral/referral.ts';
import {
  acuityOf,
  type Dose,
  doseGaps,
  orderedVisits,
  type PlanFacts,
  planDoses,
} from '../../functions/series/dose-plan.ts';
import { isSelfGiven } from '../../functions/therapy/nurse-visits.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

type OrderParts = Parameters<typeof anOrder>[0];

const therapy = (id: string): Therapy => lookUpTherapy(id) as Therapy;
const plan = (
  order: OrderParts,
  setting: Setting = 'infusion-center',
  more: Partial<PlanFacts> = {},
) => {
  const submission = aSubmission({ order: anOrder(order) });
  const facts = { submission, therapy: therapy(submission.order.therapyId ?? ''), setting };
  return planDoses({ ...facts, ...more }, '2026-11-20');
};
const daysOfDoses = (...args: Parameters<typeof plan>) => plan(...args).map(({ offset }) => offset);

const antibiotic = { therapyId: 'ceftriaxone', frequency: undefined, lineType: 'picc' } as const;
const underTheSkin = { therapyId: 'scig', frequency: { loadingDays: [], intervalDays: 7 } };

describe('the days of the doses', () => {
  it.each<[string, OrderParts, number[]]>([
    ['the loading days, then the interval', {}, [0, 14, 42, 98, 154, 210]],
    ['no more loading days than doses are ordered', { doses: 2 }, [0, 14]],
    [
      'loading days in their order, however they were written',
      { doses: 4, frequency: { loadingDays: [42, 0, 14], intervalDays: 56 } },
      [0, 14, 42, 98],
    ],
    [
      'the interval from the first day, where no loading is ordered',
      { doses: 3, frequency: { loadingDays: [], intervalDays: 28 } },
      [0, 28, 56],
    ],
    [
      'the interval alone for a patient who is on the therapy',
      { doses: 3, firstDose: false, lastDoseOn: '2026-10-20' },
      [0, 56, 112],
    ],
    [
      'the loading days alone, where no interval is ordered',
      { doses: undefined, frequency: { loadingDays: [0, 14] } },
      [0, 14],
    ],
    ['one day, where no rhythm is ordered', { doses: undefined, frequency: undefined }, [0]],
    ['every day of a daily drug at a center', { ...antibiotic, doses: 3 }, [0, 1, 2]],
  ])('are %s', (_says, order, days) => {
    expect(daysOfDoses(order)).toEqual(days);
  });

  it('are numbered from 1, and only a first dose ever is planned as one', () => {
    const numbered = (order: OrderParts) =>
      plan(order).map(({ number, first }) => [number, first] as const);
    expect(numbered({ doses: 2 })).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(numbered({ doses: 2, firstDose: false })).toEqual([
      [1, false],
      [2, false],
    ]);
  });
});

describe('how far ahead doses are planned', () => {
  const bookedSince = (firstOn: string, bookedThrough: number) => ({
    series: { firstOn, bookedThrough },
  });
  const every = (intervalDays: number) => ({ frequency: { loadingDays: [], intervalDays } });

  it.each<[string, OrderParts, Partial<PlanFacts>, number]>([
    ['a long order', { doses: 20 }, {}, 8],
    ['a dose on day 371 is within the year', { ...every(53), doses: 20 }, {}, 8],
    ['a dose on day 372 is not', { ...every(62), doses: 20 }, {}, 6],
    ['an order without an end: half a year', { doses: undefined }, {}, 5],
    ['a dose on day 182 is within half a year', { ...every(91), doses: undefined }, {}, 3],
    ['a dose on day 183 is not', { ...every(61), doses: undefined }, {}, 3],
    ['one that its authorization bounds: a year', { doses: undefined }, { authorization: {} }, 8],
    [
      'what a renewal has booked stays in the plan',
      { doses: 20 },
      bookedSince('2026-11-20', 12),
      12,
    ],
    [
      'a renewal reaches a year beyond the last dose booked',
      { doses: 20 },
      { ...bookedSince('2026-11-20', 8), further: true },
      14,
    ],
    [
      'a dose 371 days after the last one booked is within that year',
      { ...every(53), doses: 40 },
      { ...bookedSince('2026-11-20', 8), further: true },
      15,
    ],
    [
      'a renewal adds no more than is ordered',
      { doses: 10 },
      { ...bookedSince('2026-11-20', 8), further: true },
      10,
    ],
    [
      'the year counts from today once doses were given',
      { doses: 20 },
      bookedSince('2026-05-20', 8),
      12,
    ],
    [
      'a series that begins later is not shortened by the days until then',
      { ...every(53), doses: 20 },
      bookedSince('2026-12-20', 1),
      8,
    ],
    ['at most thirty visits at once', { ...antibiotic, doses: 45 }, {}, 30],
    [
      'thirty more than are booked',
      { ...antibiotic, doses: 45 },
      bookedSince('2026-11-20', 12),
      42,
    ],
  ])('%s', (_says, order, more, last) => {
    expect(plan(order, 'infusion-center', more).at(-1)?.number).toBe(last);
  });
});

describe('where the patient or the facility gives the doses', () => {
  it.each<[string, Setting, boolean]>([
    ['ceftriaxone', 'home', true],
    ['ceftriaxone', 'long-term-care', true],
    ['ceftriaxone', 'infusion-center', false],
    ['scig', 'home', true],
    ['infliximab', 'home', false],
  ])('%s in %s: %s', (id, setting, is) => {
    expect(isSelfGiven(therapy(id), setting)).toBe(is);
  });

  it.each<[string, OrderParts, Setting, number[]]>([
    [
      'a nurse comes weekly and at the end of four weeks of an antibiotic',
      { ...antibiotic, doses: 28 },
      'home',
      [0, 7, 14, 21, 28],
    ],
    ['and not on a fifth day', { ...antibiotic, doses: 27 }, 'long-term-care', [0, 7, 14, 21]],
    ['three times to teach', { ...underTheSkin, doses: 12 }, 'home', [0, 7, 14]],
    [
      'three times also when the order has no end',
      { ...underTheSkin, doses: undefined },
      'home',
      [0, 7, 14],
    ],
    [
      'once to teach a dose that is ordered once',
      { ...underTheSkin, frequency: { loadingDays: [], intervalDays: 6 }, doses: 1 },
      'home',
      [0],
    ],
  ])('%s', (_says, order, setting, days) => {
    expect(daysOfDoses(order, setting)).toEqual(days);
  });

  it('a nurse comes for half a year where nothing ends the order, and on from today', () => {
    const endless = { ...antibiotic, doses: undefined };
    expect(daysOfDoses(endless, 'home').at(-1)).toBe(182);
    const running = { series: { firstOn: '2026-10-16', bookedThrough: 27 } };
    expect(daysOfDoses(endless, 'home', running).at(-1)).toBe(217);
  });

  it('no more than thirty visits are booked at once', () => {
    const endless = { ...antibiotic, doses: undefined };
    expect(daysOfDoses(endless, 'home', { authorization: {} })).toHaveLength(30);
    expect(daysOfDoses({ ...antibiotic, doses: 400 }, 'home')).toHaveLength(30);
  });
});

describe('how many visits an order asks for', () => {
  it.each<[string, OrderParts, Setting, number]>([
    ['as many as doses', {}, 'infusion-center', 6],
    ['without end', { doses: undefined }, 'infusion-center', Number.POSITIVE_INFINITY],
    [
      'the loading doses, where nothing follows them',
      { doses: undefined, frequency: { loadingDays: [0, 14, 42] } },
      'infusion-center',
      3,
    ],
    [
      'one, where no rhythm is ordered',
      { doses: undefined, frequency: undefined },
      'infusion-center',
      1,
    ],
    [
      'one for a patient who is on the therapy, where no interval is ordered',
      { doses: undefined, firstDose: false, frequency: { loadingDays: [0, 14, 42] } },
      'infusion-center',
      1,
    ],
    [
      'all of several, for a patient who is on the therapy',
      { doses: 2, firstDose: false, frequency: { loadingDays: [0, 1] } },
      'infusion-center',
      2,
    ],
    ['every day of a daily drug at a center', { ...antibiotic, doses: 28 }, 'infusion-center', 28],
    ['weekly at home', { ...antibiotic, doses: 28 }, 'home', 5],
    [
      'weekly at home without end',
      { ...antibiotic, doses: undefined },
      'home',
      Number.POSITIVE_INFINITY,
    ],
    ['those to teach', { ...underTheSkin, doses: 12 }, 'home', 3],
    ['no more to teach than there are doses', { ...underTheSkin, doses: 2 }, 'home', 2],
    [
      'those of the weeks in which a dose falls, however the days are ordered',
      { ...antibiotic, doses: undefined, phases: [{ days: [0, 1, 2, 3, 4] }] },
      'home',
      1,
    ],
  ])('%s', (_says, order, setting, visits) => {
    const whole = anOrder(order);
    expect(
      orderedVisits(whole, therapy(whole.therapyId ?? ''), { setting, firstOn: '2026-12-01' }),
    ).toBe(visits);
  });
});

describe('the days around a dose', () => {
  const around = (loadingDays: number[], toleranceDays?: number) =>
    plan({ frequency: { loadingDays }, doses: loadingDays.length }, 'infusion-center', {
      toleranceDays,
    }).map(({ before, after }) => [before, after]);

  it.each<[string, number[], number | undefined, [number, number][]]>([
    // Windows that touch would leave two doses on one day.
    [
      'four either way where the neighbors are nine days off',
      [0, 9],
      undefined,
      [
        [4, 4],
        [4, 4],
      ],
    ],
    [
      'three toward a neighbor that is eight days off',
      [0, 8],
      undefined,
      [
        [4, 3],
        [3, 4],
      ],
    ],
    [
      'each neighbor for itself',
      [0, 4, 20],
      undefined,
      [
        [4, 1],
        [1, 4],
        [4, 4],
      ],
    ],
    [
      'none between doses of two days in a row, nor after the last: the day after, it was missed',
      [0, 1],
      undefined,
      [
        [4, 0],
        [0, 0],
      ],
    ],
    [
      'after the last, less than its distance from the one before',
      [0, 3],
      undefined,
      [
        [4, 1],
        [1, 2],
      ],
    ],
    [
      'after the last, what the prescriber allows in so many words',
      [0, 1],
      6,
      [
        [6, 0],
        [0, 6],
      ],
    ],
    [
      'as many as the prescriber allows, if more',
      [0, 14],
      6,
      [
        [6, 6],
        [6, 6],
      ],
    ],
    [
      'the therapy’s, if the prescriber names fewer',
      [0, 14],
      2,
      [
        [4, 4],
        [4, 4],
      ],
    ],
  ])('%s', (_says, loadingDays, toleranceDays, expected) => {
    expect(around(loadingDays, toleranceDays)).toEqual(expected);
  });

  it('never lets the windows of neighboring doses meet', () => {
    for (const setting of ['home', 'infusion-center'] as const) {
      const doses = plan(
        {
          therapyId: 'iron_sucrose',
          frequency: { loadingDays: [0, 2, 4, 6, 8] },
          doses: 5,
          durationMinutes: 15,
        },
        setting,
      );
      doses.slice(1).forEach((dose, index) => {
        const before = doses[index] as Dose;
        expect(before.offset + before.after).toBeLessThan(dose.offset - dose.before);
      });
    }
  });
});

describe('the least distance of doses', () => {
  it('is the therapy’s where the order keeps it, else the ordered one less what may come early', () => {
    expect(doseGaps(plan({}), 28)).toEqual([10, 28, 28, 28, 28]);
  });

  it('is the ordered one less what may come early, where the therapy names none', () => {
    expect(doseGaps(plan({}), undefined)).toEqual([10, 24, 52, 52, 52]);
  });

  it('is a day at least', () => {
    expect(doseGaps(plan({ ...antibiotic, doses: 3 }), undefined)).toEqual([1, 1]);
  });
});

describe('how closely a visit is watched', () => {
  it.each([
    ['a hazardous drug, first', { hazardous: true, reactionOrdersNeeded: false }, true, 3],
    ['a hazardous drug, later', { hazardous: true, reactionOrdersNeeded: true }, false, 3],
    ['one that needs reaction orders, first', { reactionOrdersNeeded: true }, true, 3],
    ['one that needs reaction orders, later', { reactionOrdersNeeded: true }, false, 2],
    ['any other, first', { reactionOrdersNeeded: false }, true, 1],
    ['any other, later', { reactionOrdersNeeded: false }, false, 1],
  ] as const)('%s', (_says, different, first, acuity) => {
    expect(acuityOf({ ...therapy('infliximab'), ...different }, first)).toBe(acuity);
  });
});

describe('a course in parts', () => {
  const parts = (phases: NonNullable<Order['phases']>, startOn: string) =>
    plan({ frequency: undefined, doses: undefined, phases, startOn }, 'infusion-center').map(
      ({ offset, before, after, minutes }) => [offset, before, after, minutes.infusion],
    );

  it('by the month falls on the same day of each, with room for what months differ', () => {
    const every: Stretch = { value: 2, unit: 'mo' };
    expect(parts([{ days: [0], every, doses: 3 }], '2026-12-31').map(([offset]) => offset)).toEqual(
      [0, 59, 120],
    );
    for (const [, before, after] of parts([{ days: [0], every, doses: 3 }], '2026-12-31')) {
      expect(before).toBeGreaterThanOrEqual(3);
      expect(after).toBeGreaterThanOrEqual(3);
    }
  });

  it.each([
    ['what months differ, where the therapy has less', 'mo', { before: 1, after: 2 }, [3, 3]],
    ['the days of the therapy, where they are more', 'mo', { before: 5, after: 6 }, [5, 6]],
    ['the days of the therapy, where days are counted', 'wk', { before: 1, after: 2 }, [1, 2]],
  ] as const)('has as room %s', (_says, unit, room, expected) => {
    const infliximab = therapy('infliximab');
    const toleranceDays = { ...infliximab.toleranceDays, ...room };
    const order = { phases: [{ days: [0], every: { value: 4, unit }, doses: 3 }] };
    const [, middle] = plan(
      { frequency: undefined, doses: undefined, startOn: '2026-12-31', ...order },
      'infusion-center',
      { therapy: { ...infliximab, toleranceDays } },
    );
    expect([middle?.before, middle?.after]).toEqual(expected);
  });

  it('may be late with its last dose by less than the distance from the one before', () => {
    const last = (...loadingDays: number[]) =>
      plan({ frequency: { loadingDays }, doses: loadingDays.length }).at(-1)?.after;
    expect([last(0, 3), last(0, 3, 6), last(0, 14, 19), last(0, 14, 42)]).toEqual([2, 2, 4, 4]);
  });

  it('on days of the week has no day to spare', () => {
    // A Monday.
    const days = parts([{ days: [0], weekdays: ['mon', 'wed', 'fri'], doses: 4 }], '2026-12-07');
    expect(days.map(([offset, before, after]) => [offset, before, after])).toEqual([
      [0, 0, 0],
      [2, 0, 0],
      [4, 0, 0],
      [7, 0, 0],
    ]);
  });

  it('takes the minutes that each part says', () => {
    const loaded = parts(
      [
        { days: [0], durationMinutes: 300 },
        { days: [0], every: { value: 21, unit: 'd' }, doses: 2, durationMinutes: 240 },
      ],
      '2026-12-07',
    );
    expect(loaded.map(([offset, , , minutes]) => [offset, minutes])).toEqual([
      [0, 300],
      [21, 240],
      [42, 240],
    ]);
  });
});
