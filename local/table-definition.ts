import { databaseClient } from './aws-gateway/dynamodb.ts';
import type { Tables } from './aws-gateway/dynamodb-needs.ts';
import type { CloudAssembly, Resource } from './cloud-assembly.ts';
import type { DueIndex } from './due-times.ts';
import { asList, asObject, asText, type JsonObject } from './json.ts';

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

/** Creates the tables of the template that the database does not have yet. */
export const createTables = async (assembly: CloudAssembly, endpoint: string): Promise<void> => {
  const database = databaseClient(endpoint);
  try {
    for (const resource of tableResources(assembly)) {
      const body = JSON.stringify(definition(resource));
      const { status, body: answer } = await database.send('DynamoDB_20120810.CreateTable', body);
      if (status !== 200 && !answer.includes('ResourceInUseException')) {
        throw new Error(`The table ${resource.ref} could not be created: ${answer}`);
      }
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
