import * as z from 'zod';
import type { Submission } from '../referral.ts';
import { allGiven } from './name.ts';

/**
 * What a person is known by, from every referral that was taken for theirs. It stands in the
 * patient's item, in clear; keys are made of blind tokens (`tokens.ts`).
 */
export const PersonFacts = z.object({
  names: z.array(z.object({ given: z.string(), family: z.string() })),
  birthDates: z.array(z.string()),
  /** Chart numbers count within the practice that gives them. */
  charts: z.array(z.object({ practiceNpi: z.string(), system: z.string(), value: z.string() })),
  members: z.array(z.object({ payerId: z.string(), memberId: z.string() })),
  /** E.164. */
  phones: z.array(z.string()),
});
export type PersonFacts = z.infer<typeof PersonFacts>;

/** A telephone number as E.164, of the US where it names no other country; undefined for none. */
export const e164 = (phone: string | undefined): string | undefined => {
  if (!phone) return undefined;
  const digits = phone.replace(/\D/g, '');
  const abroad = phone.trim().startsWith('+') && !digits.startsWith('1');
  if (abroad && /^[2-9]\d{7,14}$/.test(digits)) return `+${digits}`;
  if (/^1?[2-9]\d{9}$/.test(digits)) return `+1${digits.slice(-10)}`;
  return undefined;
};

export const readPersonFacts = ({ patient, coverages, practice }: Submission): PersonFacts => {
  const phone = e164(patient.phone);
  return {
    names: [{ given: allGiven(patient.name), family: patient.name.family }],
    birthDates: [patient.birthDate],
    charts: patient.identifiers.map((chart) => ({ practiceNpi: practice.npi, ...chart })),
    members: coverages.map(({ payerId, memberId }) => ({ payerId, memberId })),
    phones: phone ? [phone] : [],
  };
};

/** The most of each kind that is kept of one person: the newest. */
const mostKept = 8;

const joined = <T>(known: readonly T[], more: readonly T[]): T[] => {
  const all = new Map([...known, ...more].map((fact) => [JSON.stringify(fact), fact]));
  return [...all.values()].slice(-mostKept);
};

/** What is known of a person with what one more referral says. */
export const factsWith = (known: PersonFacts, more: PersonFacts): PersonFacts => ({
  names: joined(known.names, more.names),
  birthDates: joined(known.birthDates, more.birthDates),
  charts: joined(known.charts, more.charts),
  members: joined(known.members, more.members),
  phones: joined(known.phones, more.phones),
});
