import { type ClockQuestion, clockRowFor, type Urgency } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import type { Payer } from '../payer/payer.ts';
import { addDays, laterOf } from '../platform/days.ts';
import { decimal } from '../platform/quantity.ts';

import { type CourseDose, dosesOf, expectedStart } from '../referral/order/course.ts';
import { orderedAmount } from '../referral/order/dose.ts';
import { findProduct } from '../referral/order/drug.ts';
import { drugsOf } from '../referral/order/regimen.ts';
import { timedTherapy } from '../referral/order/timed-therapy.ts';
import type { Order, Submission } from '../referral/referral.ts';
import type { Series } from '../series/series.ts';
import type { Product } from '../therapy/product.ts';
import type { Setting } from '../therapy/setting.ts';
import { type BillingCode, billingCodesOn, type Therapy } from '../therapy/therapy.ts';
import type { Line, LineDose } from './authorization.ts';
import { type Course, planCourse } from './course.ts';
import { perDoseOf } from './line-units.ts';
import { countServices, type DrugAsked } from './service-lines.ts';
import { isBilledFor, unitsAuthorized, unitsOfDose } from './units.ts';

/**
 * Days that the asked period reaches beyond the last planned dose, so that a dose moved within
 * its window, or a series that starts late, is still covered. Own planning value.
 */
const slackDays = 30;

