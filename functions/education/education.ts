import * as z from 'zod';
import { Determination } from '../platform/determination.ts';
import { ReferralId } from '../platform/ids.ts';
import { beginning, type Items } from '../platform/items.ts';
import { keys } from '../platform/keys.ts';
import { packed, unpacked } from '../platform/packed.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { Setting } from '../therapy/setting.ts';
import { Acknowledgement, acknowledgementPrefix } from './acknowledgement.ts';
import { teachingMoments } from './curriculum.ts';
import { LessonQuestion, questionPrefix } from './lesson-question.ts';

/** An item of the curriculum in the exact version that was assigned. */
export const AssignedItem = z.object({
  itemId: z.string(),
  version: z.number().int().positive(),
  moment: z.enum(teachingMoments),
});
export type AssignedItem = z.infer<typeof AssignedItem>;

/** The teaching that a patient of a referral is owed. */
export const Education = z.object({
  referralId: ReferralId,
  patientId: z.string(),
  language: z.enum(['en', 'es']),
  setting: Setting.optional(),
  therapyId: z.string().optional(),
  /** Version of the curriculum it was chosen from. */
  curriculum: z.string(),
  assignedAt: z.iso.datetime(),
  items: z.preprocess(unpacked, z.array(AssignedItem)),
  /** Why these lessons. */
  determination: z.preprocess(unpacked, Determination),
  rev: z.number().int().positive(),
});
export type Education = z.infer<typeof Education>;

/** The transaction part that assigns it: where nothing was assigned, or its revision before. */
export const putEducation = (tableName: string, education: Education): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      ...keys.education(education.referralId),
      ...education,
      items: packed(education.items),
      determination: packed(education.determination),
    },
    ...(education.rev > 1
      ? {
          ConditionExpression: 'rev = :before',
          ExpressionAttributeValues: { ':before': education.rev - 1 },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
});

/** All that is kept of one referral's teaching. */
export type Teaching = {
  education: Education;
  acknowledgements: readonly Acknowledgement[];
  questions: readonly LessonQuestion[];
};

/** Reads the items under a referral whose sort key begins with `EDUCATION`; others are passed by. */
export const teachingOf = (items: Items): Teaching | undefined => {
  const main = items.find(({ sk }) => sk === 'EDUCATION');
  return (
    main && {
      education: Education.parse(main),
      acknowledgements: beginning(items, acknowledgementPrefix).map((item) =>
        Acknowledgement.parse(item),
      ),
      questions: beginning(items, questionPrefix).map((item) => LessonQuestion.parse(item)),
    }
  );
};

type Exact = Pick<AssignedItem, 'itemId' | 'version'>;

const same =
  ({ itemId, version }: Exact) =>
  (other: Exact): boolean =>
    other.itemId === itemId && other.version === version;

/** The receipt of exactly this version, if someone gave it. */
export const findReceipt = (teaching: Teaching, item: Exact): Acknowledgement | undefined =>
  teaching.acknowledgements.find(same(item));

/** Acknowledged by a named person. */
export const isDelivered = (teaching: Teaching, item: Exact): boolean =>
  findReceipt(teaching, item) !== undefined;

/** `delivered` once every assigned lesson is. */
export const educationStatus = (teaching: Teaching): 'assigned' | 'delivered' =>
  teaching.education.items.every((item) => isDelivered(teaching, item)) ? 'delivered' : 'assigned';
