import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byStep, firstBreak } from '../../functions/platform/audit.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { requestOperation } from '../../functions/platform/operation.ts';
import {
  type Change,
  chain,
  commit,
  countRecords,
  recordAlone,
} from '../../functions/platform/record.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const aReferral = () => referralIdFrom(newIdPart(new Date()));

const aChange = (referralId: string, operation: string, more: Partial<Change> = {}): Change => ({
  referralId,
  operation,
  event: 'referral.checked',
  actor: byStep('test'),
  at: '2026-11-20T10:00:00Z',
  items: [],
  ...more,
});

const guarded = (referralId: string) => ({
  Update: {
    TableName: database.table.name,
    Key: keys.referral(referralId),
    UpdateExpression: 'SET #status = :accepted',
    ConditionExpression: 'attribute_not_exists(#status)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':accepted': 'accepted' },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  },
});

describe('a state change', () => {
  it('is written once however often the same operation runs', async () => {
    const referralId = aReferral();
    const change = aChange(referralId, 'op-1', { items: [guarded(referralId)] });
    expect(await commit(database.table, change)).toMatchObject({ outcome: 'applied' });
    expect(await commit(database.table, change)).toMatchObject({ outcome: 'already' });
    expect(await chain(database.table, referralId)).toHaveLength(1);
  });

  it('is found as applied even when later changes came in between', async () => {
    const referralId = aReferral();
    const first = aChange(referralId, 'op-first', { items: [guarded(referralId)] });
    await commit(database.table, first);
    for (let n = 0; n < 8; n += 1) await commit(database.table, aChange(referralId, `op-${n}`));
    expect(await commit(database.table, first)).toMatchObject({ outcome: 'already' });
  });

  it('said to be the first of a referral takes its place behind what is there all the same', async () => {
    const referralId = aReferral();
    const first = aChange(referralId, 'op-1', { isFirst: true });
    const second = aChange(referralId, 'op-2', { isFirst: true });
    const again = { ...first, at: '2026-11-20T10:00:09Z' };
    expect(await commit(database.table, first)).toMatchObject({ outcome: 'applied' });
    expect(await commit(database.table, again)).toMatchObject({ outcome: 'already' });
    expect(await commit(database.table, second)).toMatchObject({ outcome: 'applied' });
    const records = await chain(database.table, referralId);
    expect(records.map(({ operation }) => operation)).toEqual(['op-1', 'op-2']);
    expect(firstBreak(records)).toBeUndefined();
  });

  it('is refused with the item as it stands when its condition fails, and leaves no record', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, 'op-1', { items: [guarded(referralId)] }));
    const second = aChange(referralId, 'op-2', { items: [guarded(referralId)] });
    expect(await commit(database.table, second)).toMatchObject({
      outcome: 'refused',
      at: 0,
      found: { ...keys.referral(referralId), status: 'accepted' },
    });
    expect(await chain(database.table, referralId)).toHaveLength(1);
  });

  it('that rests on what was read is refused once anything has happened since', async () => {
    const referralId = aReferral();
    const since = await countRecords(database.table, referralId);
    await commit(database.table, aChange(referralId, 'op-1', { items: [guarded(referralId)] }));
    const late = aChange(referralId, 'op-2', { since });
    expect(await commit(database.table, late)).toMatchObject({ outcome: 'refused', at: -1 });
    const fresh = { ...late, since: await countRecords(database.table, referralId) };
    expect(await commit(database.table, fresh)).toMatchObject({ outcome: 'applied' });
    expect(await commit(database.table, late)).toMatchObject({ outcome: 'already' });
  });

  it('that rests on what was read is not kept by what was only told beside the referral', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, 'op-1', { items: [guarded(referralId)] }));
    const since = await countRecords(database.table, referralId);
    for (let n = 0; n < 7; n += 1) await commit(database.table, aChange(referralId, `told-${n}`));
    const message = { ...keys.message(referralId, 'msg_1'), status: 'sent' };
    const sent = { Put: { TableName: database.table.name, Item: message } };
    await commit(database.table, aChange(referralId, 'message', { items: [sent] }));
    const change = aChange(referralId, 'op-2', { since });
    expect(await commit(database.table, change)).toMatchObject({ outcome: 'applied' });
    const records = await chain(database.table, referralId);
    expect(records.filter(({ aside }) => aside)).toHaveLength(9);
    expect(firstBreak(records)).toBeUndefined();
  });

  it('that rests on what was read loses against another of the same moment', async () => {
    const referralId = aReferral();
    const both = await Promise.all(
      ['op-1', 'op-2'].map((operation) =>
        commit(
          database.table,
          aChange(referralId, operation, { since: 0, items: [guarded(referralId)] }),
        ),
      ),
    );
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'refused']);
  });

  it('with a long determination takes one unit of the table and reads like any other', async () => {
    const referralId = aReferral();
    const determination: Determination = {
      question: 'site-of-care',
      facts: { candidates: Array.from({ length: 12 }, (_, n) => ({ siteId: `site_${n}`, km: n })) },
      rule: { id: 'site-of-care', version: '1', source: 'a rule of the tests' },
      answer: 'site_0',
      reasons: Array.from({ length: 8 }, (_, n) => ({
        bearing: 'for' as const,
        code: `reason-${n}`,
        text: 'A usual setting for the therapy.',
      })),
    };
    await commit(database.table, aChange(referralId, 'op-1', { determination }));
    const records = await chain(database.table, referralId);
    expect(records[0]?.determination).toEqual(determination);
    expect(firstBreak(records)).toBeUndefined();
    const { Item } = await database.table.client.send(
      new GetCommand({ TableName: database.table.name, Key: keys.audit(referralId, 1) }),
    );
    const stored = Item?.determination;
    expect(stored instanceof Uint8Array ? stored.length : Number.NaN).toBeLessThan(400);
  });

  it('keeps one unbroken chain when six happen at the same moment', async () => {
    const referralId = aReferral();
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => commit(database.table, aChange(referralId, `op-${n}`))),
    );
    const records = await chain(database.table, referralId);
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(firstBreak(records)).toBeUndefined();
    const { Item } = await database.table.client.send(
      new GetCommand({ TableName: database.table.name, Key: keys.audit(referralId, 6) }),
    );
    expect(Item?.referralId).toBe(referralId);
  });
});

