import { amountComplaints, takenAtVisit } from '../authorization/actual-units.ts';
import type { Authorization, LedgerEntry } from '../authorization/authorization.ts';
import { ledgerWith } from '../authorization/ledger.ts';
import type { Hold } from '../hold/hold.ts';
import { deskZone } from '../hold/hold-clock.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { notUnderstoodHold } from '../outreach/teaching-asked.ts';
import { canonical } from '../platform/canonical.ts';
import type { Determination } from '../platform/determination.ts';
import { type Complaint, Refusal, TransientFault } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { visitScope } from '../platform/ids.ts';
import { notFound, type Principal } from '../platform/principal.ts';
import { entityTag, isStale } from '../platform/revision.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { scoreVeins } from '../referral/checks/vein-score.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { visitsToCome } from '../scheduling/release-visits.ts';
import { readSeriesFile, seriesHold } from '../scheduling/series-holds.ts';
import { isForgotten, isOver } from '../scheduling/series-rest.ts';
import { uncoveredVisits, uncoveredVisitsHold } from '../scheduling/uncovered-visits.ts';
import { findAuthorization } from '../scheduling/visit-file.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { gradeCounted, isSuspended, suspends } from '../series/suspension.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { visitView } from '../series/visit-view.ts';
import { isSelfGiven } from '../therapy/nurse-visits.ts';
import { accessHold, reviewAccess } from './access-review.ts';
import { endPlan } from './end-plan.ts';
import { givenBeyondHold } from './given-not-authorized.ts';
import { refuseUnreasoned, refuseUnsound, withEntry } from './new-entry.ts';
import { refuseOtherOrder } from './order-accepted.ts';
import { isOwnVisit } from './own-visit.ts';
import {
  endComplaints,
  infusionComplaints,
  onsetComplaints,
  startComplaints,
} from './plausible-times.ts';
import { readBedside } from './read-bedside.ts';
import { visitRoutes } from './routes.ts';
import { reviewPlace, siteReviewHold } from './site-review.ts';
import { type SeenVisit, type VisitStore, visitStore } from './store.ts';
import {
  changedSince,
  clearanceGone,
  notOpen,
  refuseWaiting,
  suspended,
  toldBy,
  toldOnceBy,
} from './visit-requests.ts';

type Routes = typeof visitRoutes;
type Starting = Request<Routes['POST /visits/{visitId}/start']>;
type Completing = Request<Routes['POST /visits/{visitId}/completion']>;
type Reporting = Request<Routes['POST /visits/{visitId}/reaction']>;
type Noting = Request<Routes['POST /visits/{visitId}/entries']>;
type Deps = { store: VisitStore; now: () => Date };
type MaySee = (visit: Visit) => Promise<boolean>;

/** The file of a visit that the caller may record; who tried and may not is on record. */
const fileFor = async (
  deps: Deps,
  principal: Principal,
  visitId: string,
  maySee: MaySee = (visit) => isOwnVisit(principal, visit, deps.store.nurses),
): Promise<SeenVisit> => {
  const file = await deps.store.file(visitId);
  if (file && (await maySee(file.visit))) return file;
  if (file)
    await deps.store.noteReading(
      { principal, seen: 'visit', outcome: 'refused', now: deps.now() },
      [file.referral.referralId],
    );
  throw notFound('visit');
};

/** A reaction is told by the nurse of the visit, or by a clinician whom somebody called. */
const fileOfReaction = (deps: Deps, principal: Principal, visitId: string): Promise<SeenVisit> =>
  principal.roles.has('clinician')
    ? fileFor(deps, principal, visitId, async () => true)
    : fileFor(deps, principal, visitId);

/** @throws Refusal 422 that names the field and what to send. */
const refuseImplausible = (errors: readonly Complaint[]): void => {
  if (errors.length > 0)
    throw new Refusal(422, 'time-not-plausible', 'A time cannot be that of this visit.', {
      errors,
    });
};

const changed = () => new TransientFault('visit-changed');

/** @throws Refusal 409 when the caller saw the visit at another time or place than it has now. */
const refuseStale = async (
  { store }: Deps,
  { ifMatch }: Pick<Starting, 'ifMatch'>,
  visit: Visit,
): Promise<void> => {
  if (isStale(ifMatch, entityTag(visit.revision)))
    throw changedSince(visit, await store.lastChange(visit));
};

