import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readSites } from '../network/store.ts';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { readAll } from '../platform/read-items.ts';
import { Reading } from '../platform/readership.ts';
import { chain } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { listKeys } from '../referral/main-item.ts';
import { readItems } from '../referral/reading.ts';

export type ReferralPage = { items: Record<string, unknown>[]; next?: Record<string, unknown> };

/** Reads of referrals for those who look at them. */
export const chartStore = (table: Table) => {
  const { client, name } = table;

  const page = async (
    index: 'practice' | 'month',
    key: string,
    { limit, status, from }: { limit: number; status?: string; from?: Record<string, unknown> },
  ): Promise<ReferralPage> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index,
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: {
          '#key': index,
          ...(status ? { '#view': 'view', '#status': 'status' } : {}),
        },
        ExpressionAttributeValues: { ':key': key, ...(status ? { ':status': status } : {}) },
        ...(status ? { FilterExpression: '#view.#status = :status' } : {}),
        ScanIndexForward: false,
        Limit: limit,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    return {
      items: Items.map(({ id, view, [`${index}Sort`]: receivedAt }) => ({
        referralId: id,
        receivedAt,
        ...(view as Record<string, unknown>),
      })),
      ...(LastEvaluatedKey ? { next: LastEvaluatedKey } : {}),
    };
  };

  return {
    noteReading: noteOn(table),

    /** Every item, the whole audit chain and the messages of a referral, in three queries. */
    whole: async (referralId: string) => {
      const [items, records, messages] = await Promise.all([
        readItems(table, referralId),
        chain(table, referralId),
        readAll(table, keys.message(referralId, '').pk),
      ]);
      return { items, records, messages };
    },

    /** The places of the network. */
    sites: () => readSites(table),

    isThere: async (referralId: string): Promise<boolean> =>
      (await readItems(table, referralId, keys.referral(referralId).sk)).length > 0,

    /** Hours in which somebody looked at a referral, newest first. */
    readings: async (referralId: string, limit: number, from?: Record<string, unknown>) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': keys.reading(referralId, '').pk },
          ScanIndexForward: false,
          Limit: limit,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      );
      return {
        readings: Items.map((item) => Reading.parse(item)),
        ...(LastEvaluatedKey ? { next: LastEvaluatedKey } : {}),
      };
    },

    /** The chain as it is stored, read or not, and every look at the referral: all that tells who did what. */
    audit: async (referralId: string) => {
      const [records, looks] = await Promise.all([
        readAll(table, keys.audit(referralId, 0).pk),
        readAll(table, keys.reading(referralId, '').pk),
      ]);
      return { records, readings: looks.map((item) => Reading.parse(item)) };
    },

    ofPractice: (practiceNpi: string, query: Parameters<typeof page>[2]) =>
      page('practice', listKeys.practice(practiceNpi), query),

    ofMonth: (month: string, query: Parameters<typeof page>[2]) =>
      page('month', listKeys.month(month), query),
  };
};

export type ChartStore = ReturnType<typeof chartStore>;