describe('a request with a key of the caller', () => {
  const keyed = (body: string) =>
    requestOperation(
      { principal: aCaller('referrer'), rawBody: body, idempotencyKey: 'monday-1' },
      'documents',
      new Date('2026-11-20T10:00:00Z'),
    );
  const guardOf = async (referralId: string) =>
    (await readItems(database.table, referralId, 'OP#')).map(({ digest, sequence, expiresAt }) => ({
      digest,
      sequence,
      expiresAt,
    }));

  it('is applied once, however many changes came in between', async () => {
    const referralId = aReferral();
    const first = aChange(referralId, keyed('one'), { detail: { documents: 1 } });
    expect(await commit(database.table, first)).toMatchObject({ outcome: 'applied' });
    for (let n = 0; n < 10; n += 1) await commit(database.table, aChange(referralId, `op-${n}`));
    expect(await commit(database.table, { ...first, at: '2026-11-21T10:00:00Z' })).toMatchObject({
      outcome: 'already',
      record: { sequence: 1, detail: { documents: 1 } },
    });
    expect(await chain(database.table, referralId)).toHaveLength(11);
    expect(await guardOf(referralId)).toEqual([
      {
        digest: expect.stringMatching(/^[0-9a-f]{32}$/),
        sequence: 1,
        expiresAt: Date.parse('2027-02-18T10:00:00Z') / 1000,
      },
    ]);
  });

  it('is refused with another body, at once and later', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, keyed('one')));
    const reused = { status: 422, code: 'idempotency-key-reused' };
    const other = aChange(referralId, keyed('another'));
    await expect(commit(database.table, other)).rejects.toMatchObject(reused);
    for (let n = 0; n < 10; n += 1) await commit(database.table, aChange(referralId, `op-${n}`));
    await expect(commit(database.table, other)).rejects.toMatchObject(reused);
    expect(await chain(database.table, referralId)).toHaveLength(11);
  });

  it('is applied once when it is sent twenty times at the same moment', async () => {
    const referralId = aReferral();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        commit(
          database.table,
          aChange(referralId, keyed('one'), {
            at: `2026-11-20T10:00:${10 + n}Z`,
            items: [guarded(referralId)],
          }),
        ),
      ),
    );
    expect(all.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 19 }, () => 'already'),
      'applied',
    ]);
    expect(await chain(database.table, referralId)).toHaveLength(1);
  });

  it('may be sent again when it was refused, and is told where its own condition failed', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, 'op-1', { items: [guarded(referralId)] }));
    const change = aChange(referralId, keyed('one'), { items: [guarded(referralId)] });
    const refused = { outcome: 'refused', at: 0, found: { status: 'accepted' } };
    expect(await commit(database.table, change)).toMatchObject(refused);
    expect(await commit(database.table, change)).toMatchObject(refused);
    expect(await guardOf(referralId)).toEqual([]);
  });

  it('costs no guard when no key was sent', async () => {
    const referralId = aReferral();
    const nameless = requestOperation(
      { principal: aCaller('referrer'), rawBody: 'one', idempotencyKey: undefined },
      'documents',
      new Date('2026-11-20T10:00:00Z'),
    );
    await commit(database.table, aChange(referralId, nameless));
    expect(await guardOf(referralId)).toEqual([]);
  });
});

