import { dateWords } from '../parts/when.ts';

/** Minutes from midnight of a local time, as `2026-12-01T09:30`. */
export const minuteOf = (local: string): number =>
  Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16));

const two = (number: number): string => String(number).padStart(2, '0');

export const localAt = (on: string, minute: number): string =>
  `${on}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** `9:30 AM` of a local time. */
export const clockWords = (local: string): string => {
  const minute = minuteOf(local);
  const hour = Math.floor(minute / 60);
  return `${hour % 12 || 12}:${two(minute % 60)} ${hour < 12 ? 'AM' : 'PM'}`;
};

const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short' });

/** `Tue, Dec 1` of a date. */
export const dayWords = (on: string): string =>
  `${weekday.format(Date.parse(`${on}T12:00:00Z`))}, ${dateWords(on)}`;

/** `6.5 hours` */
export const hoursWords = (minutes: number): string => {
  const hours = Math.round(minutes / 6) / 10;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
};
