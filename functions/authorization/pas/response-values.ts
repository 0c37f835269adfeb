import * as z from 'zod';
import type { CodeableConcept, FhirQuantity, Period } from '../../fhir/elements.ts';
import { wholeDate } from '../../fhir/values.ts';
import type { Amount } from '../payer-answer.ts';
import type { ClaimResponse, ResponseExtension } from './response-form.ts';

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

/**
 * When an answer was given. One that names only the day was given by the end of it, so that it is not
 * taken for older than what came before it on that day.
 */
export const answeredAt = (text: string | undefined): string | undefined =>
  parseInstant(text) ?? (wholeDate(text) ? `${wholeDate(text)}T23:59:59.999Z` : undefined);

export type Days = { from?: string; through?: string; unclear: boolean };

/** A code with what it is called, as sent. */
export const asSent = (concept: CodeableConcept | undefined): string =>
  [
    ...(concept?.coding ?? []).map(({ code, display }) =>
      [code, display].filter((word) => word?.trim()).join(' '),
    ),
    concept?.text ?? '',
  ]
    .filter((words) => words.trim())
    .join(', ');

/** A form or letter that comes along, by what it is called or where it is. */
export const formAsSent = ({
  form,
  formCode,
}: Pick<z.infer<typeof ClaimResponse>, 'form' | 'formCode'>): string =>
  [asSent(formCode), form?.title ?? form?.url].filter(Boolean).join('; ');

/** Hours by which no place in the United States is farther behind UTC. */
const mostBehind = 10;

/**
 * The last day of a period. An instant in UTC is the day that it still is everywhere here, so that no
 * period lasts a day longer than was meant; midnight itself is how a plain date is often written.
 */
const lastDay = (end: string | undefined): string | undefined => {
  const instant = /T(?!00:00(:00)?(\.0+)?Z$).*Z$/.test(end ?? '') ? parseInstant(end) : undefined;
  return instant
    ? new Date(Date.parse(instant) - mostBehind * 3_600_000).toISOString().slice(0, 10)
    : wholeDate(end);
};

/** The full days of a period; months, years and ends before their beginnings are unclear. */
export const fullDays = ({ start, end }: z.infer<typeof Period> = {}): Days => {
  const from = wholeDate(start);
  const through = lastDay(end);
  const lost = (start !== undefined && !from) || (end !== undefined && !through);
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    unclear: lost || (from !== undefined && through !== undefined && through < from),
  };
};

/** A period as sent, readable or not, with the last day that is read where it is another. */
export const daysAsSent = (period: z.infer<typeof Period> = {}): string[] => {
  const { start, end } = period;
  const { through } = fullDays(period);
  if (!start && !end) return [];
  const read = through && !end?.startsWith(through) ? ` (through ${through})` : '';
  return [`from ${start ?? 'the beginning'} through ${end ?? 'no end'}${read}`];
};

/** Spellings of units and visits: X12 355 and 673, UCUM and words (PAS 2.2.1 leaves it open). */
const unitWords = new Set(['', '1', 'UN', 'F2', 'FL', 'UNIT', 'UNITS', '{UNIT}', '{UNITS}']);
const visitWords = new Set(['VS', 'VISIT', 'VISITS']);

/** Units or visits; days, hours, fractions and what is below nothing are unclear. */
export const readAmount = (
  quantity: z.infer<typeof FhirQuantity> | undefined,
): Amount & { unclear: boolean } => {
  if (!quantity) return { unclear: false };
  const { value, code, unit, comparator } = quantity;
  // "Less than 300" is no amount that anybody may count on.
  const whole =
    value !== undefined && Number.isSafeInteger(value) && value >= 0 && comparator === undefined;
  const words = [code, unit].flatMap((word) => (word ? [word.trim().toUpperCase()] : []));
  if (whole && words.every((word) => unitWords.has(word))) return { units: value, unclear: false };
  // UCUM knows visits only as the unity, with the word beside it.
  const isVisits = words.some((word) => visitWords.has(word));
  const rest = words.filter((word) => !visitWords.has(word));
  if (whole && isVisits && rest.every((word) => word === '1'))
    return { visits: value, unclear: false };
  return { unclear: true };
};

/** An amount as sent. */
export const amountAsSent = ({ value, code, unit, comparator }: FhirQuantity): string =>
  [`${comparator ?? ''}${value ?? 'no value'}`, unit ?? code].filter(Boolean).join(' ');

/** The days within all of these; unclear where one is, or where none lie within all. */
export const daysWithin = (...all: readonly Days[]): Days => {
  const from = all
    .flatMap((one) => one.from ?? [])
    .sort()
    .at(-1);
  const [through] = all.flatMap((one) => one.through ?? []).sort();
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    unclear:
      all.some(({ unclear }) => unclear) ||
      (from !== undefined && through !== undefined && through < from),
  };
};
