import { keys } from '../platform/keys.ts';
import { readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { Hold } from './hold.ts';

/** One hold as it stands; every room may look. */
export const readHold = async (table: Table, holdId: string): Promise<Hold | undefined> => {
  const item = await readOne(table, keys.hold(holdId));
  return item && Hold.parse(item);
};
