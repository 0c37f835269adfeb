import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
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

/** One item, consistently. */
export const readOne = async (
  { client, name }: Table,
  key: Key,
): Promise<Record<string, unknown> | undefined> =>
  (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;
