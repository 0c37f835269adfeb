import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addCalendarDays,
  localDate,
  localDateTime,
  writeTime,
  Zone,
  zonedInstant,
} from '../../functions/platform/zoned-time.ts';
import { manyRuns } from '../support/runs.ts';

const zone = fc.constantFrom(
  'America/New_York',
  'America/Chicago',
  'America/Phoenix',
  'America/St_Johns',
  'Pacific/Honolulu',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
);
const seconds = fc.integer({
  min: Date.parse('2020-01-01T00:00:00Z') / 1000,
  max: Date.parse('2037-12-31T00:00:00Z') / 1000,
});
const zoned = (at: Date, of: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(of);
/** Enough to meet the days on which clocks change. */
const runs = manyRuns(3000);

describe('time in a zone', () => {
  it('shows what a calendar library shows', () => {
    fc.assert(
      fc.property(seconds, zone, (second, of) => {
        const at = new Date(second * 1000);
        const expected = zoned(at, of).toPlainDateTime();
        expect(localDateTime(at, of)).toBe(expected.toString({ smallestUnit: 'second' }));
        expect(localDate(at.toISOString(), of)).toBe(expected.toPlainDate().toString());
      }),
      runs,
    );
  });

  it('shows each moment of an hour rightly, whichever of them was asked for first', () => {
    const changes = [
      ['America/Chicago', '2026-03-08T07:30:00Z'],
      ['America/Chicago', '2026-11-01T06:30:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T14:30:00Z'],
      ['Asia/Kathmandu', '1985-12-31T18:00:00Z'],
    ] as const;
    const orders = fc.array(fc.integer({ min: 0, max: 3599 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...changes), orders, ([of, from], moments) => {
        for (const second of moments) {
          const at = new Date(Date.parse(from) + second * 1000);
          expect(localDateTime(at, of)).toBe(
            zoned(at, of).toPlainDateTime().toString({ smallestUnit: 'second' }),
          );
        }
      }),
      runs,
    );
  });

  it('finds the instant of a time on the wall, skipped and repeated hours too', () => {
    fc.assert(
      fc.property(seconds, zone, (second, of) => {
        const wall = new Date(second * 1000).toISOString().slice(0, 19);
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(of);
        expect(zonedInstant(wall, of)).toBe(expected.epochMilliseconds);
      }),
      runs,
    );
  });

  it.each([
    ['the skipped hour of spring', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['the repeated hour of autumn', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
  ])('reads %s', (_, wall, instant) => {
    expect(new Date(zonedInstant(wall, 'America/New_York')).toISOString()).toBe(instant);
  });

  it('counts calendar days to the same time on the wall', () => {
    fc.assert(
      fc.property(seconds, zone, fc.integer({ min: 0, max: 400 }), (second, of, days) => {
        const at = new Date(second * 1000);
        const expected = zoned(at, of).add({ days }).epochMilliseconds;
        expect(addCalendarDays(at, days, of).getTime()).toBe(expected);
      }),
      runs,
    );
  });

  it('is shown in whole seconds, and moved by days without the rest of one', () => {
    const at = new Date('2026-11-20T15:00:00.900Z');
    expect(localDateTime(at, 'America/Chicago')).toBe('2026-11-20T09:00:00');
    expect(addCalendarDays(at, 1, 'America/Chicago').toISOString()).toBe(
      '2026-11-21T15:00:00.000Z',
    );
  });
});

describe('the name of a zone', () => {
  it.each(['America/Chicago', 'UTC', 'America/Argentina/ComodRivadavia'])('%s is known', (name) => {
    expect(Zone.parse(name)).toBe(name);
    // What was looked up once is known as well the second time.
    expect(Zone.parse(name)).toBe(name);
  });

  it.each(['America/Springfield', '', 'CST6CDT; drop', 'x'.repeat(41)])('"%s" is not', (name) => {
    expect(Zone.safeParse(name).success).toBe(false);
    expect(Zone.safeParse(name).success).toBe(false);
  });

  it('says what it must be', () => {
    expect(Zone.safeParse('Mars/Base').error?.issues.map(({ message }) => message)).toEqual([
      'must be an IANA time zone',
    ]);
  });
});

it.each([
  ['2026-12-01T15:00:00Z', 'America/Chicago', 'Tue, Dec 1, 2026, 9:00 AM CST'],
  ['2026-12-01T04:59:00Z', 'America/New_York', 'Mon, Nov 30, 2026, 11:59 PM EST'],
  ['2026-07-01T15:00:00Z', 'America/Phoenix', 'Wed, Jul 1, 2026, 8:00 AM MST'],
])('%s is written in %s as people write it', (at, zone, written) => {
  expect(writeTime(at, zone)).toBe(written);
});
