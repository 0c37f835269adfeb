import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { alwaysReached, PayerChannel, Reachability } from './reachability.ts';

const unavailable = 'DUE#payer-unavailable';

/** A payer that answers is looked at anew after this. */
const knownForMs = 5000;

type Known = { reachability: Reachability; until: number };

/** Of this process; only payers that answer and have not failed. */
const known = new Map<string, Known>();

const Place = z.object({ place: z.number().int(), until: z.string() });

/** A place for a call that waits, in use until an instant; kept a day longer. */
const placeItem = (
  { payerId, channel }: Pick<Reachability, 'payerId' | 'channel'>,
  place: number,
  until: Date,
) => ({
  ...keys.waitingPlace(payerId, channel, place),
  place,
  until: until.toISOString(),
  expiresAt: Math.ceil(until.getTime() / 1000) + 86_400,
});

/** Whether the write was taken; false when its condition failed. */
const taken = async ({ client }: Table, item: TransactItem): Promise<boolean> => {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [item] }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes.includes('ConditionalCheckFailed') || codes.includes('TransactionConflict'))
      return false;
    throw error;
  }
};

/** Whether payers answer, and which calls wait for one. No referral's story, so in no audit chain. */
export const reachabilityStore = (table: Table) => {
  const nameOf = (payerId: string, channel: PayerChannel) => `${table.name}|${payerId}|${channel}`;

  const read = async (payerId: string, channel: PayerChannel, now: Date): Promise<Reachability> => {
    const item = await readOne(table, keys.reachability(payerId, channel));
    const reachability = item
      ? Reachability.parse(item)
      : alwaysReached(payerId, channel, now.toISOString());
    const isGood = reachability.state === 'answering' && reachability.failures.length === 0;
    const name = nameOf(payerId, channel);
    if (isGood) known.set(name, { reachability, until: now.getTime() + knownForMs });
    else known.delete(name);
    return reachability;
  };

  return {
    /** As it stands. */
    read,

    /** As it stood at most five seconds ago where it answers; a read less for nearly every call. */
    recall: async (payerId: string, channel: PayerChannel, now: Date): Promise<Reachability> => {
      const recent = known.get(nameOf(payerId, channel));
      const age = recent ? recent.until - now.getTime() : 0;
      return recent && age > 0 && age <= knownForMs
        ? recent.reachability
        : read(payerId, channel, now);
    },

    /** As it was read, at `rev - 1` → as given; false when somebody was quicker. */
    put: async (after: Reachability): Promise<boolean> => {
      known.delete(nameOf(after.payerId, after.channel));
      return taken(table, {
        Put: {
          TableName: table.name,
          Item: {
            ...keys.reachability(after.payerId, after.channel),
            ...after,
            ...(after.state === 'answering'
              ? {}
              : {
                  due: unavailable,
                  dueSort: `${after.nextTryAt}#${after.payerId}#${after.channel}`,
                }),
          },
          ConditionExpression: 'attribute_not_exists(pk) OR rev = :before',
          ExpressionAttributeValues: { ':before': after.rev - 1 },
        },
      });
    },

    /** The channels that do not answer. */
    unavailable: async (): Promise<Pick<Reachability, 'payerId' | 'channel'>[]> => {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :due',
          ExpressionAttributeValues: { ':due': unavailable },
        }),
      );
      return Items.map(({ dueSort }) => {
        const [, payerId = '', channel] = String(dueSort).split('#');
        return { payerId, channel: PayerChannel.parse(channel) };
      });
    },

    /** A free place among so many, kept until an instant; undefined when all are taken. */
    takePlace: async (
      { payerId, channel }: Pick<Reachability, 'payerId' | 'channel'>,
      most: number,
      until: Date,
      now: Date,
    ): Promise<number | undefined> => {
      const { pk, sk: first } = keys.waitingPlace(payerId, channel, 1);
      const { sk: last } = keys.waitingPlace(payerId, channel, most);
      const places = z
        .array(Place)
        .parse(await readAll(table, pk, [first, last], true))
        .filter((one) => one.until > now.toISOString());
      const inUse = new Set(places.map(({ place }) => place));
      for (let place = 1; place <= most; place += 1) {
        if (inUse.has(place)) continue;
        const got = await taken(table, {
          Put: {
            TableName: table.name,
            Item: placeItem({ payerId, channel }, place, until),
            ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':now': now.toISOString() },
          },
        });
        if (got) return place;
      }
      return undefined;
    },

    /** Frees a place that was taken until this instant; one that somebody else has now stays. */
    leavePlace: async (
      { payerId, channel }: Pick<Reachability, 'payerId' | 'channel'>,
      place: number,
      until: Date,
      now: Date,
    ): Promise<void> => {
      await taken(table, {
        Put: {
          TableName: table.name,
          Item: placeItem({ payerId, channel }, place, now),
          ConditionExpression: '#until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': until.toISOString() },
        },
      });
    },
  };
};

export type ReachabilityStore = ReturnType<typeof reachabilityStore>;
