import type { Hold } from '../hold/hold.ts';
import type { Actor } from '../platform/audit.ts';
import { orderChangeHolds } from '../referral/change-holds.ts';
import { stricterLimits } from '../referral/stricter-policy.ts';
import { policiesKept } from '../therapy/policy.ts';
import type { PlacedVisit } from './booking.ts';
import type { BesideSeries } from './booking-facts.ts';
import type { Booking, BookingFile } from './store.ts';

/** Who books, and when. */
type Books = { tableName: string; by: Actor; now: Date };

/**
 * What asks a clinician about an order which was judged under looser limits than those of today, and
 * of the last day that is booked, for which a policy may have been set already: its visits are
 * booked, and none is given before somebody has looked. Whoever was asked about something else of the
 * order is asked about both. From then on it counts as judged under the later of the two.
 *
 * @param holds those of the referral, with the ones that the booking itself places
 */
export const stricterPolicy = async (
  { referral, submission }: Pick<BookingFile, 'referral' | 'submission'>,
  { policy, beside, policiesOn }: Pick<BesideSeries, 'policy' | 'beside' | 'policiesOn'>,
  { placed, holds }: { placed: readonly PlacedVisit[]; holds: readonly Hold[] },
  { tableName, by, now }: Books,
): Promise<(NonNullable<Booking['stricter']> & { holds: Hold[] }) | undefined> => {
  const last = placed
    .map(({ visit }) => visit.on)
    .sort()
    .at(-1);
  const inForce = [{ policy, beside }, ...(last ? [await policiesOn(last)] : [])];
  const stricter = inForce
    .map((one) => ({
      ...one,
      limits: stricterLimits(referral, submission, one.policy, one.beside),
    }))
    .filter(({ limits }) => limits.length > 0);
  const newest = stricter.at(-1);
  if (!newest) return undefined;
  const limits = stricter.flatMap((one) => one.limits);
  const asked = orderChangeHolds(
    tableName,
    { referral, holds: [...holds] },
    {
      ...{ changes: ['policy'], found: [], standing: referral.findings },
      limits: [...new Map(limits.map((one) => [`${one.limit}: ${one.is}`, one])).values()],
    },
    { by, now, orderVersion: referral.orderVersion },
  );
  return {
    ...asked,
    policy: newest.policy ?? null,
    beside: policiesKept(referral, newest.beside),
  };
};