describe('a change that tells two things', () => {
  const told = { event: 'referral.judged', actor: byStep('test'), detail: { answer: 'yes' } };

  it('is one change with two links, found whole when it comes again', async () => {
    const referralId = aReferral();
    const change = aChange(referralId, 'op-two', { items: [guarded(referralId)], next: told });
    const done = await commit(database.table, change);
    expect(done).toMatchObject({ outcome: 'applied', next: { event: 'referral.judged' } });
    for (const table of [database.table, anInvocation().table])
      expect(await commit(table, change)).toMatchObject({
        outcome: 'already',
        record: { sequence: 1 },
        next: { sequence: 2, detail: { answer: 'yes' } },
      });
    const records = await chain(database.table, referralId);
    expect(records.map(({ event }) => event)).toEqual(['referral.checked', 'referral.judged']);
    expect(firstBreak(records)).toBeUndefined();
  });

  it('leaves neither link when its condition fails', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, 'op-one', { items: [guarded(referralId)] }));
    const late = aChange(referralId, 'op-late', { items: [guarded(referralId)], next: told });
    expect(await commit(database.table, late)).toMatchObject({ outcome: 'refused', at: 0 });
    expect(await chain(database.table, referralId)).toHaveLength(1);
  });

  it('keeps one unbroken chain among others of the same moment', async () => {
    const referralId = aReferral();
    await Promise.all(
      [1, 2, 3].map((n) => commit(database.table, aChange(referralId, `op-${n}`, { next: told }))),
    );
    const records = await chain(database.table, referralId);
    expect(records).toHaveLength(6);
    expect(firstBreak(records)).toBeUndefined();
  });
});

describe('a record that changes nothing beside it', () => {
  it('is written by itself, at half the price, and once however often it is asked for', async () => {
    const referralId = aReferral();
    const { table, called } = anInvocation();
    const change = aChange(referralId, 'op-alone');
    await recordAlone(table, { ...change, isFirst: true });
    expect(called).toEqual(['Put']);
    const again = await Promise.all(
      [1, 2, 3].map((n) => recordAlone(database.table, aChange(referralId, `op-${n % 2}`))),
    );
    expect(again.map(({ outcome }) => outcome).sort()).toEqual(['already', 'applied', 'applied']);
    expect(await recordAlone(database.table, change)).toMatchObject({ outcome: 'already' });
    expect(firstBreak(await chain(database.table, referralId))).toBeUndefined();
  });

  it('goes with the guard of a caller’s key, and in a transaction for who may not write it alone', async () => {
    const { table, called } = anInvocation();
    const operation = requestOperation(
      { principal: aCaller('coordinator'), idempotencyKey: 'k', rawBody: '{}' },
      'op',
      new Date(),
    );
    await recordAlone(table, { ...aChange(aReferral(), operation), isFirst: true });
    await commit(table, { ...aChange(aReferral(), 'op'), isFirst: true });
    expect(called).toEqual(['TransactWrite', 'TransactWrite']);
  });
});

/** What an invocation works with: it knows nothing of what others saw, and its calls are counted. */
const anInvocation = () => {
  const called: string[] = [];
  const { client, name } = database.table;
  const counting = new Proxy(client, {
    get: (target, property) => {
      const value = Reflect.get(target, property);
      if (property !== 'send') return value;
      return (command: { constructor: { name: string } }) => {
        called.push(command.constructor.name.replace('Command', ''));
        return target.send(command as never);
      };
    },
  });
  return { table: { client: counting, name }, called };
};

