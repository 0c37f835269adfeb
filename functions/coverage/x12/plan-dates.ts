import { at, type ReadSegment } from '../../x12/read-segment.ts';

/** A day as X12 writes it; what is no day of the calendar is none. */
const dayOf = (text: string): string | undefined => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const on = `${year}-${month}-${day}`;
  const read = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(on) ? on : undefined;
};

/** X12 374: plan, eligibility, coordination, benefit; periods, policy, COBRA. */
const ranges = ['291', '307', '290', '292'];
const begins = ['346', '356', '348', '193', '340', '539'];
const ends = ['347', '357', '349', '194', '341', '540'];

const textsWith = (segments: readonly ReadSegment[], codes: readonly string[], part: 0 | 1) =>
  codes.flatMap((code) =>
    segments
      .filter((segment) => segment.id === 'DTP' && at(segment, 1) === code)
      .flatMap((segment) => at(segment, 3).split('-')[part] || []),
  );

/** `unclear` where a date is given and cannot be read: nobody knows when it begins or ends. */
export type Dates = {
  from?: string | undefined;
  through?: string | undefined;
  unclear?: boolean | undefined;
};

/**
 * From when and through when something holds, as far as the segments about it say: where they say
 * several things, within all of them.
 */
export const datesIn = (segments: readonly ReadSegment[]): Dates => {
  const begun = [...textsWith(segments, begins, 0), ...textsWith(segments, ranges, 0)];
  const ended = [...textsWith(segments, ends, 0), ...textsWith(segments, ranges, 1)];
  const from = begun
    .flatMap((text) => dayOf(text) ?? [])
    .sort()
    .at(-1);
  const [through] = ended.flatMap((text) => dayOf(text) ?? []).sort();
  const unclear = [...begun, ...ended].some((text) => dayOf(text) === undefined);
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    ...(unclear ? { unclear } : {}),
  };
};

/** Whether a day lies within these dates, as far as they can be read; both ends belong to them. */
export const isWithin = ({ from, through }: Dates, on: string): boolean =>
  (from ?? on) <= on && on <= (through ?? on);

/** The dates within both: the later beginning and the earlier end. */
export const withinBoth = (one: Dates, other: Dates): Dates => {
  const from = [one.from, other.from]
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
  const through = [one.through, other.through].filter((day) => day !== undefined).sort()[0];
  return { ...(from ? { from } : {}), ...(through ? { through } : {}) };
};

/** What dates of the member, other than of the plan, speak against it on a day. */
export const datesAgainst = (segments: readonly ReadSegment[], on: string): string[] => {
  const [paid] = textsWith(segments, ['343'], 0);
  const asked = textsWith(segments, ['472'], 0).map(dayOf);
  const last = textsWith(segments, ['472'], 1).map(dayOf)[0];
  const isAnotherDay = asked.some(
    (day) => day === undefined || day > on || (last === undefined ? day < on : last < on),
  );
  return [
    ...(textsWith(segments, ['442'], 0).length > 0 ? ['It names a date of death (442).'] : []),
    ...(paid !== undefined && (dayOf(paid) ?? '') < on
      ? [`Premiums are paid only through ${dayOf(paid) ?? paid} (343).`]
      : []),
    ...(isAnotherDay ? ['It is an answer about another day of service (472).'] : []),
  ];
};
