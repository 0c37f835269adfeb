import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  ageOn,
  dateOfDay,
  dayNumber,
  daysBetween,
  laterOf,
  soonerOf,
  weekdayOf,
} from '../../functions/platform/days.ts';

const date = fc
  .integer({ min: -25_000, max: 60_000 })
  .map((day) => Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString());

describe('a day', () => {
  it('is counted from 1970, and back', () => {
    expect([dayNumber('1970-01-01'), dayNumber('1969-12-31'), dayNumber('2026-11-20')]).toEqual([
      0, -1, 20_777,
    ]);
    expect([dateOfDay(0), dateOfDay(-1), dateOfDay(20_777)]).toEqual([
      '1970-01-01',
      '1969-12-31',
      '2026-11-20',
    ]);
  });

  it('so many days away is the one that a calendar library finds', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -800, max: 800 }), (on, days) => {
        const there = Temporal.PlainDate.from(on).add({ days }).toString();
        expect(addDays(on, days)).toBe(there);
        expect(daysBetween(on, there)).toBe(days);
      }),
    );
  });

  it('has the weekday that a calendar library knows, Sunday as 0, before 1970 too', () => {
    fc.assert(
      fc.property(date, (on) => {
        expect(weekdayOf(on)).toBe(Temporal.PlainDate.from(on).dayOfWeek % 7);
      }),
    );
    expect(['1969-12-28', '2026-11-22', '2026-11-28'].map(weekdayOf)).toEqual([0, 0, 6]);
  });

  it.each([
    ['2026-11-20', '2026-11-21'],
    ['2026-11-30', '2026-12-01'],
    ['2026-12-31', '2027-01-01'],
    ['2026-11-20T10:00:00Z', '2026-11-20T10:00:01Z'],
  ])('%s is sooner than %s, whichever is named first', (sooner, later) => {
    expect([laterOf(sooner, later), laterOf(later, sooner)]).toEqual([later, later]);
    expect([soonerOf(sooner, later), soonerOf(later, sooner)]).toEqual([sooner, sooner]);
    expect([laterOf(later, later), soonerOf(later, later)]).toEqual([later, later]);
  });
});

describe('an age', () => {
  it.each([
    ['the day before the eighteenth birthday', '2008-11-21', '2026-11-20', 17],
    ['on the eighteenth birthday', '2008-11-20', '2026-11-20', 18],
    ['the day after it', '2008-11-19', '2026-11-20', 18],
    ['in an earlier month of the year', '2008-12-01', '2026-11-30', 17],
    ['in a later month on an earlier day', '2008-10-31', '2026-11-01', 18],
    ['on the day of birth', '2026-11-20', '2026-11-20', 0],
    ['born on a leap day, on the eve of March', '2008-02-29', '2026-02-28', 17],
    ['born on a leap day, on the first of March', '2008-02-29', '2026-03-01', 18],
  ])('%s: born %s, on %s, %i', (_, born, on, years) => {
    expect(ageOn(born, on)).toBe(years);
  });

  it('of anybody is what a calendar library counts', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 40_000 }), (born, days) => {
        // Who is born on a leap day comes of age on the first of March in other years.
        fc.pre(!born.endsWith('02-29'));
        const on = Temporal.PlainDate.from(born).add({ days });
        const { years } = Temporal.PlainDate.from(born).until(on, { largestUnit: 'years' });
        expect(ageOn(born, on.toString())).toBe(years);
      }),
    );
  });
});
