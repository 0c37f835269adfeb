import { describe, expect, it } from 'vitest';
import { instantToMinute } from '../../functions/network/days.ts';
import { visitTherapy } from '../../functions/referral/order/regimen.ts';
import type { SeriesFacts } from '../../functions/scheduling/series-search.ts';
import { Series } from '../../functions/series/series.ts';
import { Visit } from '../../functions/series/visit.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import {
  daysOffered,
  freeTimes,
  isTheirsToMove,
  ownMoves,
  type TimesSought,
} from '../../functions/visit/offered-times.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const minutes = { prep: 30, infusion: 120, observation: 30, closeout: 0 };
const aVisit = (different: object = {}) =>
  Visit.parse({
    visitId: 'vis_01jd00000000000000a0_2',
    referralId: 'ref_01jd00000000000000a0',
    patientId: 'pat_1',
    therapyId: 'infliximab',
    dose: 2,
    status: 'planned',
    revision: 0,
    startsAt: '2026-12-15T15:00:00.000Z',
    endsAt: '2026-12-15T18:00:00.000Z',
    zone: 'America/Chicago',
    on: '2026-12-15',
    idealOn: '2026-12-15',
    setting: 'infusion-center',
    siteId: 'site_riverbend',
    minutes,
    ...different,
  });

const order = anOrder({ therapyId: 'infliximab' });
const therapy = visitTherapy('infliximab', order) as Therapy;
const series = Series.parse({
  siteId: 'site_riverbend',
  status: 'booked',
  firstOn: '2026-12-01',
  nextVisit: 4,
  doses: 6,
  bookedThrough: 3,
  rev: 1,
});

const sought = (
  different: Partial<Omit<TimesSought, 'facts'>> = {},
  facts: Partial<SeriesFacts> = {},
): TimesSought => ({
  facts: {
    submission: aSubmission({ order }),
    therapy,
    site: aSite(),
    nurses: [aNurse()],
    series,
    today: '2026-12-01',
    ...facts,
  },
  visit: aVisit(),
  // Tuesday 15 December, three days before and after: Saturday 12 to Friday 18.
  dose: { number: 2, offset: 14, before: 3, after: 3, first: false, minutes },
  visits: [aVisit()],
  gaps: [1, 1, 1],
  reaches: () => true,
  ...different,
});

type Blocks = { visitId: string; from: number; to: number; acuity: 1; first: boolean }[];
const read = (blocks: Blocks = [], busy: { visitId: string; from: number; to: number }[] = []) => ({
  nurseDays: [],
  centerDays: [{ siteId: 'site_riverbend', on: '2026-12-15', rev: 1, blocks }] as never[],
  busy,
  patient: { blocks: busy },
});
const now = new Date('2026-12-01T15:00:00.000Z');
const times = (
  different: Parameters<typeof sought>[0] = {},
  facts: Parameters<typeof sought>[1] = {},
  calendars = read(),
  at = now,
) => freeTimes(sought(different, facts), calendars, at).map(({ startsAt }) => startsAt);
const daysOf = (found: readonly string[]) => [...new Set(found.map((one) => one.slice(0, 10)))];

describe('the days on which a patient may take a time', () => {
  it.each<[string, Parameters<typeof sought>[0], string, object | undefined]>([
    [
      'are those of the window',
      {},
      '2026-12-01T15:00:00Z',
      { from: '2026-12-12', through: '2026-12-18' },
    ],
    [
      'begin two days from now',
      {},
      '2026-12-12T15:00:00Z',
      { from: '2026-12-14', through: '2026-12-18' },
    ],
    [
      'are a day of the place',
      {},
      '2026-12-12T03:00:00Z',
      { from: '2026-12-13', through: '2026-12-18' },
    ],
    ['are none once the visit is near', {}, '2026-12-13T15:00:00.001Z', undefined],
    [
      'are there to the last moment',
      {},
      '2026-12-13T15:00:00Z',
      { from: '2026-12-15', through: '2026-12-18' },
    ],
    [
      'are none of a visit that is off',
      { visit: aVisit({ status: 'cancelled' }) },
      '2026-12-01T15:00:00Z',
      undefined,
    ],
    [
      'may be one day alone',
      { dose: { ...sought().dose, before: 0, after: 0 } },
      '2026-12-01T15:00:00Z',
      { from: '2026-12-15', through: '2026-12-15' },
    ],
    [
      'are none where the window is over by then',
      { visit: aVisit({ startsAt: '2026-12-25T15:00:00.000Z' }) },
      '2026-12-17T15:00:00Z',
      undefined,
    ],
  ])('%s', (_, different, at, days) => {
    expect(daysOffered(sought(different), new Date(at))).toEqual(days);
  });

  it('are none without a series', () => {
    expect(daysOffered(sought({}, { series: undefined }), now)).toBeUndefined();
    expect(times({}, { series: undefined })).toEqual([]);
  });

  it('are at least so many hours away', () => {
    expect(ownMoves.noticeHours).toBe(48);
    expect(isTheirsToMove('2026-12-03T15:00:00.000Z', now)).toBe(true);
    expect(isTheirsToMove('2026-12-03T14:59:59.999Z', now)).toBe(false);
  });
});

