import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import { settleStore } from '../../functions/platform/settle-store.ts';
import { assignHold } from '../../functions/worklist/assign-hold.ts';
import { holdTag } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, type HoldDesk, holdDesk } from '../support/holds.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
let store: HoldDesk;
beforeAll(async () => {
  database = await openDatabase();
  store = holdDesk(database.table);
});
afterAll(() => database.close());

const at = '2026-11-20T16:00:00Z';
const by = { kind: 'person', id: 'dana' } as const;
const resolution = { action: 'search-again', facts: {}, by, at };
const ending = { settlement: { resume: 'Book series' }, resolution };
const assigned = { actor: by, operation: 'assign-1', at };

const placed = async (different: Partial<Hold> = {}): Promise<Hold> => {
  const hold = aHold(referralIdFrom(newIdPart(new Date())), different);
  await store.place(hold, `place:${hold.holdId}`);
  return hold;
};

const onList = async (team: string) =>
  (await store.ofTeam(team, 100)).items.map(({ holdId }) => holdId);

describe('a hold in the table', () => {
  it('stands on its team’s and its practice’s list while it is open, and only its columns', async () => {
    const hold = await placed({ practiceNpi: '1000000020' });
    expect(await onList('scheduler')).toContain(hold.holdId);
    const { items } = await store.ofPractice('1000000020', 10);
    expect(items).toEqual([
      {
        holdId: hold.holdId,
        referralId: hold.referralId,
        reason: 'no-capacity',
        status: 'open',
        owner: 'scheduler',
        openedAt: hold.openedAt,
        dueAt: hold.dueAt,
        level: 0,
        team: 'scheduler',
      },
    ]);
  });

  it('leaves the lists when it is resolved and waits to be told to the workflow', async () => {
    const hold = await placed();
    const done = await store.resolve(hold, ending, 'resolve-1', []);
    expect(done.outcome).toBe('applied');
    expect(await onList('scheduler')).not.toContain(hold.holdId);
    const settle = settleStore(database.table);
    const due = await settle.dueBefore('DUE#unsettled', '2026-11-21', 100);
    expect(due).toContainEqual({ pk: `REF#${hold.referralId}`, sk: 'HOLD#r1' });
    await settle.markSettled(hold.holdId, at);
    const after = await settle.dueBefore('DUE#unsettled', '2026-11-21', 100);
    expect(after).not.toContainEqual({ pk: `REF#${hold.referralId}`, sk: 'HOLD#r1' });
  });

  it('is resolved by one of two people who answer at the same moment', async () => {
    const hold = await placed();
    const answers = await Promise.all(
      ['one', 'two'].map((who) => store.resolve(hold, ending, `resolve-${who}`, [])),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'refused']);
  });

  it('stays on its own team’s list and is on the next team’s too when its clock runs out', async () => {
    const hold = await placed();
    const asked = { team: 'coordinator', level: 2, dueAt: '2026-11-23T16:00:00Z', reminds: false };
    await store.escalate(hold, asked, { operation: 'esc-1', at });
    expect(await onList('scheduler')).toContain(hold.holdId);
    expect(await onList('coordinator')).toContain(hold.holdId);
    const overdue = (await store.get(hold.holdId)) as Hold;
    expect(overdue).toMatchObject({ status: 'overdue', level: 2, team: 'scheduler' });
    await store.resolve(overdue, ending, 'resolve-1', []);
    expect(await onList('scheduler')).not.toContain(hold.holdId);
    expect(await onList('coordinator')).not.toContain(hold.holdId);
  });

  it('is shown once, in order, over the pages of a list of own and escalated holds', async () => {
    const asked = { team: 'clinician', level: 2, dueAt: '2026-11-23T16:00:00Z', reminds: false };
    const wanted: string[] = [];
    for (const day of [1, 2, 3, 4, 5]) {
      const own = day % 2 === 0 ? { team: 'clinician' } : {};
      const hold = await placed({ doseBy: `2026-12-0${day}`, ...own });
      if (day % 2 === 1) await store.escalate(hold, asked, { operation: `esc-${day}`, at });
      wanted.push(hold.holdId);
    }
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const { items, next } = await store.ofTeam('clinician', 2, after);
      seen.push(...items.map(({ holdId }) => holdId));
      after = next;
    } while (after);
    expect(seen).toEqual(wanted);
  });

  it('cannot be assigned once it has ended', async () => {
    const hold = await placed();
    await store.resolve(hold, ending, 'resolve-1', []);
    const done = await store.assign(hold, 'sam', assigned);
    expect(done.outcome).toBe('refused');
  });

  it('keeps the team that was asked meanwhile when it is given to somebody', async () => {
    const seen = await placed();
    const asked = { team: 'coordinator', level: 1, dueAt: '2026-11-23T15:00:00Z', reminds: false };
    await store.escalate(seen, asked, { operation: 'escalate-1', at });
    expect((await store.assign(seen, 'sam', assigned)).outcome).toBe('refused');
    expect(await store.get(seen.holdId)).toMatchObject({
      status: 'overdue',
      level: 1,
      escalatedTo: 'coordinator',
    });
    expect(await onList('coordinator')).toContain(seen.holdId);
  });

  it('that no workflow waits with is assigned like any other', async () => {
    const hold = await placed({ taskToken: undefined });
    expect(await store.assign(hold, 'sam', assigned)).toMatchObject({
      outcome: 'applied',
    });
    expect(await store.get(hold.holdId)).toMatchObject({ assignee: 'sam', status: 'open' });
  });

  it('sends an answer given meanwhile to the token of a retried wait', async () => {
    const hold = await placed();
    await store.resolve(hold, ending, 'resolve-1', []);
    const settle = settleStore(database.table);
    await settle.markSettled(hold.holdId, at);
    const resolved = (await store.get(hold.holdId)) as Hold;
    const waiting = { taskToken: 'token-2', dueAt: hold.dueAt };
    await store.renew(resolved, waiting, { operation: 'place', at: '2026-11-20T16:05:00Z' });
    expect(await store.get(hold.holdId)).toMatchObject({
      status: 'resolved',
      taskToken: 'token-2',
      settlement: { resume: 'Book series' },
    });
    expect(await settle.dueBefore('DUE#unsettled', '2026-11-21', 100)).toContainEqual({
      pk: `REF#${hold.referralId}`,
      sk: 'HOLD#r1',
    });
  });
});

