import type { CloudAssembly, Resource } from '../assembly/cloud-assembly.ts';
import { databaseClient } from '../aws-gateway/dynamodb.ts';
import type { Tables } from '../aws-gateway/dynamodb-needs.ts';
import { asList, asObject, asText, type JsonObject } from '../json.ts';
import type { DueIndex } from '../time/due-times.ts';

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

const definition = ({ ref, properties }: Resource): JsonObject => {
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

const indexNames = (description: JsonObject): string[] =>
  asList<JsonObject>(description.GlobalSecondaryIndexes).map(({ IndexName }) => asText(IndexName));

/** A folder that an earlier version wrote gets the indexes that it does not have yet. */
const addIndexes = async (database: Database, wanted: JsonObject): Promise<void> => {
  const { TableName = '', AttributeDefinitions = [] } = wanted;
  const described = await call(database, 'DescribeTable', { TableName });
  const known = indexNames(asObject(asObject(JSON.parse(described.answer)).Table));
  for (const index of asList<JsonObject>(wanted.GlobalSecondaryIndexes)) {
    if (known.includes(asText(index.IndexName))) continue;
    const change = [{ Create: index }];
    const { isDone, answer } = await call(database, 'UpdateTable', {
      TableName,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: change,
    });
    if (!isDone) throw new Error(`An index could not be added to ${asText(TableName)}: ${answer}`);
  }
};

/** Creates what the database does not have yet of the tables of the template and their indexes. */
export const createTables = async (assembly: CloudAssembly, endpoint: string): Promise<void> => {
  const database = databaseClient(endpoint);
  try {
    for (const resource of tableResources(assembly)) {
      const wanted = definition(resource);
      const { isDone, answer } = await call(database, 'CreateTable', wanted);
      if (isDone) continue;
      if (!answer.includes('ResourceInUseException'))
        throw new Error(`The table ${resource.ref} could not be created: ${answer}`);
      await addIndexes(database, wanted);
    }
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