describe('where the chain of a referral stands', () => {
  const noted = (referralId: string, note: string) => ({
    Update: {
      TableName: database.table.name,
      Key: keys.referral(referralId),
      UpdateExpression: 'SET note = :note REMOVE draft',
      ExpressionAttributeValues: { ':note': note },
    },
  });
  /** Every run of an operation has its own instant. */
  let runs = 0;
  const change = (referralId: string, operation: string, more: Partial<Change> = {}) =>
    aChange(referralId, operation, {
      at: new Date(Date.UTC(2026, 10, 20) + 1000 * runs++).toISOString(),
      items: [noted(referralId, operation)],
      ...more,
    });

  it('is told by the items that were read, so that a change is one call', async () => {
    const referralId = aReferral();
    await commit(database.table, change(referralId, 'op-1'));
    const { table, called } = anInvocation();
    await readItems(table, referralId);
    expect(await commit(table, change(referralId, 'op-2'))).toMatchObject({ outcome: 'applied' });
    expect(await commit(table, change(referralId, 'op-3'))).toMatchObject({ outcome: 'applied' });
    expect(called).toEqual(['Query', 'TransactWrite', 'TransactWrite']);
    const records = await chain(database.table, referralId);
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(firstBreak(records)).toBeUndefined();
  });

  it.each([0, 1, 3, 4])(
    'tells a retry after a lost answer that it was applied, %i changes later',
    async (later) => {
      const referralId = aReferral();
      await commit(database.table, change(referralId, 'op-lost'));
      for (let n = 0; n < later; n += 1) {
        const { table } = anInvocation();
        await readItems(table, referralId);
        await commit(table, change(referralId, `op-${n}`));
      }
      const { table } = anInvocation();
      await readItems(table, referralId);
      expect(await commit(table, change(referralId, 'op-lost'))).toMatchObject({
        outcome: 'already',
        record: { sequence: 1 },
      });
      expect(await chain(database.table, referralId)).toHaveLength(1 + later);
    },
  );

  it('is looked up when others went on since the items were read, and the same operation with it', async () => {
    const referralId = aReferral();
    await commit(database.table, change(referralId, 'op-1'));
    const [early, twin] = [anInvocation(), anInvocation()];
    await readItems(early.table, referralId);
    await readItems(twin.table, referralId);
    await commit(database.table, change(referralId, 'op-2'));
    expect(await commit(early.table, change(referralId, 'op-3'))).toMatchObject({
      outcome: 'applied',
      record: { sequence: 3 },
    });
    expect(await commit(twin.table, change(referralId, 'op-3'))).toMatchObject({
      outcome: 'already',
      record: { sequence: 3 },
    });
    expect(firstBreak(await chain(database.table, referralId))).toBeUndefined();
  });

  it('is looked up after a change that left no item of the referral', async () => {
    const referralId = aReferral();
    await commit(database.table, change(referralId, 'op-1'));
    await commit(database.table, aChange(referralId, 'op-2'));
    const { table } = anInvocation();
    await readItems(table, referralId);
    expect(await commit(table, change(referralId, 'op-2'))).toMatchObject({ outcome: 'already' });
    expect(await commit(table, change(referralId, 'op-3'))).toMatchObject({ outcome: 'applied' });
    expect(firstBreak(await chain(database.table, referralId))).toBeUndefined();
  });

  it('lets nothing through that was decided before something else happened', async () => {
    const referralId = aReferral();
    await commit(database.table, change(referralId, 'op-1'));
    const { table } = anInvocation();
    await readItems(table, referralId);
    await commit(database.table, change(referralId, 'op-2'));
    expect(await commit(table, change(referralId, 'op-3', { since: 1 }))).toEqual({
      outcome: 'refused',
      at: -1,
      found: undefined,
    });
  });

  it('holds with many at once: each operation once, and no link missing', async () => {
    const referralId = aReferral();
    await commit(database.table, change(referralId, 'op-first'));
    const operations = Array.from({ length: 5 }, (_, index) => `op-${index}`);
    const twice = [...operations, ...operations].map(async (operation) => {
      const { table } = anInvocation();
      await readItems(table, referralId);
      return commit(table, change(referralId, operation));
    });
    const done = (await Promise.all(twice)).map(({ outcome }) => outcome);
    expect(done.filter((outcome) => outcome === 'applied')).toHaveLength(5);
    const records = await chain(database.table, referralId);
    expect(new Set(records.map(({ operation }) => operation))).toEqual(
      new Set(['op-first', ...operations]),
    );
    expect(records).toHaveLength(6);
    expect(firstBreak(records)).toBeUndefined();
  });
});
