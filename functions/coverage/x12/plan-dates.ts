import { at, components, type ReadSegment, repetitions } from '../../x12/read-segment.ts';
import type { Level } from './eligibility-loops.ts';

/** A day as X12 writes it; what is no day of the calendar is none. */
const dayOf = (text: string): string | undefined => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const on = `${year}-${month}-${day}`;
  const read = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(on) ? on : undefined;
};

/** X12 374 codes in the order in which they are believed: the plan before the member's dates. */
const ranges = ['291', '307'];
const begins = ['346', '356'];
const ends = ['347', '357'];

const daysWith = (segments: readonly ReadSegment[], codes: readonly string[], part: 0 | 1) =>
  codes.flatMap((code) =>
    segments
      .filter((segment) => segment.id === 'DTP' && at(segment, 1) === code)
      .flatMap((segment) => dayOf(at(segment, 3).split('-')[part] ?? '') ?? []),
  );

/** The dates of the plan as a whole; not those of a service, a procedure or another payer. */
const planSegments = ({ segments, benefits }: Level): ReadSegment[] => [
  ...segments,
  ...benefits
    .filter(({ benefit }) => /^[1-8]$/.test(at(benefit, 1)) && components(benefit, 13).length === 1)
    .filter(({ benefit }) => ['', '30'].includes(repetitions(benefit, 3).join('^')))
    .flatMap((loop) => loop.segments),
];

/** From when and through when the plan holds, as far as the answer says. */
export const planDates = (levels: readonly Level[]): { from?: string; through?: string } => {
  const segments = levels.flatMap(planSegments);
  const [from] = [...daysWith(segments, begins, 0), ...daysWith(segments, ranges, 0)];
  const [through] = [...daysWith(segments, ends, 0), ...daysWith(segments, ranges, 1)];
  return { ...(from ? { from } : {}), ...(through ? { through } : {}) };
};
