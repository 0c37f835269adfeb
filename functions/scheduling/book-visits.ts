import { isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import { settlementOf } from '../hold/hold-actions.ts';
import { Refusal, TransientFault } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { doseGaps, planDoses } from '../series/dose-plan.ts';
import { visitView } from '../series/visit-view.ts';
import { factsOf } from './booking-facts.ts';
import { orderConflicts } from './dose-order.ts';
import { schedulingRoutes } from './routes.ts';
import { dosesRebooked, dosesToRebook } from './scheduler-holds.ts';
import { seriesInLine } from './series-holds.ts';
import { placedVisits, seriesAfter } from './series-visits.ts';
import { type ReferralFile, type SchedulingStore, schedulingStore } from './store.ts';
import { completeCalendars } from './touched-calendars.ts';
import { calendarDay } from './visit-conflicts.ts';
import {
  conflictsOfAll,
  firstDay,
  refuseConflicts,
  refuseNotOpen,
  refuseTimePast,
  refuseUncovered,
  takenDoses,
  wantedOf,
  wishesOfWanted,
} from './wanted-visits.ts';

type Asked = Request<(typeof schedulingRoutes)['POST /referrals/{referralId}/visits']>;
type Deps = { store: SchedulingStore; tableName: () => string; now: () => Date };

const attempts = 8;

/** Settles the wait for capacity, so that the workflow goes on and finds the series booked. */
const endOfWait = (
  tableName: string,
  { holds }: ReferralFile,
  resolution: Resolution,
): TransactItem[] => {
  const waiting = holds.find((hold) => hold.reason === 'no-capacity' && isOpen(hold));
  const settlement = waiting && settlementOf(waiting, resolution.action);
  return waiting && settlement ? [settleHold(tableName, waiting, settlement, resolution)] : [];
};

/**
 * Books what a scheduler chose, all or nothing. Time that somebody has is never given twice; a
 * dose window may be left with a reason.
 */
export const bookVisits =
  ({ store, tableName, now }: Deps) =>
  async (request: Asked) => {
    const { path, body, principal } = request;
    const at = now();
    const operation = requestOperation(request, 'book-visits', at);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const file = await store.file(path.referralId);
      const { referral } = file;
      const earlier = await store.recorded(path.referralId, operation);
      if (earlier) return booked(file, earlier);
      if (!referral.siteId)
        throw new Refusal(409, 'site-not-chosen', 'The site of care is chosen first.');
      refuseNotOpen(referral);
      const facts = await factsOf(store, file, at);
      const doses = planDoses({ ...facts, setting: facts.site.setting }, facts.today);
      const taken = takenDoses(file);
      for (const [index, { startsAt }] of body.visits.entries())
        refuseTimePast(startsAt, at, `/visits/${index}/startsAt`);
      const wanted = wantedOf(doses, body, taken);
      const days = wanted.map((one) => calendarDay(facts, one)).sort();
      const [calendars, patient] = await Promise.all([
        store.days(
          {
            nurseIds: [...new Set(wanted.flatMap(({ nurseId }) => nurseId ?? []))],
            siteId: facts.site.setting === 'home' ? undefined : facts.site.siteId,
          },
          days[0] ?? facts.today,
          days.at(-1) ?? facts.today,
          true,
        ),
        store.calendarOf(referral.patientId),
      ]);
      const read = { ...calendars, patient };
      const firstOn = firstDay(facts, wanted);
      const asDoses = wanted.map((one) => ({
        visitId: `dose ${one.dose.number} of this request`,
        dose: one.dose.number,
        on: calendarDay(facts, one),
        status: 'planned' as const,
      }));
      const gaps = doseGaps(doses, facts.therapy.minGapDays);
      refuseConflicts(
        [
          ...conflictsOfAll(facts, wanted, read, firstOn),
          ...asDoses.flatMap((one) => orderConflicts(one, [...file.visits, ...asDoses], gaps)),
        ],
        body.note,
      );
      const wishes = wishesOfWanted(facts, wanted, read, firstOn);
      const placed = placedVisits(wishes, facts, referral);
      refuseUncovered(facts, placed);
      const actor = actorOf(principal);
      const resolution = {
        ...(body.note ? { note: body.note } : {}),
        facts: {},
        by: actor,
        at: at.toISOString(),
      };
      const series = seriesAfter(facts, placed, doses.length);
      const has = new Set([...taken, ...wanted.map(({ dose }) => dose.number)]);
      const skipped = skippedDoses(file, series.bookedThrough, has);
      const done = await store.book({
        referral,
        placed,
        calendars: completeCalendars(read, placed),
        series,
        setting: facts.site.setting,
        seen: file.series,
        authorization: file.authorization,
        beside: [
          ...endOfWait(tableName(), file, { ...resolution, action: 'search-again' }),
          ...(skipped.length > 0
            ? dosesToRebook(tableName(), file, skipped, at)
            : dosesRebooked(tableName(), file.holds, has, resolution)),
          ...seriesInLine(
            tableName(),
            { ...file, series, visits: [...file.visits, ...placed.map(({ visit }) => visit)] },
            resolution,
          ),
        ],
        operation,
        actor,
        at: at.toISOString(),
        determination: {
          question: 'series',
          facts: { siteId: facts.site.siteId, doses: placed.map(({ visit }) => visit.dose) },
          rule: { id: 'chosen-by-scheduler', version: '1', source: 'own rule' },
          answer: 'booked',
          reasons: body.note ? [{ bearing: 'note', code: 'override', text: body.note }] : [],
        },
      });
      if (done.outcome !== 'refused')
        return { body: { items: placed.map(({ visit }) => visitView(visit)) } };
    }
    throw new TransientFault('calendars-contended');
  };

/** The doses that a booking leaves out: the search goes on after the last that was booked. */
const skippedDoses = (
  { series }: ReferralFile,
  bookedThrough: number,
  has: ReadonlySet<number>,
): number[] => {
  const before = series?.bookedThrough ?? 0;
  return Array.from({ length: bookedThrough - before }, (_, index) => before + 1 + index).filter(
    (dose) => !has.has(dose),
  );
};

/** The visits that the same request booked before. */
const booked = ({ visits }: ReferralFile, ids: readonly string[]) => ({
  body: { items: visits.filter(({ visitId }) => ids.includes(visitId)).map(visitView) },
});

export const handler = http({
  'POST /referrals/{referralId}/visits': route(
    schedulingRoutes['POST /referrals/{referralId}/visits'],
    (request) => {
      const on = table();
      return bookVisits({
        store: schedulingStore(on),
        tableName: () => on.name,
        now: () => new Date(),
      })(request);
    },
  ),
});
