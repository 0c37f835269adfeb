import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Actor } from '../platform/audit.ts';
import { canonical, sha256 } from '../platform/canonical.ts';
import { inWords } from '../platform/complaint-words.ts';
import { keys } from '../platform/keys.ts';
import { log } from '../platform/log.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { CenterDay } from './center-day.ts';
import {
  type PatientCalendar,
  patientCalendarKey,
  readCenterDay,
  readNurseDay,
  readPatientCalendar,
} from './day-items.ts';
import { Nurse, Site } from './network.ts';
import type { NurseDay } from './nurse-day.ts';

/** Reads of the network and its calendars; every area may. */
const all = async (
  { client, name }: Table,
  pk: string,
  between?: readonly [string, string],
  consistent = false,
): Promise<Record<string, unknown>[]> => {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: between ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
        ExpressionAttributeValues: {
          ':pk': pk,
          ...(between ? { ':from': between[0], ':to': between[1] } : {}),
        },
        ...(consistent ? { ConsistentRead: true } : {}),
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};

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
  readable('site', Site, await all(table, keys.site('').pk)).items;

/** The nurses that can be read; one who cannot is given no visits until the entry is mended. */
export const readNurses = async (table: Table): Promise<Nurse[]> =>
  readable('nurse', Nurse, await all(table, keys.nurse('').pk)).items;

const one = async (
  { client, name }: Table,
  key: { pk: string; sk: string },
): Promise<Record<string, unknown> | undefined> =>
  (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;

export const readSite = async (table: Table, siteId: string): Promise<Site | undefined> => {
  const item = await one(table, keys.site(siteId));
  return item && Site.parse(item);
};

const dayRange = (from: string, to: string): readonly [string, string] => [
  `DAY#${from}`,
  `DAY#${to}`,
];
const onOf = (item: Record<string, unknown>): string => String(item.sk).slice(4);

/** The days of a nurse that have visits, first and last day included. */
export const readNurseDays = async (
  table: Table,
  nurseId: string,
  from: string,
  to: string,
  consistent = false,
): Promise<NurseDay[]> =>
  (await all(table, keys.nurseDay(nurseId, '').pk, dayRange(from, to), consistent)).map((item) =>
    readNurseDay(nurseId, onOf(item), item),
  );

/** The days of a site that have visits, first and last day included. */
export const readCenterDays = async (
  table: Table,
  siteId: string,
  from: string,
  to: string,
  consistent = false,
): Promise<CenterDay[]> =>
  (await all(table, keys.centerDay(siteId, '').pk, dayRange(from, to), consistent)).map((item) =>
    readCenterDay(siteId, onOf(item), item),
  );

export const readCalendarOf = async (table: Table, patientId: string): Promise<PatientCalendar> =>
  readPatientCalendar(patientId, await one(table, patientCalendarKey(patientId)));

/** Changes of the network have a chain of their own, apart from every referral's. */
export const networkChain = 'network';

export const networkStore = (table: Table) => ({
  all: async <Entry>(kind: NetworkKind, schema: z.ZodType<Entry>) =>
    readable(kind, schema, await all(table, keys[kind]('').pk)),
  one: (kind: NetworkKind, id: string) => one(table, keys[kind](id)),

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
