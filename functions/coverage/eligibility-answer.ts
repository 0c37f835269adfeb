import * as z from 'zod';
import type { LineOfBusiness } from '../payer/decision-clock.ts';
import { Benefit } from './benefit.ts';

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
