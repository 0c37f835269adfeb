import { maySeeHold } from '../hold/authority.ts';
import type { Hold } from '../hold/hold.ts';
import { holdListKeys } from '../hold/hold-item.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { holdSays } from '../hold/hold-words.ts';
import { Refusal } from '../platform/errors.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { inOrder, makeCursor, readCursor } from '../platform/paging.ts';
import { holdsAny, notFound, type Principal, type Role } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import { holdTag } from './hold-detail.ts';
import { type HoldDetail, HoldView, worklistRoutes } from './routes.ts';
import { shownHold } from './shown-hold.ts';
import { type HoldPage, type WorklistStore, worklistStore } from './store.ts';

type Deps = {
  store: Pick<WorklistStore, 'get' | 'noteReading' | 'ofTeam' | 'ofPractice'>;
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

const answer = ({ items, next }: HoldPage): Answer => ({
  body: {
    items: items.map((item) =>
      inOrder(HoldView, { ...item, says: holdSays(item.reason as HoldReason) }),
    ),
    ...(next ? { next: makeCursor(next) } : {}),
  },
});

const ofTeam = async (
  store: Pick<WorklistStore, 'ofTeam'>,
  team: Role,
  limit: number,
  cursor?: string,
) => {
  const list = { attribute: 'worklist', value: holdListKeys.team(team) };
  const from = readCursor(cursor, list, ['worklist', 'worklistSort']);
  const { items, next } = await store.ofTeam(team, limit, from?.worklistSort);
  return answer({ items, ...(next ? { next: { worklist: list.value, worklistSort: next } } : {}) });
};

const ofPractice = async (
  store: Pick<WorklistStore, 'ofPractice'>,
  npi: string,
  limit: number,
  cursor?: string,
) => {
  const from = readCursor(cursor, { attribute: 'practice', value: holdListKeys.practice(npi) });
  return answer(await store.ofPractice(npi, limit, from));
};

/** One page of a team's worklist, or of the holds of one practice's referrals. */
export const listHolds =
  ({ store }: { store: Pick<WorklistStore, 'ofTeam' | 'ofPractice'> }) =>
  async ({ principal, query }: Request<(typeof worklistRoutes)['GET /holds']>): Promise<Answer> => {
    const { limit, cursor, team } = query;
    const practice = practiceOf(principal, query.practice);
    if (practice && team)
      throw new Refusal(400, 'one-list-at-a-time', 'Ask for a team or for a practice, not both.', {
        errors: [
          {
            pointer: 'query/team',
            detail: 'stands beside a practice',
            fix: 'Leave one of them out.',
          },
        ],
      });
    return practice
      ? ofPractice(store, practice, limit, cursor)
      : ofTeam(store, teamOf(principal, team), limit, cursor);
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
  show: shownHold(table()),
  now: () => new Date(),
});

export const handler = http({
  'GET /holds': route(worklistRoutes['GET /holds'], (request) => listHolds(deps())(request)),
  'GET /holds/{holdId}': route(worklistRoutes['GET /holds/{holdId}'], (request) =>
    showHold(deps())(request),
  ),
});
