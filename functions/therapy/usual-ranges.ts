import { lab } from './shared.ts';
import type { Judged } from './therapy.ts';

type Limits = Extract<Judged, { limits: unknown }>['limits'];

/** What is outside is pointed out; whether a dose may be given then is the prescriber's to say. */
const within = (...limits: Limits) => ({ limits, outside: 'warn' }) as const;
/** The same, with limits that laboratories call at once, outside of which nothing is given unseen. */
const critical = (usually: { limits: Limits; outside: 'warn' }, ...limits: Limits) =>
  ({ ...usually, critical: limits }) as const;
const range = (unit: string, min: string | undefined, max: string | undefined): Limits[number] => ({
  unit,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
const perLiter = (min: string, max: string) =>
  ['mmol/L', 'meq/L', 'mEq/L'].map((unit) => range(unit, min, max));

/**
 * Usual ranges of adults, for therapies whose label asks for a result and gives no limit: general
 * knowledge - verify. Critical ones: values that laboratories call at once; five times the upper
 * limit of liver tests. Factors between units: molar masses.
 */
export const usual = {
  creatinine: within(range('mg/dL', undefined, '1.3'), range('umol/L', undefined, '115')),
  potassium: critical(within(...perLiter('3.5', '5.1')), ...perLiter('2.8', '6')),
  sodium: critical(within(...perLiter('135', '145')), ...perLiter('120', '155')),
  magnesium: critical(within(range('mg/dL', '1.6', '2.6')), range('mg/dL', '1', '4.7')),
  phosphate: critical(
    within(range('mg/dL', '2.5', '4.5'), range('mmol/L', '0.81', '1.45')),
    range('mg/dL', '1', '9'),
    range('mmol/L', '0.32', '2.9'),
  ),
  bilirubin: critical(
    within(range('mg/dL', undefined, '1.2'), range('umol/L', undefined, '20.5')),
    // Of 1.25 times the upper limit on paclitaxel is given in a lower dose (label).
    range('mg/dL', undefined, '1.5'),
    range('umol/L', undefined, '25.7'),
  ),
  liver: critical(within(range('U/L', undefined, '50')), range('U/L', undefined, '200')),
  globulin: within(range('mg/dL', '700', undefined), range('g/L', '7', undefined)),
  platelets: critical(
    within(range('10*3/uL', '150', undefined), range('/uL', '150000', undefined)),
    range('10*3/uL', '50', undefined),
    range('/uL', '50000', undefined),
  ),
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
