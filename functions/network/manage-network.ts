import { Payer } from '../payer/payer.ts';
import { inWords } from '../platform/complaint-words.ts';
import { complaints } from '../platform/complaints.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf, notFound } from '../platform/principal.ts';
import { entityTag, seenRevision } from '../platform/revision.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { rowsLost } from './kept-rows.ts';
import { Nurse, Site } from './network.ts';
import { networkRoutes } from './routes.ts';
import { type NetworkKind, type NetworkStore, networkStore, type Stored } from './store.ts';

type Deps = { store: NetworkStore; now: () => Date };
type Routes = typeof networkRoutes;
type Entry = Payer | Site | Nurse;

const schemas = { payer: Payer, site: Site, nurse: Nurse } as const;

/** Entries of a kind; one that cannot be read is named with what is wrong, beside the others. */
export const listEntries = async (
  { store }: Deps,
  kind: NetworkKind,
  asked: Request<Routes['GET /network/sites']>['query'],
): Promise<Answer> => {
  const { items, unreadable, changes, next } = await store.page<Entry>(kind, schemas[kind], asked);
  return {
    body: {
      items,
      ...(next ? { next } : {}),
      unreadable: unreadable.map(({ id, error }) => ({ id, errors: complaints(error, '') })),
      changes,
    },
  };
};

/** What payers are called; one whose entry cannot be read is not offered to anybody. */
export const callPayers = async (
  { store }: Deps,
  asked: Request<Routes['GET /payers']>['query'],
): Promise<Answer> => {
  const { items, next } = await store.page<Payer>('payer', Payer, asked);
  return {
    body: {
      items: items.map(({ payerId, name }) => ({ payerId, name })),
      ...(next ? { next } : {}),
    },
  };
};

/** @throws Refusal 409 for an entry that cannot be read, with what is wrong with it. */
export const readEntry = async (
  { store }: Deps,
  kind: NetworkKind,
  id: string,
): Promise<Answer> => {
  const stored = await store.one(kind, id);
  if (!stored) throw notFound(kind);
  const { revision } = stored.kept;
  const { success, data, error } = schemas[kind].safeParse(stored.item, { error: inWords });
  if (!success)
    throw new Refusal(409, 'entry-unreadable', 'The entry cannot be read: send it again.', {
      errors: complaints(error, ''),
      facts: { revision },
    });
  return { body: { ...data, revision }, headers: { etag: entityTag(revision) } };
};

/** The channels that machines take to a payer; undefined where its entry cannot be read. */
const channelsOf = (entry: unknown): readonly string[] | undefined => {
  const { data } = schemas.payer.safeParse(entry);
  return data && ['x12', ...data.authorization.channels.map(({ channel }) => channel)];
};

/**
 * How a payer is reached, on each channel that it has or that has failed before; one that has never
 * failed says so, since now.
 */
export const readReachability = async ({ store, now }: Deps, payerId: string): Promise<Answer> => {
  const stored = await store.one('payer', payerId);
  if (!stored) throw notFound('payer');
  const own = channelsOf(stored.item);
  const all = await store.reachability(payerId, now());
  const items = all.filter(({ channel, rev }) => rev > 0 || !own || own.includes(channel));
  return { body: { items } };
};

type Put = Pick<
  Request<Routes['PUT /network/sites/{siteId}']>,
  'principal' | 'rawBody' | 'idempotencyKey' | 'ifMatch'
> & { body: Entry };

/** How an entry stands now, for somebody who saw an earlier state of it. */
const changedSince = (kind: NetworkKind, stored: Stored): Refusal => {
  const { revision, changedBy, changedAt } = stored.kept;
  const { data } = schemas[kind].safeParse(stored.item);
  return new Refusal(409, 'entry-changed', 'Somebody changed the entry since you read it.', {
    errors: [{ pointer: '/revision', detail: 'is not the revision that stands' }],
    facts: { revision, changedBy, changedAt, current: data },
  });
};

/**
 * The entry may be replaced by whoever has seen it as it stands.
 *
 * @throws Refusal 428 when nothing says what was seen, 409 when that has changed since.
 */
