import { readKept, readWithEdition, type Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { readOne } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { Payer } from './payer.ts';

/** Reads a payer; every area may. */
export const readPayer = (
  table: Table,
  payerId: string,
  sight?: Sight,
): Promise<Payer | undefined> =>
  readKept(table, `payer ${payerId}`, sight, async () => {
    const item = await readOne(table, keys.payer(payerId));
    return item && Payer.parse(item);
  });

/** A payer as it is now, with the edition of the network that it was read at. */
export const readPayerNow = async (
  table: Table,
  payerId: string,
): Promise<{ payer: Payer | undefined; edition: number }> => {
  const { items, edition } = await readWithEdition(table, keys.payer(payerId));
  return { payer: items[0] && Payer.parse(items[0]), edition };
};
