import { lab } from './shared.ts';
import { low } from './sources.ts';
import type { Judged } from './therapy.ts';

type Limits = Extract<Judged, { limits: unknown }>['limits'];

type Range = readonly [min: string | undefined, max: string | undefined];
const range = (unit: string, [min, max]: Range): Limits[number] => ({
  unit,
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
/** Starting values, of no label and no guideline: who reads what they find sees that they are. */
const startingValues = low(
  'usual ranges of adults, and what laboratories call at once: starting values of low confidence; general knowledge - verify',
);

/** What is outside is told to the prescriber; far outside, the dose waits for a clinician. */
const within = (unit: string, told: Range, called: Range) =>
  ({
    limits: [range(unit, told)],
    outside: 'warn',
    critical: [range(unit, called)],
    from: startingValues,
  }) as const;

/**
 * Usual ranges of adults, for therapies whose label asks for a result and gives no limit, and what
 * laboratories call at once; five times the upper limit of liver tests: general knowledge - verify.
 */
export const usual = {
  creatinine: within('mg/dL', [undefined, '1.3'], [undefined, '4']),
  potassium: within('mmol/L', ['3.5', '5.1'], ['2.8', '6']),
  sodium: within('mmol/L', ['135', '145'], ['120', '155']),
  magnesium: within('mg/dL', ['1.6', '2.6'], ['1', '4.7']),
  phosphate: within('mg/dL', ['2.5', '4.5'], ['1', '9']),
  glucose: within('mg/dL', ['70', '160'], ['50', '400']),
  triglycerides: within('mg/dL', [undefined, '400'], [undefined, '1000']),
  // Of 1.25 times the upper limit on paclitaxel is given in a lower dose (label).
  bilirubin: within('mg/dL', [undefined, '1.2'], [undefined, '1.5']),
  liver: within('U/L', [undefined, '50'], [undefined, '200']),
  globulin: within('mg/dL', ['700', undefined], ['200', undefined]),
  platelets: within('10*3/uL', ['150', undefined], ['50', undefined]),
} as const;

/** Serum creatinine where no clearance decides, at most so many days old. */
export const creatinineWithin = (withinDays: number) =>
  lab('creatinine', 'serum creatinine', ['2160-0'], {
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
    limits: [range('mg/dL', ['7', undefined])],
    outside: 'block',
  });

/** Before replacement it is low or of its target; above the usual, more makes the blood thick (labels). */
export const igg = lab('igg', 'IgG level', ['2465-3'], {
  level: 'warn',
  withinDays: 180,
  limits: [range('mg/dL', [undefined, '1600'])],
  outside: 'warn',
});
