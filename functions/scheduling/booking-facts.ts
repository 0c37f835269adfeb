import { deskZone } from '../hold/hold-clock.ts';
import { PermanentFault } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { policiesBeside } from '../referral/order/regimen-policies.ts';
import { withAccess } from '../series/access-found.ts';
import type { Policy } from '../therapy/policy.ts';
import type { PatientCalendar } from './day-items.ts';
import type { SeriesFacts } from './series-search.ts';
import type { BookingFile, SchedulingStore } from './store.ts';

/** The local policies of a day: of the order's own drug, and of its others. */
type Policies = { policy: Policy | undefined; beside: readonly Policy[] };

/** The patient's days, and the local policies of today and of any other day. */
export type BesideSeries = Policies & {
  patient: PatientCalendar;
  policiesOn: (on: string) => Promise<Policies>;
};

/**
 * What a search starts from, out of a referral's file and the network as it is now, with the days
 * on which the patient has visits already.
 *
 * @throws PermanentFault when the therapy is unknown or no site was chosen.
 */
export const gatherBookingFacts = async (
  store: Pick<SchedulingStore, 'site' | 'nurses' | 'policy' | 'calendarNow'>,
  { referral, submission, series, authorization, toleranceDays, ...file }: BookingFile,
  now: Date,
): Promise<SeriesFacts & BesideSeries> => {
  const today = localDate(now, deskZone);
  const { calendar, sight } = await store.calendarNow(referral.patientId);
  const policyOn = (therapyId: string | undefined, on: string) =>
    store.policy(therapyId, on, sight);
  const policiesOn = async (on: string): Promise<Policies> => {
    const [policy, beside] = await Promise.all([
      policyOn(referral.therapyId, on),
      policiesBeside({ policy: policyOn }, submission.order, on),
    ]);
    return { policy, beside };
  };
  const [site, nurses, { policy, beside }] = await Promise.all([
    referral.siteId ? store.site(referral.siteId, sight) : undefined,
    store.nurses(sight),
    policiesOn(today),
  ]);
  const therapy = visitTherapy(referral.therapyId, submission.order, policy);
  if (!therapy) throw new PermanentFault('therapy-unknown');
  if (!site) throw new PermanentFault('site-not-chosen');
  return {
    submission: withAccess(submission, file.visits, file.holds),
    therapy,
    site,
    nurses,
    series,
    authorization,
    toleranceDays,
    further: Boolean(referral.renewing),
    today,
    patient: calendar,
    policy,
    beside,
    policiesOn,
  };
};
