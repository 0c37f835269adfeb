import { type Key, keys } from '../platform/keys.ts';
import { readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { writeItems } from '../platform/write-items.ts';
import { noEntry, PageEntry } from './page-entry.ts';

/** Beside the patient. */
const entryKey = (patientId: string): Key => ({ pk: keys.patient(patientId).pk, sk: 'ENTRY' });

/** Who is in on a patient's page. */
export const pageEntries = (table: Table) => {
  const { name } = table;
  return {
    /** Who is in on a patient's page, and how often it was tried. */
    entry: async (patientId: string): Promise<PageEntry> =>
      entryOf(await readOne(table, entryKey(patientId))),

    /** The entry as it now stands, unless somebody else changed it since it was read. */
    keepEntry: async (patientId: string, entry: PageEntry): Promise<boolean> => {
      const refused = await writeItems(table, [
        {
          Put: {
            TableName: name,
            Item: { ...entryKey(patientId), ...entry },
            ...(entry.rev > 1
              ? {
                  ConditionExpression: 'rev = :seen',
                  ExpressionAttributeValues: { ':seen': entry.rev - 1 },
                }
              : { ConditionExpression: 'attribute_not_exists(pk)' }),
          },
        },
      ]);
      return !refused;
    },
  };
};

const entryOf = (item: unknown): PageEntry =>
  item === undefined ? noEntry : PageEntry.parse(item);
