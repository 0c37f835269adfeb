import { lookup } from '../../platform/lookup.ts';
import { at, components, isoDate, type ReadSegment } from '../../x12/read-segment.ts';
import { speaksAgainst } from '../answer/contrary-words.ts';
import type { LineAnswer } from '../payer-answer.ts';
import { all, type ReviewLevel, segmentAsSent } from './read-levels.ts';

/** What a level says is granted, or was asked: how much, when, of what, where and by whom. */
export type Granted = Pick<
  LineAnswer,
  'units' | 'visits' | 'from' | 'through' | 'codes' | 'placeOfService' | 'sites' | 'doubts' | 'said'
>;

type Days = { from?: string; through?: string };

/** D8 is one day, RD8 two with all between them. */
const daysOf = (segment: ReadSegment): Required<Days> | undefined => {
  const days = at(segment, 3).split('-').map(isoDate);
  const [from, through = from] = days;
  const count = { D8: 1, RD8: 2 }[at(segment, 2)];
  return days.length === count && from && through && from <= through
    ? { from, through }
    : undefined;
};

/** DTP01: what the days of each mean for a grant. */
const meanings = lookup<(days: Required<Days>, isRange: boolean) => Days>({
  // The certification begins on a day, or goes from one to another.
  '007': ({ from, through }, isRange) => (isRange ? { from, through } : { from }),
  '036': ({ through }) => ({ through }),
  '472': (days) => days,
  AAH: (days) => days,
  // When it was issued.
  '102': () => ({}),
});

/** The days within all that are told. */
const datesIn = (segments: readonly ReadSegment[]) => {
  const told = all(segments, 'DTP').map((segment) => {
    const days = daysOf(segment);
    const meaning = meanings[at(segment, 1)];
    return days && meaning ? meaning(days, at(segment, 2) === 'RD8') : undefined;
  });
  const from = told
    .flatMap((one) => one?.from ?? [])
    .sort()
    .at(-1);
  const [through] = told.flatMap((one) => one?.through ?? []).sort();
  const isEmpty = from !== undefined && through !== undefined && through < from;
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    doubts: isEmpty || told.includes(undefined) ? ['dates that cannot be read'] : [],
  };
};

const wholeNumber = (text: string): number | undefined =>
  /^\d{1,15}(\.0+)?$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

const unread = { doubts: ['an amount that cannot be read'] };

type Amount = { units?: number; visits?: number; doubts: string[] };

/** SV103 and SV204: units, and international units, which are counted as units. */
const unitKinds = ['UN', 'F2'];

/** Units of a service; `at` is where their kind stands, and their number after it. */
const unitsAt = (segment: ReadSegment | undefined, position: number): Amount => {
  const kind = at(segment, position);
  const count = at(segment, position + 1);
  if (!kind && !count) return { doubts: [] };
  const units = wholeNumber(count);
  return unitKinds.includes(kind) && units !== undefined ? { units, doubts: [] } : unread;
};

/** Visits; so many in a week, and anything else that does not say how many in all, is not read. */
const visitsIn = (segment: ReadSegment | undefined): Amount => {
  if (!segment) return { doubts: [] };
  const visits = wholeNumber(at(segment, 2));
  const isTotal = segment.elements.slice(2).every((element) => element.trim() === '');
  return at(segment, 1) === 'VS' && visits !== undefined && isTotal
    ? { visits, doubts: [] }
    : unread;
};

/** Modifiers that tell only whether something is discarded; any other is not what was asked. */
const ofWaste = ['JW', 'JZ'];

/** The code of a service that can be held against ours: a HCPCS or CPT, without what would change it. */
const productIn = (segment: ReadSegment | undefined, position: number) => {
  if (!segment || at(segment, position) === '') return { codes: [], doubts: [] };
  const [kind = '', code = '', ...more] = components(segment, position).map((one) => one.trim());
  const modifiers = more.slice(0, 4).filter(Boolean);
  const [described = '', rangeEnd] = more.slice(4);
  return {
    codes: kind === 'HC' && code ? [code.toUpperCase()] : [],
    doubts: [
      ...(kind === 'HC' && code ? [] : ['a product that cannot be compared']),
      ...(modifiers.every((one) => ofWaste.includes(one.toUpperCase()))
        ? []
        : ['a modifier that was not asked for']),
      ...(speaksAgainst(described) ? ['words that a person has to read'] : []),
      ...(rangeEnd ? ['a product that cannot be compared'] : []),
    ],
  };
};

