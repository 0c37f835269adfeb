import { keys } from '../platform/keys.ts';
import { readAll } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { writeItems } from '../platform/write-items.ts';
import { Reminder } from './reminder.ts';

/** So long after its time one that nobody took away is kept, in days. */
const keptDays = 90;

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

export const remindersStore = (table: Table) => ({
  /** Somebody's reminders, the next one first; one that cannot be read is left out. */
  of: async (personId: string): Promise<Reminder[]> => {
    const { pk, sk } = keys.reminder(personId, '');
    const items = await readAll(table, pk, [sk, `${sk}~`]);
    return items
      .flatMap((item) => Reminder.safeParse(item).data ?? [])
      .sort((a, b) => (a.at < b.at ? -1 : 1));
  },

  /** The later word stands; the table takes what has run out away when it comes to it. */
  keep: async (personId: string, reminder: Reminder): Promise<void> => {
    await writeItems(table, [
      {
        Put: {
          TableName: table.name,
          Item: {
            ...keys.reminder(personId, reminder.holdId),
            ...reminder,
            expiresAt: secondsOf(reminder.at) + keptDays * 86_400,
          },
        },
      },
    ]);
  },

  /** Nothing is to be said of it any more: what stays has no time, and is nobody's reminder. */
  drop: async (personId: string, holdId: string, now: Date): Promise<void> => {
    await writeItems(table, [
      {
        Put: {
          TableName: table.name,
          Item: {
            ...keys.reminder(personId, holdId),
            expiresAt: secondsOf(now.toISOString()),
          },
        },
      },
    ]);
  },
});

export type RemindersStore = ReturnType<typeof remindersStore>;
