import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageStore } from '../../functions/coverage/store.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { http, route } from '../../functions/platform/http.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { timesOf } from '../../functions/visit/change-visit.ts';
import { patientTimes } from '../../functions/visit/patient-times.ts';
import { visitRoutes } from '../../functions/visit/routes.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { askerReads, timesStore } from '../../functions/visit/times-store.ts';
import { personClaims } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { aHomeNurse, aSite, given } from '../support/network.ts';
import { aPatient, ownReferral } from '../support/patients.ts';
import { aVisitAt } from '../support/visits.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

/** A week before the visit, which is on Thursday 3 December at the center. */
const aWeekBefore = new Date('2026-11-26T16:00:00.000Z');

type Shown = { items?: { startsAt: string; endsAt: string }[]; code?: string } & Partial<Visit>;

const aPatientWithVisit = async (startOn = '2026-12-03', place: 'center' | 'home' = 'center') => {
  const { table } = database;
  const { visit, referralId, read, rewrite, store } = await aVisitAt(place, table, startOn);
  const { patientId } = visit;
  const patient = aPatient({ patientId, referrals: [ownReferral(referralId)] });
  await given(table, { items: [{ ...keys.patient(patientId), ...patient }] });
  const ask = async (
    way: 'offer' | 'take',
    {
      now = aWeekBefore,
      as = patientId,
      seen = `"${visit.revision}"`,
      ...more
    }: {
      now?: Date;
      as?: string;
      seen?: string;
      startsAt?: string;
      key?: string;
    } = {},
  ): Promise<{ status: number; body: Shown }> => {
    const times = timesOf(table, () => now);
    const [get, post] = [
      'GET /patients/me/visits/{visitId}/times',
      'POST /patients/me/visits/{visitId}/time',
    ] as const;
    const served = http({
      [get]: route(visitRoutes[get], (one) => times.offer(one)),
      [post]: route(visitRoutes[post], (one) => times.take(one)),
    });
    const answer = await served(
      {
        routeKey: way === 'offer' ? get : post,
        headers: {
          'content-type': 'application/json',
          ...(way === 'take' ? { 'if-match': seen, 'idempotency-key': more.key ?? 'k-1' } : {}),
        },
        pathParameters: { visitId: visit.visitId },
        ...(way === 'take' ? { body: JSON.stringify({ startsAt: more.startsAt }) } : {}),
        isBase64Encoded: false,
        requestContext: {
          requestId: 'r-1',
          authorizer: { jwt: { claims: personClaims(as, 'patient', `patient:${as}`) } },
        },
      } as never,
      {} as Context,
    );
    return { status: answer.statusCode ?? 0, body: JSON.parse(answer.body || 'null') };
  };
  const offered = async (more: Parameters<typeof ask>[1] = {}) =>
    (await ask('offer', more)).body.items ?? [];
  /** As if the payer had said that the coverage ends then. */
  const coveredThrough = async (through: string) => {
    const file = await store.file(visit.visitId);
    await coverageStore(table).recordEligibility(
      file?.referral as Referral,
      { operation: `covered:${through}`, at: '2026-11-24T15:00:00Z' },
      {
        ...{ question: 'covered', facts: {}, answer: 'active', reasons: [] },
        rule: { id: 'test', version: '1', source: 'test' },
      },
      {
        ...{ payerId: 'meridian', rank: 'primary', status: 'active', through },
        checkedAt: '2026-11-24T15:00:00Z',
      },
    );
  };
  return { visit, referralId, patientId, read, rewrite, store, ask, offered, coveredThrough };
};

