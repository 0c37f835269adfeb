import { localTime, minuteToInstant } from '../network/days.ts';
import { laterOf, soonerOf } from '../platform/days.ts';
import { Refusal } from '../platform/errors.ts';
import type { Request } from '../platform/http.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { findSlots, type Offer } from './find-slots.ts';
import type { SlotOffers, schedulingRoutes } from './routes.ts';
import {
  findZone,
  planSeries,
  type SeriesFacts,
  type SeriesPlan,
  searchSeries,
} from './series-search.ts';
import type { SchedulingStore } from './store.ts';
import { readForSearch } from './touched-calendars.ts';
import { refuseNotOpen, settledDoses } from './wanted-visits.ts';
import { whyNot } from './why-not.ts';

type Deps = { store: SchedulingStore; now: () => Date };
type Asked = Request<(typeof schedulingRoutes)['GET /referrals/{referralId}/slots']>;
type Calendars = Awaited<ReturnType<typeof readForSearch>>;

/** What is tried when nothing fits, each change alone. */
const relaxations: readonly {
  code: string;
  text: string;
  change: (facts: SeriesFacts) => Partial<SeriesFacts>;
}[] = [
  {
    code: 'any-part-of-day',
    text: 'Slots are found when any part of the day will do.',
    change: () => ({ partOfDay: undefined }),
  },
  ...[3, 7].map((days) => ({
    code: `widen-${days}`,
    text: `Slots are found when the prescriber allows ${days} more days around each dose.`,
    change: ({ therapy, toleranceDays = 0 }: SeriesFacts) => ({
      toleranceDays:
        Math.max(toleranceDays, therapy.toleranceDays.before, therapy.toleranceDays.after) + days,
    }),
  })),
];

const wouldHelp = (facts: SeriesFacts, read: Calendars): SlotOffers['wouldHelp'] =>
  relaxations.flatMap(({ code, text, change }) => {
    if (code === 'any-part-of-day' && !facts.partOfDay) return [];
    const relaxed = { ...facts, ...change(facts) };
    const { offers } = findSlots(searchSeries(relaxed, planSeries(relaxed), read, 1));
    return offers.length > 0 ? [{ code, text }] : [];
  });

const shown = (offer: Offer, zone: string, atHome: boolean): SlotOffers['offers'][number] => ({
  firstOn: offer.firstOn,
  primary: offer.primary,
  cost: offer.cost,
  nurses: atHome ? new Set(offer.visits.map(({ placeId }) => placeId)).size : 0,
  visits: offer.visits.map((visit) => ({
    dose: visit.dose,
    on: visit.on,
    idealOn: visit.idealOn,
    deviationDays: visit.deviation,
    startsAt: minuteToInstant(visit.from),
    endsAt: minuteToInstant(visit.to),
    localStart: localTime(visit.from, zone),
    ...(atHome ? { nurseId: visit.placeId, travelMinutes: visit.travel } : {}),
  })),
});

/** The days that the search reads, wide enough for what might be relaxed. */
const widened = (plan: SeriesPlan, facts: SeriesFacts): SeriesPlan => {
  const [widest] = relaxations.slice(-1);
  const relaxed = planSeries({ ...facts, ...widest?.change(facts) });
  return {
    ...plan,
    fromOn: soonerOf(relaxed.fromOn, plan.fromOn),
    throughOn: laterOf(relaxed.throughOn, plan.throughOn),
  };
};

/** The best slots for every dose that can be booked now; nothing is held by being offered. */
export const offerSlots =
  ({ store, now }: Deps) =>
  async ({ path, query }: Asked): Promise<{ body: SlotOffers }> => {
    const file = await store.file(path.referralId);
    refuseNotOpen(file.referral);
    if (!file.referral.siteId)
      throw new Refusal(409, 'site-not-chosen', 'The site of care is chosen first.');
    const facts = {
      ...(await gatherBookingFacts(store, file, now())),
      settled: settledDoses(file),
      partOfDay: query.partOfDay,
    };
    const plan = planSeries(facts);
    const read = await readForSearch(store, facts, widened(plan, facts));
    const { offers, refusals } = findSlots(searchSeries(facts, plan, read, query.offers));
    const zone = findZone(facts);
    const { site } = facts;
    return {
      body: {
        referralId: path.referralId,
        siteId: site.siteId,
        setting: site.setting,
        zone,
        doses: plan.doses.length,
        ordered: plan.ordered,
        offers: offers.map((offer) => shown(offer, zone, site.setting === 'home')),
        refused: whyNot(refusals).map(({ code, text }) => ({ code, text })),
        wouldHelp: offers.length > 0 || plan.doses.length === 0 ? [] : wouldHelp(facts, read),
      },
    };
  };
