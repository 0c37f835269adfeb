import { ageOn, daysBetween } from '../../platform/days.ts';
import { readWeights } from '../measurements.ts';
import type { Submission } from '../referral.ts';
import type { Fact, FactSource } from './fact.ts';
import { readResult } from './read-result.ts';
import { sameUnit } from './units.ts';

/** Clearance of the kidney in mL a minute, not indexed to a surface, and how it was known. */
export type KidneyFunction = { mlPerMinute: number; by: 'measured' | 'Cockcroft-Gault' };

const clearanceCodes = new Set(['2164-2', '35591-7', '50383-9']);
const creatinineCodes = new Set(['2160-0', '38483-4', '14682-9', '59826-8', '77140-2', '21232-4']);

/** Nobody alive has less or more; outside, a unit has slipped. */
const plausibleCreatinine = { least: 0.1, most: 20 };

/** Milligrams a deciliter from either unit that laboratories use. */
const creatinineIn = (amount: number, unit: string): number | undefined => {
  const value =
    sameUnit(unit) === 'umol/L' ? amount / 88.4 : sameUnit(unit) === 'mg/dL' ? amount : undefined;
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

type Dated = { index: number; on: string; amount: number; unit: string };

/** Numbers under these codes up to a day, newest first; a result that is no number is told apart. */
const numbersOf = (
  { observations }: Submission,
  codes: ReadonlySet<string>,
  { asOf, withinDays }: { asOf: string; withinDays: number },
): { numbers: Dated[]; unclear: FactSource[] } => {
  const numbers: Dated[] = [];
  const unclear: FactSource[] = [];
  for (const [index, one] of observations.entries()) {
    const { code, on, status } = one;
    if (!codes.has(code) || status === 'entered-in-error' || !on || on > asOf) continue;
    if (daysBetween(on, asOf) > withinDays) continue;
    const reading = readResult(one);
    if (reading.state === 'number' && !reading.number.comparator)
      numbers.push({
        ...{ index, on, unit: reading.number.unit },
        amount: Number(reading.number.micro) / 1_000_000,
      });
    else if (reading.state !== 'not-performed')
      unclear.push({ pointer: `/observations/${index}`, on });
  }
  return { numbers: numbers.sort((a, b) => (a.on < b.on ? 1 : -1)), unclear };
};

/** How well the kidney clears: as measured, or computed from creatinine, age, weight and sex. */
export const kidneyFunction = (
  submission: Submission,
  asked: { asOf: string; withinDays: number },
): Fact<KidneyFunction> => {
  const clearance = numbersOf(submission, clearanceCodes, asked);
  const measured = clearance.numbers.find(({ unit }) => sameUnit(unit) === 'mL/min');
  const at = ({ index, on }: Dated): FactSource => ({ pointer: `/observations/${index}`, on });
  const creatinine = numbersOf(submission, creatinineCodes, asked);
  const [newest] = creatinine.numbers;
  if (measured && (!newest || measured.on >= newest.on))
    return {
      state: 'known',
      value: { mlPerMinute: measured.amount, by: 'measured' },
      evidence: [at(measured)],
    };
  if (!newest)
    return [...clearance.unclear, ...creatinine.unclear].length > 0
      ? { state: 'not-understood', evidence: [...clearance.unclear, ...creatinine.unclear] }
      : { state: 'unknown' };
  const milligrams = creatinineIn(newest.amount, newest.unit);
  if (milligrams === undefined) return { state: 'not-understood', evidence: [at(newest)] };
  const { sex, birthDate } = submission.patient;
  const years = ageOn(birthDate, asked.asOf);
  const [weight] = readWeights(submission);
  if (!weight || years < 18 || (sex !== 'female' && sex !== 'male')) return { state: 'unknown' };
  const kilograms = Number(weight.micro / 1000n) / 1000;
  return {
    state: 'known',
    value: {
      mlPerMinute: cockcroftGault({ years, kilograms, female: sex === 'female' }, milligrams),
      by: 'Cockcroft-Gault',
    },
    evidence: [at(newest)],
  };
};