/** Planned or confirmed → in progress; never with what it needs still missing or unaccepted. */
export const startVisit = (deps: Deps) => async (request: Starting) => {
  const { path, principal, body } = request;
  const at = deps.now();
  const told = toldOnceBy(request, `start:${path.visitId}`, at);
  const file = await fileFor(deps, principal, path.visitId);
  const { visit } = file;
  if (await deps.store.applied(visit.referralId, told.operation)) return { body: visitView(visit) };
  await refuseStale(deps, request, visit);
  if (!isAhead(visit)) throw notOpen(visit);
  if (isSuspended(visit, file.holds)) throw suspended();
  if (isClearanceEnded(visit, file)) throw clearanceGone();
  refuseOtherOrder(visit, file);
  refuseWaiting(visit, file.holds);
  const startedAt = body.startedAt ?? told.at;
  refuseImplausible(startComplaints(startedAt, visit, at));
  const confirmed = refuseUnsound(file, body, { now: at });
  const after: Visit = {
    ...withEntry(visit, body, { of: 'start', confirmed }, told),
    status: 'in-progress',
    startedAt,
    ...(body.access ? { access: body.access } : {}),
  };
  const done = await deps.store.start(file, after, told);
  if (done.outcome === 'refused') throw changed();
  return { body: visitView(after) };
};

/** The authorization of a visit as it stands once the visit was given, and what that took. */
type Used = { before: Authorization; authorization: Authorization; taken: LedgerEntry['taken'] };

/** @throws Refusal 422 for an amount that cannot be counted. */
const unitsUsed = (
  file: SeenVisit,
  { infusionMinutes, endedAt, amounts = [] }: Completing['body'],
): Used | undefined => {
  const { visit } = file;
  const authorization = findAuthorization(file, visit);
  if (!authorization) return undefined;
  const { lines, ledger } = authorization;
  const errors = amountComplaints(lines, { dose: visit.dose, amounts });
  if (errors.length > 0)
    throw new Refusal(422, 'amount-not-understood', 'An amount cannot be counted.', { errors });
  const began = Date.parse(visit.startedAt ?? visit.startsAt);
  const given = takenAtVisit(lines, {
    dose: visit.dose,
    infusionMinutes,
    visitMinutes: endedAt ? Math.round((Date.parse(endedAt) - began) / 60_000) : undefined,
    amounts,
  });
  const taken = given.length > 0 ? given : undefined;
  const after = ledgerWith(ledger, [{ ...visit, taken }], 'used');
  return { before: authorization, authorization: { ...authorization, ledger: after }, taken };
};

/** The hold about later visits that are not paid for any more, since this one took more than was planned. */
const uncoveredBy = (
  { authorization, taken }: Used,
  visits: readonly Visit[],
  file: Pick<SeenVisit, 'referral' | 'holds'>,
  now: Date,
): Hold | undefined =>
  taken &&
  uncoveredVisitsHold(
    authorization,
    uncoveredVisits(authorization, visits),
    { ...file, visits },
    now,
  );

/** What is asked about the line of the visits to come, after what the visit found. */
const accessAsked = (file: SeenVisit, visits: readonly Visit[], at: Date): Hold | undefined => {
  const { visit, submission, referral } = file;
  const therapy = visitTherapy(visit.therapyId, submission.order, referral.policy);
  if (!therapy || referral.status !== 'active') return undefined;
  const ahead = visits.filter(
    (other) =>
      other.visitId !== visit.visitId && (isAhead(other) || other.status === 'in-progress'),
  ).length;
  const found = reviewAccess(
    { submission, therapy, visits, ahead },
    visit.visitId,
    localDate(at, deskZone),
  );
  return accessHold(found, visit.visitId, file, at);
};

/**
 * In progress → completed, with what was given and taught; the reserved units are used. The last
 * dose of an order closes its referral; where doses follow that nobody is on, a scheduler is asked
 * before the visits that are booked run out.
 */
