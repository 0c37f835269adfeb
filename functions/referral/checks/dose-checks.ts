import { ageOn } from '../../platform/days.ts';
import { micro, type Quantity, times } from '../../platform/quantity.ts';
import {
  amountOf,
  type DoseFactors,
  isRate,
  measureOf,
  type Needed,
  neededBy,
  unitsOf,
} from '../../therapy/dose-unit.ts';
import type { DoseBounds, Therapy } from '../../therapy/therapy.ts';

import { fewestDays, phasesOf } from '../order/course.ts';
import { daysGiven, mostInRun, mostWithin } from '../order/course-amounts.ts';
import { doseFactorsOf } from '../order/dose-factors.ts';
import type { Phase } from '../phase.ts';
import type { Finding, Order } from '../referral.ts';
import { block, type Checked, missing, warn } from './findings.ts';

/** The most days of a part that comes once which lie within one week. */
const mostInWeek = (days: readonly number[]): number =>
  Math.max(...days.map((from) => days.filter((day) => day >= from && day < from + 7).length));

/** Doses that a part of a course has in one turn, and the days that a turn takes. */
const turnOf = ({ weekdays, days, every }: Phase) => ({
  doses: BigInt(weekdays?.length ?? days.length),
  days: BigInt(every ? fewestDays(every) : 7),
});

type Amount = {
  dose: Quantity;
  pointer: string;
  phase: Phase;
  /** The course as a whole is told of at the first amount only. */
  isFirst?: boolean;
};

/** The largest amount that the course has within the days of a bound, never less than one day's. */
const mostIn = (
  checked: Checked,
  { per, days = 1 }: DoseBounds,
  { perDay, factors }: { perDay: bigint; factors: DoseFactors },
): bigint => {
  const given = daysGiven(checked, factors);
  const most = per === 'course' ? mostInRun(given) : mostWithin(given, days);
  return most > perDay ? most : perDay;
};

/**
 * The bounded amount as a fraction of whole numbers, so that "per week" needs no division: doses
 * of a day are added up, a week is seven days over the turn, a course its consecutive days.
 */
const boundedAmount = (
  single: bigint,
  { phase }: Amount,
  checked: Checked,
  { bounds, factors }: { bounds: DoseBounds; factors: DoseFactors },
) => {
  const { per } = bounds;
  const perDay = single * BigInt(phase.timesPerDay ?? 1);
  if (per === 'dose') return { amount: single, over: 1n };
  if (per === 'day') return { amount: perDay, over: 1n };
  if (per === 'course' || per === 'days')
    return { amount: mostIn(checked, bounds, { perDay, factors }), over: 1n };
  if (!phase.every && !phase.weekdays)
    return { amount: perDay * BigInt(mostInWeek(phase.days)), over: 1n };
  const { doses, days } = turnOf(phase);
  return { amount: perDay * doses * 7n, over: days };
};

/** Whether the dose may exceed a maximum by rounding: only fixed amounts of a bound by weight or size. */
const mayRound = (unit: string, bounds: DoseBounds): boolean =>
  neededBy(bounds.unit) !== undefined && neededBy(unit) === undefined;

/**
 * A fixed amount may lie a tenth above a maximum by weight or size, as doses are rounded to vials.
 * A whole vial more may be half as much again in a child. Source: dose rounding of the Hematology/
 * Oncology Pharmacy Association, within 10 %; general knowledge - verify.
 */
const rounded = (limit: bigint): bigint => times(limit, micro('1.1'));

type Limits = {
  softMin: bigint | undefined;
  softMax: bigint | undefined;
  hardMax: bigint | undefined;
  mostOfOne: bigint | undefined;
};

/** The therapy's bounds for this patient, scaled to the amount they are compared with. */
const limitsOf = (
  { softMin, softMax, hardMax, hardMaxAdult, maxPerDoseMg, unit }: DoseBounds,
  patient: { factors: DoseFactors; adult: boolean },
  over: bigint,
): Limits => {
  const scaled = (bound: string | undefined): bigint | undefined => {
    const amount =
      bound === undefined ? undefined : amountOf({ value: bound, unit }, patient.factors);
    return amount === undefined ? undefined : amount * over;
  };
  const forAdult = patient.adult ? hardMaxAdult : undefined;
  return {
    softMin: scaled(softMin),
    softMax: scaled(forAdult ?? softMax),
    hardMax: scaled(forAdult ?? hardMax),
    mostOfOne: maxPerDoseMg === undefined ? undefined : micro(maxPerDoseMg),
  };
};

