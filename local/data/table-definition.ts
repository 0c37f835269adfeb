import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { databaseClient } from '../aws-gateway/dynamodb.ts';
import type { Tables } from '../aws-gateway/dynamodb-needs.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import type { DueIndex } from '../time/due-times.ts';
import type { FolderMark } from './folder-mark.ts';
import { LostState, startAfresh } from './lost.ts';

const hashKey = (schema: unknown) =>
  asText(asList<JsonObject>(schema).find(({ KeyType }) => KeyType === 'HASH')?.AttributeName);

const tableResources = (assembly: CloudAssembly) =>
  assembly.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');

/** Partition keys of the tables and indexes of the template, for permission checks. */
export const tableKeys = (assembly: CloudAssembly): Tables =>
  new Map(
    tableResources(assembly).map(({ ref, arn, properties }) => [
      ref,
      {
        arn,
        partitionKey: hashKey(properties.KeySchema),
        indexes: Object.fromEntries(
          asList<JsonObject>(properties.GlobalSecondaryIndexes).map((index) => [
            asText(index.IndexName),
            hashKey(index.KeySchema),
          ]),
        ),
      },
    ]),
  );

/** The attribute whose passing makes an item go away, by table. */
export const timeToLive = (assembly: CloudAssembly): Map<string, string> =>
  new Map(
    tableResources(assembly).flatMap(({ ref, properties }) => {
      const { Enabled, AttributeName } = asObject(properties.TimeToLiveSpecification);
      return Enabled === true ? [[ref, asText(AttributeName)] as const] : [];
    }),
  );

const definition = ({ ref, properties }: TemplateResource): JsonObject => {
  const viewType = asText(asObject(properties.StreamSpecification).StreamViewType);
  const indexes = asList<JsonObject>(properties.GlobalSecondaryIndexes).map(
    ({ IndexName, KeySchema, Projection }) => ({
      IndexName: IndexName ?? '',
      KeySchema: KeySchema ?? [],
      Projection: Projection ?? { ProjectionType: 'ALL' },
    }),
  );
  return {
    TableName: ref,
    KeySchema: properties.KeySchema ?? [],
    AttributeDefinitions: properties.AttributeDefinitions ?? [],
    BillingMode: 'PAY_PER_REQUEST',
    ...(indexes.length && { GlobalSecondaryIndexes: indexes }),
    ...(viewType && { StreamSpecification: { StreamEnabled: true, StreamViewType: viewType } }),
  };
};

type Database = ReturnType<typeof databaseClient>;

const call = async (database: Database, operation: string, body: JsonObject) => {
  const answer = await database.send(`DynamoDB_20120810.${operation}`, JSON.stringify(body));
  return { isDone: answer.status === 200, answer: answer.body };
};

/** What the database says of a table; undefined when it has none of that name. */
const described = async (
  database: Database,
  TableName: string,
): Promise<JsonObject | undefined> => {
  const { isDone, answer } = await call(database, 'DescribeTable', { TableName });
  if (isDone) return asObject(asObject(JSON.parse(answer)).Table);
  if (answer.includes('ResourceNotFoundException')) return undefined;
  throw new Error(`The table ${TableName} could not be looked at: ${answer}`);
};

