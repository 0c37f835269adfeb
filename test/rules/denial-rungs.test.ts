import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entered } from '../../functions/network/entered.ts';
import type { LineOfBusiness } from '../../functions/payer/decision-clock.ts';
import { denialReadings, readingSays, readingsOf } from '../../functions/payer/denial-readings.ts';
import {
  alertsOf,
  DenialRung,
  DenialRungRow,
  endOfDay,
  type FilingWindow,
  hidesRung,
  lastDayOf,
  rungRowFor,
} from '../../functions/payer/denial-rung.ts';
import { denialRungs } from '../../functions/payer/denial-rungs.ts';
import { payerReasons } from '../../functions/payer/payer-reasons.ts';
import { isBusinessDay } from '../../functions/platform/business-days.ts';
import { daysBetween } from '../../functions/platform/days.ts';
import { localDateTime } from '../../functions/platform/zoned-time.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aRungRow } from '../support/rung-rows.ts';

const days = (calendarDays: number): FilingWindow => ({ calendarDays });
const business = (businessDays: number): FilingWindow => ({ businessDays });
const months = (count: number): FilingWindow => ({ months: count });

describe('the last day of a window', () => {
  it.each<[string, FilingWindow, string, string]>([
    ['counts from the day after the notice', days(15), '2026-11-23', '2026-12-08'],
    ['of one day is the next', days(1), '2026-11-23', '2026-11-24'],
    ['goes over a month of 28 days', days(15), '2027-02-20', '2027-03-07'],
    ['goes over a leap day', days(65), '2028-01-01', '2028-03-06'],
    ['goes over the end of a year', days(60), '2026-11-30', '2027-01-29'],
    ['of half a year', days(180), '2026-11-23', '2027-05-22'],
    ['on business days leaves out a weekend', business(1), '2026-11-20', '2026-11-23'],
    ['on business days leaves out Thanksgiving', business(3), '2026-11-24', '2026-11-30'],
    ['on business days from a Saturday', business(1), '2026-11-21', '2026-11-23'],
    ['on business days over Christmas and the new year', business(10), '2026-12-18', '2027-01-05'],
    ['in months is the same day', months(4), '2026-11-23', '2027-03-23'],
    ['in months from the 31st ends with a shorter month', months(4), '2026-05-31', '2026-09-30'],
    ['in months from the 30th ends with February', months(4), '2026-10-30', '2027-02-28'],
    ['in months from the 31st ends with a leap February', months(4), '2027-10-31', '2028-02-29'],
    ['in months from the last day of February', months(1), '2027-02-28', '2027-03-28'],
    ['in months from December', months(12), '2026-12-31', '2027-12-31'],
  ])('%s', (_, window, notice, last) => {
    expect(lastDayOf(window, notice)).toBe(last);
  });

  it('is never before the notice, never sooner for a later notice, and business days are such', () => {
    const day = fc
      .integer({ min: 0, max: 4000 })
      .map((count) =>
        new Date(Date.UTC(2024, 0, 1) + count * 86_400_000).toISOString().slice(0, 10),
      );
    const window = fc.oneof(
      fc.integer({ min: 1, max: 366 }).map(days),
      fc.integer({ min: 1, max: 60 }).map(business),
      fc.integer({ min: 1, max: 12 }).map(months),
    );
    fc.assert(
      fc.property(window, day, day, (of, one, other) => {
        const [first, second] = [one, other].sort() as [string, string];
        expect(lastDayOf(of, first) > first).toBe(true);
        expect(lastDayOf(of, first) <= lastDayOf(of, second)).toBe(true);
        if ('businessDays' in of) expect(isBusinessDay(lastDayOf(of, first))).toBe(true);
        if ('calendarDays' in of)
          expect(daysBetween(first, lastDayOf(of, first))).toBe(of.calendarDays);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the end of a last day', () => {
  it.each([
    ['in winter', '2026-12-08', 'America/Chicago', '2026-12-09T06:00:00Z'],
    ['in summer', '2026-07-08', 'America/Chicago', '2026-07-09T05:00:00Z'],
    ['the day that clocks go forward', '2027-03-14', 'America/Chicago', '2027-03-15T05:00:00Z'],
    ['the day before they go forward', '2027-03-13', 'America/Chicago', '2027-03-14T06:00:00Z'],
    ['the day that clocks go back', '2026-11-01', 'America/Chicago', '2026-11-02T06:00:00Z'],
    ['the day before they go back', '2026-10-31', 'America/Chicago', '2026-11-01T05:00:00Z'],
    ['farther west', '2026-12-08', 'America/Los_Angeles', '2026-12-09T08:00:00Z'],
    ['where clocks are never changed', '2027-03-14', 'America/Phoenix', '2027-03-15T07:00:00Z'],
    ['at the end of a year', '2026-12-31', 'America/New_York', '2027-01-01T05:00:00Z'],
  ])('is midnight of the payer, %s', (_, on, zone, at) => {
    expect(endOfDay(on, zone)).toBe(at);
  });
});

describe('a person is asked about an open window', () => {
  it('at half, at three quarters, five business days and one before, and when it has closed', () => {
    expect(alertsOf({ from: '2026-11-23', lastDay: '2027-05-22' }, 'America/Chicago')).toEqual([
      '2027-02-21T15:00:00Z',
      '2027-04-07T14:00:00Z',
      '2027-05-17T14:00:00Z',
      '2027-05-21T14:00:00Z',
      '2027-05-23T05:00:00Z',
    ]);
  });
  it('five business days early by the days of desks, not by the calendar', () => {
    const asked = alertsOf({ from: '2026-11-20', lastDay: '2026-12-01' }, 'America/New_York');
    // Thanksgiving and a weekend lie between.
    expect(asked).toContain('2026-11-23T14:00:00Z');
  });
  it('never before the notice, and at the end at least', () => {
    expect(alertsOf({ from: '2026-11-24', lastDay: '2026-11-25' }, 'America/New_York')).toEqual([
      '2026-11-25T14:00:00Z',
      '2026-11-26T05:00:00Z',
    ]);
  });
  it('in order, within the window, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 366 }),
        fc.constantFrom('America/New_York', 'America/Denver', 'Pacific/Honolulu'),
        (length, zone) => {
          const lastDay = lastDayOf(days(length), '2026-10-28');
          const asked = alertsOf({ from: '2026-10-28', lastDay }, zone);
          expect(asked).toEqual([...asked].sort());
          expect(asked.at(-1)).toBe(endOfDay(lastDay, zone));
          expect(localDateTime(new Date(asked[0] ?? ''), zone) > '2026-10-28T09:00:00').toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

const lines: readonly LineOfBusiness[] = [
  'medicare-advantage',
  'medicaid',
  'commercial',
  'self-funded',
  'exchange',
];
const general = (
  rung: DenialRung,
  lineOfBusiness: LineOfBusiness,
  benefit: 'drug' | 'service' = 'drug',
) => rungRowFor(denialRungs, { rung, lineOfBusiness, benefit, on: '2026-11-23' });

describe('a rung of the general table', () => {
  it.each<[LineOfBusiness, 'drug' | 'service', DenialRung, object | undefined]>([
    ['medicare-advantage', 'drug', 'appeal', { window: days(65), decides: days(7) }],
    ['medicare-advantage', 'service', 'appeal', { window: days(65), decides: days(30) }],
    ['medicare-advantage', 'drug', 'external-review', { takenBy: 'payer', after: ['appeal'] }],
    ['medicaid', 'drug', 'appeal', { window: days(60), mark: 'general-knowledge' }],
    ['medicaid', 'drug', 'external-review', { window: days(120), mark: 'general-knowledge' }],
    ['commercial', 'drug', 'appeal', { window: days(180), mark: 'official' }],
    ['exchange', 'service', 'appeal', { window: days(180), decides: days(30) }],
    ['self-funded', 'drug', 'appeal', { window: days(180), mark: 'general-knowledge' }],
    ['commercial', 'drug', 'external-review', { window: months(4), expedited: { atOnce: true } }],
    ['exchange', 'drug', 'external-review', { window: months(4), mark: 'secondary' }],
    ['self-funded', 'drug', 'external-review', { window: months(4) }],
    // Of claims: the care was given, so there is no call, and nothing is fast.
    [
      'traditional-medicare',
      'drug',
      'appeal',
      { window: days(120), decides: days(60), mark: 'general-knowledge' },
    ],
    [
      'traditional-medicare',
      'service',
      'external-review',
      { window: days(180), after: ['appeal'], mark: 'general-knowledge' },
    ],
    ['traditional-medicare', 'drug', 'peer-to-peer', undefined],
    ['traditional-medicare', 'drug', 'second-appeal', undefined],
    ['traditional-medicare', 'drug', 'resubmit', { closedBy: [], newFacts: true }],
    // No plan has a second level unless its own entry says so.
    ['self-funded', 'drug', 'second-appeal', undefined],
    ['medicare-advantage', 'drug', 'second-appeal', undefined],
  ])('%s, %s: %s', (line, benefit, rung, expected) => {
    const row = general(rung, line, benefit);
    if (expected) expect(row).toMatchObject(expected);
    else expect(row).toBeUndefined();
  });

  it.each(lines)(
    'of %s: a call, an appeal that ends the right to it or not, and a reviewer',
    (line) => {
      expect(general('peer-to-peer', line)).toMatchObject({
        newFacts: false,
        takenBy: 'prescriber',
        closedBy:
          line === 'medicare-advantage' ? [] : ['appeal', 'second-appeal', 'external-review'],
      });
      // Nobody knows when every plan of a kind takes no call any more.
      expect(general('peer-to-peer', line)?.window).toBeUndefined();
      expect(general('appeal', line)).toMatchObject({
        newFacts: true,
        closedBy: expect.arrayContaining(['external-review']),
        expedited: { decides: { hours: 72 }, atOnce: false },
      });
      expect(general('external-review', line)).toMatchObject({ newFacts: true });
      expect(general('external-review', line)?.after).toContain('appeal');
      expect(general('resubmit', line)).toMatchObject({ newFacts: true, closedBy: [], after: [] });
    },
  );

  it.each(['appeal', 'external-review'] as const)('has no fast form of a claim: %s', (rung) => {
    expect(general(rung, 'traditional-medicare')).not.toHaveProperty('expedited');
  });

  it('has an id of its own, a source, a mark, and a place where it goes', () => {
    expect(new Set(denialRungs.map(({ id }) => id)).size).toBe(denialRungs.length);
    for (const { source, goesTo, basis } of denialRungs)
      for (const words of [source, goesTo, basis]) expect(words).toMatch(/\w{3}/);
  });

  it('says that it is general knowledge wherever its source does', () => {
    for (const { source, mark } of denialRungs)
      if (source.startsWith('general knowledge')) expect(mark).toBe('general-knowledge');
  });

  it('is hidden by no other', () => {
    for (const [at, row] of denialRungs.entries())
      for (const before of denialRungs.slice(0, at)) expect(hidesRung(before, row)).toBe(false);
  });
});

const row = (different: Partial<DenialRungRow> = {}): DenialRungRow =>
  aRungRow('appeal', { from: '2026-01-01', through: '2026-12-31', ...different });
const asked = {
  rung: 'appeal',
  lineOfBusiness: 'commercial',
  benefit: 'drug',
  on: '2026-06-01',
} as const;

describe('the fast form of a rung', () => {
  it('waits for what comes before it, unless the row says that it may run beside', () => {
    const decides = { hours: 72 };
    const fast = (more: object) =>
      DenialRungRow.parse({
        ...row(),
        expedited: { criterion: 'It cannot wait.', decides, ...more },
      }).expedited;
    expect(fast({})).toMatchObject({ atOnce: false });
    expect(fast({ atOnce: true })).toMatchObject({ atOnce: true });
  });

  it.each([
    [{ businessDays: 260 }, true],
    [{ businessDays: 261 }, false],
    [{ businessDays: 0 }, false],
    [{ businessDays: 1 }, true],
    [{}, false],
  ])('may be asked for within a window of %j: %s', (window, taken) => {
    expect(DenialRungRow.safeParse({ ...row(), window }).success).toBe(taken);
  });
});

describe('the row that binds', () => {
  it.each<[string, Partial<DenialRungRow>, Partial<typeof asked | object>, boolean]>([
    ['on its first day', {}, { on: '2026-01-01' }, true],
    ['not the day before', {}, { on: '2025-12-31' }, false],
    ['on its last day', {}, { on: '2026-12-31' }, true],
    ['not the day after', {}, { on: '2027-01-01' }, false],
    ['without an end', { through: undefined }, { on: '2199-01-01' }, true],
    ['for another rung', { rung: 'resubmit' }, {}, false],
    ['for another program', { lineOfBusiness: ['medicaid'] }, {}, false],
    ['for services, not for a drug', { benefit: 'service' }, {}, false],
    ['for drugs, and for a drug', { benefit: 'drug' }, {}, true],
    ['and takes the rung away', { offered: false }, {}, false],
  ])('is that of the payer: %s', (_, different, question, binds) => {
    const found = rungRowFor([row(different)], { ...asked, ...question });
    expect(found?.id).toBe(binds ? 'own-appeal' : undefined);
  });

  it('goes before the general one, and takes it away where it says so', () => {
    const binding = (own: DenialRungRow) => rungRowFor([own, ...denialRungs], asked)?.id;
    expect(binding(row())).toBe('own-appeal');
    expect(binding(row({ offered: false }))).toBeUndefined();
    expect(binding(row({ through: '2026-05-31' }))).toBe('appeal-insured');
  });
});

describe('an entry of the directory', () => {
  const complaints = (denialRungs: unknown[]) =>
    entered.payer
      .safeParse({ ...examplePayer(), revision: undefined, denialRungs })
      .error?.issues.filter(({ path }) => path[0] === 'denialRungs')
      .map(({ path, message }) => [path.slice(1).join('/'), message]) ?? [];

  it.each<[string, DenialRungRow[], string | undefined]>([
    ['one row', [row()], undefined],
    [
      'rows one after the other',
      [row(), row({ id: 'next', from: '2027-01-01', through: undefined })],
      undefined,
    ],
    [
      'another rung at the same time',
      [row(), row({ id: 'next', rung: 'peer-to-peer' })],
      undefined,
    ],
    ['for drugs first, then for all', [row({ benefit: 'drug' }), row({ id: 'next' })], undefined],
    ['an id twice', [row(), row({ rung: 'peer-to-peer' })], '1/id'],
    [
      'behind one that fits wherever it does',
      [row(), row({ id: 'next', benefit: 'drug' })],
      '1/from',
    ],
    [
      'behind an open end',
      [row({ through: undefined }), row({ id: 'next', from: '2027-01-01' })],
      '1/from',
    ],
    ['one that begins before', [row(), row({ id: 'next', from: '2025-01-01' })], undefined],
  ])('has %s', (_, rows, where) => {
    expect(complaints(rows).map(([path]) => path)).toEqual(where ? [where] : []);
  });

  it('refuses what it does not know', () => {
    expect(complaints([{ ...row(), rung: 'letter' }])).not.toEqual([]);
    expect(complaints([{ ...row(), window: { weeks: 2 } }])).not.toEqual([]);
    expect(complaints([{ ...row(), closes: [] }])).not.toEqual([]);
  });
});

describe('what a denial is about', () => {
  it.each<[string[], string[]]>([
    [['0G'], ['site-of-care']],
    [['16', '0G'], ['site-of-care']],
    [['0F'], ['medical-necessity']],
    [
      ['0F', '0G'],
      ['site-of-care', 'medical-necessity'],
    ],
    [['0G'], ['site-of-care']],
    [['16'], ['site-of-care']],
    [['12'], ['provider']],
    [['13'], ['provider']],
    [['15'], ['provider']],
    [['0X'], ['provider']],
    [['0F'], ['medical-necessity']],
    [['44'], ['step-therapy']],
    [['0P'], ['missing-information']],
    [['0U'], ['missing-information']],
    [['0M'], ['not-covered']],
    [['0L'], ['plan-limit']],
    [['0N'], ['timing']],
    [['17'], ['timing']],
    [['0R'], ['diagnosis']],
    [['0T'], ['experimental']],
    [['0Q'], ['administrative']],
    [['25'], ['administrative']],
    [['9'], ['provider']],
    [['12', '13', '15', '0X'], ['provider']],
    [['ZZ'], ['not-understood']],
    [['constructor'], ['not-understood']],
    [
      ['ZZ', '44'],
      ['step-therapy', 'not-understood'],
    ],
    [[], []],
  ])('is read from %j as %j', (codes, readings) => {
    expect(readingsOf(codes)).toEqual(readings);
  });

  it('has a sentence for each', () => {
    for (const reading of denialReadings) expect(readingSays(reading)).toMatch(/^[A-Z][^.]+\.$/);
    expect(new Set(denialReadings.map(readingSays)).size).toBe(denialReadings.length);
  });

  it('leaves only codes that say nothing of a reason as not understood', () => {
    const unread = Object.keys(payerReasons).filter((code) =>
      readingsOf([code]).includes('not-understood'),
    );
    // Who reviews, that nothing is needed or decided yet, age and sex, and how it is delivered.
    expect(unread.sort()).toEqual(['0B', '0D', '0H', '0J', '0V', '0W', '0Y', '0Z', '10']);
  });
});

it('every rung is a word of its own', () => {
  expect(DenialRung.options).toEqual([
    'resubmit',
    'peer-to-peer',
    'appeal',
    'second-appeal',
    'external-review',
  ]);
});

describe('the general rungs', () => {
  it('are whole rows, as those of a payer are once they were taken', () => {
    expect(denialRungs.map((row) => DenialRungRow.parse(row))).toEqual(denialRungs);
  });
});
