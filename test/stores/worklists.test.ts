import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type Hold, isOpen } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { PermanentFault } from '../../functions/platform/errors.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { staffStore } from '../../functions/staff/store.ts';
import {
  assignHold,
  listReminders,
  lookAtHold,
  remindOfHold,
} from '../../functions/worklist/assign-hold.ts';
import type { HoldFilters, WhoseHolds } from '../../functions/worklist/hold-lists.ts';
import { sourcesOf } from '../../functions/worklist/hold-lists.ts';
import { keepStore } from '../../functions/worklist/keep-store.ts';
import { keepWorklist } from '../../functions/worklist/keep-worklist.ts';
import { presenceStore } from '../../functions/worklist/presence-store.ts';
import { remindersStore } from '../../functions/worklist/reminders-store.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';

const { table, close } = await openDatabase();
afterAll(close);
const desk = holdDesk(table);
const at = '2026-11-20T16:00:00.000Z';
const now = () => new Date(at);
const keep = keepStore(table);

const placed = async (different: Partial<Hold> = {}): Promise<Hold> => {
  const hold = aHold(referralIdFrom(newIdPart(new Date())), different);
  await given(table, { items: [holdItem(hold)] });
  return hold;
};
const listed = async (whose: WhoseHolds, filters: HoldFilters = {}, limit = 100) =>
  (await desk.list(sourcesOf(whose, filters), limit)).items.map(({ holdId }) => holdId);

describe('a list that is narrowed', () => {
  it('has what it is narrowed to, and nothing else', async () => {
    const team = 'narrowed';
    const plain = await placed({ team, doseBy: '2026-12-09' });
    const anns = await placed({ team, assignee: 'ann', doseBy: '2026-12-05', reason: 'denied' });
    const late = await placed({ team, status: 'overdue', about: { payerId: 'acme-health' } });
    const soon = await placed({ team, dueAt: '2026-11-20T10:00:00Z', doseBy: '2026-12-10' });
    const lent = await placed({
      team: 'elsewhere',
      escalatedTo: team,
      status: 'overdue',
      reason: 'denied',
      doseBy: '2026-12-11',
    });
    const ids = (...holds: Hold[]) => holds.map(({ holdId }) => holdId);
    const of = (filters: HoldFilters) => listed({ team }, filters);
    expect(await of({})).toEqual(ids(anns, plain, soon, lent, late));
    expect(await of({ assignee: 'none' })).toEqual(ids(plain, soon, lent, late));
    expect(await of({ assignee: { id: 'ann' } })).toEqual(ids(anns));
    expect(await of({ assignee: { id: 'bob' } })).toEqual([]);
    expect(await of({ reason: 'denied' })).toEqual(ids(anns, lent));
    expect(await of({ reason: 'denied', assignee: 'none' })).toEqual(ids(lent));
    expect(await of({ payer: 'acme-health' })).toEqual(ids(late));
    expect(await of({ status: 'overdue' })).toEqual(ids(lent, late));
    expect(await of({ dueBefore: '2026-11-20T12:00:00Z' })).toEqual(ids(soon));
    expect(await of({ doseBefore: '2026-12-10' })).toEqual(ids(anns, plain));
    expect(await of({ doseBefore: '2026-12-10', assignee: 'none' })).toEqual(ids(plain));
    expect(await listed({ person: 'ann' })).toEqual(ids(anns));
    expect(await listed({ person: 'ann' }, { reason: 'no-capacity' })).toEqual([]);
    expect(await listed({ team: 'elsewhere' }, { assignee: { id: 'ann' } })).toEqual([]);
  });

  it('fills its pages over what does not count, and says how many were looked at', async () => {
    const team = 'long';
    const wanted: string[] = [];
    for (let number = 0; number < 30; number += 1) {
      const doseBy = `2027-01-${String(number + 1).padStart(2, '0')}`;
      const isWanted = number % 7 === 3;
      const lent = number % 2 === 0 ? {} : { team: 'other', escalatedTo: team };
      const reason = isWanted ? 'denied' : 'no-capacity';
      const hold = await placed({ team, doseBy, reason, ...lent });
      if (isWanted) wanted.push(hold.holdId);
    }
    const seen: unknown[] = [];
    let after: string | undefined;
    do {
      const sources = sourcesOf({ team }, { reason: 'denied' });
      const { items, next, scanned } = await desk.list(sources, 2, after);
      expect(scanned).toBeLessThanOrEqual(30);
      seen.push(...items.map(({ holdId }) => holdId));
      after = next;
    } while (after);
    expect(seen).toEqual(wanted);
  });

  it('is empty, and no fault, behind the end that it is narrowed to', async () => {
    const sources = sourcesOf({ team: 'long' }, { doseBefore: '2027-01-05' });
    expect(await desk.list(sources, 5, '2027-01-20#x')).toMatchObject({ items: [] });
  });
});

