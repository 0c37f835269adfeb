import { ageOn, daysBetween } from '../../platform/days.ts';
import { creatinineCodes } from '../../therapy/creatinine.ts';
import type { ConditionClaimed } from '../clinical-claims.ts';
import { readHeights, readWeights } from '../order/measurements.ts';
import type { Observation, Submission } from '../referral.ts';
import { undotted } from './condition-words.ts';
import type { Fact, FactSource } from './fact.ts';
import { type ResultNumber, readResult } from './read-result.ts';
import { recordedSex } from './recorded-sex.ts';
import { sameUnit } from './units.ts';

/**
 * Clearance of the kidney in mL a minute, not indexed to a surface, and how it was known. A bound is
 * the most, or the least, that it may be.
 */
export type KidneyFunction = {
  mlPerMinute: number;
  by: 'measured' | 'Cockcroft-Gault';
  bound?: 'at-most' | 'at-least';
  /** By the adjusted weight, of who weighs far more than the ideal. */
  byAdjustedWeight?: number;
};

const clearanceCodes = new Set(['2164-2', '35591-7', '50383-9']);
/** Filtration as laboratories estimate it, indexed to 1.73 square meters. LOINC. */
const estimateCodes = new Set(
  '98979-8 62238-1 33914-3 48642-3 48643-1 50044-7 69405-9 77147-7 88293-6 88294-4 94677-2'.split(
    ' ',
  ),
);

/** Codes of results that tell how well the kidney clears. */
export const kidneyCodes: readonly string[] = [...clearanceCodes, ...creatinineCodes];

/** Nobody alive has less or more; outside, a unit has slipped. */
const plausibleCreatinine = { least: 0.1, most: 20 };

const inNumbers = ({ micro }: ResultNumber): number => Number(micro) / 1_000_000;

/** Milligrams a deciliter from either unit that laboratories use. */
const creatinineIn = (read: ResultNumber): number | undefined => {
  const unit = sameUnit(read.unit);
  const amount = inNumbers(read);
  const value = unit === 'umol/L' ? amount / 88.4 : unit === 'mg/dL' ? amount : undefined;
  return value !== undefined &&
    value >= plausibleCreatinine.least &&
    value <= plausibleCreatinine.most
    ? value
    : undefined;
};

/**
 * Creatinine clearance by Cockcroft and Gault (1976), by actual weight: years completed, kilograms,
 * milligrams a deciliter. Holds from the 18th birthday on.
 */
export const cockcroftGault = (
  { years, kilograms, female }: { years: number; kilograms: number; female: boolean },
  creatinine: number,
): number => (((140 - years) * kilograms) / (72 * creatinine)) * (female ? 0.85 : 1);

/**
 * The adjusted weight of who weighs more than 1.3 times the ideal: the ideal one by Devine (from 60
 * inches on) and 0.4 of what is above it. Source: Devine 1974; which weight counts is local, verify.
 */
const adjustedWeight = (kilograms: number, centimeters: number, female: boolean) => {
  const inches = centimeters / 2.54;
  const ideal = (female ? 45.5 : 50) + 2.3 * (inches - 60);
  return inches >= 60 && kilograms > 1.3 * ideal ? ideal + 0.4 * (kilograms - ideal) : undefined;
};

/** Whole and parts of what is kept in millionths. */
const fromMicro = (micro: bigint): number => Number(micro / 1000n) / 1000;

const heightOf = (submission: Submission): number | undefined => {
  const [height] = readHeights(submission);
  return height && fromMicro(height.micro);
};

/** What a creatinine cannot be turned into a clearance without. */
export const lackingForClearance = (submission: Submission, asOf: string): string[] => {
  const { birthDate } = submission.patient;
  const sex = recordedSex(submission);
  return [
    ...(readWeights(submission).length === 0 ? ['a measured weight'] : []),
    ...(sex === 'female' || sex === 'male' ? [] : ['whether the formula for women or men holds']),
    ...(ageOn(birthDate, asOf) < 18 ? ['a formula for patients under 18 years'] : []),
  ];
};

type Asked = { asOf: string; withinDays: number };