describe('the times that a patient is offered', () => {
  it('lie in the window of the dose, in the hours of the place, two days away at least, and in order', async () => {
    const { visit, ask } = await aPatientWithVisit();
    const { status, body } = await ask('offer');
    expect(status).toBe(200);
    const items = body.items ?? [];
    expect(items.length).toBeGreaterThan(2);
    expect(items.length).toBeLessThanOrEqual(8);
    expect(items.map(({ startsAt }) => startsAt)).toEqual(
      items.map(({ startsAt }) => startsAt).toSorted(),
    );
    for (const { startsAt, endsAt } of items) {
      expect(startsAt).not.toBe(visit.startsAt);
      expect(Date.parse(startsAt)).toBeGreaterThanOrEqual(Date.parse('2026-11-28T16:00:00Z'));
      const clock = (instant: string) =>
        new Intl.DateTimeFormat('en-US', {
          ...{ timeZone: 'America/Chicago', weekday: 'short', hour: '2-digit', hour12: false },
        }).format(new Date(instant));
      expect(clock(startsAt)).toMatch(/^(Mon|Tue|Wed|Thu|Fri),? (0[89]|1\d)/);
      expect(clock(endsAt)).toMatch(/(0[89]|1[0-7])$/);
    }
  });

  it.each<[string, Partial<Visit>]>([
    ['a visit that a reaction suspends', { suspendedAt: '2026-11-25T10:00:00.000Z' }],
    ['a visit that was cancelled', { status: 'cancelled' }],
    ['a visit at another place than the order is at by now', { siteId: 'site_elsewhere' }],
  ])('are none for %s', async (_, different) => {
    const { rewrite, offered } = await aPatientWithVisit();
    await rewrite(different);
    expect(await offered()).toEqual([]);
  });

  it('are none while the order waits for a word of somebody', async () => {
    const { referralId, offered } = await aPatientWithVisit();
    const hold = aHold(referralId, { reason: 'order-changed', standing: 'order' });
    await given(database.table, { items: [holdItem(hold)] });
    expect(await offered()).toEqual([]);
  });

  it('are none two days before the visit and later', async () => {
    const { visit, offered } = await aPatientWithVisit();
    const hoursBefore = (hours: number, more = 0) =>
      new Date(Date.parse(visit.startsAt) - hours * 3_600_000 + more);
    expect((await offered({ now: hoursBefore(48) })).length).toBeGreaterThan(0);
    expect(await offered({ now: hoursBefore(48, 1) })).toEqual([]);
  });

  it('are not after the coverage ends, and none of them is had', async () => {
    const { offered, ask, coveredThrough } = await aPatientWithVisit();
    const late = (await offered()).filter(({ startsAt }) => startsAt > '2026-12-04');
    expect(late.length).toBeGreaterThan(0);
    await coveredThrough('2026-12-03');
    const left = await offered();
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ startsAt }) => startsAt > '2026-12-04')).toEqual([]);
    const { status, body } = await ask('take', { startsAt: late[0]?.startsAt ?? '' });
    expect([status, body.code]).toEqual([409, 'time-taken']);
  });

  it('are nobody else’s to see', async () => {
    const { ask } = await aPatientWithVisit();
    expect((await ask('offer', { as: 'pat_somebody' })).status).toBe(404);
  });
});