/** UM04 `B` is a place of service, as SV105 is; `A` is a type of bill, which says nothing that we could compare. */
const placeIn = (segments: readonly ReadSegment[]) => {
  const [um] = all(segments, 'UM');
  const [place = '', kind] = um && at(um, 4) !== '' ? components(um, 4) : [];
  // X217 has no place at a service line; where one stands there all the same (SV105), it is one.
  const atService = at(all(segments, 'SV1')[0], 5);
  const isUnread = kind === undefined ? place !== '' : kind !== 'B' || !/^\d{2}$/.test(place);
  const told = [isUnread ? '' : place, atService].filter(Boolean);
  const [placeOfService] = told;
  return {
    ...(placeOfService ? { placeOfService } : {}),
    doubts: isUnread || new Set(told).size > 1 ? ['a place that cannot be compared'] : [],
  };
};

/** NM101 of who gives the service, and of others with a part in it. */
const givers = ['FA', 'SJ', '77'];
const others = ['1T', '71', '72', '73', 'AAJ', 'DD', 'DK', 'DN', 'DQ', 'G3', 'P3', 'QB', 'QV'];
/** Of whoever what is asked for goes to; read with the request for it. */
export const addressees = ['1P', '2B', 'ABG', 'L5', 'PR', 'X3'];
/** Rides. */
const transports = ['45', 'FS', 'ND', 'PW', 'R3'];

const providersIn = (named: ReviewLevel['named']) => {
  const known = named.flatMap(([nm1]) => nm1 ?? []);
  const giving = known.filter((nm1) => givers.includes(at(nm1, 1)));
  const sites = giving.flatMap((nm1) => (at(nm1, 8) === 'XX' && at(nm1, 9) ? [at(nm1, 9)] : []));
  const isUnknown =
    sites.length < giving.length ||
    known.some((nm1) => ![...givers, ...others, ...addressees, ...transports].includes(at(nm1, 1)));
  return { sites, doubts: isUnknown ? ['a provider that cannot be told apart'] : [] };
};

/** Segments that are told with what is granted. */
const telling = ['UM', 'DTP', 'SV1', 'SV2', 'HSD'];

export const readGrant = ({ own, named }: ReviewLevel): Granted => {
  const [sv1, sv2, hsd] = ['SV1', 'SV2', 'HSD'].map((id) => all(own, id)[0]);
  const dates = datesIn(own);
  const units = [unitsAt(sv1, 3), unitsAt(sv2, 4)];
  const visits = visitsIn(hsd);
  const products = [productIn(sv1, 1), productIn(sv2, 2)];
  const place = placeIn(own);
  const providers = providersIn(named);
  // One service, one amount of visits and one kind of request: of two, nobody can tell which holds.
  const isTwofold =
    (sv1 && sv2) || ['SV1', 'SV2', 'HSD', 'UM'].some((id) => all(own, id).length > 1);
  const count = units.find((one) => one.units !== undefined)?.units;
  return {
    ...(dates.from ? { from: dates.from } : {}),
    ...(dates.through ? { through: dates.through } : {}),
    ...(count === undefined ? {} : { units: count }),
    ...(visits.visits === undefined ? {} : { visits: visits.visits }),
    ...(place.placeOfService ? { placeOfService: place.placeOfService } : {}),
    codes: products.flatMap(({ codes }) => codes),
    sites: providers.sites,
    doubts: [
      ...dates.doubts,
      ...[...units, visits].flatMap(({ doubts }) => doubts),
      ...products.flatMap(({ doubts }) => doubts),
      ...place.doubts,
      ...providers.doubts,
      ...(isTwofold ? ['two amounts'] : []),
    ],
    said: [
      ...own.filter(({ id }) => telling.includes(id)).map(segmentAsSent),
      ...named.flatMap(([nm1]) => (nm1 && givers.includes(at(nm1, 1)) ? [segmentAsSent(nm1)] : [])),
    ],
  };
};
