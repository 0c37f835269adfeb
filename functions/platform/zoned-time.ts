import * as z from 'zod';
import { addDays } from './days.ts';

/**
 * Calendar arithmetic by the clocks on the wall of a time zone. `Intl` knows the zones; the rest is
 * whole numbers. A calendar library would be a fifth of every bundle for these few questions.
 */

const dayMillis = 86_400_000;

type Clock = {
  /** Swedish dates are written year, month, day. */
  format: Intl.DateTimeFormat;
  /** How far it is ahead of UTC from an instant on, for a quarter of an hour. */
  offsets: Map<number, number>;
};

const clocks = new Map<string, Clock>();

const clockIn = (zone: string): Clock => {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const clock = { format, offsets: new Map() };
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

const asIfUtc = (dateTime: string): number => Date.parse(`${dateTime}Z`);

const quarterMillis = 15 * 60_000;
/** A function that runs for months shall not remember every quarter of an hour it was asked for. */
const offsetsKept = 5000;

/**
 * How far a clock in the zone is ahead of UTC, in milliseconds. Clocks are changed at full quarters
 * of an hour, and have been since 1972, so that one look at the zone does for a whole quarter.
 */
const offsetAt = (at: number, zone: string): number => {
  const { format, offsets } = clockIn(zone);
  const quarter = Math.floor(at / quarterMillis) * quarterMillis;
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const offset = asIfUtc(format.format(quarter).replace(' ', 'T')) - quarter;
  if (offsets.size >= offsetsKept) offsets.clear();
  offsets.set(quarter, offset);
  return offset;
};

/** The date and time that a clock in the zone shows, such as `2026-12-01T09:30:00`. */
export const localDateTime = (at: Date | number, zone: string): string =>
  new Date(Number(at) + offsetAt(Number(at), zone)).toISOString().slice(0, 19);

/** By zone: to make one takes longer than to write a hundred times with it. */
const writers = new Map<string, Intl.DateTimeFormat>();

/** An instant as people write it in English, by the zone: `Tue, Dec 1, 2026, 9:00 AM CST`. */
export const writeTime = (at: Date | string, zone: string): string => {
  const writer =
    writers.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
  writers.set(zone, writer);
  return writer.format(new Date(at)).replace(/\s/gu, ' ');
};

/** The date in the zone at an instant. */
export const localDate = (at: Date | string, zone: string): string =>
  localDateTime(new Date(at), zone).slice(0, 10);

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
  if (before === after) return shown - before;
  const read = [shown - before, shown - after].find((at) => at + offsetAt(at, zone) === shown);
  return read ?? shown - before;
};

/** The same time on the wall so many calendar days later, in whole seconds. */
export const addCalendarDays = (at: Date, days: number, zone: string): Date => {
  const [on = '', time = ''] = localDateTime(at, zone).split('T');
  return new Date(zonedInstant(`${addDays(on, days)}T${time}`, zone));
};
