import { type ClockQuestion, clockRowFor, type Urgency } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import { addDays, laterOf } from '../platform/days.ts';

import { orderedAmount } from '../referral/dose.ts';
import { findProduct } from '../referral/drug.ts';
import type { Order, Submission } from '../referral/referral.ts';
import { timedTherapy } from '../referral/timed-therapy.ts';
import type { Series } from '../series/series.ts';
import type { Product } from '../therapy/product.ts';
import type { Setting } from '../therapy/setting.ts';
import { type BillingCode, billingCodesOn, type Therapy } from '../therapy/therapy.ts';
import type { Line } from './authorization.ts';
import { type Course, planCourse } from './course.ts';
import { findServiceRule } from './service-codes.ts';
import { type DoseUnits, isBilledFor, unitsAuthorized, unitsOfDose } from './units.ts';

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

type Request = { lines: Line[]; course: Course; dose: DoseUnits };

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

/**
 * The lines to ask for: the drug and each service beside it, with units for the whole course.
 * Undefined when the dose cannot be computed or the drug has no billing code on that day.
 */
export const requestLines = (facts: RequestFacts): Request | undefined => {
  const { submission, therapy, payer, setting } = facts;
  const { order } = submission;
  const course = planCourse(
    order,
    timedTherapy(therapy, submission),
    setting,
    facts.renews?.bookedThrough,
  );
  if (course.doses === 0) return undefined;
  const from = firstDay(facts, course);
  const product = findProduct(therapy, order);
  const amount = orderedAmount(submission, therapy);
  const code = product && amount && codeOf(product, order, amount, from);
  if (!product || !code || amount === undefined || amount === 0n) return undefined;
  const dose = unitsOfDose(amount, { vials: product.vials ?? therapy.vials }, code);
  const through = addDays(laterOf(from, startOf(facts, course)), course.days + slackDays);
  const common = { visits: course.visits, from, through, state: 'drafted' as const };
  const perDose = unitsAuthorized(dose, payer.wastePolicy);
  const drug: Omit<Line, 'sequence'> = {
    ...common,
    kind: 'drug',
    code: code.code,
    units: perDose * course.doses,
    perVisit: course.givenAtVisits ? perDose : 0,
    clock: clockOf(facts, 'drug'),
  };
  const services = therapy.adminCodes
    .filter(({ settings }) => (settings ? settings.includes(setting) : setting !== 'home'))
    .filter((service) => isBilledFor(service, amount))
    .map(({ code: service }) => findServiceRule(service))
    .map((rule): Omit<Line, 'sequence'> => {
      const perVisit = rule.unitsPerVisit(course);
      return {
        ...common,
        kind: rule.kind,
        code: rule.code,
        units: rule.unitsPerCourse?.(course) ?? perVisit * course.visits,
        perVisit,
        clock: clockOf(facts, 'service'),
      };
    })
    .filter(({ units }) => units > 0);
  const lines = [drug, ...services].map((line, index): Line => ({ sequence: index + 1, ...line }));
  return { lines, course, dose };
};
