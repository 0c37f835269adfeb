import * as z from 'zod';
import { Actor } from '../platform/audit.ts';
import { sha256 } from '../platform/canonical.ts';
import { ReferralId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Lesson } from './curriculum.ts';

/**
 * A named person's receipt of an exact version of a lesson. Written once, never changed. `digest`
 * is of the words they saw, in their language.
 */
export const Acknowledgement = z.object({
  referralId: ReferralId,
  itemId: z.string(),
  version: z.number().int().positive(),
  language: z.enum(['en', 'es']),
  digest: z.string().length(64),
  name: z.string().trim().min(1).max(100),
  relationship: z.enum(['self', 'caregiver']),
  by: Actor,
  at: z.iso.datetime(),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** Tells exactly which words were acknowledged. */
export const digestLesson = ({ title, text, ask }: Lesson): string =>
  sha256([title, text, ask].join('\n'));

/** Sort keys begin so, beside the education item: one query reads everything. */
export const acknowledgementPrefix = 'EDUCATION#ACK#';

/** Nothing → given. A receipt that is there is never written over. */
export const acknowledged = (tableName: string, receipt: Acknowledgement): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      pk: keys.education(receipt.referralId).pk,
      sk: `${acknowledgementPrefix}${receipt.itemId}#${receipt.version}`,
      ...receipt,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
