import { grid } from '../network/days.ts';
import { addDays, ageOn, dayNumber, laterOf, weekdayOf } from '../platform/days.ts';
import { veinsKnown, type WithAccess } from '../referral/checks/vascular-access.ts';
import {
  type CourseDose,
  type CourseFacts,
  countDoses,
  dosesOf,
  hasEnd,
  lastDoseDay,
  nextGap,
  phasesOf,
  steadyInterval,
  visitsToTeach,
} from '../referral/order/course.ts';
import { drugsOf } from '../referral/order/regimen.ts';
import { timedTherapy } from '../referral/order/timed-therapy.ts';
import { dayCodes, type Weekday } from '../referral/phase.ts';
import type { Order, Submission } from '../referral/referral.ts';
import {
  closingDays,
  nurseVisitDay,
  nurseVisitsIn,
  nurseVisitsThrough,
} from '../therapy/nurse-visits.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';
import { planNeeds, plansOn, type WithPlans } from './care-plan.ts';
import type { Series } from './series.ts';
import { type Acuity, totalMinutes, type VisitMinutes } from './visit.ts';

/** One dose to be planned: its place in the series, its window and the minutes it takes. */
export type Dose = {
  number: number;
  /** Days after the first dose of the search. */
  offset: number;
  /** Days it may fall before and after its ideal day; the first dose is fixed by the anchor. */
  before: number;
  after: number;
  first: boolean;
  minutes: VisitMinutes;
};

/** How visits are planned when the order does not say. Own planning values. */
export const planning = {
  /** Days to get drug, nurse and patient ready. */
  leadDays: { routine: 3, urgent: 1 },
  /** A start that is overdue, or that the order leaves open, is sought within these days. */
  openStartDays: 10,
  /** How far ahead visits are booked; less far when neither order nor authorization has an end. */
  horizonDays: 371,
  openHorizonDays: 182,
  /** Visits booked at once; a transaction has room for no more than about 45. */
  atMost: 30,
} as const;

/** Minutes that the patient adds to the preparation. Source: sizing of nurse time; verify. */
const additions = [
  {
    minutes: 30,
    when: (submission: Submission & WithAccess, on: string) =>
      veinsKnown(submission, on).because.length > 0,
  },
  {
    minutes: 30,
    when: ({ patient }: Submission, on: string) => ageOn(patient.birthDate, on) < 18,
  },
] as const;

/**
 * How much of a series is booked, the days since its first dose, whether the plan reaches on from
 * the last one booked, and how many days.
 */
type Reach = { booked: number; since: number; further: boolean; horizon: number };

/** How many doses are planned: those booked, and as many as are booked at once. */
const most = ({ booked }: Reach): number => booked + planning.atMost;

/** A dose of the plan: the day it is due, and what the order says of it where it is one visit. */
type Due = Pick<CourseDose, 'day'> & Partial<Pick<CourseDose, 'due' | 'durationMinutes'>>;

/** The doses that are ordered, as far ahead as they are planned. */
const doseDays = (order: Order, facts: CourseFacts, reach: Reach): Due[] => {
  const planned: CourseDose[] = [];
  for (const dose of dosesOf(order, facts)) {
    if (planned.length >= most(reach)) break;
    const from = Math.max(reach.since, reach.further ? (planned[reach.booked - 1]?.day ?? 0) : 0);
    const isLate = dose.repeats && dose.day > from + reach.horizon;
    if (isLate && planned.length > 0 && planned.length >= reach.booked) break;
    planned.push(dose);
  }
  return planned;
};

const visitDays = (
  order: Order,
  therapy: Therapy,
  { setting, firstOn }: { setting: Setting; firstOn: string },
  reach: Reach,
): Due[] => {
  const ofSetting = nurseVisitsIn(therapy, setting);
  if (!ofSetting) return doseDays(order, { therapy, firstOn }, reach);
  const nurseVisits = visitsToTeach(order, { therapy, firstOn }, ofSetting);
  const ordered = orderedVisits(order, therapy, { setting, firstOn });
  const within = nurseVisitsThrough(nurseVisits, reach.since + reach.horizon);
  const count = Math.min(ordered === Number.POSITIVE_INFINITY ? within : ordered, most(reach));
  return Array.from({ length: count }, (_, index) => ({
    day: nurseVisitDay(nurseVisits, index),
  }));
};

/**
 * How many visits an order asks for in all, however many of them can be booked now; infinite for
 * one that goes on until it is stopped.
 */
export const orderedVisits = (
  order: Order,
  therapy: Pick<Therapy, 'dosingPattern' | 'nurseVisits' | 'nurseGives' | 'route'>,
  { setting, firstOn }: { setting: Setting; firstOn: string },
): number => {
  const facts = { therapy, firstOn };
  const nurseVisits = nurseVisitsIn(therapy, setting);
  return nurseVisits
    ? nurseVisitsThrough(
        visitsToTeach(order, facts, nurseVisits),
        lastDoseDay(order, facts) + closingDays(therapy),
      )
    : countDoses(order, facts);
};

