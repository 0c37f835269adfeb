import { shortfalls } from '../authorization/ledger.ts';
import { isAskedAnew } from '../authorization/renewal-rules.ts';
import { isBeyondCoverage } from '../coverage/covered-day.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { notFound } from '../platform/principal.ts';
import type { Committed, Told } from '../platform/record.ts';
import { entityTag, isStale } from '../platform/revision.ts';
import { type Table, table } from '../platform/table.ts';
import { findAuthorization, type VisitFile } from '../scheduling/visit-file.ts';
import { isClearanceEnded } from '../series/clearance.ts';
import { isSuspended } from '../series/suspension.ts';
import { isAhead, type Visit } from '../series/visit.ts';
import { visitView } from '../series/visit-view.ts';
import { previewMove, type TriedMove } from './move-preview.ts';
import { lookAtMove, placedMove } from './moved-visit.ts';
import { refuseOtherOrder } from './order-accepted.ts';
import { patientTimes } from './patient-times.ts';
import { waysToPatient } from './patient-ways-store.ts';
import { visitRoutes } from './routes.ts';
import { type SeenVisit, type VisitStore, visitStore } from './store.ts';
import { askerReads, timesStore } from './times-store.ts';
import {
  changedSince,
  clearanceGone,
  coverageEnded,
  notOpen,
  refusePast,
  refuseWaiting,
  suspended,
  toldBy,
} from './visit-requests.ts';

type Routes = typeof visitRoutes;
type Confirming = Request<Routes['POST /visits/{visitId}/confirmation']>;
type Moving = Request<Routes['POST /visits/{visitId}/move']>;
type Cancelling = Request<Routes['POST /visits/{visitId}/cancellation']>;
type Deps = { store: VisitStore; now: () => Date };
type TryDeps = Deps & { waysTo: ReturnType<typeof waysToPatient> };

const attempts = 8;

const shown = (visit: Visit) => ({
  body: visitView(visit),
  headers: { etag: entityTag(visit.revision) },
});

/** @throws Refusal 409 when the authorization does not cover the visit on its day. */
const refuseUncovered = (file: VisitFile, visit: Visit): void => {
  const authorization = findAuthorization(file, visit);
  const short = authorization
    ? shortfalls(authorization, [visit]).filter(({ lacks }) => lacks !== 'grant')
    : [];
  if (short[0])
    throw new Refusal(409, 'not-authorized', 'The authorization does not cover the visit.', {
      facts: { lacks: short[0].lacks },
    });
};

/** @throws Refusal 409 while the payer has not decided on what comes in the place of the authorization. */
const refuseAskedAnew = ({ authorizations, visit: { authorizationId } }: SeenVisit): void => {
  if (authorizationId && isAskedAnew(authorizations, authorizationId))
    throw new Refusal(
      409,
      'not-authorized',
      'The payer is asked anew about what pays for the visit, and has not granted it.',
      { facts: { lacks: 'grant' } },
    );
};

/**
 * Reads the visit's file, tries the change, and tries again with what is there when somebody
 * else wrote in between. The same request sent again answers with the visit as it is.
 *
 * @throws Refusal 409 when the caller saw the visit at another time or place than it has now.
 */
const changing = async (
  { store }: Deps,
  { path: { visitId }, ifMatch }: Pick<Moving, 'path' | 'ifMatch'>,
  told: Told,
  change: (file: SeenVisit) => Promise<Committed>,
): Promise<ReturnType<typeof shown>> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const file = await store.file(visitId);
    if (!file) throw notFound('visit');
    if (await store.applied(file.referral.referralId, told.operation)) return shown(file.visit);
    if (isStale(ifMatch, entityTag(file.visit.revision)))
      throw changedSince(file.visit, await store.lastChange(file.visit));
    const done = await change(file);
    if (done.outcome === 'refused') continue;
    const after = await store.file(visitId);
    return shown(after?.visit ?? file.visit);
  }
  throw new TransientFault('visit-contended');
};

/** A visit that is suspended, of an order that waits, or that nobody is known to pay for, is never confirmed. */
export const confirmVisit = (deps: Deps) => async (request: Confirming) => {
  const { visitId } = request.path;
  const at = deps.now();
  const told = toldBy(request, `confirm:${visitId}`, at);
  return changing(deps, request, told, async (file) => {
    if (file.visit.status !== 'planned') throw notOpen(file.visit);
    refusePast(file.visit, file.visit.startsAt, at);
    if (isSuspended(file.visit, file.holds)) throw suspended();
    if (isClearanceEnded(file.visit, file)) throw clearanceGone();
    refuseOtherOrder(file.visit, file);
    refuseWaiting(file.visit, file.holds);
    refuseUncovered(file, file.visit);
    refuseAskedAnew(file);
    if (isBeyondCoverage(file.visit, file.eligibility, file.holds)) throw coverageEnded();
    return deps.store.confirm(file.visit, told, file.holds);
  });
};

