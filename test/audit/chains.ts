import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Anchor, AuditRecord, firstBreak } from '../../functions/platform/audit.ts';
import { keys } from '../../functions/platform/keys.ts';

/** Strict: an attribute slipped into a record is no part of what its hash covers. */
const StoredRecord = z.strictObject({ ...AuditRecord.shape, pk: z.string(), sk: z.string() });

type Item = Record<string, unknown>;

const recordOf = (item: Item, referralId: string): AuditRecord | undefined => {
  const parsed = StoredRecord.safeParse(item);
  if (!parsed.success) return undefined;
  const { pk, sk, ...record } = parsed.data;
  const key = keys.audit(referralId, record.sequence);
  const inPlace = record.referralId === referralId && pk === key.pk && sk === key.sk;
  return inPlace ? record : undefined;
};

type Verified = { records: number; head?: Anchor; brokenAt?: number };

/** Verifies one chain as it stands in the table, oldest item first. */
export const verifyChain = (
  referralId: string,
  items: readonly Item[],
  anchor?: Anchor,
): Verified => {
  const records: AuditRecord[] = [];
  for (const item of items) {
    const record = recordOf(item, referralId);
    if (!record) return { records: items.length, brokenAt: records.length + 1 };
    records.push(record);
  }
  const brokenAt = records.length === 0 ? 1 : firstBreak(records, anchor ? [anchor] : []);
  if (brokenAt !== undefined) return { records: items.length, brokenAt };
  const { sequence, hash } = records.at(-1) as AuditRecord;
  return { records: items.length, head: { sequence, hash } };
};

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
