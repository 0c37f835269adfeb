import { wholeDate } from '../fhir/values.ts';
import { ageOn } from '../platform/days.ts';
import type { PatientClaimed } from './referral.ts';

/**
 * Birthday from which a patient is told of their care themselves. In most states it is the age of
 * majority, and where it is not, treatment may be consented to from then on or earlier.
 */
const ofAge = 18;

/** Whether others decide for the patient on a day. */
export const isMinor = ({ birthDate }: Pick<PatientClaimed, 'birthDate'>, on: string): boolean =>
  ageOn(birthDate, on) < ofAge;

/**
 * Whether somebody else is told in the patient's place: of a minor, or where a guardian was appointed,
 * whose say no birthday ends. A parent's ends when the patient comes of age.
 */
export const isTold = (
  patient: Pick<PatientClaimed, 'birthDate' | 'guardian'>,
  on: string,
): boolean => !isMinor(patient, on) && patient.guardian?.appointed !== true;

/** The day on which a patient comes of age. */
export const comesOfAge = ({ birthDate }: Pick<PatientClaimed, 'birthDate'>): string => {
  const day = `${Number(birthDate.slice(0, 4)) + ofAge}${birthDate.slice(4)}`;
  // Whoever was born on a leap day is of age on the first of March.
  return wholeDate(day) ?? `${day.slice(0, 4)}-03-01`;
};

/**
 * The patient with the numbers and addresses at which their care is told on a day: those of the
 * parent of a minor or of an appointed guardian, else their own. A child's own telephone gets nothing.
 */
export const reachedThrough = (patient: PatientClaimed, on: string): PatientClaimed => {
  if (isTold(patient, on)) return patient;
  const { phone: _, email: __, ...child } = patient;
  const { phone, email } = patient.guardian ?? {};
  return { ...child, ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
};
