import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import {
  listEntries,
  putNurse,
  putPayer,
  putSite,
  readEntry,
} from '../../functions/network/manage-network.ts';
import { networkRoutes } from '../../functions/network/routes.ts';
import { networkChain, networkStore, readSites } from '../../functions/network/store.ts';
import { Payer } from '../../functions/payer/payer.ts';
import { keys } from '../../functions/platform/keys.ts';
import { makeCursor } from '../../functions/platform/paging.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { readBoard } from '../../functions/scheduling/read-board.ts';
import { listVisits, readNurseSchedule } from '../../functions/scheduling/read-schedule.ts';
import { BookingBody } from '../../functions/scheduling/routes.ts';
import { scheduleStore } from '../../functions/scheduling/schedule-store.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHomeNurse, aNurse, anAgency, aSite, given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const now = () => new Date('2026-11-20T16:00:00Z');
const as = (...groups: string[]) => aPerson(groups[0] ?? '', ...groups);
const scheduler = as('scheduler');
const admin = as('admin');

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  await given(table, {
    sites: [aSite(), anAgency()],
    nurses: [aNurse(), aHomeNurse(), aHomeNurse({ nurseId: 'nur_kasper', name: 'Kasper Lund' })],
  });
  for (const [part, site] of [
    ['01jd00000000000000x0', { siteId: 'site_riverbend', setting: 'infusion-center' }],
    ['01jd00000000000000x1', { siteId: 'site_harbor-home', setting: 'home' }],
  ] as const) {
    const order = anOrder({
      therapyId: 'ivig',
      firstDose: false,
      startOn: '2026-12-03',
      doses: 3,
      frequency: { loadingDays: [], intervalDays: 28 },
    });
    const referral = aReferral({
      referralId: `ref_${part}`,
      patientId: `pat_${part}`,
      status: 'accepted',
      therapyId: 'ivig',
      ...site,
    });
    await given(table, { referrals: [{ referral, submission: aSubmission({ order }) }] });
    const step = bookSeries({ store: schedulingStore(table), now });
    await step({ referralId: referral.referralId, operation: 'book' });
  }
});
afterAll(() => close());

const list = (principal = scheduler, query: Record<string, unknown> = {}) =>
  listVisits({ store: scheduleStore(table) })({
    principal,
    query: { from: '2026-12-01', to: '2027-01-31', limit: 25, ...query },
  } as never);

const days = (principal: ReturnType<typeof as>, nurseId: string) =>
  readNurseSchedule({ store: scheduleStore(table), now })({
    principal,
    path: { nurseId },
    query: { on: '2026-12-03', days: 1 },
  } as never);

const visitingNurse = async (): Promise<string> => {
  const { body } = await list(scheduler, { siteId: 'site_harbor-home' });
  return body.items[0]?.nurseId ?? '';
};

type Listed = z.output<(typeof networkRoutes)['GET /network/sites']['success']['body']>;

describe('the list of visits', () => {
  it('shows a scheduler every visit of the days asked for, nothing clinical', async () => {
    const { body } = await list();
    expect(body.items).toHaveLength(6);
    expect(JSON.stringify(body)).not.toMatch(/ivig|Exampleton|Sample Street/i);
    const center = await list(scheduler, { siteId: 'site_riverbend', to: '2026-12-31' });
    expect(center.body.items.map(({ on }) => on)).toEqual(['2026-12-03', '2026-12-31']);
  });

  it('comes in pages that join without a gap or a repeat', async () => {
    const whole = (await list()).body.items.map(({ visitId }) => visitId);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list(scheduler, { limit: 2, cursor });
      seen.push(...body.items.map(({ visitId }) => visitId));
      cursor = body.next;
    } while (cursor);
    expect(seen).toEqual(whole);
    await expect(list(scheduler, { cursor: 'bm90IG91cnM' })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });

  it('begins behind no place that it did not give out', async () => {
    const { next } = (await list(scheduler, { limit: 1 })).body;
    const given = JSON.parse(Buffer.from(next ?? '', 'base64url').toString());
    for (const other of [{ from: 'x' }, { from: '-1' }, { calendar: 'nurse nur_nobody' }])
      await expect(
        list(scheduler, { cursor: makeCursor({ ...given, ...other }) }),
      ).rejects.toMatchObject({
        code: 'invalid-cursor',
        errors: [{ pointer: 'query/cursor' }],
      });
  });

  it('shows a nurse the own visits whatever is asked, and none to a nurse without an id', async () => {
    const own = await visitingNurse();
    const { body } = await list(as('nurse', `nurse:${own}`), { siteId: 'site_riverbend' });
    expect(new Set(body.items.map(({ nurseId }) => nurseId))).toEqual(new Set([own]));
    expect((await list(as('nurse'))).body.items).toEqual([]);
  });

  it('shows a nurse of a center the visits of that center', async () => {
    const { body } = await list(as('nurse', 'nurse:nur_amara'));
    expect(body.items).toHaveLength(3);
    expect(body.items.every(({ siteId }) => siteId === 'site_riverbend')).toBe(true);
  });
});

