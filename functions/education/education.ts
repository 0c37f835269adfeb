import * as z from 'zod';
import { Setting } from '../placement/setting.ts';
import { Actor } from '../platform/audit.ts';
import { ReferralId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/keys.ts';
import { moments } from './curriculum.ts';

/** An item of the curriculum in the exact version that was assigned. */
export const AssignedItem = z.object({
  itemId: z.string(),
  version: z.number().int().positive(),
  moment: z.enum(moments),
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
  items: z.array(AssignedItem),
  rev: z.number().int().positive(),
});
export type Education = z.infer<typeof Education>;

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

const under = (referralId: string, part: string): Key => {
  const { pk, sk } = keys.education(referralId);
  return { pk, sk: `${sk}#${part}` };
};

/** Beside the education item, so that one query reads everything. */
export const acknowledgementKey = ({
  referralId,
  itemId,
  version,
}: Pick<Acknowledgement, 'referralId' | 'itemId' | 'version'>): Key =>
  under(referralId, `ACK#${itemId}#${version}`);

export const teachBackKey = ({
  referralId,
  itemId,
  version,
  round,
}: Pick<TeachBack, 'referralId' | 'itemId' | 'version' | 'round'>): Key =>
  under(referralId, `TAUGHT#${itemId}#${version}#${round}`);

/** All that is kept of one referral's teaching. */
export type Teaching = {
  education: Education;
  acknowledgements: readonly Acknowledgement[];
  teachBacks: readonly TeachBack[];
};

const same =
  ({ itemId, version }: Pick<AssignedItem, 'itemId' | 'version'>) =>
  (other: Pick<AssignedItem, 'itemId' | 'version'>): boolean =>
    other.itemId === itemId && other.version === version;

/** Acknowledged by a named person, or understood when taught back. */
export const isDelivered = (teaching: Teaching, item: AssignedItem): boolean =>
  teaching.acknowledgements.some(same(item)) ||
  teaching.teachBacks.filter(same(item)).some(({ result }) => result === 'understood');

/** `delivered` once every assigned lesson is. */
export const educationStatus = (teaching: Teaching): 'assigned' | 'delivered' =>
  teaching.education.items.every((item) => isDelivered(teaching, item)) ? 'delivered' : 'assigned';
