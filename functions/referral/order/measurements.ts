import { lookup } from '../../platform/lookup.ts';
import { decimal, micro } from '../../platform/quantity.ts';
import { creatinineCodes } from '../../therapy/creatinine.ts';
import type { Observation, Submission } from '../referral.ts';

export const weightCodes = new Set(['29463-7', '3141-9', '3142-7', '8341-0', '8335-2']);
/** Told or guessed, and not weighed: no dose goes by it unseen. */
const statedCodes = new Set(['3142-7', '8335-2']);
const ofCreatinine = new Set(creatinineCodes);
export const heightCodes = new Set(['8302-2', '3137-7', '8306-3', '8308-9']);

/**
 * Factors to kilograms and to centimeters, as whole numbers over 10^8; the pound and the inch are
 * exact by definition (international yard and pound agreement of 1959).
 */
const perHundredMillion = 100_000_000n;
const kilograms = lookup<bigint>({
  kg: perHundredMillion,
  g: 100_000n,
  '[lb_av]': 45_359_237n,
  lb: 45_359_237n,
  lbs: 45_359_237n,
  '[oz_av]': 2_834_952n,
});
const centimeters = lookup<bigint>({
  cm: perHundredMillion,
  m: 10_000_000_000n,
  '[in_i]': 254_000_000n,
  in: 254_000_000n,
});

/** A creatinine of 88.4 micromoles in a liter is one milligram in a deciliter. */
const milligramsPerDeciliter = lookup<bigint>({
  'mg/dL': perHundredMillion,
  'umol/L': 1_131_222n,
});

/** Units a weight may be given in. */
export const weightUnits = Object.keys(kilograms);

/** A measured amount in millionths of the target unit, rounded half up; undefined unless known. */
const converted = (
  value: Observation['value'],
  factors: Readonly<Record<string, bigint>>,
): bigint | undefined => {
  // A bound is no measurement: "more than 70 kg" is no dose.
  if (!value || !('value' in value) || value.comparator) return undefined;
  const factor = factors[value.unit];
  if (factor === undefined) return undefined;
  return (micro(value.value) * factor + perHundredMillion / 2n) / perHundredMillion;
};

/** Made, of this patient, and standing. */
const isMeasured = ({ status = 'final', untied = false }: Observation): boolean =>
  !untied && ['final', 'amended', 'corrected', 'preliminary'].includes(status);

/** A measurement in millionths of a kilogram or centimeter. */
export type Measured = {
  on: string;
  micro: bigint;
  text: string;
  /** It was told or guessed, or the day is only the one of the report. */
  stated: boolean;
};

const measured = (
  { observations }: Submission,
  codes: ReadonlySet<string>,
  factors: Readonly<Record<string, bigint>>,
): Measured[] =>
  observations
    .filter((one) => codes.has(one.code) && isMeasured(one))
    .flatMap(({ code, on, dayOfReport = false, value }) => {
      const amount = converted(value, factors);
      if (amount === undefined || !on) return [];
      const stated = dayOfReport || statedCodes.has(code);
      return [{ on, micro: amount, text: decimal(amount), stated }];
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));

/** Body weights in kilograms, newest first; weights in unknown units are left out. */
export const readWeights = (submission: Submission): Measured[] =>
  measured(submission, weightCodes, kilograms);

/** Body heights in centimeters, newest first. */
export const readHeights = (submission: Submission): Measured[] =>
  measured(submission, heightCodes, centimeters);

/** Serum creatinine in mg/dL, newest first. */
export const readCreatinines = (submission: Submission): Measured[] =>
  measured(submission, ofCreatinine, milligramsPerDeciliter);

/** Whether a weight was sent in a unit that cannot be read. */
export const hasUnreadableWeight = ({ observations }: Submission): boolean =>
  observations.some(({ code, value }) => weightCodes.has(code) && !converted(value, kilograms));
