import { setImmediate as nextTurn } from 'node:timers/promises';
import { deskZone } from '../hold/hold-clock.ts';
import { readerOf } from '../platform/disclosure.ts';
import { type Answer, http, type Request, route } from '../platform/http.ts';
import { inOrder, makeCursor, readCursor } from '../platform/paging.ts';
import { holdsAny, maySeeReferral, notFound, type Principal } from '../platform/principal.ts';
import { entityTag } from '../platform/revision.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { listKeys } from '../referral/main-item.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { readMain } from '../referral/referral.ts';
import { type ReferralFile, referralFile } from '../referral/referral-file.ts';
import { withAccess } from '../series/access-found.ts';
import { Visit } from '../series/visit.ts';
import { explainAccess } from './access-explained.ts';
import { explainReferral } from './explanation.ts';
import { listReaders } from './list-readers.ts';
import { describeReferral } from './referral-detail.ts';
import { chartRoutes, ReferralView } from './routes.ts';
import { searchAudit } from './search-audit.ts';
import { shownInList } from './shown-in-list.ts';
import { type ChartStore, chartStore, type ReferralPage } from './store.ts';

type Deps = {
  store: ChartStore;
  now: () => Date;
};

type Listing = Request<(typeof chartRoutes)['GET /referrals']>;
type Looking = Request<(typeof chartRoutes)['GET /referrals/{referralId}']>;

const answer = (principal: Principal, { items, next }: ReferralPage): Answer => ({
  body: {
    items: items.map((item) =>
      inOrder(
        ReferralView,
        shownInList(item, readerOf(principal, { practice: String(item.practiceNpi) })),
      ),
    ),
    ...(next ? { next: makeCursor(next) } : {}),
  },
});

const isStaff = (principal: Principal): boolean =>
  holdsAny(principal, ['coordinator', 'clinician', 'scheduler', 'admin']);

/** The practice whose referrals are asked for; those who refer see their own only. */
const practiceOf = ({ principal, query }: Listing): string | undefined => {
  if (isStaff(principal)) return query.practice;
  const asked = query.practice ?? [...principal.practices][0];
  if (asked === undefined || !principal.practices.has(asked)) throw notFound('practice');
  return asked;
};

/** One page of a practice's referrals, or of a month's for staff. */
export const listReferrals =
  ({ store, now }: Deps) =>
  async (request: Listing): Promise<Answer> => {
    const { limit, cursor, status, month } = request.query;
    const practice = practiceOf(request);
    const more = { limit, ...(status ? { status } : {}) };
    if (practice !== undefined) {
      const from = readCursor(cursor, {
        attribute: 'practice',
        value: listKeys.practice(practice),
      });
      return answer(
        request.principal,
        await store.ofPractice(practice, { ...more, ...(from ? { from } : {}) }),
      );
    }
    const of = month ?? now().toISOString().slice(0, 7);
    const from = readCursor(cursor, { attribute: 'month', value: listKeys.month(of) });
    return answer(
      request.principal,
      await store.ofMonth(of, { ...more, ...(from ? { from } : {}) }),
    );
  };

/** One referral in full, as far as the caller may see it; the look is on record. */
const readReferral =
  ({ store, now }: Deps) =>
  async ({ principal, path }: Pick<Looking, 'principal' | 'path'>) => {
    const { items, records, messages } = await store.whole(path.referralId);
    const main = items.find(({ sk }) => sk === 'REFERRAL');
    if (!main) throw notFound('referral');
    const { practiceNpi, orderVersion } = readMain(main);
    const shown = maySeeReferral(principal, practiceNpi);
    const outcome = shown ? 'shown' : 'refused';
    const noted = store.noteReading({ principal, seen: 'referral', outcome, now: now() }, [
      path.referralId,
    ]);
    if (!shown) {
      await noted;
      throw notFound('referral');
    }
    // Made while the note is on its way, and shown once it is on record.
    const [detail] = await Promise.all([
      nextTurn().then(() => describeReferral(items, records, principal, messages)),
      noted,
    ]);
    return { detail, orderVersion, items };
  };

export const showReferral =
  (deps: Deps) =>
  async (request: Looking): Promise<Answer> => {
    const { detail, orderVersion } = await readReferral(deps)(request);
    return { body: detail, headers: { etag: entityTag(orderVersion) } };
  };

/** The same facts, told as reasoning. */
export const showExplanation =
  (deps: Deps) =>
  async (
    request: Request<(typeof chartRoutes)['GET /referrals/{referralId}/explanation']>,
  ): Promise<Answer> => {
    const [{ detail, items }, sites] = await Promise.all([
      readReferral(deps)(request),
      deps.store.sites(),
    ]);
    const known = referralFile(items);
    const access =
      known && detail.submission ? accessOf(known, localDate(deps.now(), deskZone)) : [];
    const names = new Map(sites.map(({ siteId, name }) => [siteId, name]));
    const zone = sites.find(({ siteId }) => siteId === detail.siteId)?.zone;
    return { body: explainReferral(detail, { names, access, zone }) };
  };

/** How the drug gets into the body, for those who are shown the whole order. */
const accessOf = ({ referral, submission, holds, each }: ReferralFile, on: string) => {
  const therapy = visitTherapy(referral.therapyId, submission.order, referral.policy);
  const visits = each('VISIT#', Visit);
  return therapy ? explainAccess(withAccess(submission, visits, holds), therapy, on) : [];
};

const deps = (): Deps => ({ store: chartStore(table()), now: () => new Date() });

export const handler = http({
  'GET /referrals': route(chartRoutes['GET /referrals'], (request) =>
    listReferrals(deps())(request),
  ),
  'GET /referrals/{referralId}': route(chartRoutes['GET /referrals/{referralId}'], (request) =>
    showReferral(deps())(request),
  ),
  'GET /referrals/{referralId}/explanation': route(
    chartRoutes['GET /referrals/{referralId}/explanation'],
    (request) => showExplanation(deps())(request),
  ),
  'GET /referrals/{referralId}/readers': route(
    chartRoutes['GET /referrals/{referralId}/readers'],
    (request) => listReaders(deps())(request),
  ),
  'GET /referrals/{referralId}/audit': route(
    chartRoutes['GET /referrals/{referralId}/audit'],
    (request) => searchAudit(deps())(request),
  ),
});
