import * as z from 'zod';
import { maySeeHold } from '../hold/authority.ts';
import { type Correspondence, correspondenceView } from '../hold/correspondence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { readerOf } from '../platform/disclosure.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import {
  authorizationId,
  authorizationScope,
  derivedIdPart,
  readScope,
  referralIdOf,
} from '../platform/ids.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, maySeeReferral, notFound, type Role } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { readFile } from '../referral/reading.ts';
import type { ReferralFile } from '../referral/referral-file.ts';
import { reminderOf, unsoundIn } from './correspondence-parts.ts';
import { mayWork } from './hold-choices.ts';
import { ended } from './hold-races.ts';
import { worklistRoutes } from './routes.ts';
import { type WorklistStore, worklistStore } from './store.ts';

const Named = z.object({ authorizationId: z.string() });

type AtHold = Request<(typeof worklistRoutes)['POST /holds/{holdId}/correspondence']>;
type AtAuthorization = Request<
  (typeof worklistRoutes)['POST /authorizations/{authorizationId}/correspondence']
>;
type AtReferral = Request<(typeof worklistRoutes)['POST /referrals/{referralId}/correspondence']>;
type Asked = Pick<AtHold, 'principal' | 'rawBody' | 'idempotencyKey' | 'body'>;

type Deps = {
  store: Pick<WorklistStore, 'get' | 'isDoneBefore' | 'people' | 'log'>;
  fileOf: (referralId: string) => Promise<ReferralFile>;
  now: () => Date;
};

/** Where it belongs: the place, what it is about, and the open hold that shows it, if there is one. */
type Place = Pick<Correspondence, 'referralId' | 'scope' | 'authorizationId'> & {
  /** What the caller named: sent again it is the same, also where the hold that showed it has ended. */
  named: string;
  practiceNpi: string;
  hold?: Hold | undefined;
  /** Of a place without an open hold: what a reminder of the next step is made from. */
  file?: ReferralFile | undefined;
};

const endedHold = (store: Pick<WorklistStore, 'people'>, hold: Hold): Promise<Refusal> =>
  ended(store, hold, `Send it to /referrals/${hold.referralId}/correspondence instead.`);

/** What is on the record of a hold, an authorization or a referral, and ends no wait. */
const log = async (
  { store, now }: Deps,
  request: Asked,
  { named, hold, file, practiceNpi, ...place }: Place,
): Promise<Answer> => {
  const { principal, body } = request;
  const at = now();
  const operation = requestOperation(request, `correspondence:${named}`, at);
  const isKept = () => store.isDoneBefore(place.referralId, operation);
  const errors = unsoundIn(body, at);
  // What was kept may name a day that has come since.
  if (errors.length > 0 && !(await isKept()))
    throw new Refusal(422, 'correspondence-unsound', 'It cannot be kept as it is.', { errors });
  const entry: Correspondence = {
    correspondenceId: `cor_${derivedIdPart(operation)}`,
    ...place,
    ...(hold ? { holdId: hold.holdId } : {}),
    ...body,
    at: body.at ?? at.toISOString(),
    by: actorOf(principal),
    loggedAt: at.toISOString(),
  };
  const reminder = file ? reminderOf(entry, file, at) : undefined;
  if (reminder && file?.referral.status === 'closed' && !(await isKept()))
    throw new Refusal(409, 'referral-closed', 'The referral is closed: nobody takes a next step.');
  const kept = reminder ? { ...entry, holdId: reminder.holdId } : entry;
  const told = { actor: entry.by, operation, at: entry.loggedAt };
  const done = await store.log(kept, { hold, reminder }, told);
  if (done.outcome === 'refused' && hold)
    throw await endedHold(store, (await store.get(hold.holdId)) ?? hold);
  if (done.outcome === 'refused')
    throw new Refusal(409, 'changed-meanwhile', 'Something was placed meanwhile. Send it again.');
  const see = readerOf(principal, { practice: practiceNpi });
  // Sent again it is the same one, at the hold that it was laid to then.
  const { at: loggedAt, detail } = done.record;
  const first = {
    ...kept,
    ...(typeof detail.holdId === 'string' ? { holdId: detail.holdId } : {}),
    at: body.at ?? loggedAt,
    loggedAt,
  };
  return { body: correspondenceView(first, see, principal.subject) };
};

