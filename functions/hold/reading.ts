import { keys } from '../platform/keys.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { Correspondence } from './correspondence.ts';
import { Hold } from './hold.ts';

/** One hold as it stands; every room may look. */
export const readHold = async (table: Table, holdId: string): Promise<Hold | undefined> => {
  const item = await readOne(table, keys.hold(holdId));
  return item && Hold.parse(item);
};

/** Every call, letter and look of a referral; one that cannot be read is left out, not taken for another. */
export const readCorrespondence = async (
  table: Table,
  referralId: string,
): Promise<Correspondence[]> => {
  const { pk, sk } = keys.correspondence(referralId, '');
  const items = await readAll(table, pk, [sk, `${sk}~`]);
  return items.flatMap((item) => Correspondence.safeParse(item).data ?? []);
};
