import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Finding, Referral, Submission } from './referral.ts';
import { columnsOf } from './referral-item.ts';

/** Partitions of the list indexes. */
export const listKeys = {
  practice: (practiceNpi: string) => `PRACTICE#${practiceNpi}`,
  month: (month: string) => `MONTH#${month}`,
  unstarted: 'DUE#unstarted',
} as const;

/** The part that adds a referral: on its practice's and its month's list, watched until it starts. */
export const putReferral = (tableName: string, referral: Referral): TransactItem => {
  // The id stands once only, as the lists show it: a change of this item is paid for by the kilobyte.
  const { referralId: id, ...fields } = referral;
  return {
    Put: {
      TableName: tableName,
      Item: {
        ...keys.referral(id),
        ...fields,
        id,
        view: columnsOf(referral),
        practice: listKeys.practice(referral.practiceNpi),
        practiceSort: referral.receivedAt,
        month: listKeys.month(referral.receivedAt.slice(0, 7)),
        monthSort: referral.receivedAt,
        due: listKeys.unstarted,
        dueSort: referral.receivedAt,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** One version of the order with what was found about it; `bodyHash` tells a repeated request. */
export const putOrder = (
  tableName: string,
  referralId: string,
  version: number,
  order: {
    submission: Submission;
    findings: readonly Finding[];
    bodyHash: string;
    /** Digest of what the receipt judged of it. */
    judged?: string;
  },
): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      ...keys.order(referralId, version),
      ...order,
      submission: packed(order.submission),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
