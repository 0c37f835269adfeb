import type { BenchService } from './running-service.ts';
import { readServiceClock } from './service-clock.ts';

type View = { status: string; visits: unknown[]; holds: { reason: string; status: string }[] };

/**
 * A figure of a referral that took another road would be no figure at all.
 *
 * @throws when the referral has not come to its booked series
 */
export const insistOnBooked = async (service: BenchService, referralId: string, doses: number) => {
  const token = service.token('coordinator', '', await readServiceClock(service));
  const view = (await service.get(`/referrals/${referralId}`, token)) as View;
  if (view.status === 'active' && view.visits.length === doses) return;
  const holds = view.holds.map(({ reason, status }) => `${reason} (${status})`).join(', ');
  throw new Error(
    `The referral is ${view.status} with ${view.visits.length} of ${doses} visits; holds: ${holds || 'none'}`,
  );
};
