import { describe, expect, it } from 'vitest';
import { type Course, planCourse } from '../../functions/authorization/course.ts';
import type { Setting } from '../../functions/therapy/setting.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder } from '../support/referrals.ts';

type OrderParts = Parameters<typeof anOrder>[0];
type Asked = { setting?: Setting; booked?: number; therapy?: Partial<Therapy> };

const course = (order: OrderParts, { setting, booked, therapy }: Asked = {}): Course => {
  const whole = anOrder(order);
  return planCourse(
    whole,
    { ...(lookUpTherapy(whole.therapyId) as Therapy), ...therapy },
    setting ?? 'infusion-center',
    { booked, firstOn: '2026-12-01' },
  );
};
const every = (intervalDays: number, doses?: number) => ({
  doses,
  frequency: { loadingDays: [], intervalDays },
});
const antibiotic = { therapyId: 'ceftriaxone', frequency: undefined, lineType: 'picc' } as const;

describe('the course that a payer is asked for', () => {
  it.each<[string, OrderParts, Asked, Partial<Course>]>([
    ['as ordered', {}, {}, { doses: 6, visits: 6, days: 210, startsAfter: 0, goesOn: false }],
    [
      'with the loading days in their order, however they were written',
      { doses: 4, frequency: { loadingDays: [42, 0, 14], intervalDays: 56 } },
      {},
      { days: 98, everyDays: 56 },
    ],
    [
      'without loading for a patient who is on the therapy',
      { doses: 3, firstDose: false },
      {},
      { days: 112, everyDays: 56 },
    ],
    [
      'of the loading doses alone, where nothing follows them',
      { doses: undefined, frequency: { loadingDays: [0, 14] } },
      {},
      { doses: 2, days: 14, everyDays: 14, goesOn: false },
    ],
    [
      'of no more doses than there are days for',
      { doses: 5, frequency: { loadingDays: [0, 14] } },
      {},
      { doses: 2, days: 14 },
    ],
    [
      'of one dose, where no rhythm is ordered',
      { doses: undefined, frequency: undefined },
      {},
      { doses: 1, visits: 1, days: 0, everyDays: 0 },
    ],
    ['with a dose on day 365', every(73, 10), {}, { doses: 6, days: 365, goesOn: true }],
    ['without one on day 366', every(61, 10), {}, { doses: 6, days: 305, goesOn: true }],
    ['that ends with the year', every(73, 6), {}, { doses: 6, days: 365, goesOn: false }],
    [
      'of a year, where the order has no end',
      every(28),
      {},
      { doses: 14, days: 364, goesOn: true },
    ],
    [
      'daily at a center',
      { ...antibiotic, doses: 28 },
      {},
      { doses: 28, visits: 28, everyDays: 1 },
    ],
  ])('is %s', (_says, order, asked, expected) => {
    expect(course(order, asked)).toMatchObject(expected);
  });

  it.each<[string, number, Partial<Course>]>([
    ['four doses', 4, { doses: 2, visits: 2, startsAfter: 154, days: 56, everyDays: 56 }],
    ['all but the last', 5, { doses: 1, startsAfter: 210, days: 0, everyDays: 0 }],
    ['all', 6, { doses: 0, visits: 0, startsAfter: 0, days: 0 }],
  ])('of a renewal leaves out what is booked: %s', (_says, booked, expected) => {
    expect(course({}, { booked })).toMatchObject(expected);
  });

  it('of a renewal is a year from its own first dose', () => {
    expect(course(every(73, 20), { booked: 5 })).toMatchObject({
      doses: 6,
      startsAfter: 365,
      days: 365,
      goesOn: true,
    });
  });

  it('has each dose at a visit, of the length of the longest', () => {
    expect(course({})).toMatchObject({
      givenAtVisits: true,
      infusionMinutes: 120,
      // 30 to prepare, 120 to run, 60 to observe the first, 15 to close out.
      visitMinutes: 225,
    });
    expect(course({ durationMinutes: 180 })).toMatchObject({
      infusionMinutes: 180,
      visitMinutes: 285,
    });
    const infliximab = lookUpTherapy('infliximab') as Therapy;
    const slower = { infusionMinutes: { ...infliximab.infusionMinutes, first: 240 } };
    expect(course({ durationMinutes: undefined }, { therapy: slower })).toMatchObject({
      infusionMinutes: 240,
      visitMinutes: 345,
    });
  });
});

describe('the course where the patient or the house gives the doses', () => {
  it.each<[string, OrderParts, Asked, Partial<Course>]>([
    [
      'weekly at home, and the day after the last dose, when the line comes out',
      { ...antibiotic, doses: 28 },
      { setting: 'home' },
      { doses: 28, visits: 5, days: 27, startsAfter: 0, everyDays: 7 },
    ],
    [
      'weekly in a facility',
      { ...antibiotic, doses: 29 },
      { setting: 'long-term-care' },
      { doses: 29, visits: 5, days: 28, everyDays: 7 },
    ],
    [
      'once within a week',
      { ...antibiotic, doses: 6 },
      { setting: 'home' },
      { doses: 6, visits: 1, days: 5, everyDays: 0 },
    ],
    [
      'after the two weeks that are booked',
      { ...antibiotic, doses: 28 },
      { setting: 'home', booked: 2 },
      { doses: 14, visits: 3, startsAfter: 14, days: 13, everyDays: 7 },
    ],
    [
      'three times to teach',
      { therapyId: 'scig', ...every(7, 52) },
      { setting: 'home' },
      { doses: 52, visits: 3, days: 357, everyDays: 7 },
    ],
  ])('is visited %s', (_says, order, asked, expected) => {
    expect(course(order, asked)).toMatchObject({ ...expected, givenAtVisits: false });
  });

  it('has the minutes of a nurse’s longest visit, and of the drug as it runs', () => {
    const at = { setting: 'home' } as const;
    expect(course({ ...antibiotic, doses: 28, durationMinutes: undefined }, at)).toMatchObject({
      infusionMinutes: 30,
      visitMinutes: 120,
    });
    expect(course({ ...antibiotic, doses: 28, durationMinutes: 45 }, at)).toMatchObject({
      infusionMinutes: 45,
      visitMinutes: 120,
    });
  });
});
