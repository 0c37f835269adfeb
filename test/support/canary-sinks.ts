import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall, type NativeAttributeValue } from '@aws-sdk/util-dynamodb';
import { publishEvents } from '../../functions/relay/publish-events.ts';
import { indexes } from '../../infra/table.ts';
import { openDataFolder } from '../../local/data/data-folder.ts';
import type { LocalMessage } from '../../local/data/records.ts';
import { openTable } from '../audit/open-table.ts';
import { allowedInMessages, type Sink } from './canary.ts';
import type { CanaryService } from './canary-service.ts';

type Item = Record<string, NativeAttributeValue>;

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const tablesOf = (database: DatabaseSync): string[] =>
  (
    database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .all() as { name: string }[]
  ).map(({ name }) => name);

/** Every row of every table of a database file, as text. */
const rowsOf = (
  path: string,
  skipped: readonly string[] = [],
): { table: string; text: string }[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return tablesOf(database)
      .filter((table) => !skipped.includes(table))
      .map((table) => ({
        table,
        text: database
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          .map((row) => JSON.stringify(row))
          .join('\n'),
      }));
  } finally {
    database.close();
  }
};

/** Every item of the service's table. */
export const itemsOf = async (dataFolder: string): Promise<Item[]> => {
  const table = await openTable(dataFolder);
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ...(from && { ExclusiveStartKey: from }) }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  await table.close();
  return items;
};

/** Keys, index attributes and the columns that lists show: what is not encrypted as content. */
const keyAttributes = [
  'pk',
  'sk',
  'id',
  'view',
  ...indexes.flatMap((index) => [
    index.partitionKey.name,
    ...('sortKey' in index ? [index.sortKey.name] : []),
  ]),
];

export const keySinks = (items: readonly Item[]): Sink[] =>
  items.map((item) => ({
    where: `table key of ${String(item.pk).split('#')[0]}#…/${String(item.sk).split('#')[0]}`,
    text: JSON.stringify(keyAttributes.map((name) => item[name])),
  }));

/** The events that leave for these records, made by the function that makes them. */
export const eventSinks = async (items: readonly Item[]): Promise<Sink[]> => {
  const sent: string[] = [];
  const client = {
    send: async ({ input }: { input: { Entries: unknown[] } }) => {
      sent.push(...input.Entries.map((entry) => JSON.stringify(entry)));
      return { Entries: input.Entries.map(() => ({ EventId: 'sent' })) };
    },
  } as unknown as EventBridgeClient;
  const records = items
    .filter(({ pk }) => String(pk).startsWith('AUDIT#'))
    .map((item) => ({
      eventName: 'INSERT',
      dynamodb: { NewImage: marshall(item), SequenceNumber: '1' },
    }));
  await publishEvents({ client, bus: 'events' })({ Records: records } as never);
  return sent.map((text) => ({ where: 'published event', text }));
};

/** What goes to patients and practices: only the content counts, not the address. */
const messageSinks = (path: string): Sink[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  const messages = database.prepare('SELECT * FROM message').all() as LocalMessage[];
  database.close();
  return messages
    .filter(({ channel }) => channel !== 'incoming text')
    .map(({ channel, subject, body }) => ({
      where: `${channel} to a patient or practice`,
      text: `${subject}\n${body}`,
      allowed: allowedInMessages,
    }));
};

const httpSinks = ({ exchanged }: CanaryService): Sink[] =>
  exchanged.flatMap(({ what, status, headers, text }) => [
    { where: `HTTP headers of ${what}`, text: headers },
    ...(status >= 400 ? [{ where: `HTTP error ${status} of ${what}`, text }] : []),
  ]);

/** What the data folder holds in files, the table and the documents' content excepted. */
export const fileSinks = (dataFolder: string): Sink[] => {
  const data = openDataFolder(dataFolder);
  const read = (path: string): Sink => ({
    where: `file ${relative(dataFolder, path)}`,
    text: readFileSync(path, 'utf8'),
  });
  return [
    ...filesIn(data.logs).map(read),
    ...[data.usage, data.clock, data.service].map(read),
    ...rowsOf(data.journal).map(({ table, text }) => ({ where: `journal: ${table}`, text })),
    ...rowsOf(data.records, ['message']).map(({ table, text }) => ({
      where: `queues and dead letters: ${table}`,
      text,
    })),
    ...messageSinks(data.records),
    // Beside each document stands a file with its key and metadata.
    ...filesIn(data.documents)
      .filter((path) => path.endsWith('.json'))
      .map((path) => ({ ...read(path), where: 'document key and metadata' })),
  ];
};

/** Every place outside the table's content and the documents' where PHI could have gone. */
export const collectSinks = async (
  service: CanaryService,
  items: readonly Item[],
): Promise<Sink[]> => [
  ...httpSinks(service),
  { where: 'standard output of the service', text: service.printed.stdout },
  { where: 'standard error of the service', text: service.printed.stderr },
  ...keySinks(items),
  ...(await eventSinks(items)),
  ...fileSinks(service.dataFolder),
];
