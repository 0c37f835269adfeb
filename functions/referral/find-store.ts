import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { orderKeyOf, readMains, type SoughtReferral, soughtIn } from './sought.ts';

/** Keeps by which blind tokens a referral is found. */
export const findStore = (table: Table) => ({
  /** Who a referral is for, from two reads; undefined of one that cannot be read. */
  sought: async (referralId: string): Promise<SoughtReferral | undefined> => {
    const mains = readMains(await readTogether(table, [keys.referral(referralId)]));
    return soughtIn(mains, await readTogether(table, mains.map(orderKeyOf)))[0];
  },

  /** Each row is written alone and says nothing but that: written again, it is the same. */
  keep: async (
    { referralId, practiceNpi }: { referralId: string; practiceNpi: string },
    tokens: readonly string[],
  ): Promise<void> => {
    await Promise.all(
      tokens.map((token) =>
        table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: keys.found(token, practiceNpi, referralId),
          }),
        ),
      ),
    );
  },
});

export type FindStore = ReturnType<typeof findStore>;