const checkSeen = (kind: NetworkKind, stored: Stored | undefined, seen: number | undefined) => {
  if (seen === undefined && stored)
    throw new Refusal(428, 'revision-needed', 'The entry is known: say which revision you saw.', {
      errors: [
        {
          pointer: '/revision',
          detail: 'is missing',
          fix: 'Read the entry and send its revision.',
        },
      ],
    });
  if (seen === undefined || seen === (stored?.kept.revision ?? 0)) return;
  if (stored) throw changedSince(kind, stored);
  throw new Refusal(409, 'entry-changed', 'There is no such entry: leave the revision out.', {
    errors: [{ pointer: '/revision', detail: 'is not the revision that stands' }],
  });
};

const put = async (
  { store, now }: Deps,
  request: Put,
  kind: NetworkKind,
  id: string,
): Promise<Answer> => {
  const { revision, ...entry } = request.body;
  const entryId = String((entry as Record<string, unknown>)[`${kind}Id`]);
  if (entryId !== id)
    throw new Refusal(422, 'id-mismatch', 'The id in the body is not the one in the path.', {
      errors: [{ pointer: `/${kind}Id`, detail: 'differs from the path' }],
    });
  const at = now();
  const operation = requestOperation(request, `put-${kind}:${id}`, at);
  const stored = await store.one(kind, id);
  const seen = seenRevision(request.ifMatch) ?? revision;
  if (!(await store.isAgain(operation))) checkSeen(kind, stored, seen);
  const done = await store.put({ kind, id, entry }, stored, {
    actor: actorOf(request.principal),
    operation,
    at: at.toISOString(),
  });
  if (done.outcome === 'refused') {
    const standing = await store.one(kind, id);
    throw standing ? changedSince(kind, standing) : notFound(kind);
  }
  const next = Number(done.record.detail.revision);
  return { body: { ...entry, revision: next }, headers: { etag: entityTag(next) } };
};

export const putPayer =
  (deps: Deps) => async (request: Request<Routes['PUT /network/payers/{payerId}']>) => {
    const { body, path, ifMatch } = request;
    const stored = await deps.store.one('payer', path.payerId);
    // One that cannot be read is written anew: nothing of it is known.
    const { data: before } = schemas.payer.safeParse(stored?.item);
    // Who has not seen it as it stands is told that first.
    const hasSeen = (seenRevision(ifMatch) ?? body.revision) === stored?.kept.revision;
    const lost =
      before && hasSeen ? rowsLost(before, body, localDate(deps.now(), before.zone)) : [];
    if (lost.length > 0)
      throw new Refusal(
        422,
        'row-taken-back',
        'A row that has begun is ended, and never changed.',
        {
          errors: lost,
        },
      );
    return put(deps, request, 'payer', path.payerId);
  };

export const putSite = (deps: Deps) => (request: Request<Routes['PUT /network/sites/{siteId}']>) =>
  put(deps, request, 'site', request.path.siteId);

export const putNurse =
  (deps: Deps) => async (request: Request<Routes['PUT /network/nurses/{nurseId}']>) => {
    if (!(await deps.store.one('site', request.body.siteId)))
      throw new Refusal(422, 'site-unknown', 'The network has no such site.', {
        errors: [{ pointer: '/siteId', detail: 'is not a site of the network' }],
      });
    return put(deps, request, 'nurse', request.path.nurseId);
  };

const deps = (): Deps => ({
  store: networkStore(table()),
  now: () => new Date(),
});

export const handler = http({
  'GET /payers': route(networkRoutes['GET /payers'], ({ query }) => callPayers(deps(), query)),
  'GET /network/payers': route(networkRoutes['GET /network/payers'], ({ query }) =>
    listEntries(deps(), 'payer', query),
  ),
  'GET /network/sites': route(networkRoutes['GET /network/sites'], ({ query }) =>
    listEntries(deps(), 'site', query),
  ),
  'GET /network/nurses': route(networkRoutes['GET /network/nurses'], ({ query }) =>
    listEntries(deps(), 'nurse', query),
  ),
  'GET /network/payers/{payerId}': route(
    networkRoutes['GET /network/payers/{payerId}'],
    ({ path }) => readEntry(deps(), 'payer', path.payerId),
  ),
  'GET /network/payers/{payerId}/reachability': route(
    networkRoutes['GET /network/payers/{payerId}/reachability'],
    ({ path }) => readReachability(deps(), path.payerId),
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