describe('free times', () => {
  it('are one of each morning and afternoon, in order, without the time that it has', () => {
    const found = times();
    expect(found.length).toBe(ownMoves.mostTimes);
    expect(found).toEqual(found.toSorted());
    expect(new Set(found).size).toBe(found.length);
    expect(found).not.toContain('2026-12-15T15:00:00.000Z');
    for (const on of daysOf(found))
      expect(found.filter((one) => one.startsWith(on)).length).toBeLessThanOrEqual(2);
    expect(daysOf(found)).not.toContain('2026-12-12');
  });

  it('are those nearest to the time that it has', () => {
    const near = times({ dose: { ...sought().dose, before: 10, after: 10 } });
    // The working days around Tuesday 15, two times on each.
    expect(daysOf(near)[0]).toBe('2026-12-14');
    expect(daysOf(near).at(-1)).toBe('2026-12-17');
    expect(near).toEqual(times());
  });

  it('end when the visit would', () => {
    const [first] = freeTimes(sought(), read(), now);
    expect(Date.parse(first?.endsAt ?? '') - Date.parse(first?.startsAt ?? '')).toBe(180 * 60_000);
    expect(first).not.toHaveProperty('nurseId');
  });

  it('are not on a day that the authorization does not pay for', () => {
    const authorization = anAuthorization();
    const covered = {
      ...authorization,
      lines: authorization.lines.map((line) => ({
        ...line,
        state: 'approved' as const,
        decision: {
          ...{ number: 'A', reasons: [], at: '2026-11-20T10:00:00Z', units: line.units },
          ...{ from: '2026-12-01', through: '2026-12-16' },
        },
      })),
    };
    const days = daysOf(times({}, { authorization: covered as never }));
    expect(days.every((on) => on <= '2026-12-16')).toBe(true);
  });

  it('are not on a day that coverage or clearance do not reach', () => {
    const days = daysOf(times({ reaches: (on) => on !== '2026-12-16' }));
    expect(days).not.toContain('2026-12-16');
    expect(days).toContain('2026-12-17');
  });

  it.each([
    ['that loses an hour', '2027-03-14', ['2027-03-14T13:00:00Z', '2027-03-14T21:00:00Z']],
    ['that has one twice', '2027-11-07', ['2027-11-07T14:00:00Z', '2027-11-07T22:00:00Z']],
  ])('are within the hours that clocks show on a day %s', (_, on, [opens, closes]) => {
    const hours = { sunday: { from: '08:00', to: '16:00' } };
    const visit = aVisit({ on, startsAt: `${on}T16:00:00.000Z`, endsAt: `${on}T19:00:00.000Z` });
    const found = freeTimes(
      sought(
        { visit, visits: [visit], dose: { ...sought().dose, offset: 0, before: 0, after: 0 } },
        {
          site: aSite({ hours }),
          nurses: [aNurse({ shifts: hours })],
          series: { ...series, firstOn: on },
        },
      ),
      { ...read(), centerDays: [] },
      new Date(Date.parse(`${on}T16:00:00Z`) - 72 * 3_600_000),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const { startsAt, endsAt } of found) {
      expect(startsAt >= String(opens) && endsAt <= String(closes)).toBe(true);
      expect(Date.parse(endsAt) - Date.parse(startsAt)).toBe(180 * 60_000);
    }
  });

  it('keep the order of the doses, and their least distance', () => {
    const third = aVisit({ visitId: 'vis_01jd00000000000000a0_3', dose: 3, on: '2026-12-17' });
    const beside = { visits: [aVisit(), third] };
    expect(daysOf(times(beside)).at(-1)).toBe('2026-12-16');
    expect(daysOf(times({ ...beside, gaps: [1, 3, 1] })).at(-1)).toBe('2026-12-14');
  });

  it('are not while the patient is elsewhere, but the visit itself is not in its way', () => {
    const span = (visitId: string, from: string, to: string) => ({
      ...{ visitId, from: instantToMinute(from), to: instantToMinute(to) },
    });
    const all = (visitId: string) => [
      span(visitId, '2026-12-14T06:00:00Z', '2026-12-18T06:00:00Z'),
    ];
    expect(daysOf(times({}, {}, read([], all('vis_other'))))).toEqual(['2026-12-18']);
    expect(times({}, {}, read([], all('vis_01jd00000000000000a0_2')))).toEqual(times());
  });

  it('are not where every chair is taken, unless by the visit itself', () => {
    const taken = (visitId: string): Blocks => [
      {
        ...{ visitId, acuity: 1, first: false },
        from: instantToMinute('2026-12-15T14:00:00Z'),
        to: instantToMinute('2026-12-15T23:00:00Z'),
      },
    ];
    const one = { site: aSite({ chairs: 1 }) };
    expect(daysOf(times({}, one, read(taken('vis_other'))))).not.toContain('2026-12-15');
    expect(daysOf(times({}, one, read(taken('vis_01jd00000000000000a0_2'))))).toContain(
      '2026-12-15',
    );
  });

  it('at home are of the nurse of the visit, and of another where that one is away', () => {
    const home = { setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_tova' };
    const visit = aVisit(home);
    const tova = aHomeNurse({ nurseId: 'nur_tova' });
    const found = (nurses: ReturnType<typeof aHomeNurse>[]) =>
      freeTimes(
        sought({ visit, visits: [visit] }, { site: anAgency(), nurses }),
        { ...read(), centerDays: [] },
        now,
      );
    const both = found([aHomeNurse(), tova]);
    expect(new Set(both.map(({ nurseId }) => nurseId))).toEqual(new Set(['nur_tova']));
    const away = aHomeNurse({ nurseId: 'nur_tova', awayOn: ['2026-12-15'] });
    const some = found([aHomeNurse(), away]);
    const on = (day: string) =>
      new Set(
        some.filter(({ startsAt }) => startsAt.startsWith(day)).map(({ nurseId }) => nurseId),
      );
    expect(on('2026-12-15')).toEqual(new Set(['nur_junia']));
    expect(on('2026-12-16')).toEqual(new Set(['nur_tova']));
    expect(found([])).toEqual([]);
  });
});
