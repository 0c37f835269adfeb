import type * as z from 'zod';
import { windowWidened } from '../hold/decisions.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { instantToMinute, minuteToInstant } from '../network/days.ts';
import type { Determination } from '../platform/determination.ts';
import { PermanentFault } from '../platform/errors.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import type { Calendars, PlacedVisit } from '../scheduling/booking.ts';
import { orderConflicts } from '../scheduling/dose-order.ts';
import { type Override, refuseConflicts, tellOverride } from '../scheduling/override.ts';
import { gatherPlaceNeeds, type SeriesFacts } from '../scheduling/series-search.ts';
import { completeCalendars } from '../scheduling/touched-calendars.ts';
import {
  type Conflict,
  calendarDay,
  findConflicts,
  travelTo,
  windowConflict,
} from '../scheduling/visit-conflicts.ts';
import { findAuthorization, type VisitFile } from '../scheduling/visit-file.ts';
import { refuseTimePast, refuseUnknownNurse } from '../scheduling/wanted-visits.ts';
import { withAccess } from '../series/access-found.ts';
import { plansOn } from '../series/care-plan.ts';
import type { Dose } from '../series/dose-plan.ts';
import { acuityOf, doseGaps, planDoses } from '../series/dose-plan.ts';
import { totalMinutes, type Visit, wishAnswered } from '../series/visit.ts';
import type { MoveBody } from './routes.ts';
import type { VisitStore } from './store.ts';

/**
 * The visit's dose as planned. It keeps the minutes it was booked with, unless local policy asks for a
 * longer watch by now, or a clinician for a slower dose.
 */
export const doseAsBooked = (
  doses: readonly Dose[],
  visit: Visit,
  {
    therapy: { policyVersion },
    submission: { plans },
  }: Pick<SeriesFacts, 'therapy' | 'submission'>,
): Dose => {
  const planned = doses.find(({ number }) => number === visit.dose);
  const isLonger =
    planned !== undefined &&
    ((policyVersion !== undefined && planned.minutes.observation > visit.minutes.observation) ||
      (plansOn(plans, visit.on).length > 0 &&
        totalMinutes(planned.minutes) > totalMinutes(visit.minutes)));
  return {
    number: visit.dose,
    offset: planned?.offset ?? 0,
    before: planned?.before ?? 0,
    after: planned?.after ?? 0,
    first: planned?.first ?? false,
    minutes: isLonger ? planned.minutes : visit.minutes,
  };
};

/** Where a visit is to go, and what a person overrode for it. */
export type PlacedMove = {
  placed: PlacedVisit;
  calendars: Calendars;
  overridden: Determination | undefined;
};

/** The move as it would be, with everything that stands against it. */
export type MoveLooked = Pick<PlacedMove, 'placed' | 'calendars'> & {
  facts: SeriesFacts;
  dose: Dose;
  conflicts: readonly Conflict[];
};

type MoveReads = Pick<VisitStore, 'site' | 'nurses' | 'policy' | 'calendarsOf'>;

/**
 * The visit at its new time and the calendars it leaves and enters, refused by nothing that is there.
 *
 * @throws Refusal 422 for a time that has passed or an unknown nurse.
 */
export const lookAtMove = async (
  store: MoveReads,
  file: VisitFile & { visit: Visit },
  { startsAt, nurseId }: Pick<z.output<typeof MoveBody>, 'startsAt' | 'nurseId'>,
  now: Date,
): Promise<MoveLooked> => {
  const { visit, series, submission } = file;
  const today = localDate(now, deskZone);
  const [site, nurses, policy] = await Promise.all([
    store.site(visit.siteId),
    store.nurses(),
    store.policy(visit.therapyId, today),
  ]);
  const therapy = visitTherapy(visit.therapyId, submission.order, policy);
  if (!site || !therapy) throw new PermanentFault('visit-place-unknown');
  const facts: SeriesFacts = {
    submission: withAccess(submission, file.visits, file.holds),
    therapy,
    site,
    nurses,
    series,
    authorization: findAuthorization(file, visit),
    today,
    toleranceDays: windowWidened(file.holds),
  };
  const doses = planDoses({ ...facts, setting: site.setting }, facts.today);
  const dose = doseAsBooked(doses, visit, facts);
  refuseTimePast(startsAt, now);
  refuseUnknownNurse(facts, nurseId);
  const nurse = visit.nurseId ? (nurseId ?? visit.nurseId) : undefined;
  const wanted = { dose, startsAt, nurseId: nurse };
  const on = calendarDay(facts, wanted);
  const from = instantToMinute(startsAt);
  const after: Visit = {
    ...wishAnswered(visit),
    status: 'planned',
    revision: visit.revision + 1,
    startsAt: minuteToInstant(from),
    endsAt: minuteToInstant(from + totalMinutes(dose.minutes)),
    minutes: dose.minutes,
    on,
    ...(nurse ? { nurseId: nurse } : {}),
    confirmedAt: undefined,
  };
  const calendars = await store.calendarsOf([visit, after]);
  const ignoring = new Set([visit.visitId]);
  const outside = series && windowConflict(wanted, series.firstOn, on);
  const conflicts = [
    ...(outside ? [outside] : []),
    ...orderConflicts(
      { dose: visit.dose, on },
      file.visits.filter((other) => other.visitId !== visit.visitId),
      doseGaps(doses, therapy.minGapDays),
    ),
    ...findConflicts(facts, wanted, calendars, ignoring),
  ];
  const travel = travelTo(facts, wanted, calendars);
  const placed: PlacedVisit = {
    visit: { ...after, ...(travel === undefined ? {} : { travelMinutes: travel }) },
    at: gatherPlaceNeeds(facts, []).at,
    acuity: acuityOf(therapy, dose.first),
  };
  return {
    placed,
    calendars: completeCalendars(calendars, [placed]),
    facts,
    dose,
    conflicts,
  };
};

/**
 * The same as it is to be written.
 *
 * @throws Refusal as {@link lookAtMove}, and 409 with every conflict at the new time.
 */
export const placedMove = async (
  store: MoveReads,
  file: VisitFile & { visit: Visit },
  { note, ...wanted }: z.output<typeof MoveBody>,
  { roles, now }: Pick<Override, 'roles'> & { now: Date },
): Promise<PlacedMove> => {
  const { placed, calendars, conflicts } = await lookAtMove(store, file, wanted, now);
  refuseConflicts(conflicts, { roles, note });
  return { placed, calendars, overridden: tellOverride(conflicts, note) };
};
