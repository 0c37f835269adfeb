import { readKept, type Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { type Policy, PolicyStanding, policyOn } from './policy.ts';

const read = async (table: Table, therapyId: string): Promise<PolicyStanding | undefined> => {
  const item = await readOne(table, keys.policy(therapyId));
  return item && PolicyStanding.parse(item);
};

/**
 * The local policy of a therapy that holds on a day: one read, or what a warm function has kept,
 * for who says how much of the network must be seen.
 */
export const readPolicy = async (
  table: Table,
  therapyId: string | undefined,
  on: string,
  sight?: Sight,
): Promise<Policy | undefined> => {
  if (!therapyId) return undefined;
  const standing = sight
    ? await readKept(table, `policy ${therapyId}`, sight, () => read(table, therapyId))
    : await read(table, therapyId);
  return standing && policyOn(standing, on);
};