const boundOf = (
  comparator: ResultNumber['comparator'],
  upper: '<' | '>',
): Pick<KidneyFunction, 'bound'> => {
  if (!comparator) return {};
  return { bound: comparator.startsWith(upper) ? 'at-most' : 'at-least' };
};

/** The clearance that a number stands for; undefined where it cannot be told. */
const clearanceFrom = (
  submission: Submission,
  asOf: string,
  { code, read }: { code: string; read: ResultNumber },
): KidneyFunction | undefined => {
  if (clearanceCodes.has(code))
    return sameUnit(read.unit) === 'mL/min'
      ? { mlPerMinute: inNumbers(read), by: 'measured', ...boundOf(read.comparator, '<') }
      : undefined;
  const creatinine = creatinineIn(read);
  const [weight] = readWeights(submission);
  if (creatinine === undefined || !weight || lackingForClearance(submission, asOf).length > 0)
    return undefined;
  const kilograms = fromMicro(weight.micro);
  const years = ageOn(submission.patient.birthDate, asOf);
  const female = submission.patient.sex === 'female';
  const adjusted = adjustedWeight(kilograms, heightOf(submission) ?? 0, female);
  return {
    mlPerMinute: cockcroftGault({ years, kilograms, female }, creatinine),
    by: 'Cockcroft-Gault',
    ...(adjusted
      ? { byAdjustedWeight: cockcroftGault({ years, kilograms: adjusted, female }, creatinine) }
      : {}),
    // The more creatinine, the less is cleared.
    ...boundOf(read.comparator, '>'),
  };
};

/** One result: what it comes to, if that can be told. */
type Told = {
  at: FactSource;
  measured: boolean;
  /** Final and dated; any other counts against a therapy, never for it. */
  counts: boolean;
  cleared: KidneyFunction | undefined;
};

const isIndexed = ({ code, value }: Observation): boolean =>
  clearanceCodes.has(code) &&
  value !== undefined &&
  'value' in value &&
  sameUnit(value.unit) === 'mL/min/{1.73_m2}';

const isInTime = ({ on }: Observation, { asOf, withinDays }: Asked): boolean =>
  on === undefined || (on <= asOf && daysBetween(on, asOf) <= withinDays);

/** Every result of the kidney up to a day; an undated one is as if of that day. */
const resultsOf = (submission: Submission, asked: Asked): Told[] => {
  const { observations } = submission;
  const hasCreatinine = observations.some(({ code }) => creatinineCodes.includes(code));
  return observations.flatMap((one, index): Told[] => {
    const { code, on, status } = one;
    const measured = clearanceCodes.has(code);
    if (!measured && !creatinineCodes.includes(code)) return [];
    if (status === 'entered-in-error' || !isInTime(one, asked)) return [];
    // A clearance indexed to a surface is no answer, and no riddle beside a creatinine.
    if (hasCreatinine && isIndexed(one)) return [];
    const asSaid = readResult(one);
    const asIfFinal = readResult({ ...one, status: 'final', untied: false });
    const isEmpty = asIfFinal.state === 'not-performed' || (status && !one.value && !one.said);
    if (asIfFinal.state !== 'number' && isEmpty) return [];
    return [
      {
        at: { pointer: `/observations/${index}`, on },
        measured,
        counts: on !== undefined && asSaid.state === asIfFinal.state,
        cleared:
          asIfFinal.state === 'number'
            ? clearanceFrom(submission, asked.asOf, { code, read: asIfFinal.number })
            : undefined,
      },
    ];
  });
};

/**
 * How well the kidney clears, by the newest results: as measured, or computed from creatinine, age,
 * weight and sex. One that is not final or not dated, and not older, counts only where it is worse.
 */
