import type { Answer, Request } from '../platform/http.ts';
import { keys } from '../platform/keys.ts';
import { makeCursor, readCursor } from '../platform/paging.ts';
import { notFound } from '../platform/principal.ts';
import type { Reading } from '../platform/readership.ts';
import type { chartRoutes, ReaderView } from './routes.ts';
import type { ChartStore } from './store.ts';

type Asked = Request<(typeof chartRoutes)['GET /referrals/{referralId}/readers']>;

const nameOf = ({ by, roles, seen, outcome }: Reading): string =>
  JSON.stringify([by, roles, seen, outcome]);

/** Hours of reading, newest first, as one line for each reader and part. */
export const readersIn = (readings: readonly Reading[]): ReaderView[] => {
  const lines = new Map<string, ReaderView>();
  for (const reading of readings) {
    const { by, roles, seen, outcome, at } = reading;
    const line = lines.get(nameOf(reading));
    if (line) {
      line.hours += 1;
      line.firstAt = at < line.firstAt ? at : line.firstAt;
      line.lastAt = at > line.lastAt ? at : line.lastAt;
    } else
      lines.set(nameOf(reading), { by, roles, seen, outcome, firstAt: at, lastAt: at, hours: 1 });
  }
  return [...lines.values()].sort((a, b) => (a.lastAt > b.lastAt ? -1 : 1));
};

/** Who looked at a referral, and who tried to. */
export const listReaders =
  ({ store }: { store: Pick<ChartStore, 'isThere' | 'readings'> }) =>
  async ({ path: { referralId }, query }: Asked): Promise<Answer> => {
    const { pk } = keys.reading(referralId, '');
    const from = readCursor(query.cursor, { attribute: 'pk', value: pk }, ['pk', 'sk']);
    if (!(await store.isThere(referralId))) throw notFound('referral');
    const { readings, next } = await store.readings(referralId, query.limit, from);
    return { body: { items: readersIn(readings), ...(next ? { next: makeCursor(next) } : {}) } };
  };
