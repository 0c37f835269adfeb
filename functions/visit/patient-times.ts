import { isAskedAnew } from '../authorization/renewal-rules.ts';
import { isBeyondCoverage } from '../coverage/covered-day.ts';
import { windowWidened } from '../hold/decisions.ts';
import type { BookedVisit } from '../outreach/booked-visit.ts';
import { speakerAt } from '../outreach/caregiver.ts';
import { type AskerStore, type PageCaller, pageAsker } from '../outreach/page-asker.ts';
import { patientVisit } from '../outreach/patient-views.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import type { Answer, Request } from '../platform/http.ts';
import { notFound } from '../platform/principal.ts';
import { entityTag, isStale } from '../platform/revision.ts';
import { gatherBookingFacts } from '../scheduling/booking-facts.ts';
import { findTeam } from '../scheduling/series-search.ts';
import { findAuthorization } from '../scheduling/visit-file.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { doseGaps, planDoses } from '../series/dose-plan.ts';
import { isSuspended, waitOf } from '../series/suspension.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { doseAsBooked, type PlacedMove, placedMove } from './moved-visit.ts';
import {
  daysOffered,
  type FreeTime,
  freeTimes,
  isPaidFor,
  isTheirsToMove,
} from './offered-times.ts';
import { findOrderHold, isOfOrder, isOrdered } from './order-accepted.ts';
import type { visitRoutes } from './routes.ts';
import type { SeenVisit, VisitStore } from './store.ts';
import type { TimesStore } from './times-store.ts';
import { toldBy } from './visit-requests.ts';

type Routes = typeof visitRoutes;
type Offering = Request<Routes['GET /patients/me/visits/{visitId}/times']>;
type Taking = Request<Routes['POST /patients/me/visits/{visitId}/time']>;
type Deps = { page: AskerStore; visits: VisitStore; times: TimesStore; now: () => Date };

const attempts = 4;

/** Whether coverage and clearance reach as far as the visit, where it is or where it would be. */
const isReached = (file: SeenVisit, visit: Visit): boolean =>
  !isClearanceEnded(visit, file) && !isBeyondCoverage(visit, file.eligibility, file.holds);

/** Whether the visit is such that its patient may put it elsewhere: nobody waits for it, or for the order. */
const isMovable = (file: SeenVisit, now: Date): boolean => {
  const { visit, holds, referral, authorizations, series } = file;
  const { authorizationId } = visit;
  return (
    isAhead(visit) &&
    isTheirsToMove(visit.startsAt, now) &&
    // Without a series nothing says within which days the dose is due.
    series !== undefined &&
    !isSuspended(visit, holds) &&
    !waitOf(visit, holds) &&
    isReached(file, visit) &&
    !findOrderHold(holds) &&
    isOfOrder(visit, referral) &&
    isOrdered(visit, file) &&
    !(authorizationId && isAskedAnew(authorizations, authorizationId)) &&
    referral.siteId === visit.siteId
  );
};

/** The times that are free for the visit now. */
const findTimes = async ({ times }: Deps, file: SeenVisit, now: Date): Promise<FreeTime[]> => {
  const { visit } = file;
  if (!isMovable(file, now)) return [];
  const authorization = findAuthorization(file, visit);
  const asked = { ...file, authorization, toleranceDays: windowWidened(file.holds) };
  const facts = await gatherBookingFacts(times, { ...asked, education: undefined }, now);
  const doses = planDoses({ ...facts, setting: facts.site.setting }, facts.today);
  const dose = doseAsBooked(doses, visit, facts);
  const days = daysOffered({ facts, visit, dose }, now);
  if (!days) return [];
  const atHome = facts.site.setting === 'home';
  const nurseIds = atHome ? findTeam(facts).map(({ nurseId }) => nurseId) : [];
  const siteId = atHome ? undefined : facts.site.siteId;
  const read = await times.days({ nurseIds, siteId }, days.from, days.through);
  const gaps = doseGaps(doses, facts.therapy.minGapDays);
  return freeTimes(
    {
      ...{ facts, visit, dose, visits: file.visits, gaps },
      reaches: (on) => isReached(file, { ...visit, on }),
    },
    { ...read, busy: facts.patient.blocks, patient: facts.patient },
    now,
  );
};

