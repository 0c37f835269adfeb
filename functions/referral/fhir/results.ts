import * as z from 'zod';
import { CodeableConcept, conceptWords, readCodes, systems } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { partOf } from '../facts/lab-tests.ts';
import { mayBeLookedFor, unnamedCode } from '../facts/looked-for.ts';
import { mayBeNamed } from '../facts/result-names.ts';
import { isMatter } from '../facts/what-matters.ts';
import type { Observation } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import { examinedOrAgreed } from './examined.ts';
import { codeOf, inBrief, saidBy, trimmed } from './observed.ts';
import { toldByParts } from './parts.ts';
import { gatheredUnfinished, reportResults } from './reports.ts';
import type { FhirResource } from './resources.ts';
import { resultDay } from './taken-on.ts';

type Whole = FhirResource<'Observation'>;
type Placed = PlacedResource<'Observation'>;

/** Most results that a referral holds; those that rules look at come first. */
const mostResults = 200;
/** Most long texts that are kept whole; a cut one is not understood. */
const mostWhole = 40;

/** Whether an observation was made and stands; status is a modifier element. */
export const isResult = ({ resource }: PlacedResource<'Observation'>): boolean =>
  !['entered-in-error', 'cancelled'].includes(resource.status ?? 'final');

const Specimen = z.looseObject({
  resourceType: z.literal('Specimen'),
  id: z.string().max(100).optional(),
  status: z.string().max(100).optional(),
  type: CodeableConcept.optional(),
  collection: z
    .looseObject({
      collectedDateTime: z.string().max(100).optional(),
      collectedPeriod: z.looseObject({ start: z.string().max(100).optional() }).optional(),
    })
    .optional(),
  condition: z.array(CodeableConcept).max(20).optional(),
  note: z
    .array(z.looseObject({ text: z.string().max(2000).optional() }))
    .max(20)
    .optional(),
});

type SpecimenTold = {
  notes: string[];
  on?: string;
  /** It is of another patient, or of another fluid than the test is of. */
  isOther: boolean;
};

/** Urine is no blood: its creatinine and its salts are other tests. A test that is read by its words says itself what it is of. */
const isOfUrine = (type: CodeableConcept | undefined, { code }: Whole): boolean =>
  conceptWords(type).some((words) => /\burine\b/i.test(words)) &&
  !readCodes(code, systems.loinc).some((one) => partOf(one) !== undefined);

/**
 * What its specimen says against a result, and when it was taken: one that the result carries within
 * itself, or an entry of the bundle.
 */
const specimenTold = (reading: BundleReading, { at, resource }: Placed): SpecimenTold => {
  const { specimen } = resource;
  const { contained } = resource as { contained?: unknown };
  const entry = reading.lookAsSent('Specimen', specimen);
  const found =
    (Array.isArray(contained) ? contained : [])
      .map((one) => Specimen.safeParse(one).data)
      .find((one) => one?.id !== undefined && `#${one.id}` === specimen?.reference) ??
    (entry && Specimen.safeParse(entry.resource).data);
  if (entry && !entry.isOthers) reading.use(entry.at, `the specimen of ${at}`);
  const { status = 'available', type, collection, condition = [], note = [] } = found ?? {};
  const on = collection?.collectedDateTime ?? collection?.collectedPeriod?.start;
  return {
    notes: [
      ...(status === 'available' ? [] : ['specimen unsatisfactory']),
      ...[...condition.flatMap(conceptWords), ...note.map(({ text = '' }) => text)].filter(Boolean),
    ],
    ...(on ? { on } : {}),
    isOther: entry?.isOthers === true || isOfUrine(type, resource),
  };
};

/** Whether a rule looks at a result, by its code or for what its words may tell. */
export const isLookedAt = ({ code, text = '', value, notes = [] }: Observation): boolean =>
  isMatter(code) ||
  (code === unnamedCode && mayBeNamed(text)) ||
  mayBeLookedFor(`${code} ${text}`) ||
  (value !== undefined && 'coded' in value && mayBeLookedFor(value.coded)) ||
  notes.some(mayBeLookedFor);

/** A count of the spots of a T-SPOT test, which laboratories often send without a unit. */
const asSpots = (
  own: ReturnType<typeof saidBy>,
  words: string | undefined,
): ReturnType<typeof saidBy> =>
  own.value &&
  'value' in own.value &&
  own.value.unit === '1' &&
  /t-?spot|spot count/i.test(words ?? '')
    ? { ...own, value: { ...own.value, unit: '{spots}' } }
    : own;

