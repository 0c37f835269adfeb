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
 * The patient with the numbers and addresses at which their care is told on a day: those of the
 * parent or guardian of a minor, else their own. A child's own telephone gets nothing.
 */
export const reachedThrough = (patient: PatientClaimed, on: string): PatientClaimed => {
  if (!isMinor(patient, on)) return patient;
  const { phone: _, email: __, ...child } = patient;
  const { phone, email } = patient.guardian ?? {};
  return { ...child, ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
};
