import * as z from 'zod';
import { Actor } from '../platform/audit.ts';
import { ReferralId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';

/**
 * What came of asking the patient to say or show it in their own way. After the third round that
 * did not work, someone else has to find another way.
 */
export const TeachBack = z.object({
  referralId: ReferralId,
  itemId: z.string(),
  version: z.number().int().positive(),
  language: z.enum(['en', 'es']),
  result: z.enum(['understood', 'taught-again', 'not-understood']),
  round: z.number().int().min(1).max(3),
  by: Actor,
  at: z.iso.datetime(),
});
export type TeachBack = z.infer<typeof TeachBack>;

export const teachBackPrefix = 'EDUCATION#TAUGHT#';

/** Nothing → recorded, once per round; for the transaction that records a visit. */
export const taughtBack = (tableName: string, teachBack: TeachBack): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      pk: keys.education(teachBack.referralId).pk,
      sk: `${teachBackPrefix}${teachBack.itemId}#${teachBack.version}#${teachBack.round}`,
      ...teachBack,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
