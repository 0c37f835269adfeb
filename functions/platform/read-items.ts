import { BatchGetCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { TransientFault } from './errors.ts';
import type { Key } from './keys.ts';
import type { Table } from './table.ts';

/** The items of a partition in the order of their sort keys, all or those between two. */
export const readAll = async (
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

/** A page of a partition in the order of its sort keys, and the key that the next one starts after. */
export const readPage = async (
  { client, name }: Table,
  pk: string,
  { limit, from }: { limit: number; from?: Record<string, unknown> | undefined },
): Promise<{ items: Record<string, unknown>[]; next?: Record<string, unknown> }> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
      ...(from ? { ExclusiveStartKey: from } : {}),
    }),
  );
  return { items: Items, ...(LastEvaluatedKey ? { next: LastEvaluatedKey } : {}) };
};

/** One item, consistently. */
export const readOne = async (
  { client, name }: Table,
  key: Key,
): Promise<Record<string, unknown> | undefined> =>
  (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;

/**
 * Items of any kind in one call, at most a hundred, consistently; what is not there is left out.
 *
 * @throws TransientFault when the table is too busy to read them all.
 */
export const readTogether = async (
  { client, name }: Table,
  wanted: readonly Key[],
): Promise<Record<string, unknown>[]> => {
  if (wanted.length === 0) return [];
  const { Responses = {}, UnprocessedKeys = {} } = await client.send(
    new BatchGetCommand({
      RequestItems: { [name]: { Keys: [...wanted], ConsistentRead: true } },
    }),
  );
  if (Object.keys(UnprocessedKeys).length > 0) throw new TransientFault('items-unprocessed');
  return Responses[name] ?? [];
};

/** The same in the order of their keys; undefined for what is not there. */
export const readMany = async (
  table: Table,
  wanted: readonly Key[],
): Promise<(Record<string, unknown> | undefined)[]> => {
  const found = await readTogether(table, wanted);
  return wanted.map(({ pk, sk }) => found.find((item) => item.pk === pk && item.sk === sk));
};
