import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, isBusinessDay } from '../../functions/platform/business-days.ts';
import { addDays } from '../../functions/platform/days.ts';
import { federalHolidays, holidayObservedOn } from '../../functions/platform/federal-holidays.ts';
import { localDate, localDateTime } from '../../functions/platform/zoned-time.ts';
import { manyRuns } from '../support/runs.ts';

const zone = 'America/New_York';
const observedIn = (year: number): string[] =>
  Array.from({ length: 366 }, (_, day) => addDays(`${year}-01-01`, day)).filter(
    (on) => on.startsWith(`${year}`) && holidayObservedOn(on),
  );
const day = fc
  .integer({ min: 0, max: 40 * 365 })
  .map((days): string => addDays('2005-01-01', days));
const instant = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((at) => new Date(Math.floor(at.getTime() / 1000) * 1000));

describe('federal holidays', () => {
  // As the Office of Personnel Management lists them: opm.gov, federal holidays.
  it.each([
    [
      2021,
      '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
      'Juneteenth for the first time; two New Year’s Days',
    ],
    [
      2022,
      '01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26',
      'its own New Year’s Day was a Saturday',
    ],
    [
      2026,
      '01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25',
      'Independence Day is a Saturday',
    ],
    [
      2027,
      '01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31',
      'Independence Day is a Sunday',
    ],
  ])('of %i are observed on %s: %s', (year, days) => {
    expect(observedIn(year).map((on) => on.slice(5))).toEqual(days.split(' '));
  });

  it('are kept only since their law', () => {
    expect(holidayObservedOn('2020-06-19')).toBeUndefined();
    expect(holidayObservedOn('2023-06-19')?.name).toContain('Juneteenth');
    expect(federalHolidays.every(({ source }) => source !== '')).toBe(true);
  });

  it('fall on weekdays, a dated one at most a day from its date', () => {
    fc.assert(
      fc.property(day, (on) => {
        const holiday = holidayObservedOn(on);
        if (!holiday) return;
        expect(Temporal.PlainDate.from(on).dayOfWeek).toBeLessThan(6);
        const { place } = holiday;
        if (!('day' in place)) return;
        const near = [on, addDays(on, 1), addDays(on, -1)].map((each) => Number(each.slice(8)));
        expect(near).toContain(place.day);
      }),
      manyRuns(3000),
    );
  });

  it('of any ten years are eleven a year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2022, max: 2190 }), (first) => {
        const days = Array.from({ length: 10 }, (_, year) => observedIn(first + year).length);
        const total = days.reduce((sum, each) => sum + each, 0);
        // A New Year’s Day at either end may be observed in the year before.
        expect(Math.abs(total - 110)).toBeLessThanOrEqual(1);
      }),
      manyRuns(20),
    );
  });
});

describe('business days', () => {
  it.each([
    ['over a weekend on which the clocks change', '2026-10-30T18:00:00Z', 1, '2026-11-02T19:00:00'],
    ['over two weekends', '2026-10-30T18:00:00Z', 6, '2026-11-09T19:00:00'],
    ['over Thanksgiving', '2026-11-25T18:00:00Z', 1, '2026-11-27T18:00:00'],
    ['over Christmas on a Friday', '2026-12-24T18:00:00Z', 1, '2026-12-28T18:00:00'],
    ['over an observed Independence Day', '2026-07-02T17:00:00Z', 1, '2026-07-06T17:00:00'],
    [
      'from the evening before a holiday begins in UTC',
      '2026-11-26T03:00:00Z',
      1,
      '2026-11-28T03:00:00',
    ],
  ])('are counted %s', (_, from, days, to) => {
    expect(addBusinessDays(new Date(from), days, zone).toISOString()).toBe(`${to}.000Z`);
  });

  it('end on a business day, with one less than asked for in between', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 30 }), (at, days) => {
        const end = localDate(addBusinessDays(at, days, zone), zone);
        expect(isBusinessDay(end)).toBe(true);
        let between = 0;
        for (let on = addDays(localDate(at, zone), 1); on < end; on = addDays(on, 1))
          if (isBusinessDay(on)) between += 1;
        expect(between).toBe(days - 1);
      }),
    );
  });

  it('add up: some days and then some more are their sum', () => {
    const some = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(instant, some, some, (at, first, then) => {
        const inTwo = addBusinessDays(addBusinessDays(at, first, zone), then, zone);
        const inOne = addBusinessDays(at, first + then, zone);
        expect(localDate(inTwo, zone)).toBe(localDate(inOne, zone));
      }),
    );
  });

  it('keep the time on the wall wherever the clock shows it that day', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 15 }), (at, days) => {
        const [, time = ''] = localDateTime(at, zone).split('T');
        // Between 01:00 and 03:00 a change of the clocks may skip or repeat it.
        fc.pre(time < '01' || time >= '03');
        expect(localDateTime(addBusinessDays(at, days, zone), zone).slice(11)).toBe(time);
      }),
    );
  });
});
