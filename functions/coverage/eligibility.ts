import * as z from 'zod';
import type { LineOfBusiness } from '../payer/decision-clock.ts';
import { Benefit } from './benefit.ts';
import { PatientShare } from './patient-share.ts';

/** Why a payer could not answer; its own code with what it means to us. */
export const Rejection = z.object({
  code: z.string().max(3),
  followUp: z.string().max(2),
  loop: z.enum(['payer', 'provider', 'subscriber', 'dependent']),
});
export type Rejection = z.infer<typeof Rejection>;

export const EligibilityAnswer = z.object({
  outcome: z.enum([
    'active',
    'inactive',
    'not-recognized',
    /** Medicare Part A alone: it pays for stays, not for infusions. */
    'part-a-only',
    /** In force, and another payer pays before it. */
    'other-payer-first',
    /** In force, and another payer is told of without saying which of the two pays first. */
    'other-payer-unclear',
    /** The answer is about somebody else, or about another member id. */
    'another-member',
    /** It contradicts itself, or leaves open whether the coverage may be counted on. */
    'in-doubt',
  ]),
  /** What of the member in the answer is not as asked. */
  differs: z.array(z.enum(['name', 'birth-date', 'member-id', 'corrected'])).default([]),
  plan: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  through: z.iso.date().optional(),
  benefits: z.array(Benefit).max(20_000).default([]),
  /** What leaves it open, and what denies it, in words with the payer's own. */
  doubts: z.array(z.string().max(400)).max(20).default([]),
  denials: z.array(z.string().max(400)).default([]),
  /** What it calls active, whether or not it counts. */
  actives: z.array(z.string().max(400)).default([]),
  /** Names of other payers that the answer tells of, and when they pay: before this one or after it. */
  otherPayers: z
    .array(z.object({ name: z.string().max(60), order: z.enum(['before', 'after', 'unsaid']) }))
    .max(10)
    .default([]),
  messages: z.array(z.string().max(264)).max(20).default([]),
  rejections: z.array(Rejection).max(20).default([]),
});
export type EligibilityAnswer = z.infer<typeof EligibilityAnswer>;

/** What is asked of a payer about one patient. */
export type EligibilityInquiry = {
  payer: {
    name: string;
    ediId: string;
    receiverId: string;
    /** Which kind of plan the payer directory has it for. */
    lineOfBusiness?: LineOfBusiness | undefined;
  };
  provider: { name: string; npi: string };
  member: {
    memberId: string;
    groupNumber?: string | undefined;
    relationship: 'self' | 'spouse' | 'child' | 'other';
    family: string;
    given: string;
    middle?: string | undefined;
    suffix?: string | undefined;
    birthDate: string;
    sex: 'female' | 'male' | 'other' | 'unknown';
  };
  /** The day care is asked for. */
  on: string;
  serviceTypes: readonly string[];
  /** Billing codes of the drug, not asked about; what an answer says of them counts, without any of each. */
  procedures?: readonly string[] | undefined;
  /** The same for every attempt at one question. */
  trace: string;
};

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
