import { isAhead, type Visit } from '../series/visit.ts';

/**
 * A visit, and whether it waits for a clinician's clearance, for the payer's word that the coverage goes on,
 * or for what it was found to lack.
 */
export type BookedVisit = Visit & {
  suspended: boolean;
  beyondCoverage: boolean;
  lacking?: boolean;
  /** The patient told us something that a clinician calls about first. */
  awaitsCall?: boolean;
};

const notStarted = ({ startsAt }: Visit, now: Date): boolean =>
  Date.parse(startsAt) > now.getTime();

/** A visit that waits for anybody is not the patient's to confirm. */
export const mayConfirm = (visit: BookedVisit, now: Date): boolean =>
  visit.status === 'planned' &&
  !visit.suspended &&
  !visit.beyondCoverage &&
  !visit.lacking &&
  notStarted(visit, now);

export const mayAskToMove = (visit: BookedVisit, now: Date): boolean =>
  isAhead(visit) && notStarted(visit, now);

/** The visit that a reminder or a confirmation asks about: the next one, confirmed or not. */
export const nextAhead = (visits: readonly BookedVisit[], now: Date): BookedVisit | undefined =>
  visits
    .filter((visit) => isAhead(visit) && notStarted(visit, now))
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0];
