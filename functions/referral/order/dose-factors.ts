import { ageOn } from '../../platform/days.ts';
import { micro } from '../../platform/quantity.ts';
import type { DoseFactors } from '../../therapy/dose-unit.ts';
import { bodySurface, calvertFactor, creatinineClearance } from '../../therapy/formulas.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { recordedSex } from '../facts/recorded-sex.ts';
import type { Order, Submission } from '../referral.ts';
import { readCreatinines, readHeights, readWeights } from './measurements.ts';

/**
 * Below 0.7 mg/dL a creatinine makes the filtration look better than it is, and is taken as 0.7.
 * Above 20 it is a slip of the unit. Source: dose bounds of carboplatin; verify.
 */
const [leastCreatinine, mostCreatinine] = [micro('0.7'), micro('20')];

/**
 * What Calvert's formula multiplies by: creatinine clearance by Cockcroft and Gault with the actual
 * weight, on the day of the newest creatinine. Undefined without weight, creatinine or a sex that
 * the formula knows.
 */
const filtrationOf = (submission: Submission, weight: bigint | undefined): bigint | undefined => {
  const creatinine = readCreatinines(submission)[0];
  const { birthDate } = submission.patient;
  const sex = recordedSex(submission);
  if (!creatinine || creatinine.micro === 0n || creatinine.micro > mostCreatinine) return undefined;
  if (weight === undefined || (sex !== 'female' && sex !== 'male')) return undefined;
  return calvertFactor(
    creatinineClearance({
      age: ageOn(birthDate, creatinine.on),
      weight,
      creatinine: creatinine.micro < leastCreatinine ? leastCreatinine : creatinine.micro,
      female: sex === 'female',
    }),
  );
};

/** Minutes that a rate runs: as ordered, else as long as the therapy's infusion. */
const minutesOf = (
  { durationMinutes }: Pick<Order, 'durationMinutes'>,
  therapy: Therapy | undefined,
): number | undefined => durationMinutes ?? therapy?.infusionMinutes.first;

/** What the doses of a submission are multiplied by, of the newest measurements. */
export const doseFactorsOf = (
  submission: Submission,
  therapy: Therapy | undefined,
): DoseFactors => {
  const weight = readWeights(submission)[0]?.micro;
  const height = readHeights(submission)[0]?.micro;
  const filtration = filtrationOf(submission, weight);
  const minutes = minutesOf(submission.order, therapy);
  return {
    ...(weight === undefined ? {} : { kilograms: weight }),
    ...(weight === undefined || height === undefined
      ? {}
      : { surface: bodySurface(height, weight) }),
    ...(filtration === undefined ? {} : { filtration }),
    ...(minutes === undefined ? {} : { minutes }),
  };
};
