import { addDays, weekdayOf } from './days.ts';

/** Where a holiday lies in its year: a date, or a weekday counted from the month's start or end. */
type Place =
  | { month: number; day: number }
  /** `weekday` counts from Sunday, 0; `nth` from 1, or -1 for the last of the month. */
  | { month: number; weekday: number; nth: 1 | 2 | 3 | 4 | -1 };

type FederalHoliday = {
  name: string;
  place: Place;
  /** Days before this one do not keep the holiday. */
  from: string;
  source: string;
};

const code = '5 U.S.C. 6103(a)';
/** The dates of Pub. L. 90-363, the Uniform Monday Holiday Act, hold from here. */
const uniform = '1971-01-01';

const [monday, thursday] = [1, 4] as const;

/** The legal public holidays of the United States. Inauguration Day binds one area only. */
export const federalHolidays: readonly FederalHoliday[] = [
  { name: 'New Year’s Day', place: { month: 1, day: 1 }, from: uniform, source: code },
  {
    name: 'Birthday of Martin Luther King, Jr.',
    place: { month: 1, weekday: monday, nth: 3 },
    from: '1986-01-01',
    source: `${code}, Pub. L. 98-144`,
  },
  {
    name: 'Washington’s Birthday',
    place: { month: 2, weekday: monday, nth: 3 },
    from: uniform,
    source: code,
  },
  {
    name: 'Memorial Day',
    place: { month: 5, weekday: monday, nth: -1 },
    from: uniform,
    source: code,
  },
  {
    name: 'Juneteenth National Independence Day',
    place: { month: 6, day: 19 },
    from: '2021-06-17',
    source: `${code}, Pub. L. 117-17`,
  },
  { name: 'Independence Day', place: { month: 7, day: 4 }, from: uniform, source: code },
  { name: 'Labor Day', place: { month: 9, weekday: monday, nth: 1 }, from: uniform, source: code },
  {
    name: 'Columbus Day',
    place: { month: 10, weekday: monday, nth: 2 },
    from: uniform,
    source: code,
  },
  {
    name: 'Veterans Day',
    place: { month: 11, day: 11 },
    from: '1978-01-01',
    source: `${code}, Pub. L. 94-97`,
  },
  {
    name: 'Thanksgiving Day',
    place: { month: 11, weekday: thursday, nth: 4 },
    from: uniform,
    source: code,
  },
  { name: 'Christmas Day', place: { month: 12, day: 25 }, from: uniform, source: code },
];

const liesOn = (place: Place, on: string): boolean => {
  const [month, day] = [Number(on.slice(5, 7)), Number(on.slice(8))];
  if (month !== place.month) return false;
  if ('day' in place) return day === place.day;
  if (weekdayOf(on) !== place.weekday) return false;
  return place.nth === -1
    ? addDays(on, 7).slice(5, 7) !== on.slice(5, 7)
    : Math.ceil(day / 7) === place.nth;
};

const keptBy = (on: string): FederalHoliday | undefined =>
  federalHolidays.find(({ place, from }) => from <= on && liesOn(place, on));

/**
 * The holiday that a weekday is free for. One on a Saturday is observed the Friday before, one on a
 * Sunday the Monday after. Source: 5 U.S.C. 6103(b)(1), Executive Order 11582 section 3.
 */
export const holidayObservedOn = (on: string): FederalHoliday | undefined => {
  const weekday = weekdayOf(on);
  if (weekday === 0 || weekday === 6) return undefined;
  return (
    keptBy(on) ??
    (weekday === 1 ? keptBy(addDays(on, -1)) : undefined) ??
    (weekday === 5 ? keptBy(addDays(on, 1)) : undefined)
  );
};

/** The holiday that lies on a day or is observed on it; a weekend day that is one counts too. */
export const holidayOn = (on: string): FederalHoliday | undefined =>
  holidayObservedOn(on) ?? keptBy(on);