describe('the board', () => {
  const board = async (query: Record<string, unknown> = {}) =>
    (
      await readBoard({ store: scheduleStore(table) })({
        principal: scheduler,
        query: { from: '2026-12-03', days: 1, limit: 5, ...query },
      } as never)
    ).body;

  it('has each site with what is booked there, and nothing of who or what it is', async () => {
    const { items, next } = await board();
    expect(items.map(({ siteId, visits }) => [siteId, visits.length])).toEqual([
      ['site_harbor-home', 1],
      ['site_riverbend', 1],
    ]);
    expect(next).toBeUndefined();
    expect(items[1]?.visits[0]).toMatchObject({ chair: 1, dose: 1, on: '2026-12-03' });
    expect(JSON.stringify(items)).not.toMatch(/ivig|Exampleton|Sample Street|pat_/i);
  });

  it('leaves a visiting nurse less free time by her visit', async () => {
    const free = (items: Awaited<ReturnType<typeof board>>['items'], nurseId: string) =>
      items[0]?.nurses.find((nurse) => nurse.nurseId === nurseId)?.days[0]?.freeMinutes ?? 0;
    const nurseId = await visitingNurse();
    const home = { siteId: 'site_harbor-home' };
    const booked = free((await board(home)).items, nurseId);
    const empty = free((await board({ ...home, from: '2026-12-02' })).items, nurseId);
    expect(empty).toBe(9 * 60);
    expect(booked).toBeLessThan(empty);
  });

  it('comes in pages of sites that join, and knows no other', async () => {
    const first = await board({ limit: 1 });
    expect(first.items.map(({ siteId }) => siteId)).toEqual(['site_harbor-home']);
    const second = await board({ limit: 1, cursor: first.next });
    expect(second.items.map(({ siteId }) => siteId)).toEqual(['site_riverbend']);
    expect(second.next).toBeUndefined();
    await expect(board({ siteId: 'site_nowhere' })).rejects.toMatchObject({ status: 404 });
    await expect(board({ cursor: 'bm90IG91cnM' })).rejects.toMatchObject({
      code: 'invalid-cursor',
    });
  });
});

describe('a nurse’s day', () => {
  it('has the address, the access and what the therapy asks', async () => {
    const own = await visitingNurse();
    const { body } = await days(as('nurse', `nurse:${own}`), own);
    expect(body.items[0]).toMatchObject({
      patient: { name: 'Odalys Exampleton', address: { postalCode: '60601' } },
      access: { lineType: 'peripheral', difficult: false },
      therapy: { dose: '5 mg/kg', reactionOrders: true, firstDose: false },
    });
  });

  it('is no other nurse’s to see, nor is it known to exist', async () => {
    const own = await visitingNurse();
    const stranger = own === 'nur_junia' ? 'nur_kasper' : 'nur_junia';
    await expect(days(as('nurse', `nurse:${stranger}`), own)).rejects.toMatchObject({
      status: 404,
    });
    await expect(days(scheduler, 'nur_nobody')).rejects.toMatchObject({ status: 404 });
  });
});

