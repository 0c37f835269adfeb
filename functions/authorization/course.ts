import {
  type CourseDose,
  type CourseFacts,
  dosesOf,
  visitsToTeach,
} from '../referral/order/course.ts';
import type { Order } from '../referral/referral.ts';
import {
  closingDays,
  nurseVisitDay,
  nurseVisitsIn,
  nurseVisitsThrough,
} from '../therapy/nurse-visits.ts';
import type { Setting } from '../therapy/setting.ts';
import type { Therapy } from '../therapy/therapy.ts';

/** The course that an authorization is asked for: doses, and the visits at which a nurse comes. */
export type Course = {
  /** Each dose with its own amount; the numbers are those of the order. */
  list: readonly CourseDose[];
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

type Asked = Pick<Course, 'list' | 'goesOn'>;

/** The doses from the first one that is not left out, for a year at most. */
const askedDoses = (
  order: Order,
  facts: CourseFacts,
  leftOut: (dose: CourseDose) => boolean,
): Asked => {
  const list: CourseDose[] = [];
  for (const dose of dosesOf(order, facts)) {
    if (list[0] && dose.day > list[0].day + longestDays) return { list, goesOn: true };
    if (!leftOut(dose)) list.push(dose);
  }
  return { list, goesOn: false };
};

const spanOf = (list: readonly CourseDose[]): Pick<Course, 'days' | 'startsAfter'> => ({
  days: (list.at(-1)?.day ?? 0) - (list[0]?.day ?? 0),
  startsAfter: list[0]?.day ?? 0,
});

/**
 * Minutes of one infusion at which a nurse is: as ordered, else the longer of first and later; of a
 * pump, those attended.
 */
export const infusionOf = (
  { durationMinutes }: Pick<CourseDose, 'durationMinutes'>,
  { attendedMinutes, infusionMinutes }: Pick<Therapy, 'attendedMinutes' | 'infusionMinutes'>,
): number => {
  const { first, subsequent } = attendedMinutes ?? infusionMinutes;
  return (attendedMinutes ? undefined : durationMinutes) ?? Math.max(first, subsequent);
};

/** The patient or the house gives the doses; a nurse comes now and then to teach and to look. */
const selfGivenCourse = (
  order: Order,
  { therapy, firstOn }: { therapy: Therapy; firstOn: string },
  nurseVisits: NonNullable<Therapy['nurseVisits']>,
  booked: number,
): Course => {
  const begins = booked > 0 ? nurseVisitDay(nurseVisits, booked) : 0;
  const { list, goesOn } = askedDoses(order, { therapy, firstOn }, ({ day }) => day < begins);
  const span = spanOf(list);
  const through = begins + span.days + (goesOn ? 0 : closingDays(therapy));
  const visits = Math.max(1, nurseVisitsThrough(nurseVisits, through) - booked);
  return {
    list,
    doses: list.length,
    visits,
    ...span,
    goesOn,
    everyDays: visits > 1 ? Math.ceil(nurseVisits.everyDays) : 0,
    givenAtVisits: false,
    infusionMinutes: order.durationMinutes ?? therapy.infusionMinutes.first,
    visitMinutes: Math.max(nurseVisits.firstMinutes, nurseVisits.subsequentMinutes),
  };
};

/** Minutes of a whole visit around an infusion. */
export const visitAround = (
  infusion: number,
  { observationMinutes, prepMinutes, closeoutMinutes }: Therapy,
): number =>
  prepMinutes +
  infusion +
  Math.max(observationMinutes.first, observationMinutes.subsequent) +
  closeoutMinutes;

/** Every dose is given at a visit. */
const visitedCourse = (
  order: Order,
  { therapy, firstOn }: { therapy: Therapy; firstOn: string },
  booked: number,
): Course => {
  const { list, goesOn } = askedDoses(
    order,
    { therapy, firstOn },
    ({ number }) => number <= booked,
  );
  const infusion = Math.max(0, ...list.map((dose) => infusionOf(dose, therapy)));
  const [last, before] = [list.at(-1), list.at(-2)];
  return {
    list,
    doses: list.length,
    visits: list.length,
    ...spanOf(list),
    goesOn,
    everyDays: last && before ? last.day - before.day : 0,
    givenAtVisits: true,
    infusionMinutes: infusion,
    visitMinutes: visitAround(infusion, therapy),
  };
};

/**
 * The course of an order at a setting, cut at a year. `booked` are the visits that it has already:
 * a renewal is asked for what comes after them. Days are counted from `firstOn`.
 */
export const planCourse = (
  order: Order,
  therapy: Therapy,
  setting: Setting,
  { booked = 0, firstOn }: { booked?: number | undefined; firstOn: string },
): Course => {
  const nurseVisits = nurseVisitsIn(therapy, setting);
  return nurseVisits
    ? selfGivenCourse(
        order,
        { therapy, firstOn },
        visitsToTeach(order, { therapy, firstOn }, nurseVisits),
        booked,
      )
    : visitedCourse(order, { therapy, firstOn }, booked);
};
