import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escalateStandingHolds } from '../../functions/hold/escalate-standing-holds.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, type HoldDesk, holdDesk } from '../support/holds.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: HoldDesk;
beforeAll(async () => {
  database = await openDatabase();
  store = holdDesk(database.table);
});
afterAll(() => database.close());

const placed = async (different: Parameters<typeof aHold>[1]) => {
  const hold = aHold(referralIdFrom(newIdPart(new Date())), different);
  await store.place(hold, `place:${hold.holdId}`);
  return hold.holdId;
};

const sweepAt = (instant: string) =>
  escalateStandingHolds({ store, now: () => new Date(instant) })();

describe('a hold that no workflow waits with', () => {
  it('goes to the next team when its clock has run out, once', async () => {
    const holdId = await placed({ taskToken: undefined, dueAt: '2026-11-20T23:00:00Z' });
    await sweepAt('2026-11-20T22:59:00Z');
    expect(await store.get(holdId)).toMatchObject({ status: 'open', level: 0 });
    await sweepAt('2026-11-20T23:01:00Z');
    await sweepAt('2026-11-20T23:02:00Z');
    expect(await store.get(holdId)).toMatchObject({ status: 'overdue', level: 1 });
  });

  it('is reminded of again and again, and never goes further than its last step', async () => {
    const holdId = await placed({ taskToken: undefined, dueAt: '2026-11-20T22:00:00Z' });
    for (const day of [21, 22, 24, 26, 28]) await sweepAt(`2026-11-${day}T23:30:00Z`);
    const hold = await store.get(holdId);
    expect(hold).toMatchObject({ status: 'overdue', level: 2, escalatedTo: 'coordinator' });
    expect(Date.parse(hold?.dueAt ?? '')).toBeGreaterThan(Date.parse('2026-11-28T23:30:00Z'));
    const events = (await chain(database.table, hold?.referralId ?? '')).map(({ event }) => event);
    expect(events.filter((event) => event === 'hold.escalated')).toHaveLength(2);
    expect(events.filter((event) => event === 'hold.reminded').length).toBeGreaterThan(1);
  });

  it('is left alone once it has ended', async () => {
    const holdId = await placed({ taskToken: undefined, dueAt: '2026-11-19T23:00:00Z' });
    const hold = await store.get(holdId);
    if (!hold) throw new Error('not placed');
    const by = { kind: 'person', id: 'dana' } as const;
    const resolution = { action: 'search-again', facts: {}, by, at: '2026-11-20T09:00:00Z' };
    const ending = { settlement: { resume: 'Book series' }, resolution };
    await store.resolve(hold, ending, 'resolve', []);
    await sweepAt('2026-11-20T23:01:00Z');
    expect(await store.get(holdId)).toMatchObject({ status: 'resolved', level: 0 });
  });

  it('is not one that a workflow runs the clock of', async () => {
    const holdId = await placed({ dueAt: '2026-11-18T23:00:00Z' });
    await sweepAt('2026-11-20T23:01:00Z');
    expect(await store.get(holdId)).toMatchObject({ status: 'open', level: 0 });
  });
});