describe('a time that a patient takes', () => {
  it('is theirs, confirmed, in one change that gives up the old one', async () => {
    const { visit, referralId, patientId, offered, ask, read } = await aPatientWithVisit();
    const [first] = await offered();
    const answer = await ask('take', { startsAt: first?.startsAt ?? '' });
    expect([answer.status, answer.body]).toEqual([
      200,
      expect.objectContaining({ startsAt: first?.startsAt, status: 'confirmed', revision: 1 }),
    ]);
    expect(await read()).toMatchObject({ startsAt: first?.startsAt, status: 'confirmed' });
    const record = (await chain(database.table, referralId)).at(-1);
    expect(record).toMatchObject({
      event: 'visit.moved',
      actor: { kind: 'patient', id: patientId },
      detail: { startsAt: first?.startsAt, revision: 1 },
    });
    const again = await ask('take', { startsAt: first?.startsAt ?? '' });
    expect([again.status, again.body.startsAt]).toEqual([200, first?.startsAt]);
    const later = await offered();
    expect(later.map(({ startsAt }) => startsAt)).not.toContain(first?.startsAt);
    expect(visit.startsAt).not.toBe(first?.startsAt);
  });

  it('that has just gone is told as gone, with those that are left', async () => {
    const { offered, ask, rewrite, visit } = await aPatientWithVisit('2026-12-10');
    const [first] = await offered();
    // A Saturday: nobody has it.
    const { status, body } = await ask('take', { startsAt: '2026-12-12T16:00:00Z' });
    expect([status, body.code]).toEqual([409, 'time-taken']);
    expect(body.items?.[0]).toEqual(first);
    await rewrite({ revision: 7 });
    const stale = await ask('take', { startsAt: first?.startsAt ?? '', key: 'k-2' });
    expect([stale.status, stale.body.code]).toEqual([409, 'visit-changed']);
    expect(visit.revision).toBe(0);
  });

  it('is had, or told as gone, where two take it at the same moment', async () => {
    const [one, two] = [
      await aPatientWithVisit('2026-12-17'),
      await aPatientWithVisit('2026-12-17'),
    ];
    const [time] = await one.offered();
    const startsAt = time?.startsAt ?? '';
    const answers = await Promise.all([
      one.ask('take', { startsAt }),
      two.ask('take', { startsAt }),
    ]);
    for (const { status, body } of answers)
      expect(status === 200 || (status === 409 && body.code === 'time-taken')).toBe(true);
    expect(answers.some(({ status }) => status === 200)).toBe(true);
  });

  it('is one patient’s alone where there is one chair', async () => {
    const both = [await aPatientWithVisit('2027-01-12'), await aPatientWithVisit('2027-01-12')];
    await given(database.table, { sites: [aSite({ chairs: 1 })] });
    const now = new Date('2027-01-04T16:00:00.000Z');
    const startsAt = '2027-01-13T15:00:00Z';
    const codes = await Promise.all(
      both.map(async ({ ask }) => (await ask('take', { startsAt, now })).body.code ?? 'had'),
    );
    await given(database.table, { sites: [aSite()] });
    expect(codes.toSorted()).toEqual(['had', 'time-taken']);
  });

  it.each<[string, string]>([
    ['before the dose is due', '2026-11-30T16:00:00Z'],
    ['after it', '2027-01-05T16:00:00Z'],
    ['before the place opens', '2026-12-02T12:00:00Z'],
    ['that has passed', '2026-11-25T16:00:00Z'],
  ])('is not had %s', async (_, startsAt) => {
    const { ask, read, visit } = await aPatientWithVisit('2026-12-03');
    const { status, body } = await ask('take', { startsAt });
    expect([status, body.code]).toEqual([409, 'time-taken']);
    expect((await read()).startsAt).toBe(visit.startsAt);
  });

  it.each<[string, Partial<Visit>, string]>([
    ['cancelled', { status: 'cancelled' }, 'visit-not-movable'],
    ['begun', { status: 'in-progress' }, 'visit-not-movable'],
    ['suspended', { suspendedAt: '2026-11-25T10:00:00.000Z' }, 'visit-not-movable'],
  ])('is not had for a visit that is %s', async (_, different, code) => {
    const { ask, offered, rewrite } = await aPatientWithVisit();
    const [first] = await offered();
    await rewrite(different);
    const answer = await ask('take', { startsAt: first?.startsAt ?? '' });
    expect([answer.status, answer.body.code]).toEqual([409, code]);
  });

  it('is not had of another’s visit', async () => {
    const { ask, offered, read, visit } = await aPatientWithVisit();
    const [first] = await offered();
    const answer = await ask('take', { as: 'pat_somebody', startsAt: first?.startsAt ?? '' });
    expect(answer.status).toBe(404);
    expect((await read()).startsAt).toBe(visit.startsAt);
  });

  it('is not had where the visit is moved between what is compared and what is changed', async () => {
    const { table } = database;
    const { visit, patientId, offered, rewrite, read } = await aPatientWithVisit();
    const [first] = await offered();
    const reads = visitStore(table);
    const times = patientTimes({
      page: askerReads(table),
      times: timesStore(table),
      now: () => aWeekBefore,
      visits: {
        ...reads,
        file: async (visitId) => {
          await rewrite({ revision: 5 });
          return reads.file(visitId);
        },
      },
    });
    const asked = times.take({
      path: { visitId: visit.visitId },
      body: { startsAt: first?.startsAt ?? '' },
      ifMatch: '"0"',
      headers: {},
      principal: {
        ...{ kind: 'person', id: patientId, roles: new Set(['patient']), patientId },
        practices: [],
      },
    } as never);
    await expect(asked).rejects.toMatchObject({ code: 'visit-changed' });
    expect((await read()).startsAt).toBe(visit.startsAt);
  });

  it('at home is had of the nurse who is free then, though it is not the one of the visit', async () => {
    const { visit, offered, ask, read } = await aPatientWithVisit('2026-12-03', 'home');
    const items = await offered();
    expect(items.length).toBeGreaterThan(2);
    const { nurses } = { nurses: ['nur_junia', 'nur_tova'] };
    const away = aHomeNurse({
      nurseId: visit.nurseId ?? '',
      awayOn: items.map(({ startsAt }) => startsAt.slice(0, 10)),
    });
    await given(database.table, { nurses: [away] });
    const [left] = await offered();
    expect((await ask('take', { startsAt: left?.startsAt ?? '' })).status).toBe(200);
    const after = await read();
    expect(nurses).toContain(after.nurseId);
    expect(after.nurseId).not.toBe(visit.nurseId);
    expect(after.startsAt).toBe(left?.startsAt);
  });

  it('is not had within two days, nor for a visit that is near', async () => {
    const { visit, ask, offered } = await aPatientWithVisit();
    const [first] = await offered();
    const near = new Date(Date.parse(visit.startsAt) - 47 * 3_600_000);
    expect((await ask('take', { startsAt: '2026-11-27T16:00:00Z' })).body.code).toBe('time-taken');
    expect((await ask('take', { now: near, startsAt: first?.startsAt ?? '' })).body.code).toBe(
      'visit-not-movable',
    );
  });
});