describe('a hold that has ended', () => {
  const deps = () => ({
    store: { ...store, isPerson: async () => true },
    partsOf: async () => [],
    show: async (shown: Hold) => shown as never,
    now: () => new Date(at),
  });
  const asked = (hold: Hold, body: object, subject: string, idempotencyKey?: string) =>
    ({
      principal: aCaller('scheduler', { subject }),
      path: { holdId: hold.holdId },
      body,
      rawBody: JSON.stringify(body),
      idempotencyKey,
    }) as never;
  const ended = async (): Promise<Hold> => {
    const hold = await placed();
    await store.resolve(hold, ending, 'resolve-1', []);
    return hold;
  };
  const answer = { action: 'search-again', note: 'A chair is free.' };
  const refusal = { status: 409, code: 'hold-already-ended' };

  it('keeps one late answer of each person, however often they send it', async () => {
    const hold = await ended();
    for (const key of [undefined, 'a', 'a', 'b', undefined, 'c', 'd', 'e'])
      await expect(resolveHold(deps())(asked(hold, answer, 'dana', key))).rejects.toMatchObject({
        ...refusal,
        message: expect.stringContaining('is on record'),
      });
    await expect(resolveHold(deps())(asked(hold, answer, 'eli'))).rejects.toMatchObject(refusal);
    const late = (await chain(database.table, hold.referralId)).filter(
      ({ event }) => event === 'hold.answered-late',
    );
    expect(late.map(({ actor }) => actor.id)).toEqual(['dana', 'eli']);
  });

  it('answers the same request as it did while it waited', async () => {
    const hold = await placed();
    const give = (assignee: string) =>
      assignHold(deps())({
        ...(asked(hold, { assignee }, 'dana', 'give-1') as object),
        ifMatch: holdTag(hold),
      } as never);
    await give('eli');
    expect(await give('eli')).toMatchObject({ body: { assignee: 'eli' } });
    await store.resolve(hold, ending, 'resolve-1', []);
    expect(await give('eli')).toMatchObject({ body: { assignee: 'eli', status: 'resolved' } });
    await expect(give('ada')).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  });

  it('is given to nobody, and does not say that anything was recorded', async () => {
    const hold = await ended();
    await expect(
      assignHold(deps())(asked(hold, { assignee: 'eli' }, 'dana')),
    ).rejects.toMatchObject({
      ...refusal,
      message: 'This hold is resolved. Nothing was changed.',
      facts: { ended: { by: { kind: 'person', personId: 'dana' }, at, action: 'search-again' } },
    });
    expect(await chain(database.table, hold.referralId)).toHaveLength(2);
  });
});
