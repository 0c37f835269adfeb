import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { orderKeyOf, readMains, type SoughtReferral, soughtIn } from '../referral/sought.ts';

/** The most referrals that one token is followed to. */
const mostFound = 1000;
const atOnce = 100;

export const labelsStore = (table: Table) => {
  /** Those of these referrals that there are, at most a hundred: two calls. */
  const labelled = async (referralIds: readonly string[]): Promise<SoughtReferral[]> => {
    const mains = readMains(
      await readTogether(table, [...new Set(referralIds)].map(keys.referral)),
    );
    return soughtIn(mains, await readTogether(table, mains.map(orderKeyOf)));
  };

  return {
    noteReading: noteOn(table),

    labelled,

    /** The same of more than a hundred. */
    labelledMany: async (referralIds: readonly string[]): Promise<SoughtReferral[]> => {
      const parts = Array.from({ length: Math.ceil(referralIds.length / atOnce) }, (_, at) =>
        referralIds.slice(at * atOnce, (at + 1) * atOnce),
      );
      return (await Promise.all(parts.map(labelled))).flat();
    },

    /** The referrals that a token leads to, of one practice or of all; `whole` when these are all. */
    found: async (
      token: string,
      practiceNpi: string | undefined,
    ): Promise<{ referralIds: string[]; whole: boolean }> => {
      const { pk, sk } = keys.found(token, practiceNpi ?? '', '');
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: practiceNpi ? 'pk = :pk AND begins_with(sk, :own)' : 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk, ...(practiceNpi ? { ':own': sk } : {}) },
          Limit: mostFound,
        }),
      );
      return {
        referralIds: Items.map((item) => String(item.sk).split('#')[1] ?? ''),
        whole: LastEvaluatedKey === undefined,
      };
    },
  };
};

export type LabelsStore = ReturnType<typeof labelsStore>;
