import type { Table } from '../platform/table.ts';
import { changeFacts } from './change-facts.ts';
import { measuresStore } from './measures-store.ts';

/**
 * Counts what these items tell, in one go for all of them: a unit that several are about, and a counter
 * that several raise, is written once.
 *
 * @throws ZodError when one is of a kind that is counted, and cannot be read
 */
export const keepMeasures =
  (table: Table) =>
  (items: readonly Record<string, unknown>[]): Promise<void> =>
    measuresStore(table).keep(items.flatMap(changeFacts));
