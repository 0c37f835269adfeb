import * as z from 'zod';
import { isAhead, Visit } from '../visit/visit.ts';

/** What a patient asked of a visit; kept on it until it is moved. */
export const AskedVisit = Visit.extend({
  moveRequestedAt: z.iso.datetime().optional(),
  moveWish: z.string().optional(),
});

/** A visit with what a patient asked of it, and whether it waits for a clinician. */
export type BookedVisit = z.infer<typeof AskedVisit> & { suspended: boolean };

const notStarted = ({ startsAt }: Visit, now: Date): boolean =>
  Date.parse(startsAt) > now.getTime();

/** A suspended visit waits for a clinician and is not the patient's to confirm. */
export const mayConfirm = (visit: BookedVisit, now: Date): boolean =>
  visit.status === 'planned' && !visit.suspended && notStarted(visit, now);

export const mayAskToMove = (visit: BookedVisit, now: Date): boolean =>
  isAhead(visit) && notStarted(visit, now);
