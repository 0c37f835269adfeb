import type { AccessNeed } from '../iam/policy.ts';
import { asList, asObject, asText, type Json, type JsonObject } from '../json.ts';

/** Partition key attribute of a table and of each of its indexes. */
export type TableKeys = { arn: string; partitionKey: string; indexes: Record<string, string> };
export type Tables = ReadonlyMap<string, TableKeys>;

const unknownTable = (name: string): TableKeys => ({
  arn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
  partitionKey: '',
  indexes: {},
});

/** A table may be named or given by ARN. */
const tableOf = (tables: Tables, name: Json | undefined): TableKeys => {
  const short = asText(name).split('table/').at(-1) ?? '';
  return tables.get(short) ?? unknownTable(short);
};

const keyText = (attribute: Json | undefined): string[] => {
  const value = Object.values(asObject(attribute))[0];
  return typeof value === 'string' ? [value] : [];
};

const leading = (table: TableKeys, item: Json | undefined) =>
  keyText(asObject(item)[table.partitionKey]);

const queried = (input: JsonObject, partitionKey: string): string[] => {
  const names = asObject(input.ExpressionAttributeNames);
  const values = asObject(input.ExpressionAttributeValues);
  const equalities = asText(input.KeyConditionExpression).matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g);
  for (const [, name = '', value = ''] of equalities) {
    if ((asText(names[name]) || name) === partitionKey) return keyText(values[value]);
  }
  return [];
};

type Context = { leadingKeys?: string[]; enclosing?: string };

const need = (
  action: string,
  resource: string,
  { leadingKeys = [], enclosing }: Context = {},
): AccessNeed => ({
  action: `dynamodb:${action}`,
  resources: [resource],
  context: {
    'aws:securetransport': ['true'],
    ...(leadingKeys.length && { 'dynamodb:leadingkeys': leadingKeys }),
    ...(enclosing && { 'dynamodb:enclosingoperation': [enclosing] }),
  },
});

const transactionActions: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

const transaction = (operation: string, input: JsonObject, tables: Tables): AccessNeed[] =>
  asList<JsonObject>(input.TransactItems).flatMap((entry) =>
    Object.entries(entry).map(([kind, raw]) => {
      const part = asObject(raw);
      const table = tableOf(tables, part.TableName);
      return need(transactionActions[kind] ?? kind, table.arn, {
        leadingKeys: leading(table, part.Item ?? part.Key),
        enclosing: operation,
      });
    }),
  );

const batch = (operation: string, input: JsonObject, tables: Tables): AccessNeed[] =>
  Object.entries(asObject(input.RequestItems)).map(([name, raw]) => {
    const table = tableOf(tables, name);
    const keys = Array.isArray(raw)
      ? raw.map((write) => {
          const { PutRequest, DeleteRequest } = asObject(write);
          return asObject(PutRequest).Item ?? asObject(DeleteRequest).Key;
        })
      : asList(asObject(raw).Keys);
    return need(operation, table.arn, { leadingKeys: keys.flatMap((key) => leading(table, key)) });
  });

/**
 * What a DynamoDB call needs permission for. A transaction needs the action of each of its parts,
 * with `dynamodb:EnclosingOperation` naming the transaction; a query of an index needs the index.
 */
export const dynamodbNeeds = (
  operation: string,
  input: JsonObject,
  tables: Tables,
): AccessNeed[] => {
  if (operation.startsWith('Transact')) return transaction(operation, input, tables);
  if (operation.startsWith('Batch')) return batch(operation, input, tables);
  const table = tableOf(tables, input.TableName);
  const index = asText(input.IndexName);
  if (operation === 'Query' || operation === 'Scan') {
    const partitionKey = index ? (table.indexes[index] ?? '') : table.partitionKey;
    const resource = index ? `${table.arn}/index/${index}` : table.arn;
    return [need(operation, resource, { leadingKeys: queried(input, partitionKey) })];
  }
  return [need(operation, table.arn, { leadingKeys: leading(table, input.Item ?? input.Key) })];
};
