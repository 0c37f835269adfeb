import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Key, keys } from './keys.ts';
import type { Table } from './table.ts';
import { writeItems } from './write-items.ts';

/** Bookkeeping of what still has to be told to a workflow; no part of any referral's story. */
export const settleStore = (table: Table) => ({
  /** The workflow was told; unless the hold was made unsettled anew meanwhile. */
  markSettled: async (holdId: string, unsettled: string): Promise<void> => {
    await writeItems(table, [
      {
        Update: {
          TableName: table.name,
          Key: keys.hold(holdId),
          UpdateExpression: 'REMOVE unsettled, due, dueSort',
          ConditionExpression: 'unsettled = :seen',
          ExpressionAttributeValues: { ':seen': unsettled },
        },
      },
    ]);
  },

  /** What was watched is under way, and no longer due. */
  endWatch: async ({ pk, sk }: Key): Promise<void> => {
    await writeItems(table, [
      {
        Update: {
          TableName: table.name,
          Key: { pk, sk },
          UpdateExpression: 'REMOVE due, dueSort',
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ]);
  },

  /** Keys of what has been due of this kind since before `before`, oldest first. */
  dueBefore: async (kind: string, before: string, limit: number) => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'due',
        KeyConditionExpression: 'due = :due AND dueSort < :before',
        ExpressionAttributeValues: { ':due': kind, ':before': before },
        Limit: limit,
      }),
    );
    return Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  },
});

export type SettleStore = ReturnType<typeof settleStore>;
