import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/platform/keys.ts';

type Item = Record<string, unknown>;

type Source = { client: DynamoDBDocumentClient; name: string };

/** Every referral that has a record or a main item: one of the two alone is a break. */
export const referralIds = async ({ client, name }: Source): Promise<string[]> => {
  const found = new Set<string>();
  let from: Item | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: name,
        FilterExpression: 'begins_with(pk, :audit) OR (begins_with(pk, :ref) AND sk = :main)',
        ExpressionAttributeValues: { ':audit': 'AUDIT#', ':ref': 'REF#', ':main': 'REFERRAL' },
        ProjectionExpression: 'pk',
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const { pk } of page.Items ?? []) found.add(String(pk).slice(String(pk).indexOf('#') + 1));
    from = page.LastEvaluatedKey;
  } while (from);
  return [...found].sort();
};

/** The records of one chain as stored, oldest first. */
export const storedChain = async (source: Source, referralId: string): Promise<Item[]> => {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await source.client.send(
      new QueryCommand({
        TableName: source.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.audit(referralId, 0).pk },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
};
