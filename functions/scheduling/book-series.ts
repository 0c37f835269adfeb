import { authorizationHold } from '../authorization/standing-hold.ts';
import { planTeaching } from '../education/teaching-plan.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { dueAfter, hold } from '../hold/hold-clock.ts';
import { standingHold } from '../hold/standing-hold.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import type { Committed } from '../platform/record.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import type { Referral } from '../referral/referral.ts';
import { Setting } from '../therapy/setting.ts';
import { policyOf } from '../therapy/therapy.ts';
import type { PlacedVisit } from './booking.ts';
import { gatherBookingFacts } from './booking-facts.ts';
import { findSlots, type Offer, type Refusals } from './find-slots.ts';
import { findPayerChange } from './payer-changed.ts';
import { isWatched } from './series-rest.ts';
import { planSeries, type SeriesFacts, type SeriesPlan, searchSeries } from './series-search.ts';
import { makeWishes, placedVisits, seriesAfter } from './series-visits.ts';
import { type BookingFile, type SchedulingStore, schedulingStore } from './store.ts';
import { stricterPolicy } from './stricter-booking.ts';
import { completeCalendars, readForSearch } from './touched-calendars.ts';
import { uncoveredVisits, uncoveredVisitsHold } from './uncovered-visits.ts';
import { whyNot } from './why-not.ts';

type Deps = { store: SchedulingStore; now: () => Date };

/** How often a booking is tried again when somebody else changed a calendar meanwhile. */
const attempts = 8;
const actor = byStep('book-series');

export const seriesDetermination = (
  { site, therapy, today, authorization }: SeriesFacts,
  plan: SeriesPlan,
  found: Offer | undefined,
  refusals: Refusals,
): Determination => ({
  question: 'series',
  facts: {
    today,
    siteId: site.siteId,
    therapyId: therapy.id,
    ...policyOf(therapy),
    doses: plan.doses.length,
    ordered: plan.ordered,
    idealOn: plan.idealOn,
    days: plan.anchors.length,
    ...(authorization ? { authorizationId: authorization.authorizationId } : {}),
    ...(found
      ? { firstOn: found.firstOn, offIdeal: found.visits.map(({ deviation }) => deviation) }
      : {}),
  },
  rule: { id: 'find-slots', version: '1', source: 'own search; therapy catalogue windows' },
  answer: found ? 'booked' : 'no-capacity',
  reasons: found
    ? [
        {
          bearing: 'for',
          code: 'least-cost',
          text: 'Least days off the ideal, travel and changes.',
        },
      ]
    : plan.doses.length === 0
      ? [{ bearing: 'against', code: 'not-authorized', text: 'No dose is covered and open.' }]
      : whyNot(refusals),
});

/**
 * What pays for further visits. An authorization that is being renewed does not: the one that came
 * in its place does, or, where none came, the payer needs none any more.
 */
const payingFor = ({ referral, authorization }: BookingFile): BookingFile['authorization'] =>
  authorization?.authorizationId === referral.renewing ? undefined : authorization;

/** Whether a renewal owes the series visits: doses are left, and none is booked on what it brought. */
const isOwed = (file: BookingFile, { ordered }: SeriesPlan): boolean =>
  Boolean(file.referral.renewing) &&
  (file.series?.bookedThrough ?? 0) < ordered &&
  Object.keys(payingFor(file)?.ledger ?? {}).length === 0;

/**
 * The hold that asks for the doses which are due and not paid for, unless somebody is on them: by
 * the days they fall on the renewal watch is, by their units only a person notices.
 */
const endingHold = (file: BookingFile, plan: SeriesPlan, now: Date): Hold | undefined => {
  const { authorization, referral, holds } = file;
  if (!authorization || plan.left === 0 || referral.renewing) return undefined;
  if (!plan.isCoveredDay && isWatched(file)) return undefined;
  const asked = holds.some((one) => one.reason === 'authorization-ending' && isOpen(one));
  return asked ? undefined : authorizationHold(authorization, 'authorization-ending', file, now);
};

/** The hold that asks a clinician about a first visit after the first dose's window. */
const lateHold = (
  file: BookingFile,
  placed: readonly PlacedVisit[],
  now: Date,
): Hold | undefined => {
  const { referral, holds, series } = file;
  const first = placed.find(({ visit }) => visit.dose === 1)?.visit;
  const { doseBy } = referral;
  if (series || !first || !doseBy || first.on <= doseBy) return undefined;
  const evidence = { visitId: first.visitId, doseBy, on: first.on };
  return standingHold(
    { kind: 'request', scope: 'r', reason: 'first-dose-late', stage: 'Book series', evidence },
    referral,
    holds,
    now,
  );
};

