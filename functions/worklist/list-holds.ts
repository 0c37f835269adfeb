import { maySeeHold } from '../hold/authority.ts';
import type { Hold } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { holdSays } from '../hold/hold-words.ts';
import { type Reader, readerOf } from '../platform/disclosure.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { inOrder, makeCursor, readCursor } from '../platform/paging.ts';
import { holdsAny, notFound, type Principal, type Role } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { holdTag } from './hold-detail.ts';
import { type HoldFilters, sourcesOf, type WhoseHolds } from './hold-lists.ts';
import { withMoreShown } from './hold-round.ts';
import { type ListsStore, listsStore } from './lists-store.ts';
import { type HoldDetail, HoldView, worklistRoutes } from './routes.ts';
import { shownHold } from './shown-hold.ts';
import { type WorklistStore, worklistStore } from './store.ts';

type Deps = {
  store: Pick<WorklistStore, 'get' | 'noteReading'>;
  now: () => Date;
  show: (hold: Hold, principal: Principal, now: Date) => Promise<HoldDetail>;
};

/** A caller's own team, unless they ask for another. */
const teamOf = (principal: Principal, asked: Role | undefined): Role =>
  asked ??
  (['coordinator', 'clinician', 'scheduler'] as const).find((role) => principal.roles.has(role)) ??
  'coordinator';

const isStaff = (principal: Principal): boolean =>
  holdsAny(principal, ['coordinator', 'clinician', 'scheduler', 'admin']);

/** The practice whose holds are asked for; those who refer see their own only. */
const practiceOf = (principal: Principal, asked: string | undefined): string | undefined => {
  if (isStaff(principal)) return asked;
  const practice = asked ?? [...principal.practices][0];
  if (practice === undefined || !principal.practices.has(practice)) throw notFound('practice');
  return practice;
};

type ListQuery = Request<(typeof worklistRoutes)['GET /holds']>['query'];

/** What the query narrows the list by; `me` is whoever asks. */
const filtersOf = (query: ListQuery, { subject }: Principal): HoldFilters => {
  const { assignee, reason, payer, status, dueBefore, doseBefore } = query;
  return {
    ...(assignee === 'none' ? { assignee } : {}),
    ...(assignee && assignee !== 'none'
      ? { assignee: { id: assignee === 'me' ? subject : assignee } }
      : {}),
    reason,
    payer,
    status,
    dueBefore,
    doseBefore,
  };
};

/** A person's own list runs over all teams; every other one is of a team or a practice. */
const whoseOf = (
  principal: Principal,
  { team, practice }: { team: Role | undefined; practice: string | undefined },
  { assignee }: HoldFilters,
): WhoseHolds => {
  if (practice) return { practice };
  if (!team && assignee && assignee !== 'none') return { person: assignee.id };
  return { team: teamOf(principal, team) };
};

/** A row as this caller is shown it. */
const rowOf = (item: Record<string, unknown>, see: Reader): Record<string, unknown> => {
  const { therapyId, ...rest } = item;
  return inOrder(HoldView, {
    ...rest,
    ...(see('therapy') ? { therapyId } : {}),
    says: holdSays(item.reason as HoldReason),
  });
};

const oneListAtATime = () =>
  new Refusal(400, 'one-list-at-a-time', 'Ask for a team or for a practice, not both.', {
    errors: [
      { pointer: 'query/team', detail: 'stands beside a practice', fix: 'Leave one of them out.' },
    ],
  });

/**
 * One page of a team's worklist, of the holds of one practice's referrals, or of those of one person.
 * A narrowed page is filled until it is full or a thousand holds were looked at; `next` goes on there.
 */
export const listHolds =
  ({ store }: { store: Pick<ListsStore, 'list'> }) =>
  async ({ principal, query }: Request<(typeof worklistRoutes)['GET /holds']>): Promise<Answer> => {
    const { limit, cursor, team } = query;
    const practice = practiceOf(principal, query.practice);
    if (practice && team) throw oneListAtATime();
    const filters = filtersOf(query, principal);
    const sources = sourcesOf(whoseOf(principal, { team, practice }, filters), filters);
    const [{ index, key } = { index: 'worklist', key: '' }] = sources;
    const place = [index, `${index}Sort`] as const;
    const from = readCursor(cursor, { attribute: index, value: key }, place);
    const see = readerOf(principal, practice ? { practice } : {});
    const { items, next, scanned } = await store.list(sources, limit, from?.[place[1]]);
    return {
      body: {
        items: items.map((item) => rowOf(item, see)),
        ...(next ? { next: makeCursor({ [place[0]]: key, [place[1]]: next }) } : {}),
        scanned,
      },
    };
  };

/** How many holds wait on a team, by what a list can be narrowed by; kept by the stream of changes. */
export const countHolds =
  ({ store }: { store: Pick<ListsStore, 'counts'> }) =>
  async ({ principal, query }: Request<(typeof worklistRoutes)['GET /holds/counts']>) => {
    const team = teamOf(principal, query.team);
    return { body: { team, ...(await store.counts(team)) } };
  };

/** One hold with its allowed actions and why it waits. */
export const showHold =
  ({ store, show, now }: Deps) =>
  async ({ principal, path }: Request<(typeof worklistRoutes)['GET /holds/{holdId}']>) => {
    const hold = await store.get(path.holdId);
    if (!hold) throw notFound('hold');
    const shown = maySeeHold(principal, hold);
    const outcome = shown ? 'shown' : 'refused';
    const at = now();
    await store.noteReading({ principal, seen: 'hold', outcome, now: at }, [hold.referralId]);
    if (!shown) throw notFound('hold');
    return {
      body: await show(hold, principal, at),
      headers: { etag: holdTag(hold) },
    };
  };

const deps = (): Deps => ({
  store: worklistStore(table()),
  show: shownHold(table(), withMoreShown),
  now: () => new Date(),
});

export const handler = http({
  'GET /holds': route(worklistRoutes['GET /holds'], (request) =>
    listHolds({ store: listsStore(table()) })(request),
  ),
  'GET /holds/counts': route(worklistRoutes['GET /holds/counts'], (request) =>
    countHolds({ store: listsStore(table()) })(request),
  ),
  'GET /holds/{holdId}': route(worklistRoutes['GET /holds/{holdId}'], (request) =>
    showHold(deps())(request),
  ),
});
