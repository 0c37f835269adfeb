/** The day the example bundles were written for. */
export const writtenOn = '2026-11-20';

const dayMillis = 86_400_000;

/** Dates where the desk is: its days are what the service counts by. */
const deskDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York' });

/** Whole days between the day the examples were written and the service's today. */
export const daysSince = (now: Date): number =>
  (Date.parse(deskDate.format(now)) - Date.parse(writtenOn)) / dayMillis;

const shifted = (text: string, days: number): string => {
  const match = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text);
  if (!match?.[1]) return text;
  const day = new Date(Date.parse(`${match[1]}T00:00:00Z`) + days * dayMillis);
  return `${day.toISOString().slice(0, 10)}${match[2] ?? ''}`;
};

/**
 * Moves every date of an example by whole days, birth dates excepted, so that an order written for
 * one day reads the same on another.
 */
export const shiftDates = <T>(value: T, days: number, key = ''): T => {
  if (typeof value === 'string') return (key === 'birthDate' ? value : shifted(value, days)) as T;
  if (Array.isArray(value)) return value.map((item) => shiftDates(item, days, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, shiftDates(member, days, name)]),
  ) as T;
};
