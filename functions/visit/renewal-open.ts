import { isOpen } from '../hold/hold.ts';
import type { VisitFile } from './visit-file.ts';

/** Whether the order has doses after those that are booked. */
const goesOn = ({ submission, series }: VisitFile): boolean => {
  const { doses, frequency } = submission.order;
  return doses === undefined
    ? (frequency?.intervalDays ?? 0) > 0
    : (series?.bookedThrough ?? 0) < doses;
};

/**
 * Whether further visits may follow: a renewal is under way, somebody has yet to decide on one, or
 * the renewal watch has yet to look at the authorization.
 */
export const mayBeRenewed = (file: VisitFile): boolean => {
  const paying = file.authorizations.findLast(({ status }) => status === 'approved');
  return (
    goesOn(file) &&
    (Boolean(file.referral.renewing) ||
      (paying !== undefined && paying.renewalSeenAt === undefined) ||
      file.holds.some((hold) => hold.reason === 'authorization-ending' && isOpen(hold)))
  );
};
