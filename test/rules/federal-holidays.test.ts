import { describe, expect, it } from 'vitest';
import { addDays } from '../../functions/platform/days.ts';
import {
  federalHolidays,
  holidayObservedOn,
  holidayOn,
} from '../../functions/platform/federal-holidays.ts';

const observed = (on: string) => holidayObservedOn(on)?.name;

describe('a federal holiday', () => {
  // 5 U.S.C. 6103(a) names and places them; 2025 is a year in which none is moved.
  it.each([
    ['2025-01-01', 'New Year’s Day'],
    ['2025-01-20', 'Birthday of Martin Luther King, Jr.'],
    ['2025-02-17', 'Washington’s Birthday'],
    ['2025-05-26', 'Memorial Day'],
    ['2025-06-19', 'Juneteenth National Independence Day'],
    ['2025-07-04', 'Independence Day'],
    ['2025-09-01', 'Labor Day'],
    ['2025-10-13', 'Columbus Day'],
    ['2025-11-11', 'Veterans Day'],
    ['2025-11-27', 'Thanksgiving Day'],
    ['2025-12-25', 'Christmas Day'],
  ])('on %s is %s, and no day beside it is', (on, name) => {
    expect(observed(on)).toBe(name);
    expect([-7, -1, 1, 7].map((days) => observed(addDays(on, days)))).not.toContain(name);
  });

  it('stands in the law that is named with it', () => {
    for (const { source } of federalHolidays)
      expect(source).toMatch(/^5 U\.S\.C\. 6103\(a\)(, Pub\. L\. \d+-\d+)?$/);
  });

  it.each<[string, string | undefined, string]>([
    ['1970-12-25', undefined, 'nothing before the Uniform Monday Holiday Act, Pub. L. 90-363'],
    ['1971-01-01', 'New Year’s Day', 'on the first day of that act'],
    ['1985-01-21', undefined, 'not before 1986: Pub. L. 98-144'],
    ['1986-01-20', 'Birthday of Martin Luther King, Jr.', 'for the first time'],
    ['1977-11-11', undefined, 'not before 1978: Pub. L. 94-97'],
    ['1978-11-10', 'Veterans Day', 'for the first time on its date, a Saturday'],
    ['2020-06-19', undefined, 'not before June 2021: Pub. L. 117-17'],
    ['2021-06-18', 'Juneteenth National Independence Day', 'for the first time, a Saturday'],
  ])('on %s is %s: %s', (on, name, _why) => {
    expect(observed(on)).toBe(name);
  });
});

describe('a holiday on a weekend', () => {
  it.each<[string, string | undefined, string | undefined, string]>([
    ['2026-07-03', 'Independence Day', 'Independence Day', 'the Friday before'],
    ['2026-07-04', undefined, 'Independence Day', 'the Saturday itself'],
    ['2026-07-05', undefined, undefined, 'the Sunday after'],
    ['2026-07-06', undefined, undefined, 'the Monday after a Saturday'],
    ['2027-07-02', undefined, undefined, 'the Friday before a Sunday'],
    ['2027-07-04', undefined, 'Independence Day', 'the Sunday itself'],
    ['2027-07-05', 'Independence Day', 'Independence Day', 'the Monday after'],
    ['2027-07-06', undefined, undefined, 'the Tuesday after'],
    ['2026-07-11', undefined, undefined, 'any other Saturday'],
    ['2026-12-25', 'Christmas Day', 'Christmas Day', 'a Friday of its own'],
    ['2024-11-11', 'Veterans Day', 'Veterans Day', 'a Monday of its own'],
    ['2026-12-24', undefined, undefined, 'the Thursday before a Friday'],
    ['2021-12-31', 'New Year’s Day', 'New Year’s Day', 'the last day of the year before'],
  ])('on %s: free for %s, lies there or is observed: %s, %s', (on, free, lies, _why) => {
    expect(observed(on)).toBe(free);
    expect(holidayOn(on)?.name).toBe(lies);
  });
});
