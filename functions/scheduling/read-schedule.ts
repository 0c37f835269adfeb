import { measuresShown } from '../measures/measures-shown.ts';
import { measureRoutes } from '../measures/routes.ts';
import type { Nurse, Site } from '../network/network.ts';
import { addDays } from '../platform/days.ts';
import { disclosed, type Reader, readerOf } from '../platform/disclosure.ts';
import { http, type Request, route } from '../platform/http.ts';
import { notFound, type Principal } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { lineInPlace, veinsKnown, type WithAccess } from '../referral/checks/vascular-access.ts';
import { lineCourseOf } from '../referral/order/line-course.ts';
import { drugsAt, drugsOrdered, visitTherapy } from '../referral/order/regimen.ts';
import { wholeName } from '../referral/person/name.ts';
import type { Submission } from '../referral/referral.ts';
import type { Visit } from '../series/visit.ts';
import { visitView } from '../series/visit-view.ts';
import { isCentral, proposeLines } from '../therapy/line-choice.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { offerSlots } from './offer-slots.ts';
import { readBoard } from './read-board.ts';
import { type NurseVisit, schedulingRoutes } from './routes.ts';
import { type ScheduleStore, scheduleStore } from './schedule-store.ts';
import { schedulingStore } from './store.ts';

type Deps = { store: ScheduleStore; now: () => Date };
type Listing = Request<(typeof schedulingRoutes)['GET /visits']>;
type OwnDays = Request<(typeof schedulingRoutes)['GET /nurses/{nurseId}/schedule']>;

/** A calendar to page through: a visiting nurse's, or that of a site with chairs. */
export type Calendar = { kind: 'nurse' | 'site'; id: string };

/** The calendars a nurse's visits stand in: her own, and that of the center she works at. */
const calendarsOf = (nurse: Nurse, sites: readonly Site[]): Calendar[] => {
  const site = sites.find(({ siteId }) => siteId === nurse.siteId);
  return [
    { kind: 'nurse', id: nurse.nurseId },
    ...(site && site.setting !== 'home' ? [{ kind: 'site' as const, id: site.siteId }] : []),
  ];
};

/** Every calendar that the caller may see and asked for, in a fixed order so that pages join. */
const calendarsAsked = (
  { principal, query }: Listing,
  nurses: readonly Nurse[],
  sites: readonly Site[],
): Calendar[] => {
  const own = onlyOwn(principal);
  const nurseId = own ?? query.nurseId;
  if (nurseId) {
    const nurse = nurses.find((candidate) => candidate.nurseId === nurseId);
    return nurse ? calendarsOf(nurse, sites) : [];
  }
  const wanted = sites.filter(({ siteId }) => !query.siteId || siteId === query.siteId);
  return wanted.flatMap((site): Calendar[] =>
    site.setting === 'home'
      ? nurses
          .filter(({ siteId }) => siteId === site.siteId)
          .map(({ nurseId: id }) => ({ kind: 'nurse', id }))
      : [{ kind: 'site', id: site.siteId }],
  );
};

/** The nurse a caller is, when that is all they are; `none` for a nurse without an id. */
const onlyOwn = ({ roles, nurseId }: Principal): string | undefined =>
  roles.has('nurse') &&
  !['scheduler', 'coordinator', 'admin'].some((role) => roles.has(role as never))
    ? (nurseId ?? 'none')
    : undefined;

/** A visit at a center is any of its nurses', unless one is named. */
const isOf =
  (nurseId: string) =>
  (visit: Visit): boolean =>
    visit.nurseId === undefined || visit.nurseId === nurseId;

/** Booked visits, calendar by calendar; each page costs what it shows. */
export const listVisits =
  ({ store }: Pick<Deps, 'store'>) =>
  async (request: Listing) => {
    const { query } = request;
    const [nurses, sites] = await Promise.all([store.nurses(), store.sites()]);
    const page = await store.page(calendarsAsked(request, nurses, sites), query);
    const own = onlyOwn(request.principal);
    const visits = own ? page.visits.filter(isOf(own)) : page.visits;
    return {
      body: { items: visits.map(visitView), ...(page.next ? { next: page.next } : {}) },
    };
  };

type Known = Submission & WithAccess;