describe('a hold that two people want', () => {
  const give = (hold: Hold, subject: string, body: object) =>
    assignHold({
      store: desk,
      show: async (shown) => shown as never,
      now,
    })({
      principal: aCaller('scheduler', { subject }),
      path: { holdId: hold.holdId },
      body,
      rawBody: JSON.stringify(body),
    } as never);
  const take = (hold: Hold, subject: string) =>
    give(hold, subject, { assignee: subject, expected: null });
  const here = (personId: string, name: string) =>
    staffStore(table).notice({ personId, name, roles: ['scheduler'], seenAt: at });

  it('is taken by one of them; the other learns who has it, and since when', async () => {
    await here('ann', 'Ann Example');
    await here('bob', 'Bob Example');
    const hold = await placed();
    const both = await Promise.allSettled([take(hold, 'ann'), take(hold, 'bob')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { assignee } = (await desk.get(hold.holdId)) as Hold;
    const loser = assignee === 'ann' ? 'bob' : 'ann';
    await expect(take(hold, loser)).rejects.toMatchObject({
      status: 409,
      code: 'hold-already-taken',
      facts: {
        assignee: {
          personId: assignee,
          name: assignee === 'ann' ? 'Ann Example' : 'Bob Example',
        },
        since: at,
      },
    });
    await expect(take(hold, assignee as string)).resolves.toMatchObject({ body: { assignee } });
  });

  it('is given back, and is then nobody’s', async () => {
    const hold = await placed();
    await take(hold, 'ann');
    await give(hold, 'ann', { assignee: null, expected: 'ann' });
    const after = await desk.get(hold.holdId);
    expect(after).not.toHaveProperty('assignee');
    expect(after).not.toHaveProperty('assignedAt');
    await expect(give(hold, 'ann', { assignee: null, expected: 'ann' })).resolves.toBeDefined();
    await expect(give(hold, 'bob', { assignee: 'bob', expected: 'ann' })).rejects.toMatchObject({
      code: 'hold-already-taken',
      facts: { assignee: null },
    });
  });

  it('is given to nobody who was never here', async () => {
    const hold = await placed();
    await expect(give(hold, 'ann', { assignee: 'bbo' })).rejects.toMatchObject({
      status: 422,
      code: 'person-unknown',
    });
  });
});

describe('those who look at one hold', () => {
  const look = async (
    hold: Hold,
    subject: string,
    at: string,
    role: 'scheduler' | 'nurse' = 'scheduler',
  ) =>
    (
      await lookAtHold({
        store: desk,
        presence: presenceStore(table),
        now: () => new Date(at),
      })({ principal: aCaller(role, { subject }), path: { holdId: hold.holdId } } as never)
    ).body.here;

  it('are told of each other, by name, for a minute', async () => {
    const hold = await placed();
    expect(await look(hold, 'ann', '2026-11-20T16:00:00.000Z')).toEqual([]);
    expect(await look(hold, 'stranger', '2026-11-20T16:00:30.000Z')).toEqual([
      { personId: 'ann', name: 'Ann Example', seenAt: '2026-11-20T16:00:00.000Z' },
    ]);
    expect(await look(hold, 'ann', '2026-11-20T16:01:10.000Z')).toEqual([
      { personId: 'stranger', seenAt: '2026-11-20T16:00:30.000Z' },
    ]);
    expect(await look(hold, 'ann', '2026-11-20T16:01:30.000Z')).toEqual([]);
    expect(await look(await placed(), 'bob', '2026-11-20T16:01:30.000Z')).toEqual([]);
  });

  it('are those who may see it', async () => {
    const hold = await placed();
    await expect(look(hold, 'eve', '2026-11-20T16:00:00.000Z', 'nurse')).rejects.toMatchObject({
      status: 404,
    });
  });
});

describe('a reminder of a hold', () => {
  const remind = async (
    hold: Hold,
    subject: string,
    body: { at: string | null; note?: string },
    role = 'coordinator',
  ) =>
    (
      await remindOfHold({ store: desk, reminders: remindersStore(table), now })({
        principal: aPerson(subject, role as never),
        path: { holdId: hold.holdId },
        body,
      } as never)
    ).body.items;
  const list = async (subject: string) =>
    (
      await listReminders({ reminders: remindersStore(table) })({
        principal: aPerson(subject, 'coordinator'),
      } as never)
    ).body.items;

  it('is its owner’s alone, the next one first, until it is taken away', async () => {
    const dueAt = '2026-11-25T16:00:00.000Z';
    const [one, other] = [await placed({ dueAt }), await placed({ dueAt })];
    await remind(one, 'rita', { at: '2026-11-24T14:00:00Z', note: 'Ask again.' });
    expect(await remind(other, 'rita', { at: '2026-11-23T14:00:00Z' })).toEqual([
      { holdId: other.holdId, at: '2026-11-23T14:00:00Z' },
      { holdId: one.holdId, at: '2026-11-24T14:00:00Z', note: 'Ask again.' },
    ]);
    expect(await list('bob')).toEqual([]);
    await remind(one, 'rita', { at: '2026-11-22T14:00:00Z' });
    expect((await list('rita')).map(({ holdId }) => holdId)).toEqual([one.holdId, other.holdId]);
    await remind(one, 'rita', { at: null });
    expect((await list('rita')).map(({ holdId }) => holdId)).toEqual([other.holdId]);
  });

  it('puts nothing off, and is of a hold that waits and may be seen', async () => {
    const hold = await placed({ dueAt: '2026-11-25T16:00:00.000Z' });
    await expect(remind(hold, 'rita', { at: '2026-11-26T14:00:00Z' })).rejects.toMatchObject({
      status: 422,
      code: 'reminder-not-possible',
      errors: [{ pointer: '/at' }],
    });
    await expect(
      remind(hold, 'nora', { at: '2026-11-24T14:00:00Z' }, 'nurse'),
    ).rejects.toMatchObject({ status: 404 });
    const over = await placed({ status: 'cancelled' });
    await expect(remind(over, 'rita', { at: '2026-11-24T14:00:00Z' })).rejects.toMatchObject({
      code: 'hold-already-ended',
    });
    expect(await remind(over, 'sue', { at: null })).toEqual([]);
  });
});

const changed = (item: Record<string, unknown>, SequenceNumber = '1') =>
  ({
    dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }), SequenceNumber },
  }) as never;
