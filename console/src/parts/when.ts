import { serviceNow } from '../sign-in/session.ts';

/** The desk's zone, in which the API counts its business days (functions/hold/hold-clock.ts). */
const zone = 'America/New_York';
export const zoneName = 'New York time';

const format = (options: Intl.DateTimeFormatOptions) => {
  const own = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
  return (at: number): string => own.format(at);
};

const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
const time = format({ hour: 'numeric', minute: '2-digit' });
const weekday = format({ weekday: 'short' });
const monthDay = format({ month: 'short', day: 'numeric' });
const monthYear = format({ month: 'short', year: 'numeric' });
const withYear = format({ month: 'short', day: 'numeric', year: 'numeric' });
const long = format({
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** What a clock of a zone shows, as `2026-12-01T09:30:00`. Swedish dates are written year, month, day. */
const wallOf = (zoneOfClock: string) => {
  const own = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zoneOfClock,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (at: number): string => own.format(at).replace(' ', 'T');
};

const dayMs = 86_400_000;

/** Days from the desk's today to a date; less than none for one that is past. */
export const daysUntil = (date: string): number =>
  Math.round((Date.parse(date) - Date.parse(isoDay.format(serviceNow()))) / dayMs);

export const today = (): string => isoDay.format(serviceNow());
/** The date that an address names; today's, where it names none that there is. */
export const dayIn = (search: URLSearchParams, name: string): string => {
  const named = search.get(name) ?? '';
  const at = /^\d{4}-\d\d-\d\d$/.test(named) ? Date.parse(named) : Number.NaN;
  return Number.isNaN(at) ? today() : named;
};
/** The date so many days after a date; before it, where they are less than none. */
export const dayBeside = (date: string, by: number): string =>
  new Date(Date.parse(date) + by * dayMs).toISOString().slice(0, 10);
export const dayOf = (instant: string): string => isoDay.format(Date.parse(instant));

/** A date without a time is the same everywhere: it is told as noon of it. */
const noon = (date: string): number => Date.parse(`${date}T17:00:00Z`);

/** The instant at which clocks of a zone show a date and time, as `2026-12-01T09:30`. */
export const instantIn = (zoneOfClock: string, local: string): string => {
  const wall = wallOf(zoneOfClock);
  const asUtc = Date.parse(`${local}Z`);
  const aheadAt = (at: number) => Date.parse(`${wall(at)}Z`) - at;
  // What the zone is ahead of UTC is looked up twice: the clock may be changed between the two.
  return new Date(asUtc - aheadAt(asUtc - aheadAt(asUtc))).toISOString();
};

/** The same by the desk's clock. */
export const deskInstant = (local: string): string => instantIn(zone, local);

/** Dates in a sentence of the API, as people write them; a quotation is left as it was sent. */
export const withDates = (text: string): string =>
  text.replace(
    /(?<![\w-])(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?: ((?:[01]\d|2[0-3]):[0-5]\d))?(?![\w:-])/g,
    (_, date: string, clock?: string) =>
      clock
        ? `${dateWords(date)}, ${time(Date.parse(deskInstant(`${date}T${clock}`)))}`
        : dateWords(date),
  );

const isThisYear = (at: number): boolean => isoDay.format(at).slice(0, 4) === today().slice(0, 4);

export const dateWords = (date: string): string =>
  isThisYear(noon(date)) ? monthDay(noon(date)) : withYear(noon(date));

/** `Nov 2026` of a month, as `2026-11`. */
export const monthWords = (month: string): string => monthYear(noon(`${month}-15`));

export const dayHeading = (date: string): string => {
  const days = daysUntil(date);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  return `${weekday(noon(date))}, ${withYear(noon(date))}`;
};

export const timeWords = (instant: string): string => time(Date.parse(instant));
export const fullWords = (instant: string): string => `${long(Date.parse(instant))}, ${zoneName}`;

const counted = (count: number, unit: string): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`;

const lengthWords = (ms: number): string => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 36 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
};

export type Due = { words: string; detail: string; state: 'late' | 'soon' | 'calm' };

/** How a due time stands: in words, with the instant beside. */
export const dueOf = (instant: string): Due => {
  const at = Date.parse(instant);
  const ahead = at - serviceNow();
  const days = daysUntil(dayOf(instant));
  if (ahead < 0)
    return { words: `Overdue ${lengthWords(-ahead)}`, detail: momentWords(instant), state: 'late' };
  const day =
    days === 0 ? 'Today' : days === 1 ? 'Tomorrow' : days < 7 ? weekday(at) : monthDay(at);
  return {
    words: `${day} ${time(at)}`,
    detail: `in ${lengthWords(ahead)}`,
    state: ahead < dayMs ? 'soon' : 'calm',
  };
};

/** `Nov 24, 9:01 AM` */
export const momentWords = (instant: string): string => {
  const at = Date.parse(instant);
  return `${isThisYear(at) ? monthDay(at) : withYear(at)}, ${time(at)}`;
};

export type Window = { words: string; days: number; state: 'late' | 'soon' | 'calm' };

/** How long the window of the next dose stays open. */
export const windowOf = (doseBy: string): Window => {
  const days = daysUntil(doseBy);
  if (days < 0) return { words: `Closed ${dateWords(doseBy)}`, days, state: 'late' };
  const words = days === 0 ? 'Closes today' : counted(days, 'day');
  return { words, days, state: days <= 3 ? 'late' : days <= 7 ? 'soon' : 'calm' };
};
