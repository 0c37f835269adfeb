import type { Order } from '../referral/referral.ts';
import { nurseVisitDay, nurseVisitsThrough } from '../therapy/nurse-visits.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';

/** The course that an authorization is asked for: doses, and the visits at which a nurse comes. */
export type Course = {
  doses: number;
  visits: number;
  /** Days from the first dose to the last. */
  days: number;
  /** Days from the first dose of the order to the first of the course. */
  startsAfter: number;
  /** Whether the order has doses after the course. */
  goesOn: boolean;
  /** Days between visits in the steady phase; 0 for a single visit. */
  everyDays: number;
  /** Whether each dose is given at a visit; else the drug is dispensed and visits are fewer. */
  givenAtVisits: boolean;
  /** Minutes of the longest infusion, and of the longest whole visit. */
  infusionMinutes: number;
  visitMinutes: number;
};

/** Payers rarely authorize more than a year at once; the rest is a renewal. Own planning value. */
const longestDays = 365;

/** Where the patient or the house gives the doses between a nurse's visits. */
const selfGiven: readonly Setting[] = ['home', 'long-term-care'];

const isDaily = ({ dosingPattern }: Therapy): boolean => dosingPattern === 'daily';

type Doses = { days: number[]; goesOn: boolean };

/** Days of the doses from the first one that is not left out, for a year at most. */
const doseDays = (
  { frequency, doses, firstDose }: Order,
  daily: boolean,
  leftOut: (day: number, index: number) => boolean,
): Doses => {
  const interval = daily ? 1 : frequency?.intervalDays;
  const loading = firstDose === false ? [] : (frequency?.loadingDays ?? []);
  const known = [...new Set([0, ...loading])].sort((a, b) => a - b);
  const wanted = doses ?? (interval ? Number.POSITIVE_INFINITY : known.length);
  const days: number[] = [];
  for (let index = 0; index < wanted; index += 1) {
    const before = known[index - 1] ?? 0;
    const day = known[index] ?? (interval ? before + interval : undefined);
    if (day === undefined) break;
    known[index] = day;
    if (days[0] !== undefined && day > days[0] + longestDays) return { days, goesOn: true };
    if (!leftOut(day, index)) days.push(day);
  }
  return { days, goesOn: false };
};

const spanOf = (days: readonly number[]): Pick<Course, 'days' | 'startsAfter'> => ({
  days: (days.at(-1) ?? 0) - (days[0] ?? 0),
  startsAfter: days[0] ?? 0,
});

/** The patient or the house gives the doses; a nurse comes now and then to teach and to look. */
const selfGivenCourse = (
  order: Order,
  therapy: Therapy,
  nurseVisits: NonNullable<Therapy['nurseVisits']>,
  booked: number,
): Course => {
  const begins = booked > 0 ? nurseVisitDay(nurseVisits, booked) : 0;
  const { days, goesOn } = doseDays(order, isDaily(therapy), (day) => day < begins);
  const span = spanOf(days);
  const visits = Math.max(1, nurseVisitsThrough(nurseVisits, begins + span.days) - booked);
  return {
    doses: days.length,
    visits,
    ...span,
    goesOn,
    everyDays: visits > 1 ? Math.ceil(nurseVisits.everyDays) : 0,
    givenAtVisits: false,
    infusionMinutes: order.durationMinutes ?? therapy.infusionMinutes.first,
    visitMinutes: Math.max(nurseVisits.firstMinutes, nurseVisits.subsequentMinutes),
  };
};

/** Every dose is given at a visit. */
const visitedCourse = (order: Order, therapy: Therapy, booked: number): Course => {
  const { days, goesOn } = doseDays(order, isDaily(therapy), (_, index) => index < booked);
  const { infusionMinutes, observationMinutes, prepMinutes, closeoutMinutes } = therapy;
  const { first, subsequent } = therapy.attendedMinutes ?? infusionMinutes;
  const ordered = therapy.attendedMinutes ? undefined : order.durationMinutes;
  const infusion = ordered ?? Math.max(first, subsequent);
  const observation = Math.max(observationMinutes.first, observationMinutes.subsequent);
  return {
    doses: days.length,
    visits: days.length,
    ...spanOf(days),
    goesOn,
    everyDays: days.length > 1 ? (days.at(-1) as number) - (days.at(-2) as number) : 0,
    givenAtVisits: true,
    infusionMinutes: infusion,
    visitMinutes: prepMinutes + infusion + observation + closeoutMinutes,
  };
};

/**
 * The course of an order at a setting, cut at a year. `booked` are the visits that it has already:
 * a renewal is asked for what comes after them.
 */
export const planCourse = (order: Order, therapy: Therapy, setting: Setting, booked = 0): Course =>
  therapy.nurseVisits && selfGiven.includes(setting)
    ? selfGivenCourse(order, therapy, therapy.nurseVisits, booked)
    : visitedCourse(order, therapy, booked);
