import { keys } from '../platform/keys.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { StaffPerson } from './person.ts';

/** People by the subject of their tokens, as far as they were ever here; every room may look. */
export const readPeople = async (
  table: Table,
  personIds: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, StaffPerson>> => {
  const ids = [...new Set(personIds.filter((id) => id !== undefined))];
  if (ids.length === 0) return new Map();
  const items = await readTogether(table, ids.slice(0, 100).map(keys.staff));
  return new Map(
    items.flatMap((item) => {
      const { data } = StaffPerson.safeParse(item);
      return data ? [[data.personId, data] as const] : [];
    }),
  );
};
