import * as z from 'zod';
import { lookup } from '../platform/lookup.ts';
import { micro, type Quantity, times } from '../platform/quantity.ts';
import type { DoseMeasure } from './therapy.ts';

const hour = 60n;

/**
 * Units a dose may be ordered in: what is counted, how many of the measure one is (`of`, over
 * `over`), and what it is multiplied by. A rate is multiplied by the minutes that one dose runs.
 */
const units = {
  mg: { measure: 'mg', of: 1n },
  g: { measure: 'mg', of: 1000n },
  'mg/kg': { measure: 'mg', of: 1n, by: 'kilograms' },
  'g/kg': { measure: 'mg', of: 1000n, by: 'kilograms' },
  'mg/m2': { measure: 'mg', of: 1n, by: 'surface' },
  AUC: { measure: 'mg', of: 1n, by: 'filtration' },
  'mg/h': { measure: 'mg', of: 1n, over: hour, rate: true },
  'mg/kg/h': { measure: 'mg', of: 1n, over: hour, by: 'kilograms', rate: true },
  'mcg/kg/min': { measure: 'mg', of: 1n, over: 1000n, by: 'kilograms', rate: true },
  mL: { measure: 'mL', of: 1n },
  L: { measure: 'mL', of: 1000n },
  'mL/kg': { measure: 'mL', of: 1n, by: 'kilograms' },
  unit: { measure: 'unit', of: 1n },
  units: { measure: 'unit', of: 1n },
  'unit/kg': { measure: 'unit', of: 1n, by: 'kilograms' },
  'units/kg': { measure: 'unit', of: 1n, by: 'kilograms' },
} as const satisfies Record<string, UnitRow>;

type UnitRow = {
  measure: DoseMeasure;
  of: bigint;
  over?: bigint;
  by?: Needed;
  rate?: true;
};

export type DoseUnit = keyof typeof units;

/** The units that count a measure. */
export const unitsOf = (measure: DoseMeasure): DoseUnit[] =>
  doseUnits.filter((unit) => units[unit].measure === measure);

/** What a unit needs to know of the patient: body weight, body surface, glomerular filtration. */
export type Needed = 'kilograms' | 'surface' | 'filtration';

/** Units a dose may be given in. */
export const doseUnits = Object.keys(units) as DoseUnit[];

const rows = lookup<UnitRow>(units);

/** One of them, as it is written. */
export const DoseUnitName = z.enum(doseUnits);

/** What a unit counts; undefined for one that we do not know. */
export const measureOf = (unit: string): DoseMeasure | undefined => rows[unit]?.measure;

/** Whether it is a rate, which says how much one dose is only with the minutes that the dose runs. */
export const isRate = (unit: string): boolean => rows[unit]?.rate === true;

/** What a unit needs to know of the patient, if anything. */
export const neededBy = (unit: string): Needed | undefined => rows[unit]?.by;

/**
 * Of the patient in millionths: kilograms, square meters, and mL/min plus the 25 of Calvert's
 * formula; and the minutes that one dose runs.
 */
export type DoseFactors = Partial<Record<Needed, bigint>> & { minutes?: number };

/**
 * The amount of one dose in millionths of the unit's measure, rounded half up. Undefined when the
 * unit is not known, or what it is multiplied by is not.
 */
export const amountOf = ({ value, unit }: Quantity, factors: DoseFactors): bigint | undefined => {
  const row = rows[unit];
  if (!row) return undefined;
  const { of, over = 1n, by, rate } = row;
  const factor = by && factors[by];
  if ((by && factor === undefined) || (rate && factors.minutes === undefined)) return undefined;
  const each = micro(value) * of * (rate ? BigInt(factors.minutes ?? 0) : 1n);
  const whole = factor === undefined ? each : times(each, factor);
  return (whole + over / 2n) / over;
};