const fix = 'Correct the dose, or have a clinician clear it with a reason.';

const needs = {
  kilograms: 'a dated body weight (LOINC 29463-7)',
  surface: 'a dated body weight and height (LOINC 29463-7, 8302-2)',
  filtration: 'a dated serum creatinine (LOINC 2160-0), a body weight, and the sex female or male',
} as const satisfies Record<Needed, string>;

/** A dose of which it is not known how much it is, so that nobody has held it against its bounds. */
const notComputed = (pointer: string, remedy: string): Finding =>
  missing({
    code: 'dose-not-computed',
    pointer,
    text: 'How much one dose is, or may be, cannot be computed, so it was not held against the least and the most of the drug.',
    fix: `${remedy}, or order a plain amount.`,
    source: 'general knowledge - verify',
  });

/** What is to be sent where what is measured of the patient is missing. */
const measuredFor = (unit: string): string => `Send ${needs[neededBy(unit) as Needed]}`;

/** What runs on and on is dosed by the time; how long any other drug runs belongs to a rate of it. */
const runsOn = ({ doseBounds, furtherBounds = [], regimens }: Therapy): boolean =>
  [doseBounds, ...furtherBounds, ...regimens].some(({ unit }) => isRate(unit));

/** One amount held against one bound of its therapy. */
type Held = { ordered: Amount; single: bigint; bounds: DoseBounds; factors: DoseFactors };

/** Whether a bound holds for this patient; who was not weighed may weigh as little as it says. */
const isFor = (
  { belowKg, ages }: DoseBounds,
  { factors: { kilograms }, age }: { factors: DoseFactors; age: number },
): boolean => {
  if (belowKg !== undefined && kilograms !== undefined && kilograms >= micro(belowKg)) return false;
  return ages === undefined || (ages === 'adults') === age >= 18;
};

/** The gravest thing that is wrong with an amount by one bound, if any. */
const heldAgainst = (
  { ordered, single, bounds, factors }: Held,
  checked: Checked,
): Finding | undefined => {
  const { source, only } = bounds;
  const { pointer, dose } = ordered;
  if (!isFor(bounds, { factors, age: ageOn(checked.submission.patient.birthDate, checked.asOf) }))
    return undefined;
  const { amount, over } = boundedAmount(single, ordered, checked, { bounds, factors });
  const asAdultFrom = bounds.asAdultFromKg === undefined ? undefined : micro(bounds.asAdultFromKg);
  const adult =
    ageOn(checked.submission.patient.birthDate, checked.asOf) >= 18 ||
    (asAdultFrom !== undefined && (factors.kilograms ?? 0n) >= asAdultFrom);
  const { softMin, softMax, hardMax, mostOfOne } = limitsOf(bounds, { factors, adult }, over);
  if ((bounds.hardMax ?? bounds.softMax) !== undefined && (hardMax ?? softMax) === undefined)
    return notComputed(pointer, measuredFor(bounds.unit));
  const above = (limit: bigint | undefined, mayBe = mayRound(dose.unit, bounds)): boolean =>
    limit !== undefined && amount > (mayBe ? rounded(limit) : limit);
  if (above(hardMax) || (mostOfOne !== undefined && single > mostOfOne))
    return block({
      code: 'dose-above-maximum',
      pointer,
      text: `The dose is above the maximum${spanOf(bounds)}.`,
      fix,
      source,
    });
  if (softMin !== undefined && amount * 5n <= softMin)
    return block({
      code: 'dose-slip',
      pointer,
      text: 'The dose is a fifth of the usual least dose or smaller: a unit or a decimal point may have slipped.',
      fix,
      source: 'factor-10 slips; general knowledge - verify',
    });
  if (only && !only.some((one) => micro(one) === single))
    return block({
      code: 'dose-not-of-label',
      pointer,
      text: `One dose of this drug is ${only.join(', ')} ${bounds.unit}, and no other amount.`,
      fix,
      source,
    });
  const isLow = softMin !== undefined && amount * 10n < softMin * 9n;
  if (isLow && fitsOtherUnit(dose, bounds))
    return block({
      code: 'dose-unit-suspect',
      pointer: `${pointer}/unit`,
      text: `The dose is below the usual range, and its number is one of ${bounds.unit}: the unit may be wrong.`,
      fix,
      source: 'slips of the unit; general knowledge - verify',
    });
  if (isLow)
    return warn({
      code: 'dose-low',
      pointer,
      text: 'The dose is below the usual range.',
      fix: 'Check the dose.',
      source,
    });
  // Who is too light for the flat amount is told of each milligram above it.
  return above(softMax, mayRound(dose.unit, bounds) && bounds.belowKg === undefined)
    ? warn({
        code: 'dose-high',
        pointer,
        text: `The dose is above the usual range${spanOf(bounds)}.`,
        fix: 'Check the dose.',
        source,
      })
    : undefined;
};