/** What the lessons of a booked series are chosen by. */
const learner = ({ referral, submission, education }: BookingFile) => ({
  referral,
  submission,
  setting: Setting.safeParse(referral.setting).data,
  before: education,
});

const booked = { outcome: 'booked' as const };

/**
 * What a series still lacks to which no visit is to be added: the lessons of another site, somebody
 * who sees to doses that nothing pays for. False when others wrote meanwhile.
 */
const completeBooked = async (
  store: Pick<SchedulingStore, 'teach' | 'placeHold'>,
  file: BookingFile,
  plan: SeriesPlan,
  { operation, at }: { operation: string; at: Date },
): Promise<boolean> => {
  const told = { actor, at: at.toISOString() };
  const teaching = planTeaching(learner(file), at);
  if (teaching) {
    const taught = await store.teach(teaching, { ...told, operation: `${operation}:lessons` });
    if (taught.outcome === 'refused') return false;
  }
  const hold = endingHold(file, plan, at);
  return (
    !hold || (await store.placeHold(hold, file.holds, { ...told, operation })).outcome !== 'refused'
  );
};

/**
 * Books every dose that can be booked now: all that are not yet, as far as the authorization and
 * the horizon reach, and gives the patient the lessons for them. Run again it books what has become
 * possible since, or nothing.
 */
export const bookSeries =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput) => {
    const at = now();
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const file = await store.file(referralId);
      const { referral } = file;
      if (referral.status === 'closed') return { outcome: 'closed' as const };
      const authorization = payingFor(file);
      const change = findPayerChange(file, authorization, at);
      if (change && file.series) {
        const told = { operation: `${operation}:payer-${attempt}`, actor, at: at.toISOString() };
        await store.followPayer({ ...file, series: file.series }, change, told);
        continue;
      }
      // What still is not paid for is asked about again, however the wait before it ended.
      const short =
        authorization &&
        uncoveredVisitsHold(authorization, uncoveredVisits(authorization, file.visits), file, at);
      if (short) {
        const told = { operation: `${operation}:short-${attempt}`, actor, at: at.toISOString() };
        await store.placeHold(short, file.holds, told);
        continue;
      }
      const facts = { ...(await gatherBookingFacts(store, file, at)), authorization };
      const plan = planSeries(facts);
      if (file.series && plan.doses.length === 0 && !isOwed(file, plan)) {
        if (await completeBooked(store, file, plan, { operation, at })) return booked;
        continue;
      }
      const read = await readForSearch(store, facts, plan, attempt > 0);
      const { offers, refusals } = findSlots(searchSeries(facts, plan, read, 1));
      const [offer] = offers;
      const determination = seriesDetermination(facts, plan, offer, refusals);
      const told = { operation, actor, at: at.toISOString(), determination };
      if (!offer || plan.doses.length === 0) {
        return outcomeOf(await store.recordSearch(referralId, told), referral);
      }
      const wishes = makeWishes(offer, plan.doses, facts.site.setting === 'home');
      const placed = placedVisits(wishes, facts, referral);
      const late = lateHold(file, placed, at);
      const done = await store.book({
        ...told,
        referral,
        placed,
        calendars: completeCalendars(read, placed),
        series: seriesAfter(facts, placed, plan.ordered),
        setting: facts.site.setting,
        seen: file.series,
        authorization,
        late,
        stricter: await stricterPolicy(
          file,
          facts,
          { placed, holds: [...file.holds, ...(late ? [late] : [])] },
          { tableName: store.tableName, by: actor, now: at },
        ),
        teaching: planTeaching({ ...learner(file), setting: facts.site.setting }, at),
      });
      if (done.outcome !== 'refused') return outcomeOf(done, referral);
    }
    throw contended();
  };

const contended = () => new TransientFault('calendars-contended');

/** How long a scheduler has for an urgent order, whose doses may be due tomorrow. Own target. */
const urgentHours = 2;

/** The answer on record: an earlier run of the same operation may have found another one. */
const outcomeOf = (done: Committed, { urgency }: Pick<Referral, 'urgency'>) => {
  if (done.outcome === 'refused') throw contended();
  const { event, at } = done.record;
  if (event === 'series.booked') return booked;
  const since = new Date(at);
  return urgency === 'urgent'
    ? hold('no-capacity', since, dueAfter({ hours: urgentHours }, since))
    : hold('no-capacity', since);
};

export const handler = step('book-series', StepInput, (input) =>
  bookSeries({ store: schedulingStore(table()), now: () => new Date() })(input),
);