const onGrid = (minutes: VisitMinutes): VisitMinutes => ({
  ...minutes,
  closeout: minutes.closeout + ((grid - (totalMinutes(minutes) % grid)) % grid),
});

/** Minutes of a visit at which the drug runs: as ordered, or by its dose; of a pump, those attended. */
const attendedOf = (
  submission: Submission,
  therapy: Therapy,
  kind: 'first' | 'subsequent',
  ordered: number | undefined,
): number =>
  therapy.attendedMinutes?.[kind] ??
  ordered ??
  timedTherapy(therapy, submission).infusionMinutes[kind];

/** Minutes that the other drugs of the order run at each of its visits, by the day after the first dose. */
const furtherMinutes = (
  submission: Submission,
  firstOn: string,
  lastDay: number,
): ReadonlyMap<number, number> => {
  const minutes = new Map<number, number>();
  for (const drug of drugsOf(submission).slice(1)) {
    const { order } = drug.submission;
    const { therapy } = drug;
    if (!therapy) continue;
    for (const dose of dosesOf(order, { therapy, firstOn })) {
      if (dose.day > lastDay) break;
      const kind = dose.number === 1 && order.firstDose !== false ? 'first' : 'subsequent';
      const runs = attendedOf(drug.submission, therapy, kind, dose.durationMinutes);
      minutes.set(dose.day, (minutes.get(dose.day) ?? 0) + runs);
    }
  }
  return minutes;
};

const minutesOf = (
  { submission, therapy, setting }: PlanFacts,
  {
    first,
    ordered,
    further,
    day,
  }: { first: boolean; ordered: number | undefined; further: number; day: string },
  on: string,
): VisitMinutes => {
  const { ratePercent, extraMinutes } = planNeeds(plansOn(submission.plans, day));
  const kind = first ? 'first' : 'subsequent';
  const more = additions
    .filter(({ when }) => when(submission, on))
    .reduce((sum, { minutes }) => sum + minutes, 0);
  const nurseVisits = nurseVisitsIn(therapy, setting);
  if (nurseVisits)
    return onGrid({
      prep: more,
      infusion: (first ? nurseVisits.firstMinutes : nurseVisits.subsequentMinutes) + extraMinutes,
      observation: 0,
      closeout: 0,
    });
  return onGrid({
    prep: therapy.prepMinutes + more,
    infusion:
      Math.ceil(((attendedOf(submission, therapy, kind, ordered) + further) * 100) / ratePercent) +
      extraMinutes,
    observation: therapy.observationMinutes[kind],
    closeout: therapy.closeoutMinutes,
  });
};

/** A dose that is ordered by the month may lie as far off as months differ. Own planning value. */
const monthsDiffer = 3;

/** How far a dose may lie from its day: the therapy's days, none where the day itself is ordered. */
const toleranceOf = ({ due }: Due, { toleranceDays }: Therapy) => {
  const { before, after } = toleranceDays;
  if (due === 'weekday') return { before: 0, after: 0 };
  return due === 'month'
    ? { before: Math.max(before, monthsDiffer), after: Math.max(after, monthsDiffer) }
    : { before, after };
};

/**
 * The last dose is late by less than its interval, unless the prescriber allows more: a daily one on the
 * day after was missed.
 */
const untilMissed = (offset: number, before: Due | undefined): number =>
  before === undefined ? Number.POSITIVE_INFINITY : offset - before.day - 1;

export type PlanFacts = {
  submission: Submission & WithAccess & WithPlans;
  therapy: Therapy;
  setting: Setting;
  /** Days around each dose that the prescriber allows beyond the therapy's own. */
  toleranceDays?: number | undefined;
  /** What is booked already, and whether the plan goes on from there: a renewal extends a series. */
  series?: Pick<Series, 'bookedThrough' | 'firstOn'> | undefined;
  further?: boolean | undefined;
  /** The authorization that has to cover the visits, if one is needed. */
  authorization?: object | undefined;
};

/**
 * The doses of an order as visits to be booked: days after the first, tolerance, and minutes by
 * dose number. Tolerances shrink where doses are so close that their windows would meet.
 */
