import * as z from 'zod';
import { text } from '../platform/text.ts';
import { veinLines } from '../therapy/line-choice.ts';
import { VeinSigns } from './checks/vein-score.ts';

/** What endangers a patient, as the practice claims it; each is read by the rules, never here. */
const day = z.iso
  .date('must be a full date, YYYY-MM-DD')
  .refine((one) => one >= '1900' && one < '2200', { message: 'must be between 1900 and 2199' });

/** The element that it was read from, and whether it says whose it is. */
const origin = {
  from: text(60).optional(),
  /** It does not say whose it is: it counts against a therapy, never for it. */
  untied: z.boolean().optional(),
};

/** A drug beside the ordered one. */
export const Medicine = z.object({
  name: text(200),
  /** RxNorm codes. */
  rxnorm: z.array(text(20)).max(5).optional(),
  state: z.enum(['taken', 'planned', 'ended', 'not-taken', 'unknown']),
  since: day.optional(),
  until: day.optional(),
  /** Why it ended. */
  reason: text(200).optional(),
  /** Its other names. */
  alsoNamed: z.array(text(200)).max(5).optional(),
  /** How it is taken, and what is remarked of it. */
  said: z.array(text(500)).max(5).optional(),
  ...origin,
});
export type Medicine = z.infer<typeof Medicine>;

/** `none-known` counts as an answer; left out does not. */
export const Medicines = z.union([z.literal('none-known'), z.array(Medicine).max(200)]);

/** Those of a list that are named; none where none is known, or nothing is said. */
export const listed = <One>(all: readonly One[] | 'none-known' | undefined): readonly One[] =>
  all === undefined || all === 'none-known' ? [] : all;

/** A condition, by its code of ICD-10, ICD-9-CM or SNOMED CT, or by its name. */
export const ConditionClaimed = z.object({
  icd10: z.array(text(10)).max(5).optional(),
  icd9: z.array(text(10)).max(5).optional(),
  snomed: z.array(text(20)).max(5).optional(),
  name: text(200).optional(),
  /** Its other names, its stage and severity, and what is remarked of it. */
  said: z.array(text(1000)).max(20).optional(),
  state: z.enum(['active', 'possible', 'past', 'refuted']),
  since: day.optional(),
  ...origin,
});
export type ConditionClaimed = z.infer<typeof ConditionClaimed>;

export const Vaccination = z.object({
  /** CVX code. */
  cvx: text(10).optional(),
  name: text(200).optional(),
  on: day.optional(),
  /** False where it is said that it was not given. */
  given: z.boolean().default(true),
  ...origin,
});
export type Vaccination = z.infer<typeof Vaccination>;

export const Pregnancy = z.object({
  state: z.enum(['pregnant', 'possible', 'not-pregnant', 'unknown']),
  on: day.optional(),
  lactating: z.boolean().optional(),
});
export type Pregnancy = z.infer<typeof Pregnancy>;

/** Enrollment in a program without which a drug may not be given. */
export const Enrollment = z.object({
  program: text(100),
  number: text(60).optional(),
  /** Left out for the patient. */
  who: z.enum(['patient', 'prescriber']).optional(),
  /** Left out where it holds. */
  state: z.enum(['pending', 'ended']).optional(),
  /** The day of the enrollment, or of its newest reauthorization. */
  on: day.optional(),
  /** The last day. */
  until: day.optional(),
});
export type Enrollment = z.infer<typeof Enrollment>;

/** A line or another device. */
export const DeviceClaimed = z.object({
  name: text(200),
  /** The kind of line, where it is one; read from the name where it is left out. */
  line: z.enum(veinLines).optional(),
  /** Where it goes in. */
  site: text(100).optional(),
  state: z.enum(['in-place', 'planned', 'removed', 'unknown']),
  since: day.optional(),
  ...origin,
});

/** What the practice found of the veins; what it has not looked at is left out. */
export const VeinsClaimed = VeinSigns.partial().extend({
  on: day.optional(),
  /** Arms that no needle goes into: lymph nodes removed, a fistula, a weak side. */
  keepOff: z
    .array(z.enum(['left-arm', 'right-arm']))
    .max(2)
    .optional(),
});

/** The fields of a submission that hold them; all may be left out. */
export const clinicalClaims = {
  medicines: Medicines.optional(),
  conditions: z.array(ConditionClaimed).max(300).optional(),
  vaccinations: z.array(Vaccination).max(200).optional(),
  pregnancy: Pregnancy.optional(),
  enrollments: z.array(Enrollment).max(20).optional(),
  devices: z.array(DeviceClaimed).max(50).optional(),
  veins: VeinsClaimed.optional(),
};
