import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Hold, type HoldAbout, holdListView, isOpen } from '../hold/hold.ts';
import { TransientFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { readAll, readMany } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { writeItems } from '../platform/write-items.ts';
import {
  type CountChange,
  Counted,
  countChange,
  countedAs,
  countsAsNothing,
  isSameCount,
} from './hold-counts.ts';

/** What a hold was counted as last, and how often that changed. */
const Kept = Counted.extend({ revision: z.number().int().min(0) });
type Kept = z.infer<typeof Kept>;
const neverCounted: Kept = { ...countsAsNothing, revision: 0 };

/** How long it is remembered of an ended hold that it counts as nothing. */
const rememberedSeconds = 24 * 3600;

const About = z.object({
  payerId: z.string().optional().catch(undefined),
  therapyId: z.string().optional().catch(undefined),
  urgency: z.enum(['routine', 'urgent']).optional().catch(undefined),
});
const Ordered = z.object({
  practice: z
    .object({ name: z.string().min(1).max(200) })
    .optional()
    .catch(undefined),
  coverages: z.array(z.object({ payerId: z.string() })).catch([]),
});

const adding = (tableName: string, changes: CountChange): TransactItem[] =>
  [...changes].map(([team, counts]) => {
    const all = [...counts];
    return {
      Update: {
        TableName: tableName,
        Key: keys.holdCounts(team),
        UpdateExpression: `ADD ${all.map((_, at) => `#c${at} :c${at}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(all.map(([name], at) => [`#c${at}`, name])),
        ExpressionAttributeValues: Object.fromEntries(all.map(([, by], at) => [`:c${at}`, by])),
      },
    };
  });

const tries = 8;

/** Keeps what lists and counts show of holds as the holds are. */
export const keepStore = (table: Table) => {
  const { client, name } = table;

  const newestOrder = async (referralId: string): Promise<unknown> => {
    const { pk, sk } = keys.order(referralId, 0);
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :orders)',
        ExpressionAttributeValues: { ':pk': pk, ':orders': sk.slice(0, sk.indexOf('#') + 1) },
        ScanIndexForward: false,
        Limit: 1,
        // A correction is heard of at once: what was in force before it may still be read elsewhere.
        ConsistentRead: true,
      }),
    );
    return unpacked(Items[0]?.submission);
  };

  /** What a referral is about, free of PHI; the order names the practice, and the payer until it was asked. */
  const aboutOf = async (referralId: string): Promise<HoldAbout> => {
    const [[main], order] = await Promise.all([
      readMany(table, [keys.referral(referralId)]),
      newestOrder(referralId),
    ]);
    const { payerId, therapyId, urgency } = About.parse(main ?? {});
    const { data: ordered } = Ordered.safeParse(order ?? {});
    const payer = payerId ?? ordered?.coverages[0]?.payerId;
    const practice = ordered?.practice?.name;
    return {
      ...(payer ? { payerId: payer } : {}),
      ...(therapyId ? { therapyId } : {}),
      ...(practice ? { practiceName: practice } : {}),
      ...(urgency ? { urgency } : {}),
    };
  };

  /** Who changed the hold meanwhile has it looked at again, by the stream. */
  const putAbout = async (hold: Hold, seen: unknown, about: HoldAbout): Promise<void> => {
    if (JSON.stringify(about) === JSON.stringify(hold.about)) return;
    await writeItems(table, [
      {
        Update: {
          TableName: name,
          Key: keys.hold(hold.holdId),
          UpdateExpression: 'SET about = :about, #view = :view',
          ConditionExpression: '#view = :seen',
          ExpressionAttributeNames: { '#view': 'view' },
          ExpressionAttributeValues: {
            ':about': about,
            ':view': holdListView({ ...hold, about }),
            ':seen': seen,
          },
        },
      },
    ]);
  };

  /** The items of these holds, and what they were counted as before: that is read first. */
  const read = async (holdIds: readonly string[]) => {
    const kept = await readMany(table, holdIds.map(keys.holdCounted));
    const items = await readMany(table, holdIds.map(keys.hold));
    return holdIds.map((holdId, at) => ({
      holdId,
      kept: kept[at] ? Kept.parse(kept[at]) : neverCounted,
      hold: Hold.safeParse(items[at]).data,
    }));
  };

  return {
    /** The holds of a referral that wait still. */
    openHolds: async (referralId: string): Promise<string[]> => {
      const items = await readAll(table, keys.referral(referralId).pk, ['HOLD#', 'HOLD#~'], true);
      return items.flatMap((item) => {
        const { data } = Hold.safeParse(item);
        return data && isOpen(data) ? [data.holdId] : [];
      });
    },

    /**
     * Puts on open holds what their referral is about, unless their columns changed meanwhile; anew on
     * those of which that is outdated. At most a hundred.
     */
    tellAbout: async (concerned: ReadonlyMap<string, boolean>): Promise<void> => {
      const items = await readMany(table, [...concerned.keys()].map(keys.hold));
      const abouts = new Map<string, Promise<HoldAbout>>();
      await Promise.all(
        items.map(async (item) => {
          const { data: hold } = Hold.safeParse(item);
          if (!item || !hold || !isOpen(hold)) return;
          if (hold.about && !concerned.get(hold.holdId)) return;
          const { referralId } = hold;
          const asked = abouts.get(referralId) ?? aboutOf(referralId);
          abouts.set(referralId, asked);
          await putAbout(hold, item.view, await asked);
        }),
      );
    },

    /**
     * Counts these holds as they stand now. What each was counted as is kept beside the counts and
     * changes with them, so that it makes no difference how often, and in which order, it is asked for.
     *
     * @throws TransientFault when others kept counting the same holds at every try
     */
    count: async (holdIds: readonly string[], now: Date): Promise<void> => {
      for (let attempt = 0; attempt < tries; attempt += 1) {
        const changes = (await read(holdIds))
          .map(({ holdId, kept, hold }) => ({ holdId, kept, after: countedAs(hold) }))
          .filter(({ kept: { teams, counts }, after }) => !isSameCount({ teams, counts }, after));
        if (changes.length === 0) return;
        const markers = changes.map(
          ({ holdId, kept, after }): TransactItem => ({
            Put: {
              TableName: name,
              Item: {
                ...keys.holdCounted(holdId),
                ...after,
                revision: kept.revision + 1,
                ...(after.teams.length === 0
                  ? { expiresAt: Math.floor(now.getTime() / 1000) + rememberedSeconds }
                  : {}),
              },
              ConditionExpression:
                kept.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :seen',
              ...(kept.revision === 0
                ? {}
                : { ExpressionAttributeValues: { ':seen': kept.revision } }),
            },
          }),
        );
        const counts = adding(
          name,
          countChange(changes.map(({ kept, after }) => ({ before: kept, after }))),
        );
        if (!(await writeItems(table, [...markers, ...counts]))) return;
      }
      throw new TransientFault('counting-contended');
    },
  };
};

export type KeepStore = ReturnType<typeof keepStore>;