export type RequestFacts = {
  submission: Submission;
  /** What the visits ask for: of several drugs, of all of them. */
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
  submission: Submission,
  therapy: Therapy,
  list: readonly CourseDose[],
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

/** The drug of a line in its own measure: what each dose gives, and how that becomes units. */
const doseOf = (
  doses: readonly AskedDose[],
  { unit, perDose }: BillingCode,
  withWaste: boolean,
): LineDose => {
  const amounts = doses.map(({ number, amount, timesPerDay }) => ({
    from: number,
    amount: decimal(amount * BigInt(timesPerDay)),
  }));
  const steps = amounts.filter(({ amount }, index) => amount !== amounts[index - 1]?.amount);
  return {
    unit: unit.unit,
    perVisit: amounts.at(-1)?.amount ?? '0',
    ...(steps.length > 1 ? { perDose: steps } : {}),
    ...(perDose ? {} : { perUnit: unit.value }),
    ...(withWaste ? { withWaste: true as const } : {}),
  };
};

/** What is billed of a drug under one code: its doses, and between which days where the code changes. */
type Billed = {
  code: string;
  doses: { number: number; units: number }[];
  dose: LineDose;
  days: { from?: string; through?: string };
};

/** A drug with its billing codes, and what each of its doses takes. */
type DrugCounted = DrugAsked & { billed: Billed[] };

/** The doses by the code that holds on the day of each; one that ends without another is kept. */
const dosesByCode = (
  doses: readonly AskedDose[],
  first: BillingCode,
  codeOn: (dose: AskedDose) => BillingCode | undefined,
): { code: BillingCode; doses: AskedDose[] }[] => {
  const found: { code: BillingCode; doses: AskedDose[] }[] = [{ code: first, doses: [] }];
  for (const dose of doses) {
    const last = found.at(-1);
    const on = codeOn(dose);
    if (!last || !on || on.code === last.code.code) last?.doses.push(dose);
    else found.push({ code: on, doses: [dose] });
  }
  return found.filter((one) => one.doses.length > 0);
};

const countDrug = (
  { submission, therapy, list }: Omit<DrugAsked, 'amount'>,
  { payer }: RequestFacts,
  { firstOn, from }: { firstOn: string; from: string },
): DrugCounted | undefined => {
  const { order } = submission;
  const product = findProduct(therapy, order);
  const doses = amountsOfDoses(submission, therapy, list);
  // Some codes are billed for a range of amounts: the steady one tells which.
  const amount = doses?.at(-1)?.amount;
  if (!product || !doses || !amount) return undefined;
  const code = codeOf(product, order, amount, from);
  if (!code) return undefined;
  const vials = product.vials ?? therapy.vials;
  const withWaste = payer.wastePolicy === 'authorize-waste' && vials.length > 0;
  const days = new Map(list.map(({ number, day }) => [number, day]));
  const parts = dosesByCode(doses, code, ({ number }) =>
    codeOf(
      product,
      { ...order, hcpcs: order.hcpcs ?? code.code },
      amount,
      laterOf(from, addDays(firstOn, days.get(number) ?? 0)),
    ),
  );
  return {
    ...{ submission, therapy, list, amount },
    billed: parts.map(
      (part, index): Billed => ({
        code: part.code.code,
        doses: unitsOfDoses(part.doses, vials, part.code, payer.wastePolicy),
        dose: doseOf(part.doses, part.code, withWaste),
        // A code holds to its last day, and the next one from the day after.
        days: {
          ...(index > 0 ? { from: part.code.from } : {}),
          ...(parts[index + 1]
            ? { through: addDays(parts[index + 1]?.code.from ?? from, -1) }
            : {}),
        },
      }),
    ),
  };
};

/** The doses of another drug that fall on visits of the course, by the numbers that these have. */
const dosesAtVisits = (
  order: Order,
  facts: { therapy: Therapy; firstOn: string },
  visits: readonly CourseDose[],
): CourseDose[] => {
  const numbers = new Map(visits.map(({ day, number }) => [day, number]));
  const last = visits.at(-1)?.day ?? -1;
  const found: CourseDose[] = [];
  for (const dose of dosesOf(order, facts)) {
    if (dose.day > last) break;
    const number = numbers.get(dose.day);
    if (number !== undefined) found.push({ ...dose, number });
  }
  return found;
};

/** Every drug of the order with the doses that are asked for; undefined where one cannot be computed. */
const countDrugs = (
  facts: RequestFacts,
  course: Course,
  { firstOn, from }: { firstOn: string; from: string },
): DrugCounted[] | undefined => {
  const { submission } = facts;
  const therapy = timedTherapy(facts.therapy, submission);
  const own = countDrug({ submission, therapy, list: course.list }, facts, { firstOn, from });
  const others = drugsOf(submission)
    .slice(1)
    .map((drug) => {
      if (!drug.therapy) return undefined;
      const timed = timedTherapy(drug.therapy, drug.submission);
      const list = dosesAtVisits(drug.submission.order, { therapy: timed, firstOn }, course.list);
      // A renewal may have no dose left of a drug that only the beginning has.
      return list.length === 0
        ? 'over'
        : countDrug({ submission: drug.submission, therapy: timed, list }, facts, {
            firstOn,
            from,
          });
    })
    .filter((drug) => drug !== 'over');
  const drugs = [own, ...others];
  return drugs.every((drug) => drug !== undefined) ? drugs : undefined;
};

/** What the visits of a line take of a drug: at some of them nothing, where it is given at others only. */
const takenAtVisits = (
  doses: readonly { number: number; units: number }[],
  { list }: Course,
): Pick<Line, 'perVisit' | 'perDose'> => {
  const units = new Map(doses.map((dose) => [dose.number, dose.units]));
  return {
    perVisit: doses.at(-1)?.units ?? 0,
    ...perDoseOf(list.map(({ number }) => ({ number, units: units.get(number) ?? 0 }))),
  };
};

/**
 * The lines to ask for: each drug of the order, and each service beside them, with units for the whole
 * course, each dose by its own amount and by the code of its day: a drug whose code changes within the
 * course has a line for each. Undefined when a dose cannot be computed or a drug has no billing code on
 * the first day.
 */
export const requestLines = (facts: RequestFacts): Request | undefined => {
  const { submission, setting } = facts;
  const { order } = submission;
  const therapy = timedTherapy(facts.therapy, submission);
  const firstOn = facts.renews?.firstOn ?? expectedStart(order, facts.on);
  const course = planCourse(order, therapy, setting, {
    booked: facts.renews?.bookedThrough,
    firstOn,
  });
  const from = firstDay(facts, course);
  const drugs = countDrugs(facts, course, { firstOn, from });
  if (!drugs) return undefined;
  const through = addDays(laterOf(from, startOf(facts, course)), course.days + slackDays);
  const common = { from, through, state: 'drafted' as const };
  const ofDrugs = drugs.flatMap(({ billed }, index) =>
    billed.map(
      ({ code, doses, dose, days }): Omit<Line, 'sequence'> => ({
        ...common,
        ...days,
        kind: 'drug',
        code,
        ...(index > 0 ? { drug: index } : {}),
        visits: course.givenAtVisits ? doses.length : course.visits,
        units: doses.reduce((sum, { units }) => sum + units, 0),
        // A drug that is dispensed is not taken by visits.
        ...(course.givenAtVisits ? { ...takenAtVisits(doses, course), dose } : { perVisit: 0 }),
        clock: clockOf(facts, 'drug'),
      }),
    ),
  );
  const services = countServices(drugs, { course, setting, visit: therapy }).map(
    (service): Omit<Line, 'sequence'> => ({
      ...common,
      ...service,
      clock: clockOf(facts, 'service'),
    }),
  );
  const lines = [...ofDrugs, ...services].map(
    (line, index): Line => ({ sequence: index + 1, ...line }),
  );
  return { lines, course };
};
