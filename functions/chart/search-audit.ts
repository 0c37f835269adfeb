import { deskZone } from '../hold/hold-clock.ts';
import { AuditRecord } from '../platform/audit.ts';
import { verifyChain } from '../platform/chain-check.ts';
import type { Answer, Request } from '../platform/http.ts';
import { notFound } from '../platform/principal.ts';
import type { Reading } from '../platform/readership.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { AuditEntry, chartRoutes } from './routes.ts';
import type { ChartStore } from './store.ts';

type Asked = Request<(typeof chartRoutes)['GET /referrals/{referralId}/audit']>;

/** What one answer takes: a hundred kilobytes or so. */
const mostEntries = 500;

const ofRecord = (item: Record<string, unknown>): AuditEntry[] => {
  // One that cannot be read is where the chain breaks; the others still tell what they tell.
  const { data } = AuditRecord.safeParse(item);
  if (!data) return [];
  const { at, actor, event, sequence } = data;
  const on = localDate(at, deskZone);
  return [{ what: 'changed', at, on, by: actor.id, as: [actor.kind], about: event, sequence }];
};

const ofReading = ({ at, by, roles, seen, outcome }: Reading): AuditEntry => ({
  what: outcome === 'shown' ? 'read' : 'refused',
  at,
  on: localDate(at, deskZone),
  by,
  as: [...roles],
  about: seen,
});

const isMeant =
  ({ person, what, from, to }: Asked['query']) =>
  (entry: AuditEntry): boolean =>
    (person === undefined || entry.by === person) &&
    (what === undefined || entry.what === what) &&
    (from === undefined || entry.on >= from) &&
    (to === undefined || entry.on <= to);

/** Newest first; of one instant the later link first. */
const newestFirst = (a: AuditEntry, b: AuditEntry): number =>
  a.at === b.at ? (b.sequence ?? 0) - (a.sequence ?? 0) : a.at < b.at ? 1 : -1;

/** Who changed or read what of a referral, and whether what tells it is as it was written. */
export const searchAudit =
  ({ store }: { store: Pick<ChartStore, 'isThere' | 'audit'> }) =>
  async ({ path: { referralId }, query }: Asked): Promise<Answer> => {
    if (!(await store.isThere(referralId))) throw notFound('referral');
    const { records, readings } = await store.audit(referralId);
    const { records: count, brokenAt } = verifyChain(referralId, records);
    const meant = [...records.flatMap(ofRecord), ...readings.map(ofReading)]
      .filter(isMeant(query))
      .sort(newestFirst);
    return {
      body: {
        chain: {
          holds: brokenAt === undefined,
          records: count,
          ...(brokenAt === undefined ? {} : { brokenAt }),
        },
        items: meant.slice(0, mostEntries),
        leftOut: Math.max(0, meant.length - mostEntries),
      },
    };
  };
