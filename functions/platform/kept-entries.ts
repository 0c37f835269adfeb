import { keys } from './keys.ts';
import { readMany, readOne } from './read-items.ts';
import type { Table } from './table.ts';

/**
 * How much the reader of a network entry must see. Every change of the network counts its edition
 * up; `atLeast` is content with what this function has kept since that edition, `exactly` knows the
 * newest one. Who says nothing sees the network as it is now.
 */
export type Sight = { atLeast: number } | { exactly: number };

type Kept = { edition: number; checkedAt: number; value: unknown };

/** What is kept is compared with the network's edition at least this often. */
const keptMillis = 5 * 60_000;

const kept = new WeakMap<Table['client'], Map<string, Kept>>();

const keptBy = ({ client, shared = client }: Table): Map<string, Kept> => {
  const known = kept.get(shared) ?? new Map<string, Kept>();
  kept.set(shared, known);
  return known;
};

const editionIn = (item: Record<string, unknown> | undefined): number => Number(item?.edition ?? 0);

/** Some items, consistently, with the edition of the network at that moment: one call. */
export const readWithEdition = async (
  table: Table,
  ...wanted: Parameters<typeof readMany>[1]
): Promise<{ items: (Record<string, unknown> | undefined)[]; edition: number }> => {
  const found = await readMany(table, [keys.networkEdition(), ...wanted]);
  return { items: found.slice(1), edition: editionIn(found[0]) };
};

const isEnough = ({ edition, checkedAt }: Kept, sight: Sight | undefined): boolean => {
  if (!sight) return false;
  if ('exactly' in sight) return edition === sight.exactly;
  return sight.atLeast > 0 && edition >= sight.atLeast && Date.now() - checkedAt < keptMillis;
};

/**
 * Entries of the network, kept while the function is warm. A network whose edition nobody has
 * counted is read each time.
 */
export const readKept = async <T>(
  table: Table,
  what: string,
  sight: Sight | undefined,
  read: () => Promise<T>,
): Promise<T> => {
  const entries = keptBy(table);
  const name = `${table.name} ${what}`;
  const known = entries.get(name);
  if (known && isEnough(known, sight)) return known.value as T;
  const edition =
    sight && 'exactly' in sight
      ? sight.exactly
      : editionIn(await readOne(table, keys.networkEdition()));
  const checkedAt = Date.now();
  if (known && edition > 0 && known.edition === edition) {
    entries.set(name, { ...known, checkedAt });
    return known.value as T;
  }
  // Read after the edition: it is at least as new.
  const value = await read();
  if (edition > 0) entries.set(name, { edition, checkedAt, value });
  return value;
};
