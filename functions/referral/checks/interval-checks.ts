import { daysBetween } from '../../platform/days.ts';
import type { Regimen, Therapy } from '../../therapy/therapy.ts';
import { type CourseDose, dosesOf, expectedStart, nextGap } from '../order/course.ts';
import type { Finding, Order } from '../referral.ts';
import { block, type Checked, correctOrClear } from './findings.ts';

/** Doses looked at: what a course does in its first ones it does in the others. */
const dosesLookedAt = 60;

export const firstDoses = (order: Order, asOf: string): CourseDose[] => {
  const found: CourseDose[] = [];
  for (const dose of dosesOf(order, { therapy: undefined, firstOn: expectedStart(order, asOf) })) {
    found.push(dose);
    if (found.length >= dosesLookedAt) break;
  }
  return found;
};

/** How close the doses at the beginning of a course may lie, and whether each course begins so. */
type Beginning = { gaps: readonly number[]; again: boolean };

/** Days of the first doses of a regimen; none where it begins as it goes on. */
export const beginningDays = ({ loadingDays = [], steadyFrom }: Regimen): number[] =>
  [...loadingDays].concat(steadyFrom ?? []);

/** Days from dose to dose at the beginning of a regimen. */
export const beginningGaps = (regimen: Regimen): number[] => {
  const days = beginningDays(regimen);
  return days.slice(1).map((day, index) => day - (days[index] ?? 0));
};

const beginningsOf = ({ regimens }: Therapy): Beginning[] => [
  { gaps: [], again: false },
  ...regimens.map((regimen) => ({
    gaps: beginningGaps(regimen),
    again: regimen.loadingAgain ?? false,
  })),
];

/** Doses that were given before: all of a beginning, where nothing says with which one it goes on. */
const dosesGiven = ({ firstDose, nextDose }: Order): number =>
  firstDose === false ? (nextDose ?? Number.POSITIVE_INFINITY) - 1 : 0;

/** The first dose that comes too soon after the one before, if a course is to begin in this way. */
const tooSoon = (
  doses: readonly CourseDose[],
  { gaps, again }: Beginning,
  { gap, given, inRuns }: { gap: number; given: number; inRuns: boolean },
): CourseDose | undefined => {
  let place = again ? 0 : Math.min(given, gaps.length);
  return doses.find((dose, index) => {
    const before = doses[index - 1];
    if (!before) return false;
    const distance = dose.day - before.day;
    const least = gaps[place];
    // Twice as far apart they are no doses of this beginning any more.
    if (least !== undefined && distance >= Math.min(least, gap) && distance < 2 * least) {
      place += 1;
      return false;
    }
    if (distance >= gap) {
      place = again ? 0 : gaps.length;
      return false;
    }
    return !(inRuns && distance === 1);
  });
};

/** Where the order says how close two doses lie. */
export const pointerOf = ({ phases }: Order, { repeats }: CourseDose): string => {
  if (phases) return repeats ? `/order/phases/${phases.length - 1}/every` : '/order/phases';
  return repeats ? '/order/frequency/intervalDays' : '/order/frequency/loadingDays';
};

/**
 * Doses that come sooner than the label allows, in whatever part of the course: closer ones are
 * only the first ones of a regimen, on its loading days. Days one after the other are one dose where
 * a course is bounded as a whole.
 */
const closeFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  const gap = therapy?.minGapDays ?? (therapy?.oncePerDay ? 1 : undefined);
  if (!therapy || gap === undefined) return [];
  const doses = firstDoses(order, asOf);
  const rule = {
    gap,
    given: dosesGiven(order),
    inRuns: therapy.doseBounds.per === 'course',
  };
  const isOnce = gap > 1 || therapy.oncePerDay;
  const tooOften = isOnce ? doses.find(({ timesPerDay }) => timesPerDay > 1) : undefined;
  const broken = beginningsOf(therapy).map((beginning) => tooSoon(doses, beginning, rule));
  // Told of the way of beginning that the order keeps to longest.
  const found =
    tooOften ??
    broken.reduce((last, dose) =>
      last && dose ? (dose.number > last.number ? dose : last) : undefined,
    );
  return found
    ? [
        block({
          code: 'interval-too-short',
          pointer: tooOften && !order.phases ? '/order/frequency' : pointerOf(order, found),
          text:
            gap > 1
              ? `Doses are ordered less than ${gap} days apart.`
              : 'More than one dose a day is ordered of a drug that is given once.',
          fix: correctOrClear,
          source: therapy.doseBounds.source,
        }),
      ]
    : [];
};

/** Days from one dose to the next that no regimen of the therapy has; undefined where none says. */
export const longestOf = ({
  regimens,
  dosingPattern,
  mostGapDays,
}: Therapy): number | undefined => {
  if (mostGapDays !== undefined) return mostGapDays;
  if (dosingPattern === 'daily') return 3;
  const usual = regimens.flatMap(({ everyDays }) => everyDays ?? []);
  return usual.length > 0 ? 2 * Math.max(...usual) : undefined;
};

/** Doses that go on so rarely that days may have been written as weeks, or weeks as months. */
const rareFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  const longest = (therapy && longestOf(therapy)) ?? Number.POSITIVE_INFINITY;
  const isCycle = (order.phases?.at(-1)?.days.length ?? 1) > 1;
  if (!therapy || isCycle) return [];
  const doses = firstDoses(order, asOf);
  const rare = doses.find(
    (dose, index) => dose.repeats && index > 0 && dose.day - (doses[index - 1]?.day ?? 0) > longest,
  );
  return rare
    ? [
        block({
          code: 'interval-too-long',
          pointer: pointerOf(order, rare),
          text: `Doses are ordered more than ${longest} days apart, which no way of giving this drug has: days, weeks or months may have been mixed up.`,
          fix: correctOrClear,
          source: `twice the longest interval of its regimens, or what its way of giving allows; three days for a daily drug: ${therapy.evidence.regimens.source}`,
        }),
      ]
    : [];
};

/** Days before a dose of the beginning as the label has them, where the order takes it up there. */
const ownGap = (order: Order, therapy: Therapy): number | undefined => {
  const ordered = nextGap(order, { therapy, firstOn: expectedStart(order) });
  const place = (order.nextDose ?? 1) - 2;
  const labeled = beginningsOf(therapy).flatMap(({ gaps }) => gaps[place] ?? []);
  return ordered === undefined ? undefined : labeled.find((gap) => gap <= ordered);
};

/** The first dose after the last one that was given keeps the label's least distance too. */
const startFindings = ({ submission: { order }, therapy }: Checked): Finding[] => {
  const { lastDoseOn, startOn } = order;
  const least = therapy?.minGapDays;
  if (!therapy || least === undefined || !lastDoseOn || !startOn) return [];
  const gap = Math.min(least, ownGap(order, therapy) ?? least);
  return daysBetween(lastDoseOn, startOn) < gap
    ? [
        block({
          code: 'start-too-early',
          pointer: '/order/startOn',
          text: `The start is less than ${gap} days after the last dose.`,
          fix: correctOrClear,
          source: therapy.doseBounds.source,
        }),
      ]
    : [];
};

/** How far doses lie apart: not too close, not too rare. */
export const intervalFindings = (checked: Checked): Finding[] => [
  ...closeFindings(checked),
  ...rareFindings(checked),
  ...startFindings(checked),
];
