import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { OpenInquiry } from './inquiry-rules.ts';

/** Partition of the due index in which inquiries stand until they are answered. */
export const inquiryList = 'DUE#inquiry';

/** The part that has a payer asked, at once when a later notice comes about the same request. */
export const putInquiry = (tableName: string, inquiry: OpenInquiry): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      ...keys.inquiry(inquiry.authorizationId),
      ...inquiry,
      due: inquiryList,
      dueSort: `${inquiry.dueAt}#${inquiry.authorizationId}`,
    },
  },
});

/** The part that ends an inquiry, or leaves it for its next try, unless another notice came meanwhile. */
export const moveInquiry = (
  tableName: string,
  seen: OpenInquiry,
  next: OpenInquiry | undefined,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.inquiry(seen.authorizationId),
    UpdateExpression: next
      ? 'SET tries = :tries, dueAt = :dueAt, dueSort = :dueSort'
      : 'REMOVE due, dueSort',
    ConditionExpression: 'eventKey = :event AND tries = :seen',
    ExpressionAttributeValues: {
      ':event': seen.eventKey,
      ':seen': seen.tries,
      ...(next
        ? {
            ':tries': next.tries,
            ':dueAt': next.dueAt,
            ':dueSort': `${next.dueAt}#${next.authorizationId}`,
          }
        : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
