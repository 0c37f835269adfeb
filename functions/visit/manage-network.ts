import { Nurse, Site } from '../network/network.ts';
import { networkRoutes } from '../network/routes.ts';
import { type NetworkKind, type NetworkStore, networkStore } from '../network/store.ts';
import { Payer } from '../payer/payer.ts';
import type { Actor } from '../platform/audit.ts';
import { inWords } from '../platform/complaint-words.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, complaints, http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { askAboutDisplaced, type Changed } from './displaced-visits.ts';

type Deps = {
  store: NetworkStore;
  /** Asks about the booked visits that a changed entry leaves without nurse or site. */
  askAbout: (
    before: Changed,
    changed: Changed,
    told: { actor: Actor; operation: string },
    now: Date,
  ) => Promise<unknown>;
  now: () => Date;
};
type Routes = typeof networkRoutes;

const schemas = { payer: Payer, site: Site, nurse: Nurse } as const;

/** Every entry of a kind; one that cannot be read is named with what is wrong, beside the others. */
export const listEntries = async ({ store }: Deps, kind: NetworkKind): Promise<Answer> => {
  const { items, unreadable } = await store.all<Payer | Site | Nurse>(kind, schemas[kind]);
  return {
    body: {
      items,
      unreadable: unreadable.map(({ id, error }) => ({ id, errors: complaints(error, '') })),
    },
  };
};

/** @throws Refusal 409 for an entry that cannot be read, with what is wrong with it. */
export const readEntry = async (
  { store }: Deps,
  kind: NetworkKind,
  id: string,
): Promise<Answer> => {
  const item = await store.one(kind, id);
  if (!item) throw notFound(kind);
  const { success, data, error } = schemas[kind].safeParse(item, { error: inWords });
  if (!success)
    throw new Refusal(409, 'entry-unreadable', 'The entry cannot be read: send it again.', {
      errors: complaints(error, ''),
    });
  return { body: data };
};

type Put = Pick<
  Request<Routes['PUT /network/sites/{siteId}']>,
  'principal' | 'rawBody' | 'idempotencyKey'
>;

const put = async (
  { store, askAbout, now }: Deps,
  request: Put,
  kind: NetworkKind,
  id: string,
  entry: Payer | Site | Nurse,
): Promise<Answer> => {
  const entryId = String((entry as Record<string, unknown>)[`${kind}Id`]);
  if (entryId !== id)
    throw new Refusal(422, 'id-mismatch', 'The id in the body is not the one in the path.', {
      errors: [{ pointer: `/${kind}Id`, detail: 'differs from the path' }],
    });
  const at = now();
  const told = {
    actor: actorOf(request.principal),
    operation: requestOperation(request, `put-${kind}:${id}`, at),
  };
  const before = schemas[kind].safeParse(await store.one(kind, id));
  if (kind !== 'payer' && before.success)
    await askAbout({ kind, entry: before.data } as Changed, { kind, entry } as Changed, told, at);
  await store.put(kind, entryId, entry, { ...told, at: at.toISOString() });
  return { body: entry };
};

export const putPayer =
  (deps: Deps) => (request: Request<Routes['PUT /network/payers/{payerId}']>) =>
    put(deps, request, 'payer', request.path.payerId, request.body);

export const putSite = (deps: Deps) => (request: Request<Routes['PUT /network/sites/{siteId}']>) =>
  put(deps, request, 'site', request.path.siteId, request.body);

export const putNurse =
  (deps: Deps) => async (request: Request<Routes['PUT /network/nurses/{nurseId}']>) => {
    if (!(await deps.store.one('site', request.body.siteId)))
      throw new Refusal(422, 'site-unknown', 'The network has no such site.', {
        errors: [{ pointer: '/siteId', detail: 'is not a site of the network' }],
      });
    return put(deps, request, 'nurse', request.path.nurseId, request.body);
  };

const deps = (): Deps => ({
  store: networkStore(table()),
  askAbout: (...change) => askAboutDisplaced(table(), ...change),
  now: () => new Date(),
});

export const handler = http({
  'GET /network/payers': route(networkRoutes['GET /network/payers'], () =>
    listEntries(deps(), 'payer'),
  ),
  'GET /network/sites': route(networkRoutes['GET /network/sites'], () =>
    listEntries(deps(), 'site'),
  ),
  'GET /network/nurses': route(networkRoutes['GET /network/nurses'], () =>
    listEntries(deps(), 'nurse'),
  ),
  'GET /network/payers/{payerId}': route(
    networkRoutes['GET /network/payers/{payerId}'],
    ({ path }) => readEntry(deps(), 'payer', path.payerId),
  ),
  'GET /network/sites/{siteId}': route(networkRoutes['GET /network/sites/{siteId}'], ({ path }) =>
    readEntry(deps(), 'site', path.siteId),
  ),
  'GET /network/nurses/{nurseId}': route(
    networkRoutes['GET /network/nurses/{nurseId}'],
    ({ path }) => readEntry(deps(), 'nurse', path.nurseId),
  ),
  'PUT /network/payers/{payerId}': route(
    networkRoutes['PUT /network/payers/{payerId}'],
    (request) => putPayer(deps())(request),
  ),
  'PUT /network/sites/{siteId}': route(networkRoutes['PUT /network/sites/{siteId}'], (request) =>
    putSite(deps())(request),
  ),
  'PUT /network/nurses/{nurseId}': route(
    networkRoutes['PUT /network/nurses/{nurseId}'],
    (request) => putNurse(deps())(request),
  ),
});