/** The visit where it is to go, or the refusal that keeps it from there. */
const movedTo = async ({ store }: Deps, file: SeenVisit, request: Moving, at: Date) => {
  if (!isAhead(file.visit)) throw notOpen(file.visit);
  refusePast(file.visit, file.visit.endsAt, at);
  const { roles } = request.principal;
  const move = await placedMove(store, file, request.body, { roles, now: at });
  refuseUncovered(file, move.placed.visit);
  return move;
};

/** Moves a visit, releasing and booking in one change; conflicts are named, and who may override them. */
export const moveVisit = (deps: Deps) => async (request: Moving) => {
  const { visitId } = request.path;
  const at = deps.now();
  const told = toldBy(request, `move:${visitId}`, at);
  return changing(deps, request, told, async (file) =>
    deps.store.move(file, await movedTo(deps, file, request, at), told),
  );
};

/** What does not reach as far as the visit would lie, and so keeps it from being confirmed. */
const notReaching = (file: SeenVisit, visit: Visit): TriedMove['unreached'] => {
  if (isClearanceEnded(visit, file)) return 'clearance';
  return isBeyondCoverage(visit, file.eligibility, file.holds) ? 'coverage' : undefined;
};

/**
 * The same without doing it: the visit as it would be under the tag of the one that stands, and all that
 * would come of it. What stands against it is told, not refused: a person sees everything at once.
 */
export const tryMove = (deps: TryDeps) => async (request: Moving) => {
  const { store, waysTo, now } = deps;
  const { path, ifMatch, body, principal } = request;
  const at = now();
  const file = await store.file(path.visitId);
  if (!file) throw notFound('visit');
  const { visit } = file;
  if (isStale(ifMatch, entityTag(visit.revision)))
    throw changedSince(visit, await store.lastChange(visit));
  if (!isAhead(visit)) throw notOpen(visit);
  refusePast(visit, visit.endsAt, at);
  const { placed, facts, dose, conflicts } = await lookAtMove(store, file, body, at);
  const { site, therapy, nurses, submission, series } = facts;
  const preview = previewMove(
    {
      before: visit,
      after: placed.visit,
      dose,
      conflicts,
      site,
      therapy,
      submission,
      nurse: nurses.find(({ nurseId }) => nurseId === placed.visit.nurseId),
      authorization: facts.authorization,
      firstOn: series?.firstOn,
      ways: await waysTo(visit.patientId),
      unreached: notReaching(file, placed.visit),
    },
    principal.roles,
  );
  return { ...shown(visit), body: { ...visitView(placed.visit), preview } };
};

/** Cancels a visit; the dose may be booked again. */
export const cancelVisit = (deps: Deps) => async (request: Cancelling) => {
  const { visitId } = request.path;
  const at = deps.now();
  const told = toldBy(request, `cancel:${visitId}`, at);
  return changing(deps, request, told, async (file) => {
    if (!isAhead(file.visit)) throw notOpen(file.visit);
    refusePast(file.visit, file.visit.endsAt, at);
    const calendars = await deps.store.calendarsOf([file.visit]);
    return deps.store.cancel(file, calendars, told, request.body.reason);
  });
};

/** What patients are offered of other times, and take. */
export const timesOf = (table: Table, now: () => Date) =>
  patientTimes({
    page: askerReads(table),
    visits: visitStore(table),
    times: timesStore(table),
    now,
  });

const deps = (): Deps => ({ store: visitStore(table()), now: () => new Date() });

export const handler = http({
  'POST /visits/{visitId}/confirmation': route(
    visitRoutes['POST /visits/{visitId}/confirmation'],
    (request) => confirmVisit(deps())(request),
  ),
  'POST /visits/{visitId}/move': route(visitRoutes['POST /visits/{visitId}/move'], (request) =>
    request.query.dryRun
      ? tryMove({ ...deps(), waysTo: waysToPatient(table()) })(request)
      : moveVisit(deps())(request),
  ),
  'GET /patients/me/visits/{visitId}/times': route(
    visitRoutes['GET /patients/me/visits/{visitId}/times'],
    (request) => timesOf(table(), () => new Date()).offer(request),
  ),
  'POST /patients/me/visits/{visitId}/time': route(
    visitRoutes['POST /patients/me/visits/{visitId}/time'],
    (request) => timesOf(table(), () => new Date()).take(request),
  ),
  'POST /visits/{visitId}/cancellation': route(
    visitRoutes['POST /visits/{visitId}/cancellation'],
    (request) => cancelVisit(deps())(request),
  ),
});
