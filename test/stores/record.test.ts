import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byStep, firstBreak } from '../../functions/platform/audit.ts';
import { newIdPart, referralIdFrom } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { type Change, chain, commit } from '../../functions/platform/record.ts';
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

  it('is refused with the item as it stands when its condition fails, and leaves no record', async () => {
    const referralId = aReferral();
    await commit(database.table, aChange(referralId, 'op-1', { items: [guarded(referralId)] }));
    const second = aChange(referralId, 'op-2', { items: [guarded(referralId)] });
    expect(await commit(database.table, second)).toEqual({
      outcome: 'refused',
      at: 0,
      found: { ...keys.referral(referralId), status: 'accepted' },
    });
    expect(await chain(database.table, referralId)).toHaveLength(1);
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
