import * as z from 'zod';
import type { CodeableConcept, FhirQuantity, Period } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import type { Amount } from '../payer-answer.ts';
import type { ResponseExtension } from './response-form.ts';

/**
 * Values out of a payer's resources. What is not there and what is there but cannot be read are
 * told apart: the second makes a line `unclear`, it never reads as "nothing was said".
 */
export const find = (
  list: readonly ResponseExtension[] | undefined,
  url: string,
): ResponseExtension | undefined => list?.find((extension) => extension.url === url);

/** Codes in one of these systems or in none; without systems, all codes. */
export const codesIn = (
  concept: CodeableConcept | undefined,
  ...systems: readonly string[]
): string[] =>
  (concept?.coding ?? []).flatMap(({ system, code }) =>
    code && (!system || systems.length === 0 || systems.includes(system))
      ? [code.toUpperCase()]
      : [],
  );

export const codeIn = (
  concept: CodeableConcept | undefined,
  ...systems: readonly string[]
): string => codesIn(concept, ...systems)[0] ?? '';

export const parseInstant = (text: string | undefined): string | undefined => {
  const instant = z.iso.datetime({ offset: true }).safeParse(text);
  return instant.success ? new Date(instant.data).toISOString() : undefined;
};

type Days = { from?: string; through?: string; unclear: boolean };

/** The full days of a period; months, years and ends before their beginnings are unclear. */
export const fullDays = ({ start, end }: z.infer<typeof Period> = {}): Days => {
  const from = wholeDate(start);
  const through = wholeDate(end);
  const lost = (start !== undefined && !from) || (end !== undefined && !through);
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    unclear: lost || (from !== undefined && through !== undefined && through < from),
  };
};

/** Spellings of units and visits: X12 355 and 673, UCUM and words (PAS 2.2.1 leaves it open). */
const unitWords = new Set(['', '1', 'UN', 'F2', 'FL', 'UNIT', 'UNITS']);
const visitWords = new Set(['VS', 'VISIT', 'VISITS']);

/** Units or visits; days, hours, fractions and what is below nothing are unclear. */
export const readAmount = (
  quantity: z.infer<typeof FhirQuantity> | undefined,
): Amount & { unclear: boolean } => {
  if (!quantity) return { unclear: false };
  const { value, code, unit } = quantity;
  const whole = value !== undefined && Number.isSafeInteger(value) && value >= 0;
  const word = (code ?? unit ?? '').toUpperCase();
  if (whole && unitWords.has(word)) return { units: value, unclear: false };
  if (whole && visitWords.has(word)) return { visits: value, unclear: false };
  return { unclear: true };
};
