import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { readAuthorization } from '../../functions/authorization/read-authorization.ts';
import { listReaders, readersIn } from '../../functions/chart/list-readers.ts';
import { showReferral } from '../../functions/chart/read-referrals.ts';
import { type AuditEntry, ReaderView } from '../../functions/chart/routes.ts';
import { searchAudit } from '../../functions/chart/search-audit.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { pageStore } from '../../functions/outreach/page-store.ts';
import { patientPage } from '../../functions/outreach/patient-page.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import { readNurseSchedule } from '../../functions/scheduling/read-schedule.ts';
import { scheduleStore } from '../../functions/scheduling/schedule-store.ts';
import { startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { showHold } from '../../functions/worklist/list-holds.ts';
import { placed } from '../support/authorization-steps.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);
afterEach(() => vi.restoreAllMocks());

const morning = '2026-12-02T15:00:00.000Z';
const at = (now: string) => ({ store: chartStore(table), now: () => new Date(now) });
const read = (referralId: string, principal: Principal, now = morning) =>
  showReferral(at(now))({ principal, path: { referralId } } as never);
const readers = async (referralId: string, query: object = {}) => {
  const { body } = await listReaders({ store: chartStore(table) })({
    path: { referralId },
    query: { limit: 25, ...query },
  } as never);
  const { items, next } = body as { items: ReaderView[]; next?: string };
  return { items: items.map((item) => ReaderView.parse(item)), next };
};
const stored = (referralId: string) => readAll(table, `READ#${referralId}`);

const coordinator = aCaller('coordinator');
const lakeside = aCaller('referrer', { practice: '1234567893' });
const stranger = aCaller('referrer', { practice: '1000000020', subject: 'stranger' });

/** A client of another process, which remembers nothing; `write` stands in for its transactions. */
const writeNames = ['TransactWriteCommand', 'PutCommand', 'UpdateCommand'];
const anotherProcess = (write?: (send: () => Promise<unknown>) => Promise<unknown>) => {
  const calls: string[] = [];
  const client = Object.create(table.client) as DynamoDBDocumentClient;
  client.send = ((command: never) => {
    calls.push((command as object).constructor.name);
    const send = () => table.client.send(command);
    return write && writeNames.includes((command as object).constructor.name)
      ? write(send)
      : send();
  }) as never;
  return { calls, table: { client, name: table.name } };
};
const writesIn = (calls: readonly string[]) =>
  calls.filter((name) => writeNames.includes(name)).length;

describe('who read a referral', () => {
  it('is on record with role, part, first and last time, newest first', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await read(referralId, coordinator, '2026-12-02T15:10:00.000Z');
    await read(referralId, coordinator, '2026-12-02T15:50:00.000Z');
    await read(referralId, lakeside, '2026-12-02T16:05:00.000Z');
    await read(referralId, coordinator, '2026-12-02T17:20:00.000Z');
    expect((await readers(referralId)).items).toEqual([
      {
        by: 'coordinator-1',
        roles: ['coordinator'],
        seen: 'referral',
        outcome: 'shown',
        firstAt: '2026-12-02T15:10:00.000Z',
        lastAt: '2026-12-02T17:20:00.000Z',
        hours: 2,
      },
      expect.objectContaining({ by: 'referrer-1', roles: ['referrer'], hours: 1 }),
    ]);
  });

  it('names a stranger who was refused', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await expect(read(referralId, stranger)).rejects.toMatchObject({ status: 404 });
    expect((await readers(referralId)).items).toEqual([
      expect.objectContaining({ by: 'stranger', seen: 'referral', outcome: 'refused' }),
    ]);
  });

  it('is told of nothing that is not there', async () => {
    await expect(readers('ref_00000000000000000000')).rejects.toMatchObject({ status: 404 });
  });

  it('is told page by page, and no page is of another referral', async () => {
    const one = await aVisitAtCenter(table);
    const other = await aVisitAtCenter(table);
    for (const hour of ['15', '16', '17'])
      await read(one.referralId, coordinator, `2026-12-02T${hour}:00:00.000Z`);
    const first = await readers(one.referralId, { limit: 2 });
    expect(first.items).toMatchObject([{ hours: 2, firstAt: '2026-12-02T16:00:00.000Z' }]);
    const rest = await readers(one.referralId, { limit: 2, cursor: first.next });
    expect(rest.items).toMatchObject([{ hours: 1, lastAt: '2026-12-02T15:00:00.000Z' }]);
    expect(rest.next).toBeUndefined();
    const foreign = readers(other.referralId, { cursor: first.next });
    await expect(foreign).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  it('is kept for six years', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await read(referralId, coordinator);
    const [reading] = await stored(referralId);
    expect(Number(reading?.expiresAt) * 1000).toBeGreaterThan(Date.parse('2032-12-02T15:00:00Z'));
  });

  it('keeps apart what one person saw as shown and as refused, and in which roles', () => {
    const reading = {
      referralId: 'r',
      by: 'ada',
      roles: ['admin' as const],
      seen: 'hold' as const,
      outcome: 'shown' as const,
      at: morning,
    };
    const lines = readersIn([
      reading,
      { ...reading, outcome: 'refused' },
      { ...reading, seen: 'referral' },
      { ...reading, roles: ['admin', 'coordinator'] },
      reading,
    ]);
    expect(lines.map(({ hours }) => hours).sort()).toEqual([1, 1, 1, 2]);
  });
});