export const completeVisit = (deps: Deps) => async (request: Completing) => {
  const { path, principal, body } = request;
  const at = deps.now();
  const told = toldOnceBy(request, `complete:${path.visitId}`, at);
  const file = await fileFor(deps, principal, path.visitId);
  const { visit } = file;
  if (await deps.store.applied(visit.referralId, told.operation)) return { body: visitView(visit) };
  await refuseStale(deps, request, visit);
  if (visit.status !== 'in-progress') throw notOpen(visit);
  const endedAt = body.endedAt ?? told.at;
  const therapy = visitTherapy(visit.therapyId, file.submission.order, file.referral.policy);
  refuseImplausible([
    ...endComplaints(endedAt, visit, at),
    ...infusionComplaints(body, endedAt, {
      ...visit,
      isSelfGiven: therapy !== undefined && isSelfGiven(therapy, visit.setting),
    }),
  ]);
  const confirmed = refuseUnsound(file, body, { now: at, given: body });
  const used = unitsUsed(file, body);
  const access = body.access ?? visit.access;
  const isOther = visit.access && body.access && canonical(visit.access) !== canonical(body.access);
  const before = isOther ? { accessBefore: visit.access } : {};
  const scored = access && scoreVeins(access, file.submission.patient.birthDate, visit.on);
  const after: Visit = {
    ...withEntry(visit, body, { of: 'completion', confirmed, ...before }, told),
    status: 'completed',
    endedAt,
    actual: {
      infusionMinutes: body.infusionMinutes,
      doseComplete: body.doseComplete,
      teachBack: body.teachBack,
      ...(body.amounts ? { amounts: body.amounts } : {}),
    },
    ...(access ? { access } : {}),
  };
  const later = file.visits.filter(
    (other) =>
      other.visitId !== visit.visitId && (isAhead(other) || other.status === 'in-progress'),
  );
  const last = later.length === 0;
  const series = readSeriesFile({
    ...file,
    visits: file.visits.map((other) => (other.visitId === visit.visitId ? after : other)),
  });
  const isActive = file.referral.status === 'active';
  const closes = isActive && isOver(series);
  const asks = isActive && isForgotten(series, localDate(at, deskZone));
  const asked = asks ? seriesHold({ ...series, referral: file.referral }, at) : undefined;
  const place =
    isActive && later.some(isAhead)
      ? reviewPlace(
          await deps.store.placing(visit.referralId, localDate(at, deskZone)),
          { visits: series.visits },
          at,
        )
      : undefined;
  const known = [...file.holds, ...(asked ? [asked] : [])];
  const uncovered =
    isActive && used ? uncoveredBy(used, series.visits, { ...file, holds: known }, at) : undefined;
  const beyond = used && givenBeyondHold(used.before, used.authorization, file, at);
  const placed = [...known, ...(uncovered ? [uncovered] : [])];
  const site = siteReviewHold(place, { ...file, holds: placed }, at);
  const end = {
    after,
    ...(used?.taken ? { taken: used.taken } : {}),
    detail: {
      last,
      doseComplete: body.doseComplete,
      ...(scored ? { accessRisk: scored.risk } : {}),
    },
    closes,
    asks: [
      asked,
      accessAsked(file, series.visits, at),
      uncovered,
      beyond,
      site,
      notUnderstoodHold(file.referral, body.teachBack, [...placed, ...(site ? [site] : [])], at),
    ].filter((hold) => hold !== undefined),
  };
  const done = await deps.store.complete(file, end, told);
  if (done.outcome === 'refused') throw changed();
  return { body: visitView(after) };
};

const suspensionHold = ({ visit, holds, referral }: SeenVisit, now: Date): Hold =>
  standingHold(
    {
      kind: 'report',
      scope: visitScope(visit.visitId),
      reason: 'visit-suspended',
      stage: 'Check visit',
      evidence: { visitId: visit.visitId },
    },
    referral,
    holds,
    now,
  );

/**
 * A reaction during or after a visit. Grade 3 or more, or anaphylaxis, suspends every visit to
 * come and asks a clinician at once.
 */