/** At an open hold, by whoever works it. The hold goes on waiting. */
export const logAtHold =
  (deps: Deps) =>
  async (request: AtHold): Promise<Answer> => {
    const { principal, path } = request;
    const hold = await deps.store.get(path.holdId);
    if (!hold || !maySeeHold(principal, hold)) throw notFound('hold');
    if (!mayWork(principal, hold))
      throw new Refusal(403, 'not-your-hold', `This hold is worked by: ${hold.team}.`);
    const { referralId, scope, practiceNpi } = hold;
    const operation = requestOperation(request, `correspondence:${hold.holdId}`, deps.now());
    if (!isOpen(hold) && !(await deps.store.isDoneBefore(referralId, operation)))
      throw await endedHold(deps.store, hold);
    const { kind, number } = readScope(scope);
    return log(deps, request, {
      named: hold.holdId,
      referralId,
      scope,
      practiceNpi,
      hold,
      ...(kind === 'authorization' ? { authorizationId: authorizationId(referralId, number) } : {}),
    });
  };

const staff: readonly Role[] = ['coordinator', 'clinician', 'scheduler'];

/** The file of a referral for which the caller may speak with others. */
const fileFor = async (
  { fileOf }: Deps,
  { principal }: Pick<Asked, 'principal'>,
  referralId: string,
): Promise<ReferralFile> => {
  const file = await fileOf(referralId);
  const { practiceNpi } = file.referral;
  if (!maySeeReferral(principal, practiceNpi, staff)) throw notFound('referral');
  return file;
};

/** About an authorization: it is shown at the hold of its round, where one is open. */
export const logAtAuthorization =
  (deps: Deps) =>
  async (request: AtAuthorization): Promise<Answer> => {
    const { authorizationId } = request.path;
    const referralId = referralIdOf(authorizationId);
    const file = await fileFor(deps, request, referralId);
    const scope = authorizationScope(authorizationId);
    if (!file.each('AUTH#', Named).some((one) => one.authorizationId === authorizationId))
      throw notFound('authorization');
    const hold = file.holds.find((one) => isOpen(one) && one.scope === scope);
    const { practiceNpi } = file.referral;
    const place = { named: authorizationId, referralId, scope, authorizationId, practiceNpi };
    return log(deps, request, hold ? { ...place, hold } : { ...place, file });
  };

/** About a referral as a whole. */
export const logAtReferral =
  (deps: Deps) =>
  async (request: AtReferral): Promise<Answer> => {
    const { referralId } = request.path;
    const file = await fileFor(deps, request, referralId);
    const { practiceNpi } = file.referral;
    return log(deps, request, { named: referralId, referralId, scope: 'r', practiceNpi, file });
  };

const deps = (): Deps => ({
  store: worklistStore(table()),
  fileOf: (referralId) => readFile(table(), referralId),
  now: () => new Date(),
});

export const handler = http({
  'POST /holds/{holdId}/correspondence': route(
    worklistRoutes['POST /holds/{holdId}/correspondence'],
    (request) => logAtHold(deps())(request),
  ),
  'POST /authorizations/{authorizationId}/correspondence': route(
    worklistRoutes['POST /authorizations/{authorizationId}/correspondence'],
    (request) => logAtAuthorization(deps())(request),
  ),
  'POST /referrals/{referralId}/correspondence': route(
    worklistRoutes['POST /referrals/{referralId}/correspondence'],
    (request) => logAtReferral(deps())(request),
  ),
});
