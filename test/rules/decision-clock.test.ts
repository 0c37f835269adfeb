import { describe, expect, it } from 'vitest';
import {
  allowanceEndsAt,
  type ClockQuestion,
  clockRowFor,
  DecisionClockRow,
  LineOfBusiness,
  Urgency,
} from '../../functions/payer/decision-clock.ts';
import {
  decisionClocks,
  fallbackClock,
  informationAllowance,
} from '../../functions/payer/decision-clocks.ts';

const rowFor = (question: ClockQuestion) => clockRowFor(decisionClocks, question);
const benefits = ['drug', 'service'] as const;
const today = '2026-11-20';

type Cell = Pick<ClockQuestion, 'lineOfBusiness' | 'benefit' | 'urgency'>;
const cell = (
  lineOfBusiness: Cell['lineOfBusiness'],
  benefit: Cell['benefit'],
  urgency: Cell['urgency'],
): Cell => ({ lineOfBusiness, benefit, urgency });

describe('a payer has, from receipt,', () => {
  // 42 CFR 422.568(b)(3) and 422.572(a)(2), for Part B drugs since CMS-4180-F; Social
  // Security Act 1927(d)(5)(A), CMS-0057-F, 29 CFR 2560.503-1(f)(2).
  it.each<[Cell, object, RegExp]>([
    [cell('medicare-advantage', 'drug', 'standard'), { hours: 72 }, /42 CFR 422\.568\(b\)\(3\)/],
    [cell('medicare-advantage', 'drug', 'expedited'), { hours: 24 }, /42 CFR 422\.572\(a\)\(2\)/],
    [cell('medicare-advantage', 'service', 'standard'), { calendarDays: 7 }, /CMS-0057-F/],
    [cell('medicare-advantage', 'service', 'expedited'), { hours: 72 }, /CMS-0057-F/],
    [cell('medicaid', 'drug', 'standard'), { hours: 24 }, /1927\(d\)\(5\)\(A\)/],
    [cell('medicaid', 'drug', 'expedited'), { hours: 24 }, /1927\(d\)\(5\)\(A\)/],
    [cell('medicaid', 'service', 'standard'), { calendarDays: 7 }, /CMS-0057-F/],
    [cell('medicaid', 'service', 'expedited'), { hours: 72 }, /CMS-0057-F/],
    ...(['commercial', 'self-funded', 'exchange'] as const).flatMap((line) =>
      benefits.flatMap((benefit): [Cell, object, RegExp][] => [
        [
          cell(line, benefit, 'standard'),
          { calendarDays: 15 },
          /2560\.503-1\(f\)\(2\)\(iii\)\(A\)/,
        ],
        [cell(line, benefit, 'expedited'), { hours: 72 }, /2560\.503-1\(f\)\(2\)\(i\)/],
      ]),
    ),
  ])('for %j: %j', (question, allows, law) => {
    const row = rowFor({ ...question, on: today });
    expect(row?.allows).toEqual(allows);
    expect(row?.basis).toMatch(law);
  });

  it.each<[Cell, string, object | undefined]>([
    // CMS-0057-F binds from 1 January 2026; before it, 14 days and 72 hours.
    [cell('medicaid', 'service', 'standard'), '2026-01-01', { calendarDays: 7 }],
    [cell('medicaid', 'service', 'standard'), '2025-12-31', { calendarDays: 14 }],
    [cell('medicare-advantage', 'service', 'standard'), '2025-12-31', { calendarDays: 14 }],
    [cell('medicare-advantage', 'service', 'expedited'), '2025-12-31', { hours: 72 }],
    [cell('medicaid', 'service', 'expedited'), '2025-12-31', { hours: 72 }],
    [cell('medicaid', 'service', 'expedited'), '2020-01-01', { hours: 72 }],
    [cell('medicaid', 'service', 'standard'), '2019-12-31', undefined],
    [cell('commercial', 'drug', 'standard'), '2010-01-01', { calendarDays: 15 }],
    [cell('commercial', 'drug', 'standard'), '2009-12-31', undefined],
    [cell('medicare-advantage', 'drug', 'standard'), '2020-01-01', { hours: 72 }],
    [cell('medicare-advantage', 'drug', 'standard'), '2019-12-31', undefined],
  ])('for %j, received on %s: %j', (question, on, allows) => {
    expect(rowFor({ ...question, on })?.allows).toEqual(allows);
  });

  it('the clock of before CMS-0057-F by its own name, until the day before it', () => {
    const of = (urgency: 'standard' | 'expedited', on: string) =>
      rowFor({ lineOfBusiness: 'medicaid', benefit: 'service', urgency, on })?.id;
    expect([of('standard', '2025-12-31'), of('expedited', '2025-12-31')]).toEqual([
      'federal-service-standard-2025',
      'federal-service-expedited-2025',
    ]);
    expect([of('standard', '2026-01-01'), of('expedited', '2026-01-01')]).toEqual([
      'cms-0057-service-standard',
      'cms-0057-service-expedited',
    ]);
  });
});

