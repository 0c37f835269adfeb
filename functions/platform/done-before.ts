import { keys } from './keys.ts';
import { isSameAsKept, readOnce } from './operation.ts';
import { readOne } from './read-items.ts';
import type { Table } from './table.ts';

/**
 * Whether what a caller asks for was done before, under the same key of the caller's: it is answered as
 * it was, also where things stand otherwise by now.
 *
 * @throws Refusal 422 when the key came before with another body.
 */
export const isDoneBefore = async (
  table: Table,
  referralId: string,
  operation: string,
): Promise<boolean> => {
  const once = readOnce(operation);
  return (
    once !== undefined &&
    isSameAsKept(operation, await readOne(table, keys.operation(referralId, once.hash)))
  );
};
