import { lab } from './shared.ts';
import type { Judged } from './therapy.ts';

type Limits = Extract<Judged, { limits: unknown }>['limits'];

/** What is outside is pointed out; whether a dose may be given then is the prescriber's to say. */
const within = (...limits: Limits) => ({ limits, outside: 'warn' }) as const;
const range = (unit: string, min: string | undefined, max: string | undefined): Limits[number] => ({
  unit,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
const perLiter = (min: string, max: string) =>
  ['mmol/L', 'meq/L', 'mEq/L'].map((unit) => range(unit, min, max));

/**
 * Usual ranges of adults, for therapies whose label asks for a result and gives no limit: general
 * knowledge - verify. Factors between units: molar masses.
 */
export const usual = {
  creatinine: within(range('mg/dL', undefined, '1.3'), range('umol/L', undefined, '115')),
  potassium: within(...perLiter('3.5', '5.1')),
  sodium: within(...perLiter('135', '145')),
  magnesium: within(range('mg/dL', '1.6', '2.6')),
  phosphate: within(range('mg/dL', '2.5', '4.5'), range('mmol/L', '0.81', '1.45')),
  bilirubin: within(range('mg/dL', undefined, '1.2'), range('umol/L', undefined, '20.5')),
  liver: within(range('U/L', undefined, '50')),
  globulin: within(range('mg/dL', '700', undefined), range('g/L', '7', undefined)),
  platelets: within(range('10*3/uL', '150', undefined), range('/uL', '150000', undefined)),
} as const;

/** Serum creatinine where no clearance decides, at most so many days old. */
export const creatinineWithin = (withinDays: number) =>
  lab('creatinine', 'serum creatinine', ['2160-0', '38483-4', '14682-9'], {
    level: 'missing',
    withinDays,
    ...usual.creatinine,
  });

/**
 * Immune globulin and other plasma products: below 7 mg/dL IgA is deficient, and antibodies to it may
 * be there. Contraindication of the labels; the limit: laboratory convention.
 */
export const iga = (level: 'missing' | 'warn') =>
  lab('iga', 'serum IgA', ['2458-8'], {
    level,
    withinDays: 365,
    limits: [range('mg/dL', '7', undefined), range('g/L', '0.07', undefined)],
    outside: 'block',
  });

/** Before replacement it is low or of its target; above the usual, more makes the blood thick (labels). */
export const igg = lab('igg', 'IgG level', ['2465-3'], {
  level: 'warn',
  withinDays: 180,
  limits: [range('mg/dL', undefined, '1600'), range('g/L', undefined, '16')],
  outside: 'warn',
});
