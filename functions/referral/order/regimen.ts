import { addDays } from '../../platform/days.ts';
import { combined } from '../../therapy/combined.ts';
import { givenByNurse } from '../../therapy/nurse-visits.ts';
import type { Policy } from '../../therapy/policy.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { InfusedDrug, Order, Submission } from '../referral.ts';
import { type CourseDose, type CourseFacts, dosesOf } from './course.ts';
import { therapyOfOrder } from './therapy-of-order.ts';

/**
 * A regimen: several drugs that one order gives at the same visits, one after the other. The order's
 * own drug is the first; each of the others is looked at as an order of its own, so that no check, unit
 * or minute is forgotten.
 */

/** What the drugs of a visit share: its start, its signature, what prepares for it, the line. */
export const ofVisit = [
  'startOn',
  'signedAt',
  'premedications',
  'reactionOrders',
  'priorReaction',
  'lineType',
  'nurseGives',
] as const;
/** What tells the days of an order, for a drug that is given at each of its visits. */
export const ofDays = ['frequency', 'phases', 'doses', 'nextDose'] as const;

const partOf = (order: Order, fields: readonly (keyof Order)[]): Partial<Order> =>
  Object.fromEntries(fields.map((field) => [field, order[field]]));

const daysOfOrder = ({ phases, ...order }: Order): Partial<Order> => ({
  ...partOf(order, ofDays),
  phases: phases?.map(({ dose: _, durationMinutes: __, ...rhythm }) => rhythm),
});

/** Left-out fields are not there at all, as in an order that was sent. */
const defined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const asOrder = (order: Order, { eachVisit, ...drug }: InfusedDrug): Order => {
  // Whoever has had the order's drug before has had this one as long, unless it says so itself.
  const since = drug.firstDose === undefined ? { lastDoseOn: order.lastDoseOn } : {};
  return defined({
    ...partOf(order, [...ofVisit, 'firstDose']),
    ...since,
    ...(eachVisit ? daysOfOrder(order) : {}),
    ...defined(drug),
  }) as Order;
};

/** The order's own drug first, then every other, each as an order of its own. */
export const ordersOf = (order: Order): Order[] => {
  const { alsoInfused = [], ...own } = order;
  return [own, ...alsoInfused.map((drug) => asOrder(order, drug))];
};

/** One drug of a visit: the submission as if it were ordered alone, and its therapy. */
export type DrugOfVisit = { submission: Submission; therapy: Therapy | undefined };

const therapyOf = (order: Order, policies: readonly Policy[] = []): Therapy | undefined =>
  therapyOfOrder(
    order,
    policies.find(({ therapyId }) => therapyId === order.therapyId),
  );

/**
 * Every drug of an order, its own first; `own` is the therapy of that one as it is looked at, and
 * `policies` are the local ones of the others.
 */
export const drugsOf = (
  submission: Submission,
  own: Therapy | undefined = therapyOf(submission.order),
  policies: readonly Policy[] = [],
): DrugOfVisit[] =>
  submission.order.alsoInfused === undefined
    ? [{ submission, therapy: own }]
    : ordersOf(submission.order).map((order, index) => ({
        submission: { ...submission, order },
        therapy: index === 0 ? own : therapyOf(order, policies),
      }));

/**
 * What the visits of an order ask for: the therapy of an id, under the local policy that holds for it,
 * with all that the other drugs of the order ask for beside it. Undefined where the catalogue has none of
 * that id.
 */
export const visitTherapy = (
  therapyId: string | undefined,
  order: Order,
  policy?: Policy | null,
): Therapy | undefined => {
  const main = therapyOfOrder(order, policy, therapyId);
  const others = (order.alsoInfused ?? []).flatMap((drug) => therapyOf(drug as Order) ?? []);
  if (!main) return undefined;
  return order.nurseGives
    ? combined(givenByNurse(main), others.map(givenByNurse))
    : combined(main, others);
};

/** The days after the first dose on which a drug is given, as far as a day. */
const daysThrough = (order: Order, facts: CourseFacts, last: number): Set<number> => {
  const days = new Set<number>();
  for (const { day } of dosesOf(order, facts)) {
    if (day > last) break;
    days.add(day);
  }
  return days;
};

/** Days of a course that are compared; what two courses share so long they share. */
const daysCompared = 371;

/** Whether every day of a drug is one of the order's, counted from the same first day. */
export const sharesDays = (
  order: Order,
  other: Order,
  facts: { order: CourseFacts; other: CourseFacts },
): boolean => {
  const days = daysThrough(order, facts.order, daysCompared);
  const others = daysThrough(other, facts.other, daysCompared);
  return others.size > 0 && [...others].every((day) => days.has(day));
};

/** The first day of an order whose dose of a number falls on a day: months differ in length. */
const firstDayOf = (order: Order, therapy: Therapy | undefined, number: number, on: string) => {
  let first = on;
  for (let tries = 0; tries < 3; tries += 1)
    for (const dose of dosesOf(order, { therapy, firstOn: first }))
      if (dose.number === number) {
        first = addDays(on, -dose.day);
        break;
      }
  return first;
};

/** A drug as it is given at one visit. */
export type DrugGiven = { drug: string; dose?: string; route?: 'IV' | 'SC'; minutes?: number };

const told = (
  { submission: { order }, therapy }: DrugOfVisit,
  { amount, durationMinutes }: Partial<CourseDose>,
): DrugGiven => ({
  drug: therapy?.name ?? order.drug,
  ...(amount ? { dose: `${amount.value} ${amount.unit}` } : {}),
  ...(order.route ? { route: order.route } : {}),
  ...(durationMinutes ? { minutes: durationMinutes } : {}),
});

/** A drug of a visit with what of it is due there. */
export type DrugDue = { drug: DrugOfVisit; dose: Partial<CourseDose> };

/** The drugs of an order with the amounts that go on, whichever visit it is. */
export const dueOrdered = (submission: Submission): DrugDue[] =>
  drugsOf(submission).map((drug) => {
    const { dose, durationMinutes } = drug.submission.order;
    return { drug, dose: { amount: dose, durationMinutes } };
  });

export const drugsOrdered = (submission: Submission): DrugGiven[] =>
  dueOrdered(submission).map(({ drug, dose }) => told(drug, dose));

/** The drugs that are given at the visit of a dose, which is due on a day, in their order. */
export const dueAt = (submission: Submission, number: number, on: string): DrugDue[] => {
  const drugs = drugsOf(submission);
  const own = drugs[0] as DrugOfVisit;
  const firstOn = firstDayOf(own.submission.order, own.therapy, number, on);
  const firstDose = (
    { submission: { order }, therapy }: DrugOfVisit,
    isReached: (dose: CourseDose) => boolean,
  ): CourseDose | undefined => {
    for (const dose of dosesOf(order, { therapy, firstOn })) if (isReached(dose)) return dose;
    return undefined;
  };
  const due = firstDose(own, (dose) => dose.number === number)?.day;
  if (due === undefined) return [];
  return drugs.flatMap((drug) => {
    const dose = firstDose(drug, ({ day }) => day >= due);
    return dose?.day === due ? [{ drug, dose }] : [];
  });
};

export const drugsAt = (submission: Submission, number: number, on: string): DrugGiven[] =>
  dueAt(submission, number, on).map(({ drug, dose }) => told(drug, dose));
