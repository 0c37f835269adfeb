import { lookup } from '../../platform/lookup.ts';
import { micro } from '../../platform/quantity.ts';
import { creatinineCodes } from '../../therapy/creatinine.ts';
import type { ResultNumber } from './read-result.ts';
import { sameUnit } from './units.ts';

type Factor = readonly [bigint, bigint];

/** Something that laboratories measure in numbers, by every code and unit that they send it in. */
type Analyte = {
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

/** Whatever has no least begins at zero. */
const row = (
  [codes, unit]: readonly [codes: string, unit: string],
  [most, least = '0']: readonly [most: string, least?: string],
  others: Parameters<typeof lookup<Factor>>[0] = {},
): Analyte => ({ codes: codes.split(' '), unit, least, most, others: lookup<Factor>(others) });

const perMicroliter = { '/uL': [1n, 1000n] } as const;
const perLiter = { 'g/L': [100n, 1n] } as const;
const salt = { 'meq/L': [1n, 1n] } as const;

/**
 * Codes: LOINC; factors: molar masses; what is plausible: general knowledge - verify. Magnesium in
 * meq/L is half a millimole, calcium too: no row takes one for the other.
 */
const analytes = {
  neutrophils: row(['751-8 753-4 26499-4', '10*3/uL'], ['150'], perMicroliter),
  platelets: row(['777-3 26515-7 778-1', '10*3/uL'], ['3000'], perMicroliter),
  hemoglobin: row(['718-7 20509-6 30313-1 59260-0', 'g/dL'], ['25', '2'], { 'g/L': [1n, 10n] }),
  ferritin: row(['2276-4 20567-4', 'ng/mL'], ['100000']),
  'transferrin-saturation': row(['2502-3', '%'], ['110']),
  alt: row(['1742-6 1743-4 1744-2', 'U/L'], ['20000']),
  ast: row(['1920-8 30239-8 88112-8', 'U/L'], ['30000']),
  bilirubin: row(['1975-2 14631-6', 'mg/dL'], ['60'], { 'umol/L': [10n, 171n] }),
  creatinine: row([creatinineCodes.join(' '), 'mg/dL'], ['20', '0.1'], {
    'umol/L': [10n, 884n],
  }),
  potassium: row(['2823-3 6298-4', 'mmol/L'], ['10', '1'], salt),
  sodium: row(['2951-2', 'mmol/L'], ['200', '90'], salt),
  magnesium: row(['19123-9 2601-3', 'mg/dL'], ['20', '0.3'], {
    'mmol/L': [2431n, 1000n],
    'meq/L': [2431n, 2000n],
  }),
  phosphate: row(['2777-1 14879-1', 'mg/dL'], ['20', '0.2'], { 'mmol/L': [3097n, 1000n] }),
  glucose: row(['2345-7 1558-6 2339-0 41653-7 14749-6', 'mg/dL'], ['2000', '10'], {
    'mmol/L': [18016n, 1000n],
  }),
  triglycerides: row(['2571-8 1644-4 14927-8', 'mg/dL'], ['20000', '5'], {
    'mmol/L': [8857n, 100n],
  }),
  calcium: row(['17861-6 2000-8 29265-6 46099-8', 'mg/dL'], ['20', '4'], {
    'mmol/L': [4008n, 1000n],
  }),
  iga: row(['2458-8', 'mg/dL'], ['15000'], perLiter),
  igg: row(['2465-3', 'mg/dL'], ['20000'], perLiter),
  'alpha1-antitrypsin': row(['1825-9 6771-0', 'mg/dL'], ['800'], {
    'umol/L': [52n, 10n],
    'g/L': [100n, 1n],
  }),
  'creatinine-clearance': row(['2164-2 35591-7 50383-9', 'mL/min'], ['300']),
  'creatine-kinase': row(['2157-6', 'U/L'], ['1000000']),
  'vitamin-d': row(['62292-8 1989-3 35365-6', 'ng/mL'], ['500'], { 'nmol/L': [1000n, 2496n] }),
  'vancomycin-trough': row(['4092-3', 'ug/mL'], ['200'], { 'mg/L': [1n, 1n] }),
  systolic: row(['8480-6', 'mm[Hg]'], ['350', '30']),
  diastolic: row(['8462-4', 'mm[Hg]'], ['250', '10']),
};

const byCode = new Map(
  Object.values(analytes).flatMap((one) => one.codes.map((code) => [code, one] as const)),
);

/**
 * Codes as laboratories may send them, by what they measure: each is judged by itself. The codes that
 * no row has stand together.
 */
export const byAnalyte = (codes: readonly string[]): readonly (readonly string[])[] => {
  const groups = new Map<Analyte | undefined, Set<string>>();
  for (const code of codes) {
    const known = byCode.get(code);
    const group = groups.get(known) ?? new Set();
    for (const one of [code, ...(known?.codes ?? [])]) group.add(one);
    groups.set(known, group);
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
  const isBound = read.comparator !== undefined;
  return told.micro >= micro(known.least) && (told.micro <= micro(known.most) || isBound);
};
