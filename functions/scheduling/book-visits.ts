import { isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import type { Determination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import { http, type Request, route } from '../platform/http.ts';
import { requestOperation } from '../platform/operation.ts';
import { actorOf } from '../platform/principal.ts';
import { table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Series } from '../series/series.ts';
import { visitView } from '../series/visit-view.ts';
import type { PlacedVisit } from './booking.ts';
import { type Choice, conflictsOfChoice, readChoice } from './chosen-visits.ts';
import { refuseConflicts } from './override.ts';
import { schedulingRoutes } from './routes.ts';
import { dosesRebooked, dosesToRebook } from './scheduler-holds.ts';
import { seriesInLine } from './series-holds.ts';
import type { SeriesFacts } from './series-search.ts';
import { placedVisits, seriesAfter } from './series-visits.ts';
import { type BookingFile, type SchedulingStore, schedulingStore } from './store.ts';
import { stricterPolicy } from './stricter-booking.ts';
import { completeCalendars } from './touched-calendars.ts';
import { refuseUncovered, wishesOfWanted } from './wanted-visits.ts';

type Asked = Request<(typeof schedulingRoutes)['POST /referrals/{referralId}/visits']>;
type Deps = { store: SchedulingStore; tableName: () => string; now: () => Date };

const attempts = 8;

/** Settles the wait for capacity, so that the workflow goes on and finds the series booked. */
const endOfWait = (
  tableName: string,
  { holds }: BookingFile,
  resolution: Resolution,
): TransactItem[] => {
  const waiting = holds.find((hold) => hold.reason === 'no-capacity' && isOpen(hold));
  return waiting ? [settleHold(tableName, waiting, { resume: 'Book series' }, resolution)] : [];
};

const determinationOf = (
  { site }: SeriesFacts,
  placed: readonly PlacedVisit[],
  note: string | undefined,
): Determination => ({
  question: 'series',
  facts: { siteId: site.siteId, doses: placed.map(({ visit }) => visit.dose) },
  rule: { id: 'chosen-by-scheduler', version: '1', source: 'own rule' },
  answer: 'booked',
  reasons: note ? [{ bearing: 'note', code: 'override', text: note }] : [],
});

/** What the booking settles or asks beside its visits: the wait for capacity, doses left out. */
const beside = (
  tableName: string,
  file: BookingFile,
  { taken, wanted, series, placed }: Choice & { series: Series; placed: readonly PlacedVisit[] },
  resolution: Omit<Resolution, 'action'>,
): TransactItem[] => {
  const has = new Set([...taken, ...wanted.map(({ dose }) => dose.number)]);
  const skipped = skippedDoses(file, series.bookedThrough, has);
  const visits = [...file.visits, ...placed.map(({ visit }) => visit)];
  return [
    ...endOfWait(tableName, file, { ...resolution, action: 'search-again' }),
    ...(skipped.length > 0
      ? dosesToRebook(tableName, file, skipped, new Date(resolution.at))
      : dosesRebooked(tableName, file.holds, has, resolution)),
    ...seriesInLine(tableName, { ...file, series, visits }, resolution),
  ];
};

/**
 * Books what a scheduler chose, all or nothing. Time that somebody has is never given twice; a
 * dose window is left with a clinician's reason only.
 *
 * @throws TransientFault when others change the calendars eight times over.
 */
export const bookVisits =
  ({ store, tableName, now }: Deps) =>
  async (request: Asked) => {
    const { path, body, principal } = request;
    const at = now();
    const operation = requestOperation(request, 'book-visits', at);
    const told = { operation, actor: actorOf(principal), at: at.toISOString() };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const file = await store.file(path.referralId);
      const earlier = await store.recorded(path.referralId, operation);
      if (earlier) return booked(file, earlier);
      const choice = await readChoice(store, file, body, at);
      refuseConflicts(conflictsOfChoice(choice, file.visits), {
        roles: principal.roles,
        note: body.note,
      });
      const { facts, read, wanted, firstOn } = choice;
      const placed = placedVisits(
        wishesOfWanted(facts, wanted, read, firstOn),
        facts,
        file.referral,
      );
      refuseUncovered(facts, placed);
      const series = seriesAfter(facts, placed, choice.doses.length);
      const stricter = await stricterPolicy(
        file,
        facts,
        { placed, holds: file.holds },
        { tableName: tableName(), by: told.actor, now: at },
      );
      const done = await store.book({
        ...told,
        referral: file.referral,
        placed,
        calendars: completeCalendars(read, placed),
        series,
        setting: facts.site.setting,
        seen: file.series,
        authorization: file.authorization,
        stricter,
        beside: beside(
          tableName(),
          { ...file, holds: [...file.holds, ...(stricter?.holds ?? [])] },
          { ...choice, series, placed },
          {
            ...(body.note ? { note: body.note } : {}),
            facts: {},
            by: told.actor,
            at: told.at,
          },
        ),
        determination: determinationOf(facts, placed, body.note),
      });
      if (done.outcome !== 'refused')
        return { body: { items: placed.map(({ visit }) => visitView(visit)) } };
    }
    throw new TransientFault('calendars-contended');
  };

/** The doses that a booking leaves out: the search goes on after the last that was booked. */
const skippedDoses = (
  { series }: BookingFile,
  bookedThrough: number,
  has: ReadonlySet<number>,
): number[] => {
  const before = series?.bookedThrough ?? 0;
  return Array.from({ length: bookedThrough - before }, (_, index) => before + 1 + index).filter(
    (dose) => !has.has(dose),
  );
};

/** The visits that the same request booked before. */
const booked = ({ visits }: BookingFile, ids: readonly string[]) => ({
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