const shapeOf = ({ KeySchema, Projection }: JsonObject): string => {
  const { ProjectionType, NonKeyAttributes } = asObject(Projection);
  const keys = asList<JsonObject>(KeySchema)
    .map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`)
    .sort();
  return JSON.stringify([keys, ProjectionType ?? '', asList<string>(NonKeyAttributes).sort()]);
};

/** A table and an index keep the shape they were made in; only another index can be added. */
const refuseOtherShape = (name: string, found: JsonObject, wanted: JsonObject): void => {
  const indexes = asList<JsonObject>(found.GlobalSecondaryIndexes);
  const other = asList<JsonObject>(wanted.GlobalSecondaryIndexes).find((index) =>
    indexes.some(
      (known) => known.IndexName === index.IndexName && shapeOf(known) !== shapeOf(index),
    ),
  );
  const isOther =
    shapeOf({ KeySchema: found.KeySchema ?? [] }) !==
    shapeOf({ KeySchema: wanted.KeySchema ?? [] });
  if (!other && !isOther) return;
  const what = isOther ? 'its keys differ' : `its index ${other?.IndexName} differs`;
  throw new LostState(
    `The table ${name} was made from an older template (${what}). Go back to that version, or ${startAfresh}`,
  );
};

/** A folder that an earlier version wrote gets the indexes that it does not have yet. */
const addIndexes = async (
  database: Database,
  found: JsonObject,
  wanted: JsonObject,
): Promise<void> => {
  const { TableName = '', AttributeDefinitions = [] } = wanted;
  refuseOtherShape(asText(TableName), found, wanted);
  const known = asList<JsonObject>(found.GlobalSecondaryIndexes).map(({ IndexName }) => IndexName);
  for (const index of asList<JsonObject>(wanted.GlobalSecondaryIndexes)) {
    if (known.includes(index.IndexName)) continue;
    const change = [{ Create: index }];
    const { isDone, answer } = await call(database, 'UpdateTable', {
      TableName,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: change,
    });
    if (!isDone) throw new Error(`An index could not be added to ${asText(TableName)}: ${answer}`);
  }
};

type Expected = Pick<FolderMark, 'tables' | 'furnished'> & {
  /** Where the tables are, as a person would look for them. */
  place: string;
};

const isEmpty = async (database: Database, TableName: string): Promise<boolean> => {
  const { isDone, answer } = await call(database, 'Scan', { TableName, Limit: 1 });
  return isDone && asList(asObject(JSON.parse(answer)).Items).length === 0;
};

const lost = (name: string, what: string, place: string) =>
  new LostState(
    `The table ${name} ${what} ${place}, and the workflows and messages that belong to it are still ` +
      `in the data folder. Put the table back from a copy, or ${startAfresh}`,
  );

/**
 * Creates what the database does not have yet of the tables of the template and their indexes.
 *
 * @returns the names of all
 * @throws LostState when a table that was there is gone, emptied, or of another shape
 */
export const createTables = async (
  assembly: CloudAssembly,
  endpoint: string,
  expected: Expected = { tables: [], furnished: false, place: '' },
): Promise<string[]> => {
  const database = databaseClient(endpoint);
  try {
    for (const resource of tableResources(assembly)) {
      const { ref } = resource;
      const wanted = definition(resource);
      const found = await described(database, ref);
      const wasThere = expected.tables.includes(ref);
      if (found) {
        await addIndexes(database, found, wanted);
        if (wasThere && expected.furnished && (await isEmpty(database, ref)))
          throw lost(ref, 'is empty in', expected.place);
        continue;
      }
      if (wasThere) throw lost(ref, 'is gone from', expected.place);
      const { isDone, answer } = await call(database, 'CreateTable', wanted);
      if (!isDone) throw new Error(`The table ${ref} could not be created: ${answer}`);
    }
    return tableResources(assembly).map(({ ref }) => ref);
  } finally {
    database.close();
  }
};

/** @throws when the database does not answer */
export const removeTables = async (endpoint: string, names: readonly string[]): Promise<void> => {
  const database = databaseClient(endpoint);
  try {
    for (const TableName of names) await call(database, 'DeleteTable', { TableName });
  } finally {
    database.close();
  }
};

export const keysOfTable = (assembly: CloudAssembly, table: string): string[] =>
  asList<JsonObject>(assembly.find(table)?.properties.KeySchema).map(({ AttributeName }) =>
    asText(AttributeName),
  );

/** The index named `due`, whose sort key begins with the instant something is due. */
export const dueIndex = (assembly: CloudAssembly): DueIndex | undefined => {
  for (const { ref, properties } of tableResources(assembly)) {
    for (const index of asList<JsonObject>(properties.GlobalSecondaryIndexes)) {
      const range = asList<JsonObject>(index.KeySchema).find(({ KeyType }) => KeyType === 'RANGE');
      if (index.IndexName === 'due' && range) {
        return { table: ref, index: 'due', sortKey: asText(range.AttributeName) };
      }
    }
  }
  return undefined;
};