const resultsOf = ({ at, resource }: Placed, specimen: SpecimenTold): Observation[] => {
  const { status = 'unknown' } = resource;
  const method = conceptWords(resource.method)[0];
  const notes = trimmed(
    [...(resource.note ?? []).map((note) => note.text ?? ''), ...specimen.notes],
    500,
    5,
  );
  const shared = {
    ...resultDay(resource, specimen.on),
    ...(status === 'final' ? {} : { status: status.slice(0, 20) }),
    ...(method ? { method: shortened(method, 100) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
  const words = conceptWords(resource.code)[0];
  const whole = codeOf(resource) ?? (words ? { code: unnamedCode } : undefined);
  const beside = toldByParts(resource);
  const own = saidBy(resource);
  const said = [...(own.said ?? []), ...beside.said].slice(0, 8);
  const remarks = [...notes, ...beside.notes].slice(0, 5);
  // Panels have their values in their parts, or in other observations.
  const ofItself =
    whole && Object.keys(own).length + said.length > 0
      ? [
          {
            ...whole,
            ...(words ? { text: shortened(words, 200) } : {}),
            ...asSpots(own, words),
            ...(said.length > 0 ? { said } : {}),
            ...shared,
            ...(remarks.length > 0 ? { notes: remarks } : {}),
            from: at,
          },
        ]
      : [];
  const parts = (resource.component ?? []).flatMap((part, index) => {
    const code = beside.codes.get(index) ?? (beside.within.has(index) ? undefined : codeOf(part));
    const name = conceptWords(part.code)[0];
    const isNamed = name !== undefined && mayBeLookedFor(name);
    if (!code ? !isNamed : !isMatter(code.code)) return [];
    return [
      {
        ...(code ?? { code: unnamedCode, text: shortened(name ?? '', 200) }),
        ...saidBy(part),
        ...shared,
        from: `${at}.component[${index}]`,
      },
    ];
  });
  return [...ofItself.filter((one) => one.code !== unnamedCode || isLookedAt(one)), ...parts];
};

/** A result that cannot be read, of a test that rules look at: a person reads it. */
const unreadResults = (reading: BundleReading): Observation[] =>
  reading.unreadOf('Observation').flatMap(({ at, resource }) => {
    const concept = CodeableConcept.safeParse(resource.code).data;
    const named = concept && codeOf({ code: concept });
    if (resource.status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    if (!named) return [];
    if (!isMatter(named.code)) {
      reading.pass(at, 'no rule looks at this result');
      return [];
    }
    return [{ ...named, value: { coded: 'cannot be read' }, from: at }];
  });

const resultsOfOne = (
  reading: BundleReading,
  placed: PlacedResource<'Observation'>,
): Observation[] => {
  const { at, resource } = placed;
  if (resource.status === 'entered-in-error') {
    reading.leave(at, 'was entered in error');
    return [];
  }
  if (readCodes(resource.code, systems.placement).length > 0) {
    reading.use(at, 'the place of care');
    return [];
  }
  const specimen = specimenTold(reading, placed);
  const results = resultsOf(placed, specimen);
  const matter = results.some(isLookedAt);
  const isOfOther = (resource.focus ?? []).some((one) => !reading.get('Patient', one));
  const untold = reading.ownerOf(placed) === 'untold' || isOfOther || specimen.isOther;
  if (!matter) reading.pass(at, 'no rule looks at this result');
  else if (isOfOther) reading.doubt(at, 'is about something or somebody beside the patient');
  else if (specimen.isOther) reading.doubt(at, 'names a specimen that the result cannot be of');
  else if (untold) reading.doubt(at, 'does not say whose it is');
  else reading.use(at, 'results');
  return untold ? results.map((one) => ({ ...one, untied: true })) : results;
};

/** What was measured and found, as it was sent; a result that rules look at is never left out. */
export const observationsFrom = (reading: BundleReading): Observation[] => {
  const awaited = gatheredUnfinished(reading);
  const all = [
    ...reading.all('Observation').flatMap((placed) => {
      const status = awaited.get(placed.at);
      return resultsOfOne(reading, placed).map((one) => (status ? { ...one, status } : one));
    }),
    ...reportResults(reading),
    ...unreadResults(reading),
    ...examinedOrAgreed(reading),
  ];
  const rank = (one: Observation) => (isLookedAt(one) ? 0 : 1);
  let whole = 0;
  const kept = all.map((one) => {
    const isLong = one.value && 'coded' in one.value && one.value.coded.length > 100;
    if (isLong) whole += rank(one) === 0 ? 1 : 0;
    return isLong && (rank(one) > 0 || whole > mostWhole) ? inBrief(one) : one;
  });
  if (kept.length <= mostResults) return kept;
  return kept
    .toSorted((a, b) => rank(a) - rank(b) || ((a.on ?? '') < (b.on ?? '') ? 1 : -1))
    .slice(0, mostResults);
};
