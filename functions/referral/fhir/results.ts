import * as z from 'zod';
import {
  CodeableConcept,
  conceptWords,
  type FhirQuantity,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { earliestDate, shortened, signedDecimalText } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import { partOf, testCalled } from '../facts/lab-tests.ts';
import { isMatter } from '../facts/what-matters.ts';
import type { Observation } from '../referral.ts';
import type { BundleReading, PlacedResource } from './bundle.ts';
import type { FhirResource } from './resources.ts';

type Quantity = z.infer<typeof FhirQuantity>;
type Whole = FhirResource<'Observation'>;
/** What an observation and a part of one have in common. */
type Observed = NonNullable<Whole['component']>[number];
type Said = Pick<Observation, 'value' | 'said' | 'answers' | 'interpretation' | 'absent' | 'range'>;

/** Most results that a referral holds; those that rules look at come first. */
const mostResults = 200;

/** Units that people write out beside the code, by what they measure in. */
const kinds = lookup<string>({
  kg: 'kg',
  kgs: 'kg',
  kilogram: 'kg',
  kilograms: 'kg',
  '[lb_av]': 'lb',
  lb: 'lb',
  lbs: 'lb',
  pound: 'lb',
  pounds: 'lb',
  g: 'g',
  gram: 'g',
  grams: 'g',
  cm: 'cm',
  centimeter: 'cm',
  centimeters: 'cm',
  m: 'm',
  meter: 'm',
  meters: 'm',
  '[in_i]': 'in',
  in: 'in',
  inch: 'in',
  inches: 'in',
});

/** Whether unit and code of a quantity mean two things, so that neither can be believed. */
const disagrees = ({ unit, code }: Quantity): boolean => {
  const [shown, coded] = [kinds[unit?.toLowerCase() ?? ''], kinds[code ?? '']];
  return shown !== undefined && coded !== undefined && shown !== coded;
};

const comparators = ['<', '<=', '>=', '>'] as const;

const measuredOf = (quantity: Quantity): Observation['value'] => {
  const number = signedDecimalText(quantity.value);
  const unit = [quantity.code, quantity.unit].find((one) => one?.trim())?.trim() ?? '1';
  const comparator = comparators.find((one) => one === quantity.comparator);
  const isKnown = quantity.comparator === undefined || comparator !== undefined;
  if (number !== undefined && unit.length <= 20 && isKnown && !disagrees(quantity))
    return { value: number, unit, ...(comparator ? { comparator } : {}) };
  const words = [quantity.comparator, quantity.value, quantity.unit, quantity.code]
    .filter((part) => part !== undefined)
    .join(' ');
  return words ? { coded: shortened(words, 100) } : undefined;
};

const trimmed = (words: readonly string[], length: number, most: number): string[] =>
  [...new Set(words.map((word) => shortened(word.trim(), length)))]
    .filter((word) => word !== '')
    .slice(0, most);

const codesOf = (concept: CodeableConcept | undefined): string[] =>
  (concept?.coding ?? []).flatMap(({ code }) => (code ? [code] : []));

/** Every word of a result that is not a number with its unit. */
const wordsOf = (part: Observed): string[] => {
  const { valueRatio: ratio, valueRange: range } = part;
  return [
    ...conceptWords(part.valueCodeableConcept),
    part.valueString ?? '',
    part.valueDateTime ?? '',
    part.valueBoolean === undefined ? '' : String(part.valueBoolean),
    ratio ? `${ratio.numerator?.value ?? ''}:${ratio.denominator?.value ?? ''}` : '',
    range ? `${range.low?.value ?? ''} to ${range.high?.value ?? ''}` : '',
  ];
};

/** Codes of HL7's interpretation as they are; what a laboratory made up, by its words. */
const interpretationOf = ({ interpretation = [] }: Observed): string[] =>
  interpretation.flatMap((concept) => {
    const codes = readCodes(concept, systems.interpretation);
    return codes.length > 0 ? codes : [...codesOf(concept), ...conceptWords(concept)].slice(0, 2);
  });

const saidBy = (part: Observed): Said => {
  const quantity =
    part.valueQuantity ??
    (part.valueInteger === undefined ? undefined : { value: part.valueInteger });
  const number = quantity && measuredOf(quantity);
  const [first, ...others] = trimmed(wordsOf(part), 100, 9);
  const value = number ?? (first === undefined ? undefined : { coded: first });
  const said = number && first !== undefined ? [first, ...others] : others;
  const answers = trimmed(codesOf(part.valueCodeableConcept), 60, 8);
  const interpretation = trimmed(interpretationOf(part), 60, 6);
  const absent = part.dataAbsentReason;
  const [range] = part.referenceRange ?? [];
  const low = signedDecimalText(range?.low?.value);
  const high = signedDecimalText(range?.high?.value);
  return {
    ...(value ? { value } : {}),
    ...(said.length > 0 ? { said: said.slice(0, 8) } : {}),
    ...(answers.length > 0 ? { answers } : {}),
    ...(interpretation.length > 0 ? { interpretation } : {}),
    ...(absent
      ? { absent: trimmed([...codesOf(absent), ...conceptWords(absent), 'unknown'], 60, 1)[0] }
      : {}),
    ...(low !== undefined || high !== undefined
      ? {
          range: { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) },
        }
      : {}),
  };
};

