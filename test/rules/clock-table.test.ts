import { describe, expect, it } from 'vitest';
import {
  allowanceEndsAt,
  type ClockQuestion,
  clockRowFor,
} from '../../functions/payer/decision-clock.ts';
import {
  decisionClocks,
  fallbackClock,
  informationAllowance,
} from '../../functions/payer/decision-clocks.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';
import { examplePayer } from '../support/payer-simulator.ts';

/**
 * Until when a payer must have answered, written out by hand from the law or contract of each row. Both
 * instants are in the payer's own time with its offset, so that a change of the clocks can be seen: in
 * 2026 they go forward on 8 March and back on 1 November, in 2027 forward on 14 March.
 */
const zones = {
  newYork: 'America/New_York',
  chicago: 'America/Chicago',
  denver: 'America/Denver',
  losAngeles: 'America/Los_Angeles',
  anchorage: 'America/Anchorage',
  // Neither of these changes its clocks.
  phoenix: 'America/Phoenix',
  honolulu: 'Pacific/Honolulu',
} as const;

type Row = [receipt: string, zone: keyof typeof zones, due: string];
type Clock = {
  of: ClockQuestion['lineOfBusiness'];
  benefit: ClockQuestion['benefit'];
  urgency: ClockQuestion['urgency'];
  allows: string;
  law: RegExp;
  source: string;
  rows: Row[];
};

const bluepeak = 'bluepeakadvisors.com/part-b-drug-timeliness-monitoring-and-management';
const socialSecurityAct = 'lawinsider.com/clause/services-requiring-prior-authorization';
const wellcare = 'tag.wellcare.com/california/providers/bulletins/pa-tat';
const before2026 = 'biologyinsights.com/how-long-does-prior-authorization-take-for-medicaid';
const erisa = 'revassurance.com/reva-laws/29-cfr';
const healthcareGov = 'healthcare.gov/appeal-insurance-company-decision/internal-appeals';
const texas = 'uhcprovider.com/content/provider/en/health-plans-by-state/texas-health-plans';

