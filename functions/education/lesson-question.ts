import * as z from 'zod';
import { ReferralId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';

/**
 * What a patient asked about a lesson, and what they were answered: shown beside the lesson on their
 * page. Asked again, it is the newest question; the chain keeps when each was asked.
 */
export const LessonQuestion = z.object({
  referralId: ReferralId,
  itemId: z.string(),
  version: z.number().int().positive(),
  askedAt: z.iso.datetime(),
  name: z.string(),
  relationship: z.enum(['self', 'caregiver']),
  /** In their own words, where they wrote any. */
  words: z.string().optional(),
  /** Who explains it once more, and on which day: told to the patient. */
  again: z.object({ person: z.string(), on: z.iso.date() }).optional(),
  /** What they were told, in words that they can read again. */
  answer: z.object({ words: z.string(), at: z.iso.datetime() }).optional(),
});
export type LessonQuestion = z.infer<typeof LessonQuestion>;

/** Sort keys begin so, beside the education item: one query reads everything. */
export const questionPrefix = 'EDUCATION#ASKED#';

/** The part that keeps a question as it now stands. */
export const questionKept = (tableName: string, question: LessonQuestion): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      pk: keys.education(question.referralId).pk,
      sk: `${questionPrefix}${question.itemId}`,
      ...question,
    },
  },
});
