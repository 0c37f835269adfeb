import { Temporal } from 'temporal-polyfill';

/** The first instant after `afterMs` (epoch milliseconds) at which a schedule fires. */
export type NextFire = (afterMs: number) => number | undefined;

const minutes: Record<string, number> = { minute: 1, hour: 60, day: 1440 };

/** Fires every so often, counted from the epoch, so that a restart does not shift it. */
const everySoOften = (text: string): { next: NextFire; periodMs: number } => {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? [];
  const periodMs = Number(count) * (minutes[unit] ?? 0) * 60_000;
  if (!periodMs) throw new Error(`rate(${text}) is not a rate`);
  return { periodMs, next: (after) => (Math.floor(after / periodMs) + 1) * periodMs };
};

const names: Record<string, number> = Object.fromEntries(
  [
    ...['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
    ...['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
  ].map((name, at) => [name, (at % 12) + 1]),
);

const value = (text: string) => names[text.toUpperCase()] ?? Number(text);

/** The values of one cron field, or every value between the bounds. */
const field = (text: string, low: number, high: number): Set<number> => {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from, to] = range.split('-');
    const any = range === '*' || range === '?';
    const first = any ? low : value(from ?? '');
    const last = any || (step && to === undefined) ? high : value(to ?? from ?? '');
    if (!Number.isInteger(first) || !Number.isInteger(last)) {
      throw new Error(`the local runtime does not read the cron field ${text}`);
    }
    for (let at = first; at <= last; at += Number(step ?? 1)) found.add(at);
  }
  return found;
};

const longestSearchDays = 4 * 366;

/** `minutes hours day-of-month month day-of-week year`, as EventBridge writes it. */
const cron = (text: string, timeZone: string): NextFire => {
  const parts = text.split(' ');
  if (parts.length !== 6) throw new Error(`cron(${text}) does not have six fields`);
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = parts;
  const allowed = {
    minutes: [...field(minute, 0, 59)],
    hours: [...field(hour, 0, 23)],
    days: field(day, 1, 31),
    months: field(month, 1, 12),
    weekdays: field(weekday, 1, 7),
    years: field(year, 1970, 2199),
  };
  const fits = (date: Temporal.PlainDate) =>
    allowed.years.has(date.year) &&
    allowed.months.has(date.month) &&
    allowed.days.has(date.day) &&
    // Sunday is 1 in EventBridge and 7 in ISO 8601.
    allowed.weekdays.has((date.dayOfWeek % 7) + 1);

  return (after) => {
    const start = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone);
    let date = start.toPlainDate();
    for (let days = 0; days < longestSearchDays; days += 1, date = date.add({ days: 1 })) {
      if (!fits(date)) continue;
      for (const at of allowed.hours) {
        for (const past of allowed.minutes) {
          const plainTime = Temporal.PlainTime.from({ hour: at, minute: past });
          const { epochMilliseconds } = date.toZonedDateTime({ timeZone, plainTime });
          if (epochMilliseconds > after) return epochMilliseconds;
        }
      }
    }
    return undefined;
  };
};

export type Schedule = { next: NextFire; periodMs: number | undefined };

/** Reads `rate(...)`, `cron(...)` and `at(...)`. @throws on anything else. */
export const readSchedule = (expression: string, timeZone = 'UTC'): Schedule => {
  const [, kind, text = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return everySoOften(text);
  if (kind === 'cron') return { next: cron(text, timeZone), periodMs: undefined };
  if (kind === 'at') {
    const at = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).epochMilliseconds;
    return { next: (after) => (at > after ? at : undefined), periodMs: undefined };
  }
  throw new Error(`the local runtime does not read the schedule ${expression}`);
};