export const reportReaction = (deps: Deps) => async (request: Reporting) => {
  const { path, principal, body } = request;
  const at = deps.now();
  const told = toldBy(request, `reaction:${path.visitId}`, at);
  const file = await fileOfReaction(deps, principal, path.visitId);
  const { visit } = file;
  await refuseStale(deps, request, visit);
  if (visit.status !== 'in-progress' && visit.status !== 'completed') throw notOpen(visit);
  refuseImplausible(onsetComplaints(body.onsetMinutes, visit, at));
  const { corrects, reason, ...reaction } = body;
  if (corrects !== undefined) refuseUnreasoned(visit, { corrects, reason, reaction });
  const after = withEntry(visit, {}, { of: 'reaction', reaction, corrects, reason }, told);
  const severe = suspends(body);
  const suspended = severe
    ? visitsToCome(file.visits, at).filter(({ visitId }) => visitId !== visit.visitId)
    : [];
  const hold = severe ? suspensionHold(file, at) : undefined;
  const determination: Determination = {
    question: 'reaction',
    facts: {
      visitId: visit.visitId,
      grade: body.grade,
      anaphylaxis: body.anaphylaxis,
      actions: body.actions,
      ...(body.onsetMinutes === undefined ? {} : { onsetMinutes: body.onsetMinutes }),
    },
    rule: { id: 'reaction-suspends', version: '1', source: 'CTCAE v5; grade 3 or higher' },
    answer: severe ? 'suspended' : 'goes-on',
    reasons: body.note ? [{ bearing: 'note', code: 'reported', text: body.note }] : [],
  };
  const place =
    hold && suspended.length > 0
      ? reviewPlace(
          await deps.store.placing(visit.referralId, localDate(at, deskZone)),
          { visits: file.visits, grade: gradeCounted(body) },
          at,
        )
      : undefined;
  const asks = [hold, siteReviewHold(place, file, at)].filter((one) => one !== undefined);
  const followed = { after, suspended, asks, determination };
  const done = await deps.store.reportReaction(visit, followed, told);
  if (done.outcome === 'refused') throw changed();
  const { detail } = done.record;
  return {
    body: {
      visitId: visit.visitId,
      suspended: suspended.map(({ visitId }) => visitId),
      ...(typeof detail.holdId === 'string' ? { holdId: detail.holdId } : {}),
    },
  };
};

/**
 * More of a visit that goes on or has ended, or what says an entry of it right: a new entry, and what
 * stood there stays. What was found of the veins is what the next visit goes by, so it is asked about as
 * at the end; and so is what was taught and not understood.
 */
export const addEntry = (deps: Deps) => async (request: Noting) => {
  const { path, principal, body } = request;
  const at = deps.now();
  const told = toldBy(request, `entry:${path.visitId}`, at);
  const file = await fileFor(deps, principal, path.visitId);
  const { visit } = file;
  await refuseStale(deps, request, visit);
  if (visit.status !== 'in-progress' && visit.status !== 'completed') throw notOpen(visit);
  const { access, teachBack, corrects, reason, confirmed: _, ...written } = body;
  refuseUnreasoned(visit, body);
  const confirmed = refuseUnsound(file, body, { now: at });
  const noted = withEntry(
    visit,
    written,
    {
      of: 'later',
      confirmed,
      teachBack,
      corrects,
      reason,
      access,
      ...(access && visit.access ? { accessBefore: visit.access } : {}),
    },
    told,
  );
  const after: Visit = { ...noted, ...(access ? { access } : {}) };
  const visits = file.visits.map((one) => (one.visitId === visit.visitId ? after : one));
  const line = access && visit.status === 'completed' ? accessAsked(file, visits, at) : undefined;
  const explain = notUnderstoodHold(file.referral, teachBack ?? [], file.holds, at);
  const asks = [line, explain].filter((hold) => hold !== undefined);
  const done = await deps.store.note(file, { after, asks }, told);
  if (done.outcome === 'refused') throw changed();
  const { entry, holdId } = done.record.detail;
  return {
    body: {
      visitId: visit.visitId,
      number: Number(entry),
      ...(typeof holdId === 'string' ? { holdId } : {}),
    },
  };
};

const deps = (): Deps => ({ store: visitStore(table()), now: () => new Date() });

export const handler = http({
  'GET /visits/{visitId}/bedside': route(visitRoutes['GET /visits/{visitId}/bedside'], (request) =>
    readBedside(deps())(request),
  ),
  'POST /visits/{visitId}/start': route(visitRoutes['POST /visits/{visitId}/start'], (request) =>
    startVisit(deps())(request),
  ),
  'POST /visits/{visitId}/completion': route(
    visitRoutes['POST /visits/{visitId}/completion'],
    (request) => completeVisit(deps())(request),
  ),
  'POST /visits/{visitId}/reaction': route(
    visitRoutes['POST /visits/{visitId}/reaction'],
    (request) => reportReaction(deps())(request),
  ),
  'POST /visits/{visitId}/plan-end': route(
    visitRoutes['POST /visits/{visitId}/plan-end'],
    (request) => endPlan(deps())(request),
  ),
  'POST /visits/{visitId}/entries': route(
    visitRoutes['POST /visits/{visitId}/entries'],
    (request) => addEntry(deps())(request),
  ),
});
