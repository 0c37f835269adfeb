import type * as z from 'zod';
import type { Actor } from '../platform/audit.ts';
import { canonical, sha256 } from '../platform/canonical.ts';
import { inWords } from '../platform/complaint-words.ts';
import { keys } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { readAll, readOne } from '../platform/read-items.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { Nurse, Site } from './network.ts';

/** The kinds of entries of the network. */
export type NetworkKind = 'payer' | 'site' | 'nurse';

/** Entries as they can be read, and those that cannot, with what is wrong with them. */
export type Readable<Entry> = {
  items: Entry[];
  unreadable: { id: string; error: z.ZodError }[];
};

/** One entry that cannot be read does not hide the others: it is logged and stands apart. */
const readable = <Entry>(
  kind: NetworkKind,
  schema: z.ZodType<Entry>,
  found: readonly Record<string, unknown>[],
): Readable<Entry> => {
  const items: Entry[] = [];
  const unreadable: Readable<Entry>['unreadable'] = [];
  for (const item of found) {
    const { success, data, error } = schema.safeParse(item, { error: inWords });
    if (success) items.push(data);
    else {
      const id = String(item.sk);
      const [first] = error.issues;
      log({ event: 'network-entry.failed', kind, id, code: `/${first?.path.join('/') ?? ''}` });
      unreadable.push({ id, error });
    }
  }
  return { items, unreadable };
};

/** The sites that can be read; one that cannot takes no patients until it is mended. */
export const readSites = async (table: Table): Promise<Site[]> =>
  readable('site', Site, await readAll(table, keys.site('').pk)).items;

/** The nurses that can be read; one who cannot is given no visits until the entry is mended. */
export const readNurses = async (table: Table): Promise<Nurse[]> =>
  readable('nurse', Nurse, await readAll(table, keys.nurse('').pk)).items;

export const readSite = async (table: Table, siteId: string): Promise<Site | undefined> => {
  const item = await readOne(table, keys.site(siteId));
  return item && Site.parse(item);
};

/** Changes of the network have a chain of their own, apart from every referral's. */
export const networkChain = 'network';

export const networkStore = (table: Table) => ({
  all: async <Entry>(kind: NetworkKind, schema: z.ZodType<Entry>) =>
    readable(kind, schema, await readAll(table, keys[kind]('').pk)),
  one: (kind: NetworkKind, id: string) => readOne(table, keys[kind](id)),

  /** New or known → as given, with a record of who replaced it and the digest of what. */
  put: (
    kind: NetworkKind,
    id: string,
    entry: object,
    told: { actor: Actor; at: string; operation: string },
  ) =>
    commit(table, {
      referralId: networkChain,
      operation: told.operation,
      event: 'network.changed',
      actor: told.actor,
      at: told.at,
      detail: { kind, id, digest: sha256(canonical(entry)) },
      items: [{ Put: { TableName: table.name, Item: { ...keys[kind](id), ...entry } } }],
    }),
});

export type NetworkStore = ReturnType<typeof networkStore>;
