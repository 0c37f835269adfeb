import { isAhead, type Visit } from '../visit/visit.ts';

/** A visit, and whether it waits for a clinician. */
export type BookedVisit = Visit & { suspended: boolean };

const notStarted = ({ startsAt }: Visit, now: Date): boolean =>
  Date.parse(startsAt) > now.getTime();

/** A suspended visit waits for a clinician and is not the patient's to confirm. */
export const mayConfirm = (visit: BookedVisit, now: Date): boolean =>
  visit.status === 'planned' && !visit.suspended && notStarted(visit, now);

export const mayAskToMove = (visit: BookedVisit, now: Date): boolean =>
  isAhead(visit) && notStarted(visit, now);