const clocks: Clock[] = [
  {
    ...{ of: 'medicare-advantage', benefit: 'drug', urgency: 'standard', allows: '72 hours' },
    ...{ law: /42 CFR 422\.568\(b\)\(3\)/, source: bluepeak },
    rows: [
      ['2026-11-20T10:00-05:00', 'newYork', '2026-11-23T10:00-05:00'],
      // Back by an hour in between: 72 hours end an hour earlier on the wall.
      ['2026-10-30T16:00-04:00', 'newYork', '2026-11-02T15:00-05:00'],
      ['2026-10-31T09:00-05:00', 'chicago', '2026-11-03T08:00-06:00'],
      ['2026-10-30T12:00-06:00', 'denver', '2026-11-02T11:00-07:00'],
      ['2026-10-31T23:30-07:00', 'losAngeles', '2026-11-03T22:30-08:00'],
      ['2026-10-31T09:00-07:00', 'phoenix', '2026-11-03T09:00-07:00'],
      ['2026-10-31T09:00-10:00', 'honolulu', '2026-11-03T09:00-10:00'],
      // Forward: an hour later.
      ['2026-03-06T12:00-05:00', 'newYork', '2026-03-09T13:00-04:00'],
      ['2026-03-07T09:00-06:00', 'chicago', '2026-03-10T10:00-05:00'],
      ['2027-03-13T08:00-07:00', 'denver', '2027-03-16T09:00-06:00'],
      ['2027-03-12T17:00-08:00', 'losAngeles', '2027-03-15T18:00-07:00'],
      ['2026-03-07T10:00-09:00', 'anchorage', '2026-03-10T11:00-08:00'],
      // Ends of months, of a leap year's February and of a year.
      ['2026-01-30T10:00-05:00', 'newYork', '2026-02-02T10:00-05:00'],
      ['2027-02-27T10:00-05:00', 'newYork', '2027-03-02T10:00-05:00'],
      ['2028-02-27T10:00-05:00', 'newYork', '2028-03-01T10:00-05:00'],
      ['2026-12-30T10:00-05:00', 'newYork', '2027-01-02T10:00-05:00'],
    ],
  },
  {
    ...{ of: 'medicare-advantage', benefit: 'drug', urgency: 'expedited', allows: '24 hours' },
    ...{ law: /42 CFR 422\.572\(a\)\(2\)/, source: bluepeak },
    rows: [
      ['2026-11-20T10:00-05:00', 'newYork', '2026-11-21T10:00-05:00'],
      ['2026-10-31T12:00-04:00', 'newYork', '2026-11-01T11:00-05:00'],
      ['2026-03-07T12:00-06:00', 'chicago', '2026-03-08T13:00-05:00'],
      ['2026-12-31T15:00-08:00', 'losAngeles', '2027-01-01T15:00-08:00'],
      ['2028-02-28T10:00-07:00', 'denver', '2028-02-29T10:00-07:00'],
    ],
  },
  {
    ...{ of: 'medicare-advantage', benefit: 'service', urgency: 'standard', allows: '7 days' },
    ...{ law: /CMS-0057-F/, source: wellcare },
    rows: [
      ['2026-01-01T10:00-05:00', 'newYork', '2026-01-08T10:00-05:00'],
      ['2026-11-20T10:00-05:00', 'newYork', '2026-11-27T10:00-05:00'],
      // Days end at the same hour on the wall, whatever the clocks did.
      ['2026-10-30T16:00-04:00', 'newYork', '2026-11-06T16:00-05:00'],
      ['2026-03-06T10:00-07:00', 'denver', '2026-03-13T10:00-06:00'],
      ['2027-01-31T10:00-05:00', 'newYork', '2027-02-07T10:00-05:00'],
      ['2028-02-25T10:00-06:00', 'chicago', '2028-03-03T10:00-06:00'],
    ],
  },
  {
    ...{ of: 'medicare-advantage', benefit: 'service', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /CMS-0057-F/, source: wellcare },
    rows: [
      ['2026-11-20T10:00-05:00', 'newYork', '2026-11-23T10:00-05:00'],
      ['2026-10-31T09:00-07:00', 'losAngeles', '2026-11-03T08:00-08:00'],
    ],
  },
  {
    ...{ of: 'medicare-advantage', benefit: 'service', urgency: 'standard', allows: '14 days' },
    ...{ law: /^before CMS-0057-F/, source: before2026 },
    rows: [
      ['2025-12-31T10:00-05:00', 'newYork', '2026-01-14T10:00-05:00'],
      // The last evening of the year in the payer's zone, when the new one has begun in UTC.
      ['2025-12-31T21:00-08:00', 'losAngeles', '2026-01-14T21:00-08:00'],
    ],
  },
  {
    ...{ of: 'medicare-advantage', benefit: 'service', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /^before CMS-0057-F/, source: before2026 },
    rows: [['2025-12-31T10:00-05:00', 'newYork', '2026-01-03T10:00-05:00']],
  },
  {
    ...{ of: 'medicaid', benefit: 'drug', urgency: 'standard', allows: '24 hours' },
    ...{ law: /1927\(d\)\(5\)\(A\)/, source: socialSecurityAct },
    rows: [
      ['2026-11-20T10:00-05:00', 'newYork', '2026-11-21T10:00-05:00'],
      ['2026-03-07T12:00-05:00', 'newYork', '2026-03-08T13:00-04:00'],
      ['2026-04-30T10:00-05:00', 'chicago', '2026-05-01T10:00-05:00'],
    ],
  },
  {
    ...{ of: 'medicaid', benefit: 'drug', urgency: 'expedited', allows: '24 hours' },
    ...{ law: /1927\(d\)\(5\)\(A\)/, source: socialSecurityAct },
    rows: [
      ['2026-11-20T10:00-10:00', 'honolulu', '2026-11-21T10:00-10:00'],
      ['2026-10-31T12:00-05:00', 'chicago', '2026-11-01T11:00-06:00'],
    ],
  },
  {
    ...{ of: 'medicaid', benefit: 'service', urgency: 'standard', allows: '7 days' },
    ...{ law: /CMS-0057-F/, source: wellcare },
    rows: [
      ['2026-10-30T10:00-08:00', 'anchorage', '2026-11-06T10:00-09:00'],
      ['2026-09-28T10:00-07:00', 'phoenix', '2026-10-05T10:00-07:00'],
    ],
  },
  {
    ...{ of: 'medicaid', benefit: 'service', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /CMS-0057-F/, source: wellcare },
    rows: [['2026-03-07T10:00-07:00', 'phoenix', '2026-03-10T10:00-07:00']],
  },
  {
    ...{ of: 'medicaid', benefit: 'service', urgency: 'standard', allows: '14 days' },
    ...{ law: /^before CMS-0057-F/, source: before2026 },
    rows: [
      ['2025-03-01T10:00-05:00', 'newYork', '2025-03-15T10:00-04:00'],
      ['2025-02-20T10:00-06:00', 'chicago', '2025-03-06T10:00-06:00'],
    ],
  },
  {
    ...{ of: 'medicaid', benefit: 'service', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /^before CMS-0057-F/, source: before2026 },
    rows: [['2025-11-01T10:00-04:00', 'newYork', '2025-11-04T09:00-05:00']],
  },
  {
    ...{ of: 'commercial', benefit: 'drug', urgency: 'standard', allows: '15 days' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(iii\)\(A\)/, source: erisa },
    rows: [
      ['2026-11-20T10:00-05:00', 'newYork', '2026-12-05T10:00-05:00'],
      ['2026-10-20T10:00-04:00', 'newYork', '2026-11-04T10:00-05:00'],
      ['2026-03-01T10:00-06:00', 'chicago', '2026-03-16T10:00-05:00'],
      ['2026-12-25T10:00-05:00', 'newYork', '2027-01-09T10:00-05:00'],
    ],
  },
  {
    ...{ of: 'commercial', benefit: 'service', urgency: 'standard', allows: '15 days' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(iii\)\(A\)/, source: erisa },
    rows: [['2027-01-31T10:00-07:00', 'phoenix', '2027-02-15T10:00-07:00']],
  },
  {
    ...{ of: 'self-funded', benefit: 'drug', urgency: 'standard', allows: '15 days' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(iii\)\(A\)/, source: erisa },
    rows: [
      ['2027-02-20T10:00-07:00', 'denver', '2027-03-07T10:00-07:00'],
      ['2028-02-20T10:00-08:00', 'losAngeles', '2028-03-06T10:00-08:00'],
    ],
  },
  {
    ...{ of: 'exchange', benefit: 'service', urgency: 'standard', allows: '15 days' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(iii\)\(A\)/, source: erisa },
    rows: [['2026-08-31T10:00-05:00', 'chicago', '2026-09-15T10:00-05:00']],
  },
  {
    ...{ of: 'commercial', benefit: 'drug', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(i\)/, source: healthcareGov },
    rows: [
      ['2026-11-20T10:00-06:00', 'chicago', '2026-11-23T10:00-06:00'],
      ['2026-04-30T10:00-04:00', 'newYork', '2026-05-03T10:00-04:00'],
    ],
  },
  {
    ...{ of: 'self-funded', benefit: 'service', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(i\)/, source: healthcareGov },
    rows: [['2026-10-31T10:00-06:00', 'denver', '2026-11-03T09:00-07:00']],
  },
  {
    ...{ of: 'exchange', benefit: 'drug', urgency: 'expedited', allows: '72 hours' },
    ...{ law: /2560\.503-1\(f\)\(2\)\(i\)/, source: healthcareGov },
    rows: [
      ['2027-03-12T10:00-08:00', 'losAngeles', '2027-03-15T11:00-07:00'],
      ['2026-06-29T10:00-10:00', 'honolulu', '2026-07-02T10:00-10:00'],
    ],
  },
];

