import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { readMainItem, readSafeguard } from '../hold/safeguard.ts';
import { keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import type { Table } from '../platform/table.ts';
import { type Finding, Referral, Submission } from './referral.ts';

const Findings = Referral.shape.findings.catch([]);

/** A referral with its current submission. */
export type ReferralOrder = { referral: Referral; submission: Submission };

/**
 * Reads a referral and its current submission in one query; every area may. Consistent, because
 * decisions follow from it.
 *
 * @throws Refusal 404 when there is no such referral.
 */
export const readOrder = async (
  { client, name }: Table,
  referralId: string,
): Promise<ReferralOrder> => {
  const { pk, sk } = keys.referral(referralId);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      // Orders sort directly before the referral's main item.
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':pk': pk, ':first': 'ORDER#', ':last': sk },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 2,
    }),
  );
  const [main, order] = Items;
  if (!main || !order) throw notFound('referral');
  return {
    referral: Referral.parse(main),
    submission: Submission.parse(unpacked(order.submission)),
  };
};

/** Every item kept under a referral, raw; each noun parses its own. */
export const readItems = async (
  { client, name }: Table,
  referralId: string,
  prefix = '',
): Promise<Record<string, unknown>[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
      ExpressionAttributeValues: {
        ':pk': keys.referral(referralId).pk,
        ...(prefix ? { ':prefix': prefix } : {}),
      },
      ConsistentRead: true,
    }),
  );
  return Items;
};

/**
 * Reads only a referral's main item, which holds nothing a patient could be recognized by.
 *
 * @throws Refusal 404 when there is no such referral.
 */
export const readReferral = async (table: Table, referralId: string): Promise<Referral> => {
  const item = await readMainItem(table, referralId);
  if (!item) throw notFound('referral');
  return Referral.parse(item);
};

/** What the order lacks, as far as it can be read, even of a referral that cannot. */
export const readFindings = async (table: Table, referralId: string): Promise<Finding[]> =>
  Findings.parse((await readSafeguard(table, referralId)).findings);
