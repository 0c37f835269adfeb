import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { writeItems } from '../platform/write-items.ts';
import { type PersonNamed, personNamed } from '../staff/person.ts';
import { readPeople } from '../staff/reading.ts';

/** How long somebody counts as looking at a hold after they said so. */
const hereSeconds = 60;

const Here = z.object({ sk: z.string(), seenAt: z.iso.datetime(), expiresAt: z.number() });

/**
 * Who looks at a hold just now. It stands apart from the referral, so that no stream tells of it, and
 * decides nothing: two who look at one hold are told of each other, and no more.
 */
export const presenceStore = (table: Table) => ({
  /** Puts somebody down as here, and names the others who are. */
  look: async (
    holdId: string,
    personId: string,
    now: Date,
  ): Promise<(PersonNamed & { seenAt: string })[]> => {
    const { pk, sk } = keys.presence(holdId, personId);
    const seconds = Math.floor(now.getTime() / 1000);
    const seen = { seenAt: now.toISOString(), expiresAt: seconds + hereSeconds };
    await writeItems(table, [{ Put: { TableName: table.name, Item: { pk, sk, ...seen } } }]);
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      }),
    );
    // The table takes what has run out away when it comes to it.
    const others = Items.flatMap((item) => Here.safeParse(item).data ?? []).filter(
      (one) => one.sk !== personId && one.expiresAt > seconds,
    );
    const people = await readPeople(
      table,
      others.map((one) => one.sk),
    );
    return others.map((one) => ({ ...personNamed(people, one.sk), seenAt: one.seenAt }));
  },
});

export type PresenceStore = ReturnType<typeof presenceStore>;
