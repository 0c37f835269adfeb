import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { orderKeyOf, readMains, type SoughtReferral, soughtIn } from './sought.ts';

/** As many items as the table writes in one call. */
const writtenTogether = 25;

/** One way in which a referral is found. */
export type FoundBy = { token: string; practiceNpi: string; referralId: string };

/** Keeps by which blind tokens referrals are found. */
export const findStore = (table: Table) => ({
  /**
   * Whom referrals are for, at most a hundred of them, from two reads; one that cannot be read is left out.
   *
   * @throws TransientFault when the table is too busy
   */
  sought: async (referralIds: readonly string[]): Promise<SoughtReferral[]> => {
    const mains = readMains(await readTogether(table, referralIds.map(keys.referral)));
    return soughtIn(mains, await readTogether(table, mains.map(orderKeyOf)));
  },

  /**
   * Each row says nothing but that: written again, it is the same.
   *
   * @throws TransientFault when the table is too busy to take them all
   */
  keep: async (rows: readonly FoundBy[]): Promise<void> => {
    const items = rows.map(({ token, practiceNpi, referralId }) =>
      keys.found(token, practiceNpi, referralId),
    );
    // The table takes no key twice in a call.
    const each = [...new Map(items.map((item) => [`${item.pk} ${item.sk}`, item])).values()];
    for (let from = 0; from < each.length; from += writtenTogether) {
      const { UnprocessedItems = {} } = await table.client.send(
        new BatchWriteCommand({
          RequestItems: {
            [table.name]: each
              .slice(from, from + writtenTogether)
              .map((Item) => ({ PutRequest: { Item } })),
          },
        }),
      );
      if (Object.keys(UnprocessedItems).length > 0) throw new TransientFault('items-unprocessed');
    }
  },
});

export type FindStore = ReturnType<typeof findStore>;
