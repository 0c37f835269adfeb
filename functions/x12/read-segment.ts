import { wholeDate } from '../fhir/values.ts';
import type { Delimiters } from './segment.ts';

/** A segment as read: elements of repetitions of components, all text. */
export type ReadSegment = { id: string; elements: readonly string[]; delimiters: Delimiters };

/** The n-th element (1 is the first) as plain text. */
export const at = (segment: ReadSegment | undefined, position: number): string =>
  segment?.elements[position - 1]?.trim() ?? '';

/** The repetitions of an element. */
export const repetitions = (segment: ReadSegment, position: number): string[] =>
  at(segment, position).split(segment.delimiters.repetition).filter(Boolean);

/** The components of a composite element. */
export const components = (segment: ReadSegment, position: number): string[] =>
  at(segment, position).split(segment.delimiters.component);

/** A date of CCYYMMDD as ISO 8601 writes it; undefined for anything else, and for no day of the calendar. */
export const isoDate = (text: string): string | undefined =>
  /^\d{8}$/.test(text)
    ? wholeDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
    : undefined;