const shownTimes = (found: readonly FreeTime[]) =>
  found.map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));

/** The first of the nurses with whom the time can be had; undefined where nobody has it. */
const placedAt = async (
  { visits }: Deps,
  file: SeenVisit,
  startsAt: string,
  now: Date,
): Promise<PlacedMove | undefined> => {
  const { visit } = file;
  const nurses = visit.nurseId ? await visits.nurses() : [];
  const team = nurses
    .filter(({ siteId, nurseId }) => siteId === visit.siteId && nurseId !== visit.nurseId)
    .map(({ nurseId }) => nurseId);
  for (const nurseId of [visit.nurseId, ...team]) {
    try {
      const body = { startsAt, ...(nurseId ? { nurseId } : {}) };
      const move = await placedMove(visits, file, body, { roles: new Set(), now });
      const { visit: after } = move.placed;
      const isKept = isPaidFor(findAuthorization(file, visit), after) && isReached(file, after);
      return isKept ? move : undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return undefined;
};

/** What a patient is offered of other times for a visit, and takes. */
export const patientTimes = (deps: Deps) => {
  const { page, visits, now } = deps;
  const { myVisit } = pageAsker({ store: () => page, now });

  const viewOf = async (visit: BookedVisit) => {
    const site = await visits.site(visit.siteId);
    const places = new Map(site ? [[visit.siteId, { ...site, phone: site.phone ?? '' }]] : []);
    return patientVisit(visit, places, now());
  };

  /** @throws Refusal 409 when the patient saw another time than the visit has now. */
  const refuseStale = async (visit: BookedVisit, ifMatch: string | undefined): Promise<void> => {
    if (isStale(ifMatch, entityTag(visit.revision)))
      throw new Refusal(409, 'visit-changed', 'The visit was changed since you saw it.', {
        facts: { current: await viewOf(visit) },
      });
  };

  const shown = async (visitId: string): Promise<Answer> => {
    const visit = await page.visit(visitId);
    if (!visit) throw notFound('visit');
    return { body: await viewOf(visit), headers: { etag: entityTag(visit.revision) } };
  };

  const gone = (found: readonly FreeTime[]): Refusal =>
    new Refusal(409, 'time-taken', 'That time cannot be had any more.', {
      facts: { items: shownTimes(found) },
    });

  return {
    offer: async (request: Offering & PageCaller): Promise<Answer> => {
      const { visitId } = request.path;
      await myVisit(request, visitId, 'act');
      const file = await visits.file(visitId);
      if (!file) throw notFound('visit');
      const found = await findTimes(deps, file, now());
      return { body: { zone: file.visit.zone, items: shownTimes(found) } };
    },

    /**
     * The time is taken, and the old one given up, in one change: whoever chooses a time says that they
     * come. Tried again where somebody else wrote in between.
     */
    take: async (request: Taking & PageCaller): Promise<Answer> => {
      const { path, body, principal, ifMatch } = request;
      const { visitId } = path;
      const at = now();
      const told = toldBy(request, `POST /patients/me/visits/${visitId}/time`, at);
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { visit, patient } = await myVisit(request, visitId, 'act');
        if (await visits.applied(visit.referralId, told.operation)) return shown(visitId);
        await refuseStale(visit, ifMatch);
        const file = await visits.file(visitId);
        // Changed between the two readings: what the patient saw is compared with what stands.
        if (file && file.visit.revision !== visit.revision) continue;
        if (!file || !isMovable(file, at))
          throw new Refusal(409, 'visit-not-movable', 'This visit is moved by our team. Ask us.');
        const move = isTheirsToMove(body.startsAt, at)
          ? await placedAt(deps, file, body.startsAt, at)
          : undefined;
        if (!move) throw gone(await findTimes(deps, file, at));
        const { placed } = move;
        const speaker = speakerAt(patient, principal.sentTo);
        const confirmed = { ...placed.visit, status: 'confirmed' as const, confirmedAt: told.at };
        const done = await visits.move(
          file,
          { ...move, placed: { ...placed, visit: confirmed } },
          told,
          speaker ? { by: speaker.as } : {},
        );
        if (done.outcome !== 'refused') return shown(visitId);
      }
      throw new TransientFault('visit-contended');
    },
  };
};
