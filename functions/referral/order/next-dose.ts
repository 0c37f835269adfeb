import { daysBetween } from '../../platform/days.ts';
import { type Checked, missing } from '../checks/findings.ts';
import type { Finding, Order } from '../referral.ts';
import { type CourseFacts, nextGap, steadyInterval, wholeCourse } from './course.ts';

/** How many days a dose that was given, or is due, may lie beside the day that is ordered. Own rule. */
const near = 3;

const isNear = (days: number, ordered: number): boolean => Math.abs(days - ordered) <= near;

/** Doses of a course that are looked at: no loading has more. */
const looked = 20;

/** The days of the doses with which a course begins, and of the first one that is steady. */
const beginningOf = (order: Order, facts: CourseFacts): number[] => {
  const whole = { ...order, firstDose: undefined, nextDose: undefined };
  const steady = steadyInterval(whole, facts.therapy) ?? Number.POSITIVE_INFINITY;
  const days: number[] = [];
  for (const { day, number, repeats } of wholeCourse(whole, facts)) {
    const gap = day - (days.at(-1) ?? day);
    if (number > looked) return [];
    days.push(day);
    if (repeats && gap >= steady) return days;
  }
  return days;
};

/**
 * The number of the dose that comes next, where the days of all doses given before are those with which
 * the course begins; undefined where they are not, or the beginning is over.
 */
export const nextAfter = (
  order: Order,
  given: readonly string[],
  therapy: CourseFacts['therapy'],
): number | undefined => {
  const [firstOn] = given;
  if (firstOn === undefined) return undefined;
  const days = beginningOf(order, { therapy, firstOn });
  const isBeginning =
    given.length < days.length - 1 &&
    given.every((on, index) => isNear(daysBetween(firstOn, on), days[index] ?? Number.NaN));
  if (!isBeginning) return undefined;
  const gap = (days[given.length] ?? 0) - (days[given.length - 1] ?? 0);
  const last = given.at(-1) as string;
  return order.startOn && !isNear(daysBetween(last, order.startOn), gap)
    ? undefined
    : given.length + 1;
};

/** A start that only a dose of the beginning has, of a patient of whom it is not said how far it went. */
const isOfBeginning = (order: Order, therapy: CourseFacts['therapy']): boolean => {
  const { firstDose, lastDoseOn, startOn } = order;
  if (firstDose !== false || !lastDoseOn || !startOn) return false;
  const distance = daysBetween(lastDoseOn, startOn);
  const days = beginningOf(order, { therapy, firstOn: lastDoseOn });
  const steady = steadyInterval(order, therapy);
  if (steady === undefined || isNear(distance, steady)) return false;
  return days.slice(1, -1).some((day, index) => isNear(distance, day - (days[index] ?? 0)));
};

const source = 'a course goes on where it was left, and nobody guesses where: own rule';

/** Where a course that was begun elsewhere goes on: with which dose, and whether it has one. */
export const nextDoseFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  const { nextDose } = order;
  if (nextDose === undefined)
    return isOfBeginning(order, therapy)
      ? [
          missing({
            code: 'next-dose-unknown',
            pointer: '/order/nextDose',
            text: 'The next dose is ordered as soon after the last one as only doses at the beginning of the course follow each other, and the order does not say which of them it is.',
            fix: 'Send the number that the next dose has in the course as nextDose, such as 3 after weeks 0 and 2.',
            source,
          }),
        ]
      : [];
  const facts = { therapy, firstOn: order.startOn ?? asOf };
  if (nextDose > 1 && order.firstDose === true)
    return [
      missing({
        code: 'next-dose-contradicted',
        pointer: '/order/nextDose',
        text: 'The order says that this is the first dose, and that the next one has a later number.',
        fix: 'Say which is right.',
        source,
      }),
    ];
  return nextDose > 1 && nextGap(order, facts) === undefined
    ? [
        missing({
          code: 'next-dose-unknown',
          pointer: '/order/nextDose',
          text: 'The ordered course has no dose of the number that is to be given next.',
          fix: 'Correct the number of the next dose, or the days of the course.',
          source,
        }),
      ]
    : [];
};