const changeOf = ({ holdId }: Hold, sequence?: string) => changed(keys.hold(holdId), sequence);
/** What measures count of it has a test of its own. */
const measure = async () => {};
const told = (...records: never[]) =>
  keepWorklist({ store: keep, measure, now })({ Records: records });

describe('what a hold is about', () => {
  it('is put on it from its referral and its order, and follows a correction', async () => {
    const hold = await placed({ team: 'about' });
    const { referralId } = hold;
    const practice = { npi: '1234567893', name: 'Lakeside Practice' };
    const order = { submission: { practice, coverages: [{ payerId: 'acme-health' }] } };
    const main = { ...keys.referral(referralId), therapyId: 'ivig', urgency: 'routine' };
    await given(table, { items: [main, { ...keys.order(referralId, 1), ...order }] });
    await told(changeOf(hold));
    const about = {
      payerId: 'acme-health',
      therapyId: 'ivig',
      practiceName: 'Lakeside Practice',
      urgency: 'routine',
    };
    expect(await desk.get(hold.holdId)).toMatchObject({ about });
    const { items } = await desk.ofTeam('about', 10);
    expect(items).toMatchObject([about]);
    await given(table, { items: [{ ...main, urgency: 'urgent', payerId: 'summit-trust' }] });
    await told(changeOf(hold));
    expect(await desk.get(hold.holdId)).toMatchObject({ about });
    await told(changed({ ...keys.audit(referralId, 2), referralId, event: 'referral.corrected' }));
    expect(await desk.get(hold.holdId)).toMatchObject({
      about: { urgency: 'urgent', payerId: 'summit-trust' },
    });
    expect((await desk.counts('about')).byPayer).toEqual({ 'summit-trust': 1 });
  });

  it('is read as it stands, once for the holds of one referral', async () => {
    const first = await placed({ team: 'siblings' });
    const second = await placed({
      team: 'siblings',
      referralId: first.referralId,
      holdId: `${first.holdId}1`,
    });
    const main = { ...keys.referral(first.referralId), therapyId: 'ivig' };
    await given(table, { items: [main] });
    const orders: unknown[] = [];
    const send = (command: { input: { ConsistentRead?: boolean } }) => {
      if (command instanceof QueryCommand) orders.push(command.input.ConsistentRead);
      return table.client.send(command as never);
    };
    const watched = keepStore({ ...table, client: { send } as never });
    await watched.tellAbout(new Map([first, second].map(({ holdId }) => [holdId, false])));
    expect(orders).toEqual([true]);
    const { items } = await desk.ofTeam('siblings', 10);
    expect(items).toMatchObject([{ therapyId: 'ivig' }, { therapyId: 'ivig' }]);
  });

  it('stays when the hold is given to somebody or escalated', async () => {
    const hold = await placed({ about: { payerId: 'acme-health' } });
    await desk.assign(hold, 'ann', { actor: { kind: 'person', id: 'ann' }, operation: 'a', at });
    expect(await desk.get(hold.holdId)).toMatchObject({ about: { payerId: 'acme-health' } });
  });
});

