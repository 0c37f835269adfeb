import type { CriterionOf } from '../../payer/pack.ts';
import { decimal, micro, type Quantity } from '../../platform/quantity.ts';
import { steadyInterval } from '../../referral/order/course.ts';
import { amountsOf } from '../../referral/order/dose.ts';
import { readWeights } from '../../referral/order/measurements.ts';
import type { Submission } from '../../referral/referral.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Line } from '../authorization.ts';
import {
  type CriterionStanding,
  type DecidingFact,
  decidedBy,
  everyOf,
  unknown,
} from './standing.ts';

/** What is asked for of one drug, as far as a payer bounds it. */
export type Amounts = {
  submission: Submission;
  therapy: Therapy | undefined;
  lines: readonly Line[];
};

type Asked = CriterionOf<'quantity'>;

/** Millionths of a milligram in a unit. */
const milligrams = (value: string, unit: 'mg' | 'g'): bigint =>
  micro(value) * (unit === 'g' ? 1000n : 1n);

const doseFact = ({ value, unit }: Quantity): DecidingFact => ({
  says: `dose of ${value} ${unit}`,
  pointer: '/order/dose',
});

const massUnit = (unit: string | undefined): 'mg' | 'g' | undefined =>
  unit === 'mg' || unit === 'g' ? unit : undefined;

/**
 * One dose against a bound, by weight or whole. Both sides are multiplied out, so that nothing is
 * rounded: `dose × 1` or `dose × weight` against `most × weight` or `most × 1`, in millionths of both.
 */
const doseWithin = (
  dose: Quantity,
  most: { amount: bigint; perKg: boolean },
  submission: Submission,
): CriterionStanding => {
  const fact = doseFact(dose);
  const [unit, per, ...others] = dose.unit.split('/');
  const mass = massUnit(unit);
  if (!mass || (per !== undefined && per !== 'kg') || others.length > 0)
    return unknown('Say what the dose comes to in milligrams.', [fact]);
  const amount = milligrams(dose.value, mass);
  if ((per === 'kg') === most.perKg) return decidedBy(amount <= most.amount, fact);
  const [weight] = readWeights(submission);
  if (!weight) return unknown('Send a weight and the day on which it was taken.', [fact]);
  const weighed: DecidingFact = {
    says: `weight of ${decimal(weight.micro)} kg`,
    pointer: '/observations',
    on: weight.on,
  };
  const kilogram = micro('1');
  const within = most.perKg
    ? amount * kilogram <= most.amount * weight.micro
    : amount * weight.micro <= most.amount * kilogram;
  return decidedBy(within, fact, weighed);
};

const doses = (asked: Asked, { submission }: Amounts): CriterionStanding[] => {
  const bounds = [
    ...(asked.mostPerKg
      ? [{ amount: milligrams(asked.mostPerKg.value, asked.mostPerKg.unit), perKg: true }]
      : []),
    ...(asked.mostPerDose
      ? [{ amount: milligrams(asked.mostPerDose.value, asked.mostPerDose.unit), perKg: false }]
      : []),
  ];
  const amounts = amountsOf(submission.order);
  return bounds.flatMap((most) =>
    amounts.length > 0
      ? amounts.map((dose) => doseWithin(dose, most, submission))
      : [unknown('Send the dose.')],
  );
};

const interval = (
  { leastDaysBetween }: Asked,
  { submission, therapy }: Amounts,
): CriterionStanding[] => {
  if (leastDaysBetween === undefined) return [];
  const { order } = submission;
  if (order.doses === 1) return [decidedBy(true, { says: 'one dose', pointer: '/order/doses' })];
  const every = therapy && steadyInterval(order, therapy);
  if (every === undefined)
    return [unknown('Say how many days lie between doses once the first ones are given.')];
  return [
    decidedBy(every >= leastDaysBetween, {
      says: `a dose every ${every} days`,
      pointer: '/order/frequency',
    }),
  ];
};

const units = ({ mostUnits }: Asked, { lines }: Amounts): CriterionStanding[] => {
  if (mostUnits === undefined) return [];
  const asked = lines.map((line) =>
    decidedBy(line.units <= mostUnits, {
      says: `${line.units} units of ${line.code}`,
      pointer: `/lines/${line.sequence}`,
    }),
  );
  return asked.length > 0 ? asked : [unknown('Look at the request: it asks for no units.')];
};

/** How much, how often and how many units are asked for. */
export const judgeQuantity = (asked: Asked, amounts: Amounts): CriterionStanding =>
  everyOf(
    [...doses(asked, amounts), ...interval(asked, amounts), ...units(asked, amounts)],
    'Look at the request.',
  );

/** The day so many months later, for comparing alone: 31 February sorts after every day of February. */
const monthsLater = (on: string, months: number): string => {
  const count = Number(on.slice(0, 4)) * 12 + Number(on.slice(5, 7)) - 1 + months;
  const month = String((count % 12) + 1).padStart(2, '0');
  return `${Math.floor(count / 12)}-${month}${on.slice(7)}`;
};

/** For how long the drug is asked for: its last day lies before the same day so many months later. */
export const judgePeriod = (
  { mostMonths }: CriterionOf<'period'>,
  { lines }: Pick<Amounts, 'lines'>,
): CriterionStanding => {
  const asked = lines.map(({ sequence, from, through }) =>
    decidedBy(through < monthsLater(from, mostMonths), {
      says: `asked for from ${from} through ${through}`,
      pointer: `/lines/${sequence}`,
    }),
  );
  return everyOf(asked, 'Look at the request: it asks for no days.');
};
