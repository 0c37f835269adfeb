import * as z from 'zod';
import { isAhead, Visit } from '../visit/visit.ts';

/** A visit with what a patient asked of it. */
export const BookedVisit = Visit.extend({
  moveRequestedAt: z.iso.datetime().optional(),
  moveWish: z.string().optional(),
});
export type BookedVisit = z.infer<typeof BookedVisit>;

const notStarted = ({ startsAt }: Visit, now: Date): boolean =>
  Date.parse(startsAt) > now.getTime();

/** A suspended visit waits for a clinician and is not the patient's to confirm. */
export const mayConfirm = (visit: Visit, now: Date): boolean =>
  visit.status === 'planned' && !visit.suspended && notStarted(visit, now);

export const mayAskToMove = (visit: Visit, now: Date): boolean =>
  isAhead(visit) && notStarted(visit, now);
