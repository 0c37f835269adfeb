import { Refusal } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { keys } from '../platform/keys.ts';
import { makeCursor, readCursor } from '../platform/paging.ts';
import {
  holdsAny,
  notFound,
  type Principal,
  roles,
  speaksForPractice,
} from '../platform/principal.ts';
import { entityTag, seenRevision } from '../platform/revision.ts';
import { setting, table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { draftsStore } from './drafts-store.ts';
import { keepDraft, listDrafts, showDraft } from './keep-drafts.ts';
import { isAround, isOutdated, type StaffPerson, teamsOf } from './person.ts';
import { type KeptNews, newsOn, newsZone, rewritten } from './practice-news.ts';
import { readPeople } from './reading.ts';
import { staffRoutes } from './routes.ts';
import { type AskName, askIssuer } from './sign-in-gateway.ts';
import { type StaffStore, staffStore } from './store.ts';

type Deps = { store: StaffStore; askName: AskName; now: () => Date };

const rolesOf = ({ roles: held }: Principal) => roles.filter((role) => held.has(role));

/** What is known of whoever calls, written down anew where it is no longer so. */
const noticed = async (
  { store, askName, now }: Deps,
  principal: Principal,
  authorization: string | undefined,
): Promise<StaffPerson | undefined> => {
  const kept = await store.person(principal.subject);
  const at = now();
  if (!isOutdated(kept, principal, at)) return kept;
  const name = (await askName(authorization)) ?? kept?.name;
  // Who has no name yet is asked for anew the next time.
  if (!name) return kept;
  const person = {
    personId: principal.subject,
    name,
    roles: rolesOf(principal),
    seenAt: at.toISOString(),
  };
  await store.notice(person);
  return person;
};

/** Who is signed in. Others learn their name from here: whoever never asked is not among the people. */
export const showMe =
  (deps: Deps) =>
  async ({ principal, headers }: Request<(typeof staffRoutes)['GET /me']>) => {
    const [person, { preferences, revision }] = await Promise.all([
      noticed(deps, principal, headers.authorization),
      deps.store.preferences(principal.subject),
    ]);
    return {
      body: {
        personId: principal.subject,
        name: person?.name ?? principal.subject,
        roles: rolesOf(principal),
        teams: teamsOf(principal),
        practices: [...principal.practices].sort(),
        ...(principal.nurseId ? { nurseId: principal.nurseId } : {}),
        preferences,
      },
      headers: { etag: entityTag(revision) },
    };
  };

/** Keeps what somebody chose; it is theirs alone, and no record of a patient. */
export const keepPreferences =
  ({ store }: Pick<Deps, 'store'>) =>
  async ({ principal, body, ifMatch }: Request<(typeof staffRoutes)['PUT /me/preferences']>) => {
    const kept = await store.prefer(principal.subject, body, seenRevision(ifMatch));
    if ('standing' in kept)
      throw new Refusal(
        409,
        'preferences-changed',
        'You changed them in another window: look again.',
        { facts: { current: kept.standing.preferences, revision: kept.standing.revision } },
      );
    return { body: kept.preferences, headers: { etag: entityTag(kept.revision) } };
  };

/** Those who work with the service, by name. */
export const listPeople =
  ({ store, now }: Pick<Deps, 'store' | 'now'>) =>
  async ({ query }: Request<(typeof staffRoutes)['GET /people']>) => {
    const { limit, cursor, role } = query;
    const list = { attribute: 'pk', value: keys.staff('').pk };
    const { items, next } = await store.people(limit, readCursor(cursor, list, ['pk', 'sk']));
    const at = now();
    const isOfRole = (person: StaffPerson) =>
      role ? person.roles.includes(role) : teamsOf({ roles: new Set(person.roles) }).length > 0;
    return {
      body: {
        items: items
          .filter((person) => isAround(person, at) && isOfRole(person))
          .map(({ personId, name, roles: held }) => ({ personId, name, roles: held })),
        ...(next ? { next: makeCursor(next) } : {}),
      },
    };
  };

/** A practice's own, for who speaks for it, and for our staff who may help. */
const mayChoose = ({ principal, path }: Request<(typeof staffRoutes)[NewsRoute]>): void => {
  const isStaff = holdsAny(principal, ['coordinator', 'admin']);
  if (!isStaff && !speaksForPractice(principal, path.practiceNpi)) throw notFound('practice');
};

type NewsRoute = 'GET /practices/{practiceNpi}/news' | 'PUT /practices/{practiceNpi}/news';
type NewsDeps = Pick<Deps, 'now'> & { store: Pick<StaffStore, 'news' | 'chooseNews'> };

const shownNews = (kept: KeptNews, today: string) => ({
  body: { ...kept, today: newsOn(kept, today) },
  headers: { etag: entityTag(kept.revision) },
});

export const showNews =
  ({ store, now }: NewsDeps) =>
  async (request: Request<(typeof staffRoutes)['GET /practices/{practiceNpi}/news']>) => {
    mayChoose(request);
    return shownNews(await store.news(request.path.practiceNpi), localDate(now(), newsZone));
  };

const newsChanged = ({ revision, changedBy, changedAt, choices }: KeptNews): Refusal =>
  new Refusal(409, 'news-changed', 'Somebody changed this since you read it: look again.', {
    facts: { revision, changedBy, changedAt, current: choices },
  });

/** Keeps what a practice chose from a day on; what held before stays on record. */
export const chooseNews =
  ({ store, now }: NewsDeps) =>
  async (request: Request<(typeof staffRoutes)['PUT /practices/{practiceNpi}/news']>) => {
    mayChoose(request);
    const { path, body, principal, ifMatch } = request;
    const at = now();
    const today = localDate(at, newsZone);
    const standing = await store.news(path.practiceNpi);
    const seen = seenRevision(ifMatch) ?? standing.revision;
    if (seen !== standing.revision) throw newsChanged(standing);
    const wrong = rewritten(standing.choices, body.choices, today);
    if (wrong >= 0)
      throw new Refusal(422, 'choice-over', 'What held on a day that is over stays as it was.', {
        errors: [
          {
            pointer: `/choices/${wrong}`,
            detail: 'is of a day that is over, and differs from what held then',
            fix: `Send it as it stands, and a further one from ${today} on.`,
          },
        ],
      });
    const kept = await store.chooseNews(path.practiceNpi, {
      ...body,
      revision: seen + 1,
      changedBy: principal.subject,
      changedAt: at.toISOString(),
    });
    if ('standing' in kept) throw newsChanged(kept.standing);
    return shownNews(kept, today);
  };

const deps = (): Deps => ({
  store: staffStore(table()),
  askName: askIssuer(setting('USER_POOL_ISSUER')),
  now: () => new Date(),
});

const draftDeps = () => ({
  store: draftsStore(table()),
  people: (ids: readonly string[]) => readPeople(table(), ids),
  now: () => new Date(),
});

export const handler = http({
  'GET /practices/{practiceNpi}/drafts': route(
    staffRoutes['GET /practices/{practiceNpi}/drafts'],
    (request) => listDrafts(draftDeps())(request),
  ),
  'GET /practices/{practiceNpi}/drafts/{draftId}': route(
    staffRoutes['GET /practices/{practiceNpi}/drafts/{draftId}'],
    (request) => showDraft(draftDeps())(request),
  ),
  'PUT /practices/{practiceNpi}/drafts/{draftId}': route(
    staffRoutes['PUT /practices/{practiceNpi}/drafts/{draftId}'],
    (request) => keepDraft(draftDeps())(request),
  ),
  'GET /practices/{practiceNpi}/news': route(
    staffRoutes['GET /practices/{practiceNpi}/news'],
    (request) => showNews(deps())(request),
  ),
  'PUT /practices/{practiceNpi}/news': route(
    staffRoutes['PUT /practices/{practiceNpi}/news'],
    (request) => chooseNews(deps())(request),
  ),
  'GET /me': route(staffRoutes['GET /me'], (request) => showMe(deps())(request)),
  'PUT /me/preferences': route(staffRoutes['PUT /me/preferences'], (request) =>
    keepPreferences(deps())(request),
  ),
  'GET /people': route(staffRoutes['GET /people'], (request) => listPeople(deps())(request)),
});
