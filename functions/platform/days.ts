/**
 * Dates without a clock or a zone: a day is a whole number since 1970, and all are of one length.
 * What a clock on a wall shows is zoned-time.ts.
 */
const dayMillis = 86_400_000;

/** A date as a whole number of days since 1970. */
export const dayNumber = (on: string): number => Date.parse(`${on}T00:00:00Z`) / dayMillis;

/** The date of a day's number. */
export const dateOfDay = (day: number): string =>
  new Date(day * dayMillis).toISOString().slice(0, 10);

/** The date so many days later, or earlier. */
export const addDays = (on: string, days: number): string => dateOfDay(dayNumber(on) + days);

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

export const laterOf = (a: string, b: string): string => (a > b ? a : b);
export const soonerOf = (a: string, b: string): string => (a < b ? a : b);

/** The day of the week of a date, Sunday is 0; 1 January 1970 was a Thursday. */
export const weekdayOf = (on: string): number => (((dayNumber(on) + 4) % 7) + 7) % 7;

/** Full years of age on a date. */
export const ageOn = (birthDate: string, on: string): number =>
  Number(on.slice(0, 4)) -
  Number(birthDate.slice(0, 4)) -
  (on.slice(5) < birthDate.slice(5) ? 1 : 0);