describe('every part of a record that is shown', () => {
  it('a hold', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const hold = aHold(referralId);
    await given(table, { items: [holdItem(hold)] });
    const ask = (principal: Principal) =>
      showHold({
        store: holdDesk(table),
        show: async (hold, principal) => describeHold(hold, {}, principal),
        now: () => new Date(morning),
      })({ principal, path: { holdId: hold.holdId } } as never);
    await ask(aCaller('scheduler'));
    await expect(ask(stranger)).rejects.toMatchObject({ status: 404 });
    expect(await stored(referralId)).toMatchObject([
      { by: 'stranger', seen: 'hold', outcome: 'refused' },
      { by: 'scheduler-1', seen: 'hold', outcome: 'shown' },
    ]);
  });

  it('an authorization', async () => {
    const one = await placed(table);
    await one.authorize();
    const ask = (principal: Principal) =>
      readAuthorization({ store: one.store, now: () => new Date(morning) })({
        principal,
        path: { authorizationId: one.id },
      } as never);
    await ask(lakeside);
    await expect(ask(stranger)).rejects.toMatchObject({ status: 404 });
    const { referralId } = (await one.store.get(one.id)) ?? { referralId: '' };
    expect(await stored(referralId)).toMatchObject([
      { by: 'stranger', seen: 'authorization', outcome: 'refused' },
      { by: 'referrer-1', seen: 'authorization', outcome: 'shown' },
    ]);
  });

  it('a nurse’s day, and the day of another nurse', async () => {
    const { referralId, visit } = await aVisitAtCenter(table);
    const ask = (principal: Principal) =>
      readNurseSchedule({ store: scheduleStore(table), now: () => new Date(morning) })({
        principal,
        path: { nurseId: 'nur_amara' },
        query: { on: visit.on, days: 1 },
      } as never);
    await ask(aPerson('amara', 'nurse', 'nurse:nur_amara'));
    await ask(aCaller('admin'));
    await expect(ask(aPerson('other', 'nurse', 'nurse:nur_other'))).rejects.toMatchObject({
      status: 404,
    });
    expect(await stored(referralId)).toMatchObject([
      { by: 'other', seen: 'nurse-days', outcome: 'refused' },
      { by: 'admin-1', seen: 'nurse-days', outcome: 'shown' },
      { by: 'amara', seen: 'nurse-days', outcome: 'shown' },
    ]);
  });

  it('a visit that a nurse of elsewhere tried to begin', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    const begin = startVisit({ store: visitStore(table), now: () => new Date(morning) })({
      principal: aPerson('other', 'nurse', 'nurse:nur_other'),
      path: { visitId },
      body: {},
      rawBody: '{}',
    } as never);
    await expect(begin).rejects.toMatchObject({ status: 404 });
    expect(await stored(referralId)).toMatchObject([
      { by: 'other', seen: 'visit', outcome: 'refused' },
    ]);
  });

  it('a visit that another patient’s link asked to confirm', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    const page = patientPage({ store: () => pageStore(table), now: () => new Date(morning) });
    const confirm = page.confirmVisit({
      principal: aPerson('pat_other', 'patient', 'patient:pat_other'),
      path: { visitId },
      rawBody: '',
    } as never);
    await expect(confirm).rejects.toMatchObject({ status: 404 });
    expect(await stored(referralId)).toMatchObject([
      { by: 'pat_other', roles: ['patient'], seen: 'visit', outcome: 'refused' },
    ]);
  });
});

