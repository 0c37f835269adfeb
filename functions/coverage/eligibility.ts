import * as z from 'zod';
import { PatientShare } from './patient-share.ts';

/** How a person had the coverage confirmed. */
export const ToldWay = z.enum(['telephone', 'portal']);

/** What a payer told one of us of a coverage that is in force, by telephone or in its portal. */
export const CoverageTold = z.object({
  payerId: z.string(),
  way: ToldWay,
  /** Who it was there, as they named themselves. */
  person: z.string().max(100).optional(),
  reference: z.string().max(60),
  /** When it was told. */
  at: z.iso.datetime(),
  plan: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  /** The last day of the coverage, where it was told. */
  through: z.iso.date().optional(),
  /** The document that shows it, as it was sent and bound. */
  uploadId: z.string().optional(),
  /** The last day that the payer's own answer named when it was told; `none` where it named none. */
  besides: z.string(),
});
export type CoverageTold = z.infer<typeof CoverageTold>;

/** What is kept of an answer with the referral: what later decisions read. */
export const Eligibility = z.object({
  payerId: z.string(),
  rank: z.enum(['primary', 'secondary']),
  status: z.enum(['active', 'inactive', 'not-recognized']),
  checkedAt: z.iso.datetime(),
  plan: z.string().optional(),
  through: z.iso.date().optional(),
  /** What the payer says of authorization for the service types asked; left out when it is silent. */
  authorizationNeeded: z.boolean().optional(),
  /** What the patient pays, as the payer says; left out where a payer told one of us alone. */
  share: PatientShare.optional(),
});

/**
 * The payer's last answer with what the same payer told one of us last, which is kept apart: neither is
 * written over by the other. covered-day.ts says for which days the word counts.
 */
export type Eligibility = z.infer<typeof Eligibility> & { told?: CoverageTold | undefined };

/** Payers whose last word is kept; a patient has two at a time. */
export const mostWords = 10;
/** One that cannot be read any more takes none of the others with it. */
const CoverageWords = z.array(CoverageTold.nullable().catch(null)).catch([]);

/** What is kept of a referral's coverage, by its names on the main item. */
type Kept = <T>(name: string, schema: z.ZodType<T>) => T | undefined;

export const wordsKept = (kept: Kept): CoverageTold[] =>
  (kept('coverageTold', CoverageWords) ?? []).filter((word) => word !== null);

/** The payer's last answer, with its last word. */
export const eligibilityKept = (kept: Kept): Eligibility | undefined => {
  const eligibility = kept('eligibility', Eligibility);
  const told = wordsKept(kept).find(({ payerId }) => payerId === eligibility?.payerId);
  return eligibility && { ...eligibility, ...(told ? { told } : {}) };
};
