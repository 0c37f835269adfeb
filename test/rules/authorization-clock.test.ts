import { describe, expect, it } from 'vitest';
import {
  decisionDueAt,
  findClockRow,
  startClocks,
} from '../../functions/authorization/line-clocks.ts';
import {
  allowanceEndsAt,
  type ClockQuestion,
  clockRowFor,
} from '../../functions/payer/decision-clock.ts';
import { decisionClocks } from '../../functions/payer/decision-clocks.ts';
import { anAuthorization, requestFacts } from '../support/authorizations.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const newYork = 'America/New_York';

describe('an allowance', () => {
  it.each([
    // The clocks go back on 1 November 2026.
    ['2026-10-30T20:00:00Z', { hours: 72 }, '2026-11-02T20:00:00Z'],
    ['2026-10-30T20:00:00Z', { calendarDays: 3 }, '2026-11-02T21:00:00Z'],
    ['2026-10-30T20:00:00Z', { calendarDays: 7 }, '2026-11-06T21:00:00Z'],
    // And forward on 8 March 2026.
    ['2026-03-06T17:00:00Z', { hours: 72 }, '2026-03-09T17:00:00Z'],
    ['2026-03-06T17:00:00Z', { calendarDays: 3 }, '2026-03-09T16:00:00Z'],
    // Friday afternoon in New York; the weekend does not count.
    ['2026-11-20T20:00:00Z', { businessDays: 1 }, '2026-11-23T20:00:00Z'],
    ['2026-11-20T20:00:00Z', { businessDays: 3 }, '2026-11-25T20:00:00Z'],
    ['2026-11-21T20:00:00Z', { businessDays: 1 }, '2026-11-23T20:00:00Z'],
    // Thanksgiving is no business day, but it is a calendar day.
    ['2026-11-25T20:00:00Z', { businessDays: 1 }, '2026-11-27T20:00:00Z'],
    ['2026-11-25T20:00:00Z', { calendarDays: 1 }, '2026-11-26T20:00:00Z'],
    ['2026-12-30T20:00:00Z', { calendarDays: 7 }, '2027-01-06T20:00:00Z'],
  ])('from %s of %j ends at %s', (start, allows, end) => {
    expect(allowanceEndsAt(allows, start, newYork)).toBe(end);
  });
});

describe('the clock that binds', () => {
  const ask = (different: Partial<ClockQuestion>) =>
    clockRowFor(decisionClocks, {
      lineOfBusiness: 'medicare-advantage',
      benefit: 'drug',
      urgency: 'standard',
      on: '2026-11-20',
      ...different,
    });

  it.each([
    [{}, 'ma-drug-standard', { hours: 72 }],
    [{ urgency: 'expedited' }, 'ma-drug-expedited', { hours: 24 }],
    [{ benefit: 'service' }, 'cms-0057-service-standard', { calendarDays: 7 }],
    [{ benefit: 'service', urgency: 'expedited' }, 'cms-0057-service-expedited', { hours: 72 }],
    [
      { benefit: 'service', on: '2025-12-31' },
      'federal-service-standard-2025',
      { calendarDays: 14 },
    ],
    [{ lineOfBusiness: 'medicaid' }, 'medicaid-drug-standard', { hours: 24 }],
    [{ lineOfBusiness: 'commercial' }, 'preservice-standard', { calendarDays: 15 }],
    [{ lineOfBusiness: 'self-funded', urgency: 'expedited' }, 'preservice-urgent', { hours: 72 }],
    [
      { lineOfBusiness: 'exchange', benefit: 'service' },
      'preservice-standard',
      { calendarDays: 15 },
    ],
  ] as const)('for %j is %s', (different, id, allows) => {
    expect(ask(different)).toMatchObject({ id, allows });
  });

  it('is never missing for a line of business in force today', () => {
    for (const lineOfBusiness of ['medicare-advantage', 'medicaid', 'commercial'] as const)
      for (const benefit of ['drug', 'service'] as const)
        for (const urgency of ['standard', 'expedited'] as const)
          expect(ask({ lineOfBusiness, benefit, urgency })).toBeDefined();
  });

  it("is a payer's own before the general one", () => {
    const payer = examplePayer('valley-advantage');
    const { lines } = anAuthorization({}, requestFacts({ payer }));
    const [drug, service] = lines;
    expect(drug?.clock.rule).toBe('medicaid-drug-standard');
    expect(service?.clock.rule).toBe('valley-service-standard');
    expect(findClockRow('valley-service-standard', payer).allows).toEqual({ businessDays: 3 });
  });

  it('every row names its law and its source', () => {
    for (const { basis, source } of decisionClocks) {
      expect(basis).not.toBe('');
      expect(source).toMatch(/^https:/);
    }
    expect(new Set(decisionClocks.map(({ id }) => id)).size).toBe(decisionClocks.length);
  });
});

describe('the clocks of a request', () => {
  it('run per line from the receipt, and the earliest open one counts', () => {
    const payer = examplePayer('meridian-plan');
    const { lines } = anAuthorization({}, requestFacts({ payer }));
    const started = startClocks(lines, payer, '2026-10-30T20:00:00Z');
    expect(started.map(({ clock }) => clock.dueAt)).toEqual([
      '2026-11-02T20:00:00Z',
      '2026-11-06T21:00:00Z',
      '2026-11-06T21:00:00Z',
    ]);
    const [drug, ...services] = started;
    expect(decisionDueAt({ lines: started })).toBe('2026-11-02T20:00:00Z');
    expect(
      decisionDueAt({
        lines: [{ ...(drug as (typeof started)[number]), state: 'approved' }, ...services],
      }),
    ).toBe('2026-11-06T21:00:00Z');
  });

  it('name a rule that is found again when they are shown', () => {
    expect(findClockRow('no-such-rule', { clocks: [] })).toMatchObject({ id: 'own-target' });
  });
});