/** Whether the number of a dose is a usual one of the unit that the drug is bounded in. */
const fitsOtherUnit = (
  { value, unit }: Quantity,
  { unit: usual, softMin, softMax, hardMax }: DoseBounds,
): boolean => {
  const most = hardMax ?? softMax;
  if (unit === usual || neededBy(usual) === undefined || !softMin || !most) return false;
  return micro(value) >= micro(softMin) && micro(value) <= micro(most);
};

const spanOf = ({ per, days }: DoseBounds): string =>
  per === 'days' ? ` of any ${days} days` : per === 'day' ? ' of a day' : '';

const gravest: readonly Finding['severity'][] = ['block', 'missing', 'warn'];

/** One dose against its limits: the gravest thing that is wrong with it, if any. */
const doseFinding = (ordered: Amount, checked: Checked, therapy: Therapy): Finding[] => {
  const { dose, pointer, phase } = ordered;
  const { submission } = checked;
  if (measureOf(dose.unit) !== (therapy.measure ?? 'mg'))
    return [
      missing({
        code: 'dose-unit-unknown',
        pointer: `${pointer}/unit`,
        text: 'The dose is in a unit that cannot be checked.',
        fix: `Give the dose in one of: ${unitsOf(therapy.measure ?? 'mg').join(', ')}.`,
        source: 'general knowledge - verify',
      }),
    ];
  const { order } = submission;
  const durationMinutes = phase.durationMinutes ?? order.durationMinutes;
  const factors = doseFactorsOf({ ...submission, order: { ...order, durationMinutes } }, therapy);
  const single = amountOf(dose, factors);
  if (single === undefined) return [notComputed(pointer, measuredFor(dose.unit))];
  if (isRate(dose.unit) && durationMinutes === undefined && !runsOn(therapy))
    return [notComputed(pointer, 'Say how long it runs')];
  const { source } = therapy.doseBounds;
  if (single === 0n)
    return [block({ code: 'dose-zero', pointer, text: 'The dose is zero.', fix, source })];
  const found = [therapy.doseBounds, ...(therapy.furtherBounds ?? [])]
    .filter(({ per }) => per !== 'days' || ordered.isFirst)
    .flatMap((bounds) => heldAgainst({ ordered, single, bounds, factors }, checked) ?? []);
  return gravest
    .flatMap((severity) => found.filter((one) => one.severity === severity))
    .slice(0, 1);
};

/** Every amount of the order that is given, with the part of the course in which it is. */
const amountsGiven = (order: Order, therapy: Therapy): Amount[] => {
  const phases = phasesOf(order, therapy);
  const steady = phases.at(-1) as Phase;
  if (!order.phases)
    return [
      ...(order.dose ? [{ dose: order.dose, pointer: '/order/dose', phase: steady }] : []),
      ...(order.loadingDose
        ? [{ dose: order.loadingDose, pointer: '/order/loadingDose', phase: phases[0] as Phase }]
        : []),
    ];
  return phases.flatMap((phase, index) => {
    const dose = phase.dose ?? order.dose;
    const pointer = phase.dose ? `/order/phases/${index}/dose` : '/order/dose';
    return dose ? [{ dose, pointer, phase }] : [];
  });
};

/** What is found once at one place is told once. */
const onlyOnce = (findings: readonly Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.code} ${finding.pointer}`, finding])).values(),
];

/**
 * Holds the ordered doses against the therapy's bounds, in whole millionths of its measure:
 * outside the soft range warns, above a maximum or ten-fold off blocks.
 */
export const doseFindings = (checked: Checked): Finding[] => {
  const { therapy } = checked;
  if (!therapy) return [];
  return onlyOnce(
    amountsGiven(checked.submission.order, therapy).flatMap((amount, index) =>
      doseFinding({ ...amount, isFirst: index === 0 }, checked, therapy),
    ),
  );
};