/** A state's own clock, in the entry of a payer: business days. */
const ofState: Row[] = [
  // From a Friday; over Thanksgiving; over New Year; over the change of the clocks; from a Saturday.
  ['2026-11-20T14:00-06:00', 'chicago', '2026-11-25T14:00-06:00'],
  ['2026-11-24T14:00-06:00', 'chicago', '2026-11-30T14:00-06:00'],
  ['2026-12-30T14:00-06:00', 'chicago', '2027-01-05T14:00-06:00'],
  ['2026-03-06T14:00-06:00', 'chicago', '2026-03-11T14:00-05:00'],
  ['2026-11-21T10:00-06:00', 'chicago', '2026-11-25T10:00-06:00'],
];

/** What a practice has for what a payer asks, where the payer does not say: three business days. */
const forInformation: Row[] = [
  ['2026-11-20T15:00-05:00', 'newYork', '2026-11-25T15:00-05:00'],
  ['2026-10-30T15:00-05:00', 'chicago', '2026-11-04T15:00-06:00'],
  ['2026-01-29T15:00-08:00', 'losAngeles', '2026-02-03T15:00-08:00'],
];

/** Where nothing is on file, as of traditional Medicare, which mostly is not asked: our own seven days. */
const ofOurs: Row[] = [
  ['2026-11-20T10:00-05:00', 'newYork', '2026-11-27T10:00-05:00'],
  ['2026-10-30T10:00-07:00', 'losAngeles', '2026-11-06T10:00-08:00'],
];

