import { type ClockQuestion, clockRowFor, type Urgency } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import { addDays, laterOf } from '../platform/days.ts';

import { expectedStart } from '../referral/course.ts';
import { orderedAmount } from '../referral/dose.ts';
import { findProduct } from '../referral/drug.ts';
import type { Order, Submission } from '../referral/referral.ts';
import { timedTherapy } from '../referral/timed-therapy.ts';
import type { Series } from '../series/series.ts';
import type { Product } from '../therapy/product.ts';
import type { Setting } from '../therapy/setting.ts';
import { type BillingCode, billingCodesOn, type Therapy } from '../therapy/therapy.ts';
import type { Line } from './authorization.ts';
import { type Course, infusionOf, planCourse, visitAround } from './course.ts';
import { perDoseOf } from './line-units.ts';
import { findServiceRule, type ServiceRule } from './service-codes.ts';
import { isBilledFor, unitsAuthorized, unitsOfDose } from './units.ts';

/**
 * Days that the asked period reaches beyond the last planned dose, so that a dose moved within
 * its window, or a series that starts late, is still covered. Own planning value.
 */
const slackDays = 30;

export type RequestFacts = {
  submission: Submission;
  therapy: Therapy;
  payer: Payer;
  setting: Setting;
  urgency: Urgency;
  /** The day of the draft in the payer's zone. */
  on: string;
  /** Of a renewal: the series as it is booked. */
  renews?: Pick<Series, 'firstOn' | 'bookedThrough'> | undefined;
};

type Request = { lines: Line[]; course: Course };

/** The code that the ordered product is billed by on a day: the one the order gives, if it is valid. */
const codeOf = (
  product: Product,
  { hcpcs }: Order,
  amount: bigint,
  on: string,
): BillingCode | undefined => {
  const codes = billingCodesOn(product, on).filter((code) => isBilledFor(code, amount));
  return codes.find(({ code }) => code === hcpcs) ?? codes[0];
};

/** The clock of a line: the payer's own row before the general ones. */
const clockOf = ({ payer, urgency, on }: RequestFacts, benefit: ClockQuestion['benefit']) => ({
  rule: (
    clockRowFor([...payer.clocks, ...decisionClocks], {
      lineOfBusiness: payer.lineOfBusiness,
      benefit,
      urgency,
      on,
    }) ?? fallbackClock
  ).id,
  urgency,
});

/** The day on which the course ought to begin. */
const startOf = ({ submission, on, renews }: RequestFacts, { startsAfter }: Course): string =>
  renews ? addDays(renews.firstOn, startsAfter) : (submission.order.startOn ?? on);

/** The first day asked for; a renewal's dose may be moved to an earlier day than planned. */
const firstDay = (facts: RequestFacts, course: Course): string =>
  laterOf(facts.on, addDays(startOf(facts, course), facts.renews ? -slackDays : 0));

type AskedDose = { number: number; amount: bigint; timesPerDay: number };

/** The amount of each dose in millionths of the therapy's measure; undefined where one is unknown. */
const amountsOfDoses = (
  { submission, therapy }: RequestFacts,
  { list }: Course,
): AskedDose[] | undefined => {
  const doses = list.flatMap(({ number, amount, timesPerDay }) => {
    const measured = amount && orderedAmount(submission, therapy, amount);
    return measured ? [{ number, amount: measured, timesPerDay }] : [];
  });
  return doses.length === list.length ? doses : undefined;
};

/** What each dose takes of a product under one code; like amounts are computed once. */
const unitsOfDoses = (
  doses: readonly AskedDose[],
  vials: Therapy['vials'],
  code: BillingCode,
  wastePolicy: Payer['wastePolicy'],
) => {
  const known = new Map<bigint, number>();
  return doses.map(({ number, amount, timesPerDay }) => {
    const units =
      known.get(amount) ?? unitsAuthorized(unitsOfDose(amount, { vials }, code), wastePolicy);
    known.set(amount, units);
    return { number, units: units * timesPerDay };
  });
};

type Counted = { units: number; perVisit: number; perDose?: Line['perDose'] };

/** The units of a line that is counted by doses, each with its own. */
const countedBy = (doses: readonly { number: number; units: number }[]): Counted => ({
  units: doses.reduce((sum, { units }) => sum + units, 0),
  perVisit: doses.at(-1)?.units ?? 0,
  ...perDoseOf(doses),
});

/** The units of a service: of each visit, by its own minutes, or of the course. */
const countService = (rule: ServiceRule, course: Course, therapy: Therapy): Counted => {
  const perVisit = rule.unitsPerVisit(course);
  if (rule.unitsPerCourse) return { units: rule.unitsPerCourse(course), perVisit };
  if (!course.givenAtVisits) return { units: perVisit * course.visits, perVisit };
  return countedBy(
    course.list.map((dose) => {
      const infusionMinutes = infusionOf(dose, therapy);
      const visitMinutes = visitAround(infusionMinutes, therapy);
      return { number: dose.number, units: rule.unitsPerVisit({ infusionMinutes, visitMinutes }) };
    }),
  );
};

/**
 * The lines to ask for: the drug and each service beside it, with units for the whole course, each
 * dose by its own amount. Undefined when a dose cannot be computed or the drug has no billing code
 * on that day.
 */
export const requestLines = (facts: RequestFacts): Request | undefined => {
  const { submission, payer, setting } = facts;
  const { order } = submission;
  const therapy = timedTherapy(facts.therapy, submission);
  const course = planCourse(order, therapy, setting, {
    booked: facts.renews?.bookedThrough,
    firstOn: facts.renews?.firstOn ?? expectedStart(order, facts.on),
  });
  const from = firstDay(facts, course);
  const product = findProduct(therapy, order);
  const doses = amountsOfDoses(facts, course);
  // Some codes are billed for a range of amounts: the steady one tells which.
  const amount = doses?.at(-1)?.amount;
  const code = product && amount && codeOf(product, order, amount, from);
  if (!product || !doses || !code || amount === undefined) return undefined;
  const through = addDays(laterOf(from, startOf(facts, course)), course.days + slackDays);
  const common = { visits: course.visits, from, through, state: 'drafted' as const };
  const counted = countedBy(
    unitsOfDoses(doses, product.vials ?? therapy.vials, code, payer.wastePolicy),
  );
  const drug: Omit<Line, 'sequence'> = {
    ...common,
    kind: 'drug',
    code: code.code,
    // A drug that is dispensed is not taken by visits.
    ...(course.givenAtVisits ? counted : { units: counted.units, perVisit: 0 }),
    clock: clockOf(facts, 'drug'),
  };
  const services = therapy.adminCodes
    .filter(({ settings }) => (settings ? settings.includes(setting) : setting !== 'home'))
    .filter((service) => isBilledFor(service, amount))
    .map(({ code: service }) => findServiceRule(service))
    .map(
      (rule): Omit<Line, 'sequence'> => ({
        ...common,
        kind: rule.kind,
        code: rule.code,
        ...countService(rule, course, therapy),
        clock: clockOf(facts, 'service'),
      }),
    )
    .filter(({ units }) => units > 0);
  const lines = [drug, ...services].map((line, index): Line => ({ sequence: index + 1, ...line }));
  return { lines, course };
};