export const kidneyFunction = (submission: Submission, asked: Asked): Fact<KidneyFunction> => {
  const told = resultsOf(submission, asked);
  const final = told.filter(({ counts }) => counts);
  const [newestOn = ''] = final.map(({ at }) => at.on ?? '').sort((a, b) => (a < b ? 1 : -1));
  const ofNewest = final.filter(({ at }) => at.on === newestOn);
  const measured = ofNewest.filter((one) => one.measured);
  const standing = measured.length > 0 ? measured : ofNewest;
  const against = told.filter(({ counts, at }) => !counts && (at.on ?? asked.asOf) >= newestOn);
  const bearing = [...standing, ...against];
  const unclear = bearing.filter(({ cleared }) => !cleared);
  if (unclear.length > 0) return { state: 'not-understood', evidence: unclear.map(({ at }) => at) };
  const known = bearing.flatMap(({ at, cleared }) => (cleared ? [{ at, cleared }] : []));
  const [worst] = known.sort((a, b) => a.cleared.mlPerMinute - b.cleared.mlPerMinute);
  if (!worst) return { state: 'unknown' };
  const { at, cleared } = worst;
  return {
    state: 'known',
    value: standing.length > 0 ? cleared : { ...cleared, bound: 'at-most' },
    evidence: [at],
  };
};

/** The most that the kidney clears at a stage of its disease, in mL a minute. KDIGO 2012. */
const stages: readonly {
  icd10: RegExp;
  snomed: readonly string[];
  called: RegExp;
  atMost: number;
}[] = [
  { icd10: /^N18[56]/, snomed: ['433146000', '46177005'], called: /stage (5|v)\b/, atMost: 14 },
  { icd10: /^N184/, snomed: ['431857002'], called: /stage (4|iv)\b/, atMost: 29 },
  { icd10: /^N1832/, snomed: ['700379002'], called: /stage (3b|iiib)\b/, atMost: 44 },
];

const diseaseNamed = /\bckd\b|\b(kidney|renal) (disease|failure|insufficiency|impairment)/;
const ofTumor = /cancer|carcinom|tumou?r|neoplas|malignan|sarcom|metasta|\brcc\b/;

/** A tumor of the kidney has stages, too, which say nothing of what it clears. */
const tellsOfClearance = (words: string): boolean =>
  diseaseNamed.test(words) || (/kidney|renal/.test(words) && !ofTumor.test(words));

/** What else tells how much the kidney clears at most, beside a clearance. */
export type ToldBeside = { atMost: number; what: string; at: string };

/** Estimates of a laboratory from a day on; each for the patient's own surface where it is known. */
const estimates = (submission: Submission, since: string): ToldBeside[] => {
  const [weight] = readWeights(submission);
  const surface = Math.sqrt(
    ((heightOf(submission) ?? 0) * (weight ? fromMicro(weight.micro) : 0)) / 3600,
  );
  return submission.observations.flatMap((one, index) => {
    const { code, on, status } = one;
    if (!estimateCodes.has(code) && !isIndexed(one)) return [];
    if (status === 'entered-in-error' || (on !== undefined && on < since)) return [];
    const read = readResult({ ...one, status: 'final', untied: false });
    if (read.state !== 'number' || read.number.comparator?.startsWith('>')) return [];
    const atMost = inNumbers(read.number) * (surface > 0 ? surface / 1.73 : 1);
    return [{ atMost, what: 'an estimated filtration', at: `/observations/${index}` }];
  });
};

/**
 * The least that is told beside a clearance: by estimates of its day or later, or by the stage of a
 * kidney disease. It never counts for a therapy.
 */
export const leastBeside = (
  submission: Submission,
  conditions: readonly (ConditionClaimed & { pointer: string })[],
  since: string,
): ToldBeside | undefined =>
  [
    ...estimates(submission, since),
    ...conditions.flatMap(
      ({ state, icd10 = [], snomed = [], name = '', pointer }): ToldBeside[] => {
        const words = name.toLowerCase();
        const stage = stages.find(
          (row) =>
            icd10.some((code) => row.icd10.test(undotted(code))) ||
            snomed.some((code) => row.snomed.includes(code)) ||
            (tellsOfClearance(words) && row.called.test(words)),
        );
        return stage && (state === 'active' || state === 'possible')
          ? [{ atMost: stage.atMost, what: 'the stage of a kidney disease', at: pointer }]
          : [];
      },
    ),
  ].sort((a, b) => a.atMost - b.atMost)[0];
