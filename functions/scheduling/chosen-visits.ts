import { Refusal } from '../platform/errors.ts';
import { type Dose, doseGaps, planDoses } from '../series/dose-plan.ts';
import type { Visit } from '../series/visit.ts';
import type { Calendars } from './booking.ts';
import { type BesideSeries, gatherBookingFacts } from './booking-facts.ts';
import { orderConflicts } from './dose-order.ts';
import type { BookingBody } from './routes.ts';
import type { SeriesFacts } from './series-search.ts';
import type { BookingFile, SchedulingStore } from './store.ts';
import { type Conflict, calendarDay, type Wanted } from './visit-conflicts.ts';
import {
  conflictsOfAll,
  firstDay,
  pickWanted,
  refuseNotOpen,
  refuseTimePast,
  takenDoses,
} from './wanted-visits.ts';

type ChoiceStore = Pick<SchedulingStore, 'site' | 'nurses' | 'policy' | 'days' | 'calendarNow'>;

/** What a scheduler chose, with the calendars it falls on as they were read. */
export type Choice = {
  facts: SeriesFacts & BesideSeries;
  doses: readonly Dose[];
  taken: ReadonlySet<number>;
  wanted: readonly Wanted[];
  read: Calendars;
  firstOn: string;
};

const calendarsOf = async (
  store: ChoiceStore,
  { site, today }: SeriesFacts,
  wanted: readonly Wanted[],
  days: readonly string[],
) =>
  store.days(
    {
      nurseIds: [...new Set(wanted.flatMap(({ nurseId }) => nurseId ?? []))],
      siteId: site.setting === 'home' ? undefined : site.siteId,
    },
    days[0] ?? today,
    days.at(-1) ?? today,
    true,
  );

/** @throws Refusal for a referral that takes no visits, a time that has passed, a dose not open. */
export const readChoice = async (
  store: ChoiceStore,
  file: BookingFile,
  body: BookingBody,
  at: Date,
): Promise<Choice> => {
  if (!file.referral.siteId)
    throw new Refusal(409, 'site-not-chosen', 'The site of care is chosen first.');
  refuseNotOpen(file.referral);
  const facts = await gatherBookingFacts(store, file, at);
  const doses = planDoses({ ...facts, setting: facts.site.setting }, facts.today);
  const taken = takenDoses(file);
  for (const [index, { startsAt }] of body.visits.entries())
    refuseTimePast(startsAt, at, `/visits/${index}/startsAt`);
  const wanted = pickWanted(doses, body, taken);
  const days = wanted.map((one) => calendarDay(facts, one)).sort();
  const calendars = await calendarsOf(store, facts, wanted, days);
  const read = { ...calendars, patient: facts.patient };
  return { facts, doses, taken, wanted, read, firstOn: firstDay(facts, wanted) };
};

/** Every conflict of the choice, with calendars and with the order of the doses. */
export const conflictsOfChoice = (
  { facts, doses, wanted, read, firstOn }: Choice,
  visits: readonly Visit[],
): Conflict[] => {
  const asDoses = wanted.map((one) => ({
    visitId: `dose ${one.dose.number} of this request`,
    dose: one.dose.number,
    on: calendarDay(facts, one),
    status: 'planned' as const,
  }));
  const gaps = doseGaps(doses, facts.therapy.minGapDays);
  return [
    ...conflictsOfAll(facts, wanted, read, firstOn),
    ...asDoses.flatMap((one) => orderConflicts(one, [...visits, ...asDoses], gaps)),
  ];
};
