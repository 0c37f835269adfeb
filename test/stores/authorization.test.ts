import { afterAll, expect, it } from 'vitest';
import { putAuthorization } from '../../functions/authorization/authorization-item.ts';
import { placed } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';

const { table, close } = await openDatabase();
afterAll(close);

it('an authorization is written only over the one that was read', async () => {
  const { store, authorize } = await placed(table);
  const before = await authorize();
  const part = putAuthorization(table.name, { ...before, rev: 5 });
  expect(part.Put?.ExpressionAttributeValues).toEqual({ ':before': 4 });
  const done = await store.put(
    { ...before, rev: 5 },
    {
      operation: 'late',
      at: '2026-11-20T16:00:00.000Z',
      event: 'authorization.decided',
      actor: { kind: 'system', id: 'test' },
    },
  );
  expect(done).toMatchObject({ outcome: 'refused', found: { rev: 1 } });
});