export const planDoses = (facts: PlanFacts, on: string): Dose[] => {
  const { submission, therapy, setting } = facts;
  const { order } = submission;
  const isBounded = hasEnd(order, therapy) || facts.authorization !== undefined;
  const reach = {
    booked: facts.series?.bookedThrough ?? 0,
    since: facts.series ? Math.max(0, dayNumber(on) - dayNumber(facts.series.firstOn)) : 0,
    further: facts.further === true,
    horizon: isBounded ? planning.horizonDays : planning.openHorizonDays,
  };
  const firstOn = facts.series?.firstOn ?? startWindow(facts, on).idealOn;
  const due = visitDays(order, therapy, { setting, firstOn }, reach);
  const widened = facts.toleranceDays ?? 0;
  const further = furtherMinutes(submission, firstOn, due.at(-1)?.day ?? 0);
  return due.map((one, index): Dose => {
    const offset = one.day;
    const room = (neighbor: Due | undefined) =>
      neighbor === undefined
        ? Number.POSITIVE_INFINITY
        : Math.floor((Math.abs(offset - neighbor.day) - 1) / 2);
    const tolerance = toleranceOf(one, therapy);
    const first = index === 0 && order.firstDose !== false;
    return {
      number: index + 1,
      offset,
      before: Math.min(Math.max(tolerance.before, widened), room(due[index - 1])),
      after: due[index + 1]
        ? Math.min(Math.max(tolerance.after, widened), room(due[index + 1]))
        : Math.max(Math.min(tolerance.after, untilMissed(offset, due[index - 1])), widened),
      first,
      minutes: minutesOf(
        facts,
        {
          first,
          ordered: one.durationMinutes ?? order.durationMinutes,
          further: further.get(offset) ?? 0,
          day: addDays(firstOn, offset),
        },
        on,
      ),
    };
  });
};

/**
 * Fewest days between each dose and the one before: the therapy's least interval where the order
 * keeps it, else the ordered distance less the days the later dose may come early.
 */
export const doseGaps = (doses: readonly Dose[], minGapDays: number | undefined): number[] =>
  doses.slice(1).map((dose, index) => {
    const distance = dose.offset - (doses[index] as Dose).offset;
    return minGapDays && minGapDays <= distance ? minGapDays : Math.max(1, distance - dose.before);
  });

export type StartWindow = { idealOn: string; fromOn: string; throughOn: string };

/** A course on days of the week begins on one of them: the other doses are counted from it. */
const onNamedDay = ({ submission, therapy }: PlanFacts, window: StartWindow): StartWindow => {
  const named = phasesOf(submission.order, therapy)[0]?.weekdays;
  if (!named) return window;
  const ahead = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(window.idealOn, days));
  const on = ahead.find((day) => named.includes(dayCodes[weekdayOf(day)] as Weekday));
  return on ? { idealOn: on, fromOn: on, throughOn: on } : window;
};

/**
 * Days on which the first dose may fall. The ideal is the ordered start, or for a patient on the
 * therapy the last dose plus the interval; an overdue one means as soon as possible.
 */
export const startWindow = (facts: PlanFacts, today: string): StartWindow => {
  const { order, urgency } = facts.submission;
  const { minGapDays, toleranceDays } = facts.therapy;
  const interval = steadyInterval(order, facts.therapy);
  const sinceLast =
    (order.lastDoseOn &&
      nextGap(order, { therapy: facts.therapy, firstOn: order.startOn ?? today })) ||
    interval;
  const due =
    order.firstDose === false && order.lastDoseOn && sinceLast
      ? addDays(order.lastDoseOn, sinceLast)
      : order.startOn;
  const ready = addDays(today, planning.leadDays[urgency]);
  const spaced =
    order.lastDoseOn && minGapDays && sinceLast && minGapDays <= sinceLast
      ? addDays(order.lastDoseOn, minGapDays)
      : ready;
  const earliest = laterOf(spaced, ready);
  // A day later is a dose missed where doses are daily: no tolerance reaches half an interval.
  const room = interval ? Math.floor((interval - 1) / 2) : Number.POSITIVE_INFINITY;
  const within = (own: number) => Math.max(Math.min(own, room), facts.toleranceDays ?? 0);
  const before = within(toleranceDays.before);
  const after = within(toleranceDays.after);
  if (!due || due < earliest)
    return onNamedDay(facts, {
      idealOn: earliest,
      fromOn: earliest,
      throughOn: addDays(earliest, Math.max(after, planning.openStartDays)),
    });
  return onNamedDay(facts, {
    idealOn: due,
    fromOn: laterOf(addDays(due, -before), earliest),
    throughOn: addDays(due, after),
  });
};

/** The anchors of a window, one per day. */
export const windowDays = ({ fromOn, throughOn }: StartWindow): string[] =>
  Array.from({ length: dayNumber(throughOn) - dayNumber(fromOn) + 1 }, (_, index) =>
    addDays(fromOn, index),
  );

/** How closely a visit is watched at a center. Own planning values; verify with the nurse lead. */
export const acuityOf = ({ hazardous, reactionOrdersNeeded }: Therapy, first: boolean): Acuity =>
  hazardous ? 3 : reactionOrdersNeeded ? (first ? 3 : 2) : 1;
