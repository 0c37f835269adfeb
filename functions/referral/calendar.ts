import { Temporal } from 'temporal-polyfill';
import { deskZone } from '../hold/hold-clock.ts';

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** The date so many days after another. */
export const plusDays = (on: string, days: number): string =>
  Temporal.PlainDate.from(on).add({ days }).toString();

/** Full years of age on a date. */
export const ageOn = (birthDate: string, on: string): number =>
  Temporal.PlainDate.from(birthDate).until(Temporal.PlainDate.from(on), { largestUnit: 'year' })
    .years;

/** The date of an instant at our desks. */
export const deskDate = (at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(deskZone)
    .toPlainDate()
    .toString();
