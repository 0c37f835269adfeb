import { weekdayOf } from '../platform/days.ts';
import * as zoned from '../platform/zoned-time.ts';
import { type WeekHours, weekdays } from './network.ts';

/**
 * Times of calendars are minutes since 1970 in UTC, so that the search is integer arithmetic; only
 * here do they meet the wall clocks of a zone.
 */
/** The day of the week as the hours of the network name it; those begin with Monday. */
export const weekdayNameOf = (on: string): (typeof weekdays)[number] =>
  weekdays[(weekdayOf(on) + 6) % 7] as (typeof weekdays)[number];

export const instantToMinute = (instant: string): number => Date.parse(instant) / 60_000;

export const minuteToInstant = (minute: number): string =>
  new Date(minute * 60_000).toISOString().replace('.000Z', 'Z');

/** The date and time that a clock in the zone shows at a minute, such as `2026-12-01T09:30`. */
export const localTime = (minute: number, zone: string): string =>
  zoned.localDateTime(minute * 60_000, zone).slice(0, 16);

/** Visits begin on a five-minute grid. */
export const grid = 5;

/** A stretch of time in minutes since 1970; `to` is not part of it. */
export type Span = { from: number; to: number };

export const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

/**
 * The minute at which a clock in the zone shows this time of this day. A time that the spring
 * change skips is read an hour later; one that autumn repeats is its first occurrence.
 */
export const wallMinute = (on: string, time: string, zone: string): number =>
  zoned.zonedInstant(`${on}T${time}:00`, zone) / 60_000;

/** When a place or a nurse is open on a day; undefined on a day off. */
export type Opening = (on: string) => Span | undefined;

/** Shares wall-clock readings between all calendars of one search. */
export const wallClock = () => {
  const read = new Map<string, number>();
  return (on: string, time: string, zone: string): number => {
    const name = `${on} ${time} ${zone}`;
    const known = read.get(name);
    if (known !== undefined) return known;
    const minute = wallMinute(on, time, zone);
    read.set(name, minute);
    return minute;
  };
};

export const opening =
  (
    hours: WeekHours,
    off: readonly string[],
    zone: string,
    clock: ReturnType<typeof wallClock> = wallClock(),
  ): Opening =>
  (on) => {
    const span = hours[weekdayNameOf(on)];
    if (!span || off.includes(on)) return undefined;
    return { from: clock(on, span.from, zone), to: clock(on, span.to, zone) };
  };
