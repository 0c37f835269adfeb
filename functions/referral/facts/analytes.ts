import { lookup } from '../../platform/lookup.ts';
import { micro } from '../../platform/quantity.ts';
import { creatinineCodes } from '../../therapy/creatinine.ts';
import type { ResultNumber } from './read-result.ts';
import { sameUnit } from './units.ts';

type Factor = readonly [bigint, bigint];

/** Something that laboratories measure in numbers, by every code and unit that they send it in. */
type Analyte = {
  id: string;
  /** LOINC. */
  codes: readonly string[];
  /** What the least and the most are told in. */
  unit: string;
  /** How many of that unit one of these is, as a fraction of whole numbers. */
  others: ReturnType<typeof lookup<Factor>>;
  /** Nobody alive has less or more; outside, a unit has slipped. */
  least: string;
  most: string;
};

const row = (
  [id, codes, unit]: readonly [id: string, codes: string, unit: string],
  [least, most]: readonly [least: string, most: string],
  others: Parameters<typeof lookup<Factor>>[0] = {},
): Analyte => ({ id, codes: codes.split(' '), unit, least, most, others: lookup<Factor>(others) });

const perMicroliter = { '/uL': [1n, 1000n] } as const;
const perLiter = { 'g/L': [100n, 1n] } as const;
const salt = { 'meq/L': [1n, 1n] } as const;

/**
 * Codes: LOINC; factors: molar masses; what is plausible: general knowledge - verify. Magnesium in
 * meq/L is half a millimole, calcium too: no row takes one for the other.
 */
const analytes: readonly Analyte[] = [
  row(['neutrophils', '751-8 753-4 26499-4', '10*3/uL'], ['0', '150'], perMicroliter),
  row(['platelets', '777-3 26515-7 778-1', '10*3/uL'], ['0', '3000'], perMicroliter),
  row(['hemoglobin', '718-7 20509-6 30313-1 59260-0', 'g/dL'], ['2', '25'], { 'g/L': [1n, 10n] }),
  row(['ferritin', '2276-4 20567-4', 'ng/mL'], ['0', '100000']),
  row(['transferrin-saturation', '2502-3', '%'], ['0', '110']),
  row(['alt', '1742-6 1743-4 1744-2', 'U/L'], ['0', '20000']),
  row(['ast', '1920-8 30239-8 88112-8', 'U/L'], ['0', '30000']),
  row(['bilirubin', '1975-2 14631-6', 'mg/dL'], ['0', '60'], { 'umol/L': [10n, 171n] }),
  row(['creatinine', creatinineCodes.join(' '), 'mg/dL'], ['0.1', '20'], {
    'umol/L': [10n, 884n],
  }),
  row(['potassium', '2823-3 6298-4', 'mmol/L'], ['1', '10'], salt),
  row(['sodium', '2951-2', 'mmol/L'], ['90', '200'], salt),
  row(['magnesium', '19123-9 2601-3', 'mg/dL'], ['0.3', '20'], {
    'mmol/L': [2431n, 1000n],
    'meq/L': [2431n, 2000n],
  }),
  row(['phosphate', '2777-1 14879-1', 'mg/dL'], ['0.2', '20'], { 'mmol/L': [3097n, 1000n] }),
  row(['glucose', '2345-7 1558-6 2339-0 41653-7 14749-6', 'mg/dL'], ['10', '2000'], {
    'mmol/L': [18016n, 1000n],
  }),
  row(['triglycerides', '2571-8 1644-4 14927-8', 'mg/dL'], ['5', '20000'], {
    'mmol/L': [8857n, 100n],
  }),
  row(['calcium', '17861-6 2000-8 29265-6 46099-8', 'mg/dL'], ['4', '20'], {
    'mmol/L': [4008n, 1000n],
  }),
  row(['iga', '2458-8', 'mg/dL'], ['0', '15000'], perLiter),
  row(['igg', '2465-3', 'mg/dL'], ['0', '20000'], perLiter),
  row(['alpha1-antitrypsin', '1825-9 6771-0', 'mg/dL'], ['0', '800'], {
    'umol/L': [52n, 10n],
    'g/L': [100n, 1n],
  }),
  row(['creatinine-clearance', '2164-2 35591-7 50383-9', 'mL/min'], ['0', '300']),
  row(['creatine-kinase', '2157-6', 'U/L'], ['0', '1000000']),
  row(['vitamin-d', '62292-8 1989-3 35365-6', 'ng/mL'], ['0', '500'], { 'nmol/L': [1000n, 2496n] }),
  row(['vancomycin-trough', '4092-3', 'ug/mL'], ['0', '200'], { 'mg/L': [1n, 1n] }),
  row(['systolic', '8480-6', 'mm[Hg]'], ['30', '350']),
  row(['diastolic', '8462-4', 'mm[Hg]'], ['10', '250']),
];

const byCode = new Map(analytes.flatMap((one) => one.codes.map((code) => [code, one] as const)));

export const isMeasured = (code: string): boolean => byCode.has(code);

/** Every code of a measured code, itself first. */
const siblings = (code: string): readonly string[] => byCode.get(code)?.codes ?? [code];

/** Codes as laboratories may send them, by what they measure: each is judged by itself. */
export const byAnalyte = (codes: readonly string[]): readonly (readonly string[])[] => {
  const groups = new Map<string, Set<string>>();
  for (const code of codes) {
    const id = byCode.get(code)?.id ?? 'others';
    const group = groups.get(id) ?? new Set();
    for (const one of [code, ...siblings(code)]) group.add(one);
    groups.set(id, group);
  }
  return [...groups.values()].map((group) => [...group]);
};

/** A number in another unit of what the code measures; undefined where no row tells how many it is. */
export const inUnit = (
  code: string,
  read: ResultNumber,
  wanted: string,
): ResultNumber | undefined => {
  const [from, to] = [sameUnit(read.unit), sameUnit(wanted)];
  if (from === to) return read;
  const known = byCode.get(code);
  const factor = (unit: string) =>
    unit === known?.unit ? ([1n, 1n] as const) : known?.others[unit];
  const [up, down] = [factor(from), factor(to)];
  if (!up || !down) return undefined;
  return { ...read, unit: to, micro: (read.micro * up[0] * down[1]) / (up[1] * down[0]) };
};

/** Whether somebody can have that much; what no row knows, somebody may. */
export const isPlausible = (code: string, read: ResultNumber): boolean => {
  const known = byCode.get(code);
  const told = known && inUnit(code, read, known.unit);
  if (!known || !told) return true;
  const beyond = read.comparator !== undefined;
  return (
    told.micro >= micro(known.least) &&
    (told.micro <= micro(known.most) || (beyond && told.micro >= 0n))
  );
};
