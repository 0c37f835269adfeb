import type * as z from 'zod';
import {
  type CodeableConcept,
  conceptWords,
  type FhirQuantity,
  readCodes,
  systems,
} from '../../fhir/elements.ts';
import { shortened, signedDecimalText } from '../../fhir/values.ts';
import { lookup } from '../../platform/lookup.ts';
import { partOf } from '../facts/lab-tests.ts';
import { resultNamed } from '../facts/result-names.ts';
import { isMatter } from '../facts/what-matters.ts';
import type { Observation } from '../referral.ts';
import type { FhirResource } from './resources.ts';

/** What an observation and a part of one have in common. */
export type Observed = NonNullable<FhirResource<'Observation'>['component']>[number];
type Quantity = z.infer<typeof FhirQuantity>;
type Said = Pick<Observation, 'value' | 'said' | 'answers' | 'interpretation' | 'absent' | 'range'>;

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

export const trimmed = (words: readonly string[], length: number, most: number): string[] => {
  const kept: string[] = [];
  for (const word of words) {
    if (kept.length === most) break;
    const short = shortened(word.trim(), length);
    if (short !== '' && !kept.includes(short)) kept.push(short);
  }
  return kept;
};

const codesOf = (concept: CodeableConcept | undefined): string[] =>
  (concept?.coding ?? []).flatMap(({ code }) => (code ? [code] : []));

/** Most of a text that is kept of a result: reports are read whole, as a verdict may stand at their end. */
const mostProse = 4000;
/** Most of each further text of a result. */
const mostSaid = 200;

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

/**
 * The laboratory's usual limits, in the unit of the value. Of several that differ, and of limits for
 * treatment or another unit, none is the one.
 */
const rangeOf = ({ referenceRange = [], valueQuantity }: Observed): Observation['range'] => {
  const usual = referenceRange.filter(({ type }) => {
    const codes = (type?.coding ?? []).flatMap(({ code }) => code ?? []);
    return codes.length === 0 || codes.includes('normal');
  });
  const limits = usual.flatMap(({ low, high }) => {
    const bounds = { low: signedDecimalText(low?.value), high: signedDecimalText(high?.value) };
    const units = [low, high].flatMap((one) => one?.code ?? one?.unit ?? []);
    const own = [valueQuantity?.code, valueQuantity?.unit];
    const isOther = units.some((unit) => !own.includes(unit));
    return isOther || (bounds.low ?? bounds.high) === undefined ? [] : [bounds];
  });
  const [only] = limits;
  if (!only || limits.some(({ low, high }) => low !== only.low || high !== only.high))
    return undefined;
  return {
    ...(only.low === undefined ? {} : { low: only.low }),
    ...(only.high === undefined ? {} : { high: only.high }),
  };
};

/** Further words of a result that is kept for people only. */
export const inBrief = ({ value, ...result }: Observation): Observation => ({
  ...result,
  ...(value ? { value: 'coded' in value ? { coded: shortened(value.coded, 100) } : value } : {}),
});

/** What an observation, a part of one or the conclusion of a report says. */
export const saidBy = (part: Observed): Said => {
  const quantity =
    part.valueQuantity ??
    (part.valueInteger === undefined ? undefined : { value: part.valueInteger });
  const number = quantity && measuredOf(quantity);
  const words = trimmed(wordsOf(part), mostProse, 9);
  const told = words.find((one) => one.length > mostSaid) ?? words[0];
  const others = trimmed(
    words.filter((one) => one !== told || number),
    mostSaid,
    8,
  );
  const value = number ?? (told === undefined ? undefined : { coded: told });
  const answers = trimmed(codesOf(part.valueCodeableConcept), 60, 8);
  const interpretation = trimmed(interpretationOf(part), 60, 6);
  const absent = part.dataAbsentReason;
  const range = rangeOf(part);
  return {
    ...(value ? { value } : {}),
    ...(others.length > 0 ? { said: others } : {}),
    ...(answers.length > 0 ? { answers } : {}),
    ...(interpretation.length > 0 ? { interpretation } : {}),
    ...(absent
      ? { absent: trimmed([...codesOf(absent), ...conceptWords(absent), 'unknown'], 60, 1)[0] }
      : {}),
    ...(range ? { range } : {}),
  };
};

/** Codes of a laboratory's own, where they are all that it says: `HGB`. */
const wordsFor = (concept: CodeableConcept | undefined): string[] => {
  const words = conceptWords(concept);
  return words.length > 0 ? words : codesOf(concept);
};

/**
 * Which test a code names: the LOINC code that rules know, else the first; without one, the test that
 * every name it has is the name of. What only resembles a test, or is called two things, counts
 * against a therapy and never for it.
 */
export const codeOf = ({
  code: concept,
  valueQuantity,
  specimen,
}: Pick<Observed, 'code' | 'valueQuantity'> & {
  specimen?: FhirResource<'Observation'>['specimen'];
}): { code: string; untied?: boolean } | undefined => {
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
  return resultNamed(wordsFor(concept), {
    unit: valueQuantity?.unit ?? valueQuantity?.code,
    specimen: specimen?.display,
  });
};