/**
 * Which test a code names: the LOINC code that rules know, else the first. A test that is only called
 * by its name, or that is called two things, counts against a therapy and never for it.
 */
const codeOf = ({
  code: concept,
}: Pick<Observed, 'code'>): { code: string; untied?: boolean } | undefined => {
  // A code of this form that rules know is no other system's, also where its system is not said.
  const unnamed = (concept?.coding ?? []).flatMap(({ system, code = '' }) =>
    system === undefined && /^\d{1,6}-\d$/.test(code) && isMatter(code) ? [code] : [],
  );
  const codes = [...readCodes(concept, systems.loinc), ...unnamed].filter(
    (one) => one.trim().length <= 20,
  );
  const known = codes.filter((one) => partOf(one) !== undefined);
  const code = (known[0] ?? codes[0])?.trim();
  if (code) {
    const tests = new Set(known.map((one) => partOf(one)?.test));
    return tests.size > 1 ? { code, untied: true } : { code };
  }
  const [named] = testCalled(conceptWords(concept).join(' '))?.codes ?? [];
  return named ? { code: named, untied: true } : undefined;
};

/** Whether an observation was made and stands; status is a modifier element. */
export const isResult = ({ resource }: PlacedResource<'Observation'>): boolean =>
  !['entered-in-error', 'cancelled'].includes(resource.status ?? 'final');

const takenOn = (
  resource: Pick<Whole, 'effectiveDateTime' | 'effectivePeriod' | 'effectiveInstant' | 'issued'>,
): string | undefined =>
  earliestDate(
    resource.effectiveDateTime ??
      resource.effectivePeriod?.start ??
      resource.effectiveInstant ??
      resource.issued,
  );

const Specimen = z.looseObject({
  resourceType: z.literal('Specimen'),
  id: z.string().max(100),
  status: z.string().max(100).optional(),
  condition: z.array(CodeableConcept).max(20).optional(),
  note: z
    .array(z.looseObject({ text: z.string().max(2000).optional() }))
    .max(20)
    .optional(),
});

/** What the specimen that a result carries within itself says against it. */
const specimenNotes = ({ specimen, ...resource }: Whole): string[] => {
  const { contained } = resource as { contained?: unknown };
  if (!contained) return [];
  const found = (Array.isArray(contained) ? contained : [])
    .map((one) => Specimen.safeParse(one).data)
    .find((one) => one && `#${one.id}` === specimen?.reference);
  const { status = 'available', condition = [], note = [] } = found ?? {};
  return [
    ...(status === 'available' ? [] : ['specimen unsatisfactory']),
    ...[...condition.flatMap(conceptWords), ...note.map(({ text = '' }) => text)].filter(Boolean),
  ];
};

