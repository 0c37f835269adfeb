import { at, isoDate, type ReadSegment } from '../../x12/read-segment.ts';

/** X12 374: plan, eligibility, coordination, benefit; periods, policy, COBRA. */
const ranges = ['291', '307', '290', '292'];
const begins = ['346', '356', '348', '193', '340', '382', '539'];
const ends = ['347', '357', '349', '194', '341', '540'];
/** Visits, admissions, updates, premiums and the day of service: they bound no coverage. */
const besides = [
  ...['096', '102', '152', '198', '295', '303', '304', '318', '342', '343', '435', '442'],
  ...['458', '472', '636', '771'],
];

const isRange = (segment: ReadSegment): boolean =>
  at(segment, 2) === 'RD8' || /^\d{8}-\d{8}$/.test(at(segment, 3));

/** The first and the last day of a date as sent; payers write ranges under the code of a beginning, too. */
const partsOf = (segment: ReadSegment): { first?: string; last?: string } => {
  const [code, text] = [at(segment, 1), at(segment, 3)];
  if (isRange(segment)) {
    const [first, last] = text.split('-');
    return { ...(first ? { first } : {}), ...(last ? { last } : {}) };
  }
  if (!text) return {};
  return ends.includes(code) ? { last: text } : { first: text };
};

const dated = (segments: readonly ReadSegment[], codes: readonly string[]): ReadSegment[] =>
  segments.filter((segment) => segment.id === 'DTP' && codes.includes(at(segment, 1)));

/** A range of no more than the day that was asked about repeats the question, and ends nothing. */
const isEcho = (segment: ReadSegment, on: string | undefined): boolean => {
  const { first, last } = partsOf(segment);
  return on !== undefined && first === last && isoDate(first ?? '') === on;
};

/** `unclear` where a date is given and cannot be read: nobody knows when it begins or ends. */
export type Dates = {
  from?: string | undefined;
  through?: string | undefined;
  unclear?: boolean | undefined;
};

/**
 * From when and through when something holds, as far as the segments about it say: where they say
 * several things, within all of them.
 *
 * @param on the day that was asked about
 */
export const datesIn = (segments: readonly ReadSegment[], on?: string): Dates => {
  const parts = dated(segments, [...ranges, ...begins, ...ends])
    .filter((segment) => !isEcho(segment, on))
    .map(partsOf);
  const begun = parts.flatMap(({ first }) => first ?? []);
  const ended = parts.flatMap(({ last }) => last ?? []);
  const from = begun
    .flatMap((text) => isoDate(text) ?? [])
    .sort()
    .at(-1);
  const [through] = ended.flatMap((text) => isoDate(text) ?? []).sort();
  const unclear = [...begun, ...ended].some((text) => isoDate(text) === undefined);
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    ...(unclear ? { unclear } : {}),
  };
};

/** Dates of a kind that nobody here knows, as sent: they may begin or end it. */
export const unknownDates = (segments: readonly ReadSegment[]): string[] =>
  segments
    .filter((segment) => segment.id === 'DTP')
    .filter((segment) => ![...ranges, ...begins, ...ends, ...besides].includes(at(segment, 1)))
    .map((segment) => `It gives a date of an unknown kind: ${at(segment, 1)} ${at(segment, 3)}.`);

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
  const [paid] = dated(segments, ['343']).flatMap((segment) => {
    const { first, last } = partsOf(segment);
    return last ?? first ?? [];
  });
  const served = dated(segments, ['472']).map(partsOf);
  const asked = served.flatMap(({ first }) => (first ? [isoDate(first)] : []));
  const last = served.flatMap((part) => (part.last ? [isoDate(part.last)] : []))[0];
  const isAnotherDay = asked.some(
    (day) => day === undefined || day > on || (last === undefined ? day < on : last < on),
  );
  return [
    ...(dated(segments, ['442']).length > 0 ? ['It names a date of death (442).'] : []),
    ...(paid !== undefined && (isoDate(paid) ?? '') < on
      ? [`Premiums are paid only through ${isoDate(paid) ?? paid} (343).`]
      : []),
    ...(isAnotherDay ? ['It is an answer about another day of service (472).'] : []),
  ];
};
