import type { PatientClaimed, Submission } from '../referral.ts';

/** SNOMED CT for a female body: told beside a gender that does not say so. */
export const femaleBody = '248152002';

/**
 * The sex that rules count with. A patient who is told to be a man, or of neither sex, with the body of a
 * woman is `other`: no formula for men holds, and a pregnancy is asked about.
 */
export const recordedSex = ({
  patient,
  conditions = [],
}: Pick<Submission, 'patient' | 'conditions'>): PatientClaimed['sex'] =>
  patient.sex !== 'female' && conditions.some(({ snomed }) => snomed?.includes(femaleBody))
    ? 'other'
    : patient.sex;