const resultsOf = ({ at, resource }: PlacedResource<'Observation'>): Observation[] => {
  const on = takenOn(resource);
  const { status = 'unknown' } = resource;
  const method = conceptWords(resource.method)[0];
  const notes = trimmed(
    [...(resource.note ?? []).map((note) => note.text ?? ''), ...specimenNotes(resource)],
    500,
    5,
  );
  const shared = {
    ...(on ? { on } : {}),
    ...(status === 'final' ? {} : { status: status.slice(0, 20) }),
    ...(method ? { method: shortened(method, 100) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
  const whole = codeOf(resource);
  const words = conceptWords(resource.code)[0];
  const own = saidBy(resource);
  // Panels have their values in their parts, or in other observations.
  const ofItself =
    whole && Object.keys(own).length > 0
      ? [
          {
            ...whole,
            ...(words ? { text: shortened(words, 200) } : {}),
            ...own,
            ...shared,
            from: at,
          },
        ]
      : [];
  const parts = (resource.component ?? []).flatMap((part, index) => {
    const code = codeOf(part);
    if (!code || !isMatter(code.code)) return [];
    return [{ ...code, ...saidBy(part), ...shared, from: `${at}.component[${index}]` }];
  });
  return [...ofItself, ...parts];
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
  const results = resultsOf(placed);
  const matter = results.some(({ code }) => isMatter(code));
  const isOfOther = (resource.focus ?? []).some((one) => !reading.get('Patient', one));
  const untold = reading.ownerOf(placed) === 'untold' || isOfOther;
  if (!matter) reading.pass(at, 'no rule looks at this result');
  else if (isOfOther) reading.doubt(at, 'is about something or somebody beside the patient');
  else if (untold) reading.doubt(at, 'does not say whose it is');
  else reading.use(at, 'results');
  return untold ? results.map((one) => ({ ...one, untied: true })) : results;
};

/**
 * What a report concludes of a test that rules look at. One that only holds results says nothing of
 * its own, but a report that is not final makes none of them final.
 */
const reportResults = (reading: BundleReading): Observation[] =>
  reading.all('DiagnosticReport').flatMap(({ at, resource }) => {
    const { status = 'unknown', conclusion, conclusionCode, result = [] } = resource;
    const named = codeOf(resource);
    if (status === 'entered-in-error') {
      reading.leave(at, 'was entered in error');
      return [];
    }
    if (!named || !isMatter(named.code)) {
      reading.pass(at, 'no rule looks at this report');
      return [];
    }
    const said = saidBy({ valueString: conclusion, valueCodeableConcept: conclusionCode?.[0] });
    if (Object.keys(said).length === 0 && result.length > 0) {
      reading.pass(at, 'its values are in the results');
      return [];
    }
    const untold = reading.ownerOf({ resource }) === 'untold';
    if (untold) reading.doubt(at, 'does not say whose it is');
    else reading.use(at, 'results');
    const on = takenOn(resource);
    return [
      {
        ...named,
        ...said,
        ...(on ? { on } : {}),
        ...(status === 'final' ? {} : { status: status.slice(0, 20) }),
        ...(untold ? { untied: true } : {}),
        from: at,
      },
    ];
  });

/** Results that a report which is not final gathers, by the places of the results. */
const unfinished = (reading: BundleReading): ReadonlyMap<string, string> =>
  new Map(
    reading
      .all('DiagnosticReport')
      .filter(({ resource: { status } }) =>
        ['registered', 'partial', 'preliminary'].includes(status ?? ''),
      )
      .flatMap(({ resource: { result = [], status } }) =>
        result.flatMap((one) => {
          const place = reading.get('Observation', one)?.at;
          return place ? [[place, status as string] as const] : [];
        }),
      ),
  );

/** What was measured and found, as it was sent; a result that rules look at is never left out. */
export const observationsFrom = (reading: BundleReading): Observation[] => {
  const awaited = unfinished(reading);
  const all = [
    ...reading.all('Observation').flatMap((placed) => {
      const status = awaited.get(placed.at);
      return resultsOfOne(reading, placed).map((one) => (status ? { ...one, status } : one));
    }),
    ...reportResults(reading),
    ...unreadResults(reading),
  ];
  if (all.length <= mostResults) return all;
  const rank = ({ code }: Observation) => (isMatter(code) ? 0 : 1);
  return all
    .toSorted((a, b) => rank(a) - rank(b) || ((a.on ?? '') < (b.on ?? '') ? 1 : -1))
    .slice(0, mostResults);
};