/** What the nurse of a visit is told of line and veins. */
const accessSheet = (
  visit: Visit,
  submission: Known,
  therapy: Therapy | undefined,
): NonNullable<NurseVisit['access']> => {
  const lineType = lineInPlace(submission);
  const { risk, because, score, last } = veinsKnown(submission, visit.on);
  return {
    ...(lineType ? { lineType } : {}),
    difficult: because.length > 0,
    risk,
    look: isCentral(lineType) ? [] : [...(score?.unanswered ?? [])],
    proposed: therapy ? proposeLines(lineCourseOf(submission, therapy, visit.on)) : [],
    keepOff: submission.veins?.keepOff ?? [],
    ...(last
      ? {
          last: {
            on: last.on,
            device: last.device,
            attempts: last.attempts,
            worked: last.worked !== false,
            ...(last.site ? { site: last.site } : {}),
            helped: last.helped ?? [],
          },
        }
      : {}),
  };
};

const nurseVisit = (visit: Visit, submission: Known, see: Reader): NurseVisit => {
  const { patient, order, allergies } = submission;
  const therapy = visitTherapy(visit.therapyId, order);
  // Where the patient gives the doses, a visit is none of them.
  const given =
    therapy && isSelfGiven(therapy, visit.setting)
      ? drugsOrdered(submission)
      : drugsAt(submission, visit.dose, visit.idealOn);
  const whom = disclosed(see, {
    name: {
      name: wholeName(patient.name),
      language: patient.language,
    },
    contact: {
      ...(patient.phone ? { phone: patient.phone } : {}),
      ...(patient.guardian ? { guardian: patient.guardian } : {}),
    },
    address: patient.address ? { address: patient.address } : {},
    clinical: allergies === undefined ? {} : { allergies },
  });
  const what = disclosed(see, {
    therapy: {
      name: therapy?.name ?? order.drug,
      firstDose: visit.dose === 1 && order.firstDose !== false,
      minutes: visit.minutes,
    },
    order: {
      ...(given[0]?.dose ? { dose: given[0].dose } : {}),
      ...(order.alsoInfused ? { drugs: given } : {}),
      route: therapy?.route ?? order.route ?? 'IV',
      premedications: order.premedications ?? [],
      reactionOrders: order.reactionOrders ?? false,
    },
  });
  return {
    ...visitView(visit),
    ...(Object.keys(whom).length > 0 ? { patient: whom } : {}),
    ...(Object.keys(what).length > 0 ? { therapy: what } : {}),
    ...disclosed(see, {
      order: {
        ...(therapy?.route === 'SC' ? {} : { access: accessSheet(visit, submission, therapy) }),
      },
    }),
  };
};

/** A nurse's days. A nurse sees the own ones only; what is another's is not there. */
export const readNurseSchedule =
  ({ store, now }: Deps) =>
  async ({ principal, path, query }: OwnDays) => {
    const own = onlyOwn(principal);
    const [nurses, sites] = await Promise.all([store.nurses(), store.sites()]);
    const nurse = nurses.find(({ nurseId }) => nurseId === path.nurseId);
    if (!nurse) throw notFound('nurse');
    const page = await store.page(calendarsOf(nurse, sites), {
      from: query.on,
      to: addDays(query.on, query.days - 1),
      limit: 100,
    });
    const visits = page.visits.filter(isOf(nurse.nurseId));
    const shown = !own || own === path.nurseId;
    await store.noteReading(
      { principal, seen: 'nurse-days', outcome: shown ? 'shown' : 'refused', now: now() },
      visits.map(({ referralId }) => referralId),
    );
    if (!shown) throw notFound('nurse');
    const orders = await store.orders(visits);
    return {
      body: {
        items: visits.flatMap((visit) => {
          const submission = orders.get(visit.referralId);
          const see = readerOf(principal, { isOwnVisit: path.nurseId === principal.nurseId });
          return submission ? [nurseVisit(visit, submission, see)] : [];
        }),
      },
    };
  };

const deps = (): Deps => ({ store: scheduleStore(table()), now: () => new Date() });

export const handler = http({
  'GET /referrals/{referralId}/slots': route(
    schedulingRoutes['GET /referrals/{referralId}/slots'],
    (request) => offerSlots({ store: schedulingStore(table()), now: () => new Date() })(request),
  ),
  'GET /visits': route(schedulingRoutes['GET /visits'], (request) => listVisits(deps())(request)),
  'GET /board': route(schedulingRoutes['GET /board'], (request) => readBoard(deps())(request)),
  'GET /nurses/{nurseId}/schedule': route(
    schedulingRoutes['GET /nurses/{nurseId}/schedule'],
    (request) => readNurseSchedule(deps())(request),
  ),
  // Of another room: it has a function to itself no more than a few questions a day would need.
  'GET /measures': route(measureRoutes['GET /measures'], (request) =>
    measuresShown(table(), () => new Date())(request),
  ),
});