describe('the network as its administrators keep it', () => {
  const deps = () => ({ store: networkStore(table), now });
  const put = (
    path: Record<string, string>,
    body: unknown,
    more: { idempotencyKey?: string; ifMatch?: string; principal?: unknown } = {},
  ) =>
    ({
      principal: admin,
      path,
      body,
      rawBody: JSON.stringify(body),
      ...more,
    }) as never;

  it('takes a nurse as given and keeps a record of who changed what', async () => {
    const nurse = aHomeNurse({ nurseId: 'nur_nia', name: 'Nia Okonjo' });
    await putNurse(deps())(put({ nurseId: 'nur_nia' }, nurse, { idempotencyKey: 'once' }));
    const again = put({ nurseId: 'nur_nia' }, nurse, { idempotencyKey: 'once' });
    expect((await putNurse(deps())(again)).body).toMatchObject({ revision: 1 });
    expect((await readEntry(deps(), 'nurse', 'nur_nia')).body).toEqual({ ...nurse, revision: 1 });
    const records = await chain(table, networkChain);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      event: 'network.changed',
      detail: { kind: 'nurse', id: 'nur_nia', revision: 1 },
      actor: { kind: 'person', id: 'admin' },
    });
    const { items, changes } = (await listEntries(deps(), 'nurse', { limit: 25 })).body as {
      items: unknown[];
      changes: { id: string }[];
    };
    expect(items).toHaveLength(4);
    expect(changes).toHaveLength(4);
    expect(changes.find(({ id }) => id === 'nur_nia')).toEqual({
      id: 'nur_nia',
      revision: 1,
      changedBy: 'admin',
      changedAt: expect.any(String),
    });
  });

  it('shows and uses every entry beside one that cannot be read, and says what is wrong', async () => {
    const broken = { ...aSite({ siteId: 'site_broken' }), zone: 'America/Nowhere', chairs: 'four' };
    await given(table, { items: [{ ...keys.site('site_broken'), ...broken }] });
    const body = (await listEntries(deps(), 'site', { limit: 25 })).body as Listed;
    expect(body.items.map(({ siteId }) => siteId)).toEqual(['site_harbor-home', 'site_riverbend']);
    expect(body.unreadable.map(({ id }) => id)).toEqual(['site_broken']);
    const pointers = body.unreadable[0]?.errors.map(({ pointer }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/zone', '/chairs']));
    expect(JSON.stringify(body.unreadable)).not.toMatch(/Nowhere|four/);
    expect(await readSites(table)).toHaveLength(2);
    await expect(readEntry(deps(), 'site', 'site_broken')).rejects.toMatchObject({
      status: 409,
      code: 'entry-unreadable',
    });
    const mended = aSite({ siteId: 'site_broken', revision: 0 });
    await putSite(deps())(put({ siteId: 'site_broken' }, mended));
    expect((await listEntries(deps(), 'site', { limit: 25 })).body).toMatchObject({
      unreadable: [],
    });
  });

  it('is listed page by page, unreadable entries among the others', async () => {
    for (const siteId of ['site_a', 'site_b', 'site_c', 'site_d'])
      await given(table, { items: [{ ...keys.site(siteId), ...aSite({ siteId }) }] });
    await given(table, { items: [{ ...keys.site('site_bad'), siteId: 'site_bad' }] });
    const list = async (asked: { limit: number; cursor?: string }) =>
      (await listEntries(deps(), 'site', asked)).body as Listed;
    const whole = await list({ limit: 100 });
    expect(whole.next).toBeUndefined();
    const seen: Omit<Listed, 'next'> = { items: [], unreadable: [], changes: [] };
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { items, unreadable, changes, next } = await list({
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      expect(items.length + unreadable.length).toBeLessThanOrEqual(2);
      seen.items.push(...items);
      seen.unreadable.push(...unreadable);
      seen.changes.push(...changes);
      cursor = next;
      pages += 1;
    } while (cursor);
    expect(pages).toBeGreaterThan(2);
    expect(seen).toEqual(whole);
    const { next = '' } = await list({ limit: 2 });
    await expect(listEntries(deps(), 'nurse', { limit: 2, cursor: next })).rejects.toMatchObject({
      status: 400,
      code: 'invalid-cursor',
    });
  });

  it('is changed only by who has seen it as it stands, and says who was faster', async () => {
    const path = { siteId: 'site_lakeshore' };
    const site = aSite({ siteId: 'site_lakeshore' });
    await putSite(deps())(put(path, site));
    await expect(putSite(deps())(put(path, site))).rejects.toMatchObject({
      status: 428,
      code: 'revision-needed',
    });
    const { body, headers } = await readEntry(deps(), 'site', 'site_lakeshore');
    expect(headers).toEqual({ etag: '"1"' });
    const other = as('admin', 'grace');
    await putSite(deps())(put(path, { ...(body as object), chairs: 6 }, { principal: other }));
    const mine = put(path, { ...site, chairs: 5 }, { ifMatch: '"1"' });
    await expect(putSite(deps())(mine)).rejects.toMatchObject({
      status: 409,
      code: 'entry-changed',
      facts: { revision: 2, changedBy: 'admin', current: { chairs: 6 } },
    });
    const both = await Promise.allSettled(
      [7, 8].map((chairs) => putSite(deps())(put(path, { ...site, chairs, revision: 2 }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is a payer whose clocks are ended, and never changed, once they have begun', async () => {
    const path = { payerId: 'payer-clocks' };
    const clock = {
      ...{ id: 'contract', lineOfBusiness: ['commercial'], benefit: 'any', urgency: 'standard' },
      ...{
        from: '2026-01-01',
        allows: { calendarDays: 5 },
        basis: 'contract',
        source: 'section 4',
      },
    };
    const payer = (clocks: object[], more: object = {}) =>
      put(path, Payer.parse({ ...examplePayer(), ...path, clocks, ...more }), {
        ...('seen' in more ? { ifMatch: String(more.seen) } : {}),
      });
    await putPayer(deps())(payer([clock]));
    const shorter = { ...clock, allows: { calendarDays: 3 } };
    await expect(putPayer(deps())(payer([shorter], { seen: '"1"' }))).rejects.toMatchObject({
      status: 422,
      code: 'row-taken-back',
      errors: [{ pointer: '/clocks/0' }],
    });
    // Who has not seen it as it stands is told that.
    await expect(putPayer(deps())(payer([], { seen: '"0"' }))).rejects.toMatchObject({
      code: 'entry-changed',
    });
    await expect(putPayer(deps())(payer([]))).rejects.toMatchObject({ code: 'revision-needed' });
    const next = { ...shorter, id: 'contract-2027', from: '2027-01-01' };
    const ended = { ...clock, through: '2026-12-31' };
    await putPayer(deps())(payer([ended, next], { seen: '"1"' }));
    const { body } = await readEntry(deps(), 'payer', path.payerId);
    expect(body).toMatchObject({ clocks: [{ through: '2026-12-31' }, { id: 'contract-2027' }] });
  });

  it('refuses an id that differs from the path, and a nurse of an unknown site', async () => {
    await expect(putSite(deps())(put({ siteId: 'site_other' }, aSite()))).rejects.toMatchObject({
      code: 'id-mismatch',
    });
    await expect(
      putNurse(deps())(
        put({ nurseId: 'nur_x' }, aNurse({ nurseId: 'nur_x', siteId: 'site_none' })),
      ),
    ).rejects.toMatchObject({ code: 'site-unknown' });
    await expect(readEntry(deps(), 'site', 'site_none')).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ['an NPI with a wrong check digit', { npi: '1234567890' }],
    ['a place of service of another setting', { placeOfService: '22' }],
    ['a center without chairs', { chairs: 0 }],
    ['hours that end before they begin', { hours: { monday: { from: '17:00', to: '08:00' } } }],
    ['a zone that is none', { zone: 'America/Nowhere' }],
    ['a field that is not known', { chiars: 4 }],
    ['an unknown field within', { address: { ...aSite().address, country: 'US' } }],
    ['a name that hides its direction', { name: 'Riverbend\u202e Center' }],
  ])('refuses a site with %s', (_says, different) => {
    const schema = networkRoutes['PUT /network/sites/{siteId}'].body;
    expect(schema.safeParse(aSite()).success).toBe(true);
    expect(schema.safeParse({ ...aSite(), ...different }).success).toBe(false);
  });
});

describe('a payer as it may be entered', () => {
  const schema = networkRoutes['PUT /network/payers/{payerId}'].body;
  const acme = JSON.parse(
    readFileSync(
      new URL('../../examples/network/payers/acme-health.json', import.meta.url),
      'utf8',
    ),
  );
  const clock = {
    id: 'c1',
    lineOfBusiness: ['commercial'],
    benefit: 'any',
    urgency: 'standard',
    from: '2026-01-01',
    basis: 'contract',
    source: 'contract',
  };
  const rule = {
    id: 'r1',
    source: 'contract',
    from: '2026-01-01',
    therapies: ['infliximab', 'constructor'],
    needed: true,
  };

  it('is as in the examples', () => {
    expect(schema.safeParse(acme).success).toBe(true);
  });

  it.each([
    [
      'a therapy that the catalogue lacks',
      { authorizationRules: [rule] },
      'authorizationRules.0.therapies.1',
    ],
    [
      'a clock of a thousand years',
      { clocks: [{ ...clock, allows: { businessDays: 1e15 } }] },
      'clocks.0.allows.businessDays',
    ],
    [
      'an unknown field in a rule',
      { authorizationRules: [{ ...rule, therapies: undefined, need: 1 }] },
      'authorizationRules.0',
    ],
  ])('refuses %s', (_says, different, at) => {
    const { error } = schema.safeParse({ ...acme, ...different });
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(at);
  });
});

describe('a booking as it may be asked for', () => {
  it.each([
    ['no visit', { visits: [] }],
    [
      'a start off the five-minute grid',
      { visits: [{ dose: 1, startsAt: '2026-12-01T15:02:00Z' }] },
    ],
    ['an unknown field', { visits: [{ dose: 1, startsAt: '2026-12-01T15:00:00Z', chair: 3 }] }],
  ])('refuses %s', (_says, body) => {
    expect(BookingBody.safeParse(body).success).toBe(false);
  });
});