describe('the counts of a team', () => {
  type Step = { hold: number; does: 'take' | 'give-back' | 'escalate' | 'end'; heard: number[] };
  const step = fc.record({
    hold: fc.nat(4),
    does: fc.constantFrom('take', 'give-back', 'escalate', 'end'),
    /** Which changes are heard of then, again and in any order. */
    heard: fc.array(fc.nat(4), { maxLength: 4 }),
  }) as fc.Arbitrary<Step>;

  const recount = (holds: readonly Hold[], team: string) => {
    const mine = holds.filter(
      (hold) => isOpen(hold) && (hold.team === team || hold.escalatedTo === team),
    );
    const by = (name: (hold: Hold) => string | undefined) => {
      const all: Record<string, number> = {};
      for (const hold of mine) {
        const of = name(hold);
        if (of) all[of] = (all[of] ?? 0) + 1;
      }
      return all;
    };
    return {
      total: mine.length,
      overdue: mine.filter(({ status }) => status === 'overdue').length,
      unassigned: mine.filter(({ assignee }) => !assignee).length,
      byReason: by(({ reason }) => reason),
      byAssignee: by(({ assignee }) => assignee),
      byOwner: by(({ owner }) => owner),
      byPayer: by(({ about }) => about?.payerId),
    };
  };

  it('are those of a full recount, whatever happened, heard twice, late or out of order', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const [team, other] = [`count-${run}`, `asked-${run}`];
        const holds: Hold[] = [];
        for (const reason of [
          'denied',
          'denied',
          'no-capacity',
          'payer-contact',
          'denied',
        ] as const)
          holds.push(await placed({ team, reason, about: { payerId: 'acme-health' } }));
        for (const { hold: which, does, heard } of steps) {
          const hold = holds[which] as Hold;
          if (isOpen(hold)) {
            const after: Hold = {
              ...hold,
              ...(does === 'take' ? { assignee: `person-${which % 2}` } : {}),
              ...(does === 'give-back' ? { assignee: undefined } : {}),
              ...(does === 'escalate' ? { status: 'overdue', escalatedTo: other } : {}),
              ...(does === 'end' ? { status: 'resolved' } : {}),
            };
            holds[which] = after;
            await given(table, { items: [holdItem(after)] });
          }
          await told(...heard.map((one) => changeOf(holds[one] as Hold) as never));
        }
        await Promise.all([
          told(...holds.map((hold) => changeOf(hold) as never)),
          told(...holds.map((hold) => changeOf(hold) as never)),
        ]);
        expect(await desk.counts(team)).toEqual(recount(holds, team));
        expect(await desk.counts(other)).toEqual(recount(holds, other));
        const all = await listed({ team });
        expect((await desk.counts(team)).total).toBe(all.length);
      }),
      { numRuns: 12 },
    );
  });

  it('of a team that nothing waits on are none', async () => {
    expect(await desk.counts('nobody')).toEqual(recount([], 'nobody'));
  });

  it('has what it cannot do now told to it again', async () => {
    const failing = { ...keep, count: async () => Promise.reject(new Error('busy')) };
    const hold = await placed();
    const { batchItemFailures } = await keepWorklist({ store: failing, measure, now })({
      Records: [changeOf(hold)],
    });
    expect(batchItemFailures).toEqual([{ itemIdentifier: '1' }]);
  });

  it('has one that can never be counted told again alone, and counts the others', async () => {
    const team = 'beside-a-bad-one';
    const [before, bad, after] = [
      await placed({ team }),
      await placed({ team }),
      await placed({ team }),
    ] as const;
    const count: typeof keep.count = (holdIds, at) =>
      holdIds.includes(bad.holdId)
        ? Promise.reject(new PermanentFault('not-countable'))
        : keep.count(holdIds, at);
    const { batchItemFailures } = await keepWorklist({ store: { ...keep, count }, measure, now })({
      Records: [changeOf(before, '1'), changeOf(bad, '2'), changeOf(after, '3')],
    });
    expect(batchItemFailures).toEqual([{ itemIdentifier: '2' }]);
    expect((await desk.counts(team)).total).toBe(2);
  });
});

it('a person is found by the subject of their token', async () => {
  expect(await desk.isPerson(aPerson('ann', 'scheduler').subject)).toBe(true);
  expect(await desk.isPerson('nobody')).toBe(false);
});
