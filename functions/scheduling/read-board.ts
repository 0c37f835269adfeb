import type { Nurse, Site } from '../network/network.ts';
import { addDays } from '../platform/days.ts';
import type { Request } from '../platform/http.ts';
import { makeCursor, readCursor } from '../platform/paging.ts';
import { notFound } from '../platform/principal.ts';
import { type SiteBoard, tellBoard } from './board.ts';
import type { schedulingRoutes } from './routes.ts';
import type { ScheduleStore } from './schedule-store.ts';

type Asked = Request<(typeof schedulingRoutes)['GET /board']>;

const cursorFields = ['list', 'siteId'];

const sitesAsked = (sites: readonly Site[], siteId: string | undefined): Site[] => {
  const inOrder = [...sites].sort((a, b) => (a.siteId < b.siteId ? -1 : 1));
  return siteId ? inOrder.filter((site) => site.siteId === siteId) : inOrder;
};

/** Sites with their nurses, chairs and visits on some days; a page costs what it shows. */
export const readBoard =
  ({ store }: { store: Pick<ScheduleStore, 'nurses' | 'sites' | 'standing'> }) =>
  async ({ query }: Asked): Promise<{ body: { items: SiteBoard[]; next?: string } }> => {
    const { from, days, siteId, limit, cursor } = query;
    const after = readCursor(cursor, { attribute: 'list', value: 'board' }, cursorFields);
    const [nurses, all] = await Promise.all([store.nurses(), store.sites()]);
    const sites = sitesAsked(all, siteId);
    if (siteId && sites.length === 0) throw notFound('site');
    const left = sites.filter((site) => !after || site.siteId > (after.siteId ?? ''));
    const shown = left.slice(0, limit);
    const items: SiteBoard[] = [];
    for (const site of shown) items.push(await boardOf(store, site, { nurses, from, days }));
    const last = shown.at(-1);
    return {
      body: {
        items,
        ...(last && left.length > shown.length
          ? { next: makeCursor({ list: 'board', siteId: last.siteId }) as string }
          : {}),
      },
    };
  };

const boardOf = async (
  { standing }: Pick<ScheduleStore, 'standing'>,
  site: Site,
  { nurses, from, days }: { nurses: readonly Nurse[]; from: string; days: number },
): Promise<SiteBoard> =>
  tellBoard({
    site,
    nurses,
    from,
    days,
    ...(await standing(site, nurses, { from, to: addDays(from, days - 1) })),
  });
