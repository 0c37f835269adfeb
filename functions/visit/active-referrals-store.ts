import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { listKeys } from '../referral/main-item.ts';

/** How far a walk through the referrals came: a month, and in it the last one that was looked at. */
export type WalkedTo = { month: string; after?: { referralId: string; receivedAt: string } };

/** One page of a month's referrals, newest first. */
const pageSize = 100;

/** The month before, as `YYYY-MM`. */
const monthBefore = (month: string): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
};

/** Months that are walked through at most: ten years, longer than any referral is open. */
const monthsWalked = 120;

/**
 * Referrals with booked visits, by the month in which they came in, newest first; each with the place
 * from which a later walk goes on after it. The index is a moment behind the table.
 *
 * @param newest the month of now, by UTC, as the list's months are
 */
export async function* walkActive(
  { client, name }: Table,
  newest: string,
  from: WalkedTo = { month: newest },
): AsyncGenerator<{ referralId: string; place: WalkedTo }> {
  let { month, after } = from;
  let walked = monthsBetween(month, newest);
  for (; walked < monthsWalked; walked += 1) {
    let start: Record<string, unknown> | undefined = after && {
      ...keys.referral(after.referralId),
      month: listKeys.month(month),
      monthSort: after.receivedAt,
    };
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'month',
          KeyConditionExpression: '#month = :month',
          FilterExpression: '#view.#status = :active',
          ExpressionAttributeNames: { '#month': 'month', '#view': 'view', '#status': 'status' },
          ExpressionAttributeValues: { ':month': listKeys.month(month), ':active': 'active' },
          ScanIndexForward: false,
          Limit: pageSize,
          ...(start ? { ExclusiveStartKey: start } : {}),
        }),
      );
      for (const { id, monthSort } of page.Items ?? []) {
        const referralId = String(id);
        yield {
          referralId,
          place: { month, after: { referralId, receivedAt: String(monthSort) } },
        };
      }
      start = page.LastEvaluatedKey;
    } while (start);
    month = monthBefore(month);
    after = undefined;
  }
}

const monthsBetween = (earlier: string, later: string): number => {
  const count = (month: string): number => {
    const [year, number] = month.split('-').map(Number) as [number, number];
    return year * 12 + number;
  };
  return Math.max(0, count(later) - count(earlier));
};
