import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { readCorrespondence } from '../hold/reading.ts';
import { readPayer } from '../payer/store.ts';
import type { Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { chain } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { Authorization } from './authorization.ts';

/** What one authorization is shown from; a store of its own, for showing it takes nothing of the order. */
export const shownAuthorizationStore = (table: Table) => ({
  noteReading: noteOn(table),

  get: async (authorizationId: string): Promise<Authorization | undefined> => {
    const { Item } = await table.client.send(
      new GetCommand({
        TableName: table.name,
        Key: keys.authorization(authorizationId),
        ConsistentRead: true,
      }),
    );
    return Item && Authorization.parse(Item);
  },

  payer: (payerId: string, sight?: Sight) => readPayer(table, payerId, sight),

  chain: (referralId: string) => chain(table, referralId),

  /** What people wrote down of calls, letters and looks into portals. */
  correspondence: (referralId: string) => readCorrespondence(table, referralId),
});

export type ShownAuthorizationStore = ReturnType<typeof shownAuthorizationStore>;