describe('a row of the clocks', () => {
  const row = decisionClocks[0] as DecisionClockRow;
  const takes = (different: object) => DecisionClockRow.safeParse({ ...row, ...different }).success;

  it.each(decisionClocks.map((each) => [each.id, each] as const))(
    '%s is as a payer’s own would have to be, and says on what law and source it rests',
    (_, each) => {
      expect(DecisionClockRow.parse(each)).toEqual(each);
      expect(each.basis.length).toBeGreaterThan(10);
      expect(each.source).toMatch(/^https:\/\/\S+( \(verify\))?$/);
    },
  );

  it.each<[string, object, boolean]>([
    ['most of a year in hours', { allows: { hours: 9000 } }, true],
    ['more', { allows: { hours: 9001 } }, false],
    ['no hours', { allows: { hours: 0 } }, false],
    ['a leap year', { allows: { calendarDays: 366 } }, true],
    ['more days', { allows: { calendarDays: 367 } }, false],
    ['half a day', { allows: { calendarDays: 0.5 } }, false],
    ['a year of business days', { allows: { businessDays: 260 } }, true],
    ['more of them', { allows: { businessDays: 261 } }, false],
    ['a unit that there is not', { allows: { weeks: 1 } }, false],
    ['two at once', { allows: { hours: 1, calendarDays: 1 } }, false],
    ['no line of business', { lineOfBusiness: [] }, false],
    ['several', { lineOfBusiness: ['commercial', 'exchange'] }, true],
    ['one that there is not', { lineOfBusiness: ['tricare'] }, false],
    ['any benefit', { benefit: 'any' }, true],
    ['services', { benefit: 'service' }, true],
    ['drugs', { benefit: 'drug' }, true],
    ['another benefit', { benefit: 'dental' }, false],
    ['a field that nobody knows', { until: '2027-01-01' }, false],
    ['an end', { through: '2027-01-01' }, true],
    ['an end that is no day', { through: 'soon' }, false],
  ])('may have %s: %#', (_, different, taken) => {
    expect(takes(different)).toBe(taken);
  });

  it('counts on both its first and its last day, for its own benefit or any', () => {
    const own = { ...row, from: '2026-03-01', through: '2026-06-30' };
    const on = (day: string) =>
      clockRowFor([own], {
        lineOfBusiness: 'medicare-advantage',
        benefit: 'drug',
        urgency: 'standard',
        on: day,
      });
    expect([on('2026-02-28'), on('2026-07-01')]).toEqual([undefined, undefined]);
    expect([on('2026-03-01'), on('2026-06-30')]).toEqual([own, own]);
  });

  it('knows each line of business and both urgencies', () => {
    expect(LineOfBusiness.options).toEqual([
      'medicare-advantage',
      'traditional-medicare',
      'medicaid',
      'commercial',
      'self-funded',
      'exchange',
    ]);
    expect(Urgency.options).toEqual(['standard', 'expedited']);
  });
});

describe('where no row fits', () => {
  it('a payer has seven days of our own, so that no wait is without an end', () => {
    const end = allowanceEndsAt(fallbackClock.allows, '2026-11-20T15:00:00Z', 'America/Chicago');
    expect(end).toBe('2026-11-27T15:00:00Z');
    expect(fallbackClock).toMatchObject({
      id: 'own-target',
      basis: 'none found',
      source: 'own target',
    });
    expect(fallbackClock.from <= today).toBe(true);
  });

  it.each(benefits)(
    'that is so of traditional Medicare, which mostly is not asked: %s',
    (benefit) => {
      for (const urgency of Urgency.options)
        expect(rowFor({ ...cell('traditional-medicare', benefit, urgency), on: today })).toBe(
          undefined,
        );
    },
  );

  it('a practice has three business days for what a payer asks, and the source is named', () => {
    const { allows, source } = informationAllowance;
    const end = allowanceEndsAt(allows, '2026-11-20T15:00:00Z', 'America/Chicago');
    expect(end).toBe('2026-11-25T15:00:00Z');
    expect(source).toMatch(/^https:\/\/www\.uhcprovider\.com\//);
  });

  it('hours pass by the clock, calendar days to the same time on the wall, business days without holidays', () => {
    const from = (allows: DecisionClockRow['allows'], start: string) =>
      allowanceEndsAt(allows, start, 'America/New_York');
    expect(from({ hours: 72 }, '2026-10-30T20:00:00.700Z')).toBe('2026-11-02T20:00:00Z');
    expect(from({ calendarDays: 3 }, '2026-10-30T20:00:00Z')).toBe('2026-11-02T21:00:00Z');
    expect(from({ businessDays: 1 }, '2026-11-25T20:00:00Z')).toBe('2026-11-27T20:00:00Z');
  });
});
