import { dateWords } from '../parts/when.ts';

/** What a clock of a zone shows, as `2026-12-01T09:30`. Swedish dates are written year, month, day. */
const wallOf = (zone: string) => {
  const own = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (at: number): string => own.format(at).replace(' ', 'T');
};

/** The instant at which clocks of a zone show a date and time, as `2026-12-01T09:30`. */
export const instantIn = (zone: string, local: string): string => {
  const wall = wallOf(zone);
  const asUtc = Date.parse(`${local}:00Z`);
  const aheadAt = (at: number) => Date.parse(`${wall(at)}:00Z`) - at;
  // What the zone is ahead of UTC is looked up twice: the clock may be changed between the two.
  const at = asUtc - aheadAt(asUtc - aheadAt(asUtc));
  return new Date(at).toISOString().replace('.000Z', 'Z');
};

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

export const dayBeside = (on: string, by: number): string =>
  new Date(Date.parse(on) + by * 86_400_000).toISOString().slice(0, 10);

/** `6.5 hours` */
export const hoursWords = (minutes: number): string => {
  const hours = Math.round(minutes / 6) / 10;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}`;
};
