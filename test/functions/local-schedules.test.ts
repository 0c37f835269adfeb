import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../local/time/schedule-expression.ts';

const next = (expression: string, after: string, timeZone?: string) => {
  const at = readSchedule(expression, timeZone).next(Date.parse(after));
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('the next tick of a schedule', () => {
  const cases: [string, string, string | undefined, string?][] = [
    ['rate(5 minutes)', '2026-11-23T14:00:00Z', '2026-11-23T14:05:00.000Z'],
    ['rate(5 minutes)', '2026-11-23T14:01:10Z', '2026-11-23T14:05:00.000Z'],
    ['rate(1 day)', '2026-11-23T14:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['cron(0 12 * * ? *)', '2026-11-23T11:59:59Z', '2026-11-23T12:00:00.000Z'],
    ['cron(0 12 * * ? *)', '2026-11-23T12:00:00Z', '2026-11-24T12:00:00.000Z'],
    ['cron(0/15 8-9 ? * MON-FRI *)', '2026-11-20T09:45:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(30 6 1 JAN,JUL ? *)', '2026-11-23T00:00:00Z', '2027-01-01T06:30:00.000Z'],
    ['cron(0 0 29 2 ? *)', '2026-11-23T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    // The clocks of New York go forward on 14 March 2027: nine o'clock comes an hour earlier.
    ['cron(0 9 * * ? *)', '2027-03-13T15:00:00Z', '2027-03-14T13:00:00.000Z', 'America/New_York'],
    ['at(2026-12-01T09:00:00)', '2026-11-23T00:00:00Z', '2026-12-01T09:00:00.000Z'],
    ['at(2026-12-01T09:00:00)', '2026-12-02T00:00:00Z', undefined],
  ];
  it.each(cases)('%s after %s', (expression, after, expected, timeZone) => {
    expect(next(expression, after, timeZone)).toBe(expected);
  });

  it('refuses what it does not read', () => {
    expect(() => readSchedule('every monday')).toThrow('every monday');
    expect(() => readSchedule('rate(0 minutes)')).toThrow();
    expect(() => readSchedule('cron(0 12 L * ? *)')).toThrow('L');
  });
});
