import * as z from 'zod';
import { addDays } from './days.ts';

/**
 * Calendar arithmetic by the clocks on the wall of a time zone. `Intl` knows the zones; the rest is
 * whole numbers. A calendar library would be a fifth of every bundle for these few questions.
 */

const dayMillis = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Shows what a clock in the zone shows; Swedish dates are written year, month, day. */
const clockIn = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  clocks.set(zone, clock);
  return clock;
};

const isZone = (zone: string): boolean => {
  try {
    return Boolean(clockIn(zone));
  } catch {
    return false;
  }
};

/** The name of a time zone, such as `America/Chicago`. */
export const Zone = z.string().max(40).refine(isZone, 'must be an IANA time zone');

/** The date and time that a clock in the zone shows, such as `2026-12-01T09:30:00`. */
export const localDateTime = (at: Date | number, zone: string): string =>
  clockIn(zone).format(at).replace(' ', 'T');

/** The date in the zone at an instant. */
export const localDate = (at: Date | string, zone: string): string =>
  localDateTime(new Date(at), zone).slice(0, 10);

const asIfUtc = (dateTime: string): number => Date.parse(`${dateTime}Z`);

/** How far a clock in the zone is ahead of UTC, in milliseconds. */
const offsetAt = (at: number, zone: string): number =>
  asIfUtc(localDateTime(at, zone)) - Math.floor(at / 1000) * 1000;

/**
 * The instant, in milliseconds since 1970, at which a clock in the zone shows this date and time. A
 * time that the spring change skips is read an hour later; one that autumn repeats is its first
 * occurrence.
 */
export const zonedInstant = (dateTime: string, zone: string): number => {
  const shown = asIfUtc(dateTime);
  // No zone changes its clocks twice within two days.
  const before = offsetAt(shown - dayMillis, zone);
  const after = offsetAt(shown + dayMillis, zone);
  const read = [shown - before, shown - after].find(
    (at) => asIfUtc(localDateTime(at, zone)) === shown,
  );
  return read ?? shown - before;
};

/** The same time on the wall so many calendar days later, in whole seconds. */
export const addCalendarDays = (at: Date, days: number, zone: string): Date => {
  const [on = '', time = ''] = localDateTime(at, zone).split('T');
  return new Date(zonedInstant(`${addDays(on, days)}T${time}`, zone));
};