describe('the record of reading', () => {
  it('costs a poll of a hundred reads one write, and the next process none', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const one = anotherProcess();
    const poll = (on: typeof table, times: number) =>
      Promise.all(
        Array.from({ length: times }, () =>
          showReferral({ store: chartStore(on), now: () => new Date(morning) })({
            principal: coordinator,
            path: { referralId },
          } as never),
        ),
      );
    await poll(one.table, 1);
    await poll(one.table, 99);
    expect(writesIn(one.calls)).toBe(1);
    const next = anotherProcess();
    await poll(next.table, 5);
    expect(writesIn(next.calls)).toBe(0);
    expect(await stored(referralId)).toHaveLength(1);
  });

  it('is written once by a hundred processes that read at the same moment', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        showReferral({ store: chartStore(anotherProcess().table), now: () => new Date(morning) })({
          principal: coordinator,
          path: { referralId },
        } as never),
      ),
    );
    expect(await stored(referralId)).toHaveLength(1);
  });

  it('comes before the answer: what could not be recorded is not shown', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const down = anotherProcess(async () => {
      throw new Error('the power went');
    });
    const reading = (on: typeof table) =>
      showReferral({ store: chartStore(on), now: () => new Date(morning) })({
        principal: coordinator,
        path: { referralId },
      } as never);
    await expect(reading(down.table)).rejects.toThrow('the power went');
    expect(await stored(referralId)).toEqual([]);
    expect((await reading(table)).body).toBeDefined();
    expect(await stored(referralId)).toHaveLength(1);
  });

  it('is the same after a crash between the record and the answer', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const lost = anotherProcess(async (send) => {
      await send();
      throw new Error('the answer was lost');
    });
    const reading = (on: typeof table) =>
      showReferral({ store: chartStore(on), now: () => new Date(morning) })({
        principal: coordinator,
        path: { referralId },
      } as never);
    await expect(reading(lost.table)).rejects.toThrow('the answer was lost');
    expect(await stored(referralId)).toHaveLength(1);
    expect((await reading(anotherProcess().table)).body).toBeDefined();
    expect(await stored(referralId)).toHaveLength(1);
  });

  it('tells nothing of the patient', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await read(referralId, coordinator);
    expect(JSON.stringify(await stored(referralId))).not.toMatch(
      /Exampleton|Odalys|1984|EX1001|Sample|5550142|Crohn|ivig/i,
    );
  });
});

describe('the audit of a referral', () => {
  const audit = async (referralId: string, query: object = {}) => {
    const { body } = await searchAudit({ store: chartStore(table) })({
      path: { referralId },
      query,
    } as never);
    return body as {
      chain: { holds: boolean; records: number; brokenAt?: number };
      items: AuditEntry[];
      leftOut: number;
    };
  };

  it('tells who changed and read what, newest first, by person and day, and that its chain holds', async () => {
    const { referralId } = await aVisitAtCenter(table);
    // Past midnight in London, and the evening before where the desk is.
    await read(referralId, coordinator, '2026-12-03T01:30:00.000Z');
    await read(referralId, lakeside, '2026-12-03T15:10:00.000Z');
    await read(referralId, stranger, '2026-12-04T15:10:00.000Z').catch(() => undefined);
    const { items, chain, leftOut } = await audit(referralId);
    expect(items.map(({ what, by, on, about }) => [what, by, on, about])).toEqual([
      ['refused', 'stranger', '2026-12-04', 'referral'],
      ['read', 'referrer-1', '2026-12-03', 'referral'],
      ['read', 'coordinator-1', '2026-12-02', 'referral'],
      ...items.slice(3).map(({ by, on, about }) => ['changed', by, on, about]),
    ]);
    expect(items.slice(3).map(({ about }) => about)).toContain('series.booked');
    expect(chain).toEqual({ holds: true, records: items.length - 3 });
    expect(leftOut).toBe(0);
    const found = async (query: object) => (await audit(referralId, query)).items.length;
    expect(await found({ person: 'coordinator-1' })).toBe(1);
    expect(await found({ person: 'coordinator' })).toBe(0);
    expect(await found({ from: '2026-12-03' })).toBe(2);
    expect(await found({ from: '2026-12-02', to: '2026-12-02' })).toBe(1);
    expect(await found({ what: 'refused' })).toBe(1);
    expect(await found({ what: 'changed' })).toBe(chain.records);
  });

  it('says where a chain was tampered with', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const [first = {}] = await readAll(table, `AUDIT#${referralId}`);
    await given(table, { items: [{ ...first, at: '2026-01-01T00:00:00.000Z' }] });
    expect((await audit(referralId)).chain).toMatchObject({ holds: false, brokenAt: 1 });
  });

  it('of no referral is not found', async () => {
    await expect(audit('ref_00000000000000000000')).rejects.toMatchObject({ status: 404 });
  });
});
