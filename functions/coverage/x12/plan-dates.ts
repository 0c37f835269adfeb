import { at, type ReadSegment } from '../../x12/read-segment.ts';

/** A day as X12 writes it; what is no day of the calendar is none. */
const dayOf = (text: string): string | undefined => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const on = `${year}-${month}-${day}`;
  const read = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(on) ? on : undefined;
};

/** X12 374 codes in the order in which they are believed: the plan before the member's dates. */
const ranges = ['291', '307', '290', '292'];
const begins = ['346', '356', '348'];
const ends = ['347', '357', '349'];

const daysWith = (segments: readonly ReadSegment[], codes: readonly string[], part: 0 | 1) =>
  codes.flatMap((code) =>
    segments
      .filter((segment) => segment.id === 'DTP' && at(segment, 1) === code)
      .flatMap((segment) => dayOf(at(segment, 3).split('-')[part] ?? '') ?? []),
  );

export type Dates = { from?: string; through?: string };

/** From when and through when something holds, as far as the segments about it say. */
export const datesIn = (segments: readonly ReadSegment[]): Dates => {
  const [from] = [...daysWith(segments, begins, 0), ...daysWith(segments, ranges, 0)];
  const [through] = [...daysWith(segments, ends, 0), ...daysWith(segments, ranges, 1)];
  return { ...(from ? { from } : {}), ...(through ? { through } : {}) };
};

/** Whether a day lies within these dates; both ends belong to them. */
export const isWithin = ({ from, through }: Dates, on: string): boolean =>
  (from ?? on) <= on && on <= (through ?? on);
