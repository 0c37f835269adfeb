import { ageOn, daysBetween } from '../../platform/days.ts';
import { creatinineCodes } from '../../therapy/creatinine.ts';
import { readWeights } from '../order/measurements.ts';
import type { Observation, Submission } from '../referral.ts';
import type { Fact, FactSource } from './fact.ts';
import { type ResultNumber, readResult } from './read-result.ts';
import { sameUnit } from './units.ts';

/**
 * Clearance of the kidney in mL a minute, not indexed to a surface, and how it was known. A bound is
 * the most, or the least, that it may be.
 */
export type KidneyFunction = {
  mlPerMinute: number;
  by: 'measured' | 'Cockcroft-Gault';
  bound?: 'at-most' | 'at-least';
};

const clearanceCodes = new Set(['2164-2', '35591-7', '50383-9']);

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

/** What a creatinine cannot be turned into a clearance without. */
export const lackingForClearance = (submission: Submission, asOf: string): string[] => {
  const { sex, birthDate } = submission.patient;
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
  const kilograms = Number(weight.micro / 1000n) / 1000;
  const years = ageOn(submission.patient.birthDate, asOf);
  const female = submission.patient.sex === 'female';
  return {
    mlPerMinute: cockcroftGault({ years, kilograms, female }, creatinine),
    by: 'Cockcroft-Gault',
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
