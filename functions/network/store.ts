import * as z from 'zod';
import { PayerChannel, type Reachability } from '../payer/reachability.ts';
import { reachabilityStore } from '../payer/reachability-store.ts';
import { canonical, sha256 } from '../platform/canonical.ts';
import { inWords } from '../platform/complaint-words.ts';
import { readKept, type Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { readOnce } from '../platform/operation.ts';
import { makeCursor, type Paging, readCursor } from '../platform/paging.ts';
import { readAll, readOne, readPage } from '../platform/read-items.ts';
import { commit, type Told } from '../platform/record.ts';
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
export const readSites = (table: Table, sight?: Sight): Promise<Site[]> =>
  readKept(
    table,
    'sites',
    sight,
    async () =>
      readable('site', Site, await readAll(table, keys.site('').pk, undefined, true)).items,
  );

/** The nurses that can be read; one who cannot is given no visits until the entry is mended. */
export const readNurses = (table: Table, sight?: Sight): Promise<Nurse[]> =>
  readKept(
    table,
    'nurses',
    sight,
    async () =>
      readable('nurse', Nurse, await readAll(table, keys.nurse('').pk, undefined, true)).items,
  );

export const readSite = (table: Table, siteId: string, sight?: Sight): Promise<Site | undefined> =>
  readKept(table, `site ${siteId}`, sight, async () => {
    const item = await readOne(table, keys.site(siteId));
    return item && Site.parse(item);
  });

/** Changes of the network have a chain of their own, apart from every referral's. */
export const networkChain = 'network';

/** What is kept beside an entry: how often it was changed, by whom last, and when. */
const Kept = z.object({
  revision: z.number().int().min(0).catch(0),
  changedBy: z.string().optional().catch(undefined),
  changedAt: z.iso.datetime().optional().catch(undefined),
});
export type Kept = z.infer<typeof Kept>;

/** An entry as it is stored, readable or not, with what is kept beside it. */
export type Stored = { item: Record<string, unknown>; kept: Kept };

const stored = (item: Record<string, unknown> | undefined): Stored | undefined =>
  item && { item, kept: Kept.parse(item) };

/** The sites and nurses, whose changes reach visits that are booked. */
const schemas = { site: Site, nurse: Nurse } as const;
export type BookedKind = keyof typeof schemas;

/** The page that somebody asks for. */
type Asked = z.infer<typeof Paging>;

/** An entry as somebody sends it, under the id that the path names. */
export type SentEntry = { kind: NetworkKind; id: string; entry: object };

export const networkStore = (table: Table) => ({
  /** A page of the entries of a kind, by their ids; those that cannot be read count with the others. */
  page: async <Entry>(kind: NetworkKind, schema: z.ZodType<Entry>, asked: Asked) => {
    const { pk } = keys[kind]('');
    const from = readCursor(asked.cursor, { attribute: 'pk', value: pk }, ['pk', 'sk']);
    const { items, next } = await readPage(table, pk, { limit: asked.limit, from });
    const changes = items.map((item) => ({ id: String(item.sk), ...Kept.parse(item) }));
    return { ...readable(kind, schema, items), changes, next: makeCursor(next) };
  },
  one: async (kind: NetworkKind, id: string): Promise<Stored | undefined> =>
    stored(await readOne(table, keys[kind](id))),

  /** How a payer is reached on each of its channels. */
  reachability: (payerId: string, now: Date): Promise<Reachability[]> =>
    Promise.all(
      PayerChannel.options.map((channel) => reachabilityStore(table).read(payerId, channel, now)),
    ),

  /** Whether a caller's key was taken before, so that the same request comes again. */
  isAgain: async (operation: string): Promise<boolean> => {
    const once = readOnce(operation);
    return once !== undefined && !!(await readOne(table, keys.operation(networkChain, once.hash)));
  },

  /**
   * New, or known with this revision → as given with the next one. What it was stays readable as
   * that revision, so that whoever acts on the change can compare; who replaced it, and the digest
   * of what, are on record.
   */
  put: ({ kind, id, entry }: SentEntry, before: Stored | undefined, told: Told) => {
    const revision = (before?.kept.revision ?? 0) + 1;
    const next = { ...entry, revision, changedBy: told.actor.id, changedAt: told.at };
    return commit(table, {
      referralId: networkChain,
      ...told,
      event: 'network.changed',
      detail: { kind, id, revision, digest: sha256(canonical(entry)) },
      items: [
        {
          Put: {
            TableName: table.name,
            Item: { ...keys[kind](id), ...next },
            ...whileUnchanged(before),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        },
        ...(before
          ? [
              {
                Put: {
                  TableName: table.name,
                  Item: { ...before.item, ...keys.networkRevision(id, revision - 1) },
                },
              },
            ]
          : []),
        {
          Update: {
            TableName: table.name,
            Key: keys.networkEdition(),
            UpdateExpression: 'ADD edition :one',
            ExpressionAttributeValues: { ':one': 1 },
          },
        },
      ],
    });
  },

  /** A site or a nurse as a change found it and as it stands; undefined when either is unreadable. */
  compare: async <Kind extends BookedKind>(kind: Kind, id: string, revision: number) => {
    const [before, entry] = await Promise.all([
      readOne(table, keys.networkRevision(id, revision - 1)),
      readOne(table, keys[kind](id)),
    ]);
    const schema: z.ZodType<z.infer<(typeof schemas)[Kind]>> = schemas[kind] as never;
    const [was, is] = [schema.safeParse(before), schema.safeParse(entry)];
    return was.success && is.success ? { before: was.data, entry: is.data } : undefined;
  },
});

/** The condition that an entry is as it was seen; those of before revisions were kept have none. */
const whileUnchanged = (before: Stored | undefined) => {
  if (!before) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const { revision } = before.kept;
  return {
    ConditionExpression:
      revision === 0
        ? 'attribute_exists(pk) AND (attribute_not_exists(revision) OR revision = :seen)'
        : 'revision = :seen',
    ExpressionAttributeValues: { ':seen': revision },
  };
};

export type NetworkStore = ReturnType<typeof networkStore>;