const plain = (instant: string): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;
const inWords = (allows: object): string => {
  const [[unit = '', count] = []] = Object.entries(allows);
  return `${count} ${unit === 'calendarDays' ? 'days' : unit}`;
};

describe('until when a payer must have answered', () => {
  const rows = clocks.flatMap(({ rows: all, ...clock }) =>
    all.map(([receipt, zone, due]) => ({ ...clock, receipt, zone, due })),
  );

  it.each(rows)(
    '$of $benefit $urgency, received $receipt $zone: $due',
    ({ of, benefit, urgency, allows, law, source, receipt, zone, due }) => {
      const start = plain(receipt);
      const row = clockRowFor(decisionClocks, {
        ...{ lineOfBusiness: of, benefit, urgency },
        on: localDate(start, zones[zone]),
      });
      if (!row) throw new Error('no row binds');
      expect(inWords(row.allows)).toBe(allows);
      expect(row.basis).toMatch(law);
      expect(row.source).toContain(source);
      expect(allowanceEndsAt(row.allows, start, zones[zone])).toBe(plain(due));
    },
  );

  it.each(ofState)(
    'of a state’s own three business days, received %s %s: %s',
    (receipt, zone, due) => {
      const start = plain(receipt);
      const payer = examplePayer('valley-advantage');
      const row = clockRowFor([...payer.clocks, ...decisionClocks], {
        ...{ lineOfBusiness: payer.lineOfBusiness, benefit: 'service', urgency: 'standard' },
        on: localDate(start, zones[zone]),
      });
      expect([payer.zone, row?.allows]).toEqual([zones[zone], { businessDays: 3 }]);
      expect(row?.source).toContain(texas);
      expect(allowanceEndsAt(row?.allows ?? { hours: 1 }, start, payer.zone)).toBe(plain(due));
    },
  );

  it.each(forInformation)('what it asks for, asked %s %s: %s', (asked, zone, due) => {
    const { allows, source } = informationAllowance;
    expect(source).toContain(texas);
    expect(allowanceEndsAt(allows, plain(asked), zones[zone])).toBe(plain(due));
  });

  it.each(ofOurs)('without a row, received %s %s: %s', (receipt, zone, due) => {
    const { allows, source, basis } = fallbackClock;
    expect([source, basis]).toEqual(['own target', 'none found']);
    expect(allowanceEndsAt(allows, plain(receipt), zones[zone])).toBe(plain(due));
  });

  it('is told by sixty rows and more, of every clock that there is, in seven zones', () => {
    const all = [...rows.map(({ zone }) => zone), ...ofState.map(([, zone]) => zone)];
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all).size).toBe(Object.keys(zones).length);
    const used = rows.map(({ of, benefit, urgency, receipt, zone }) => {
      const on = localDate(plain(receipt), zones[zone]);
      return clockRowFor(decisionClocks, { lineOfBusiness: of, benefit, urgency, on })?.id;
    });
    expect(decisionClocks.map(({ id }) => id).filter((id) => !used.includes(id))).toEqual([]);
  });
});
