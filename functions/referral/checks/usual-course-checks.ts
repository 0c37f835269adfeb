import { neededBy } from '../../therapy/dose-unit.ts';
import type { Regimen } from '../../therapy/therapy.ts';
import { kidneyFunction } from '../facts/kidney.ts';
import { expectedStart, hasEnd, lastDoseDay } from '../order/course.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, correctOrClear, warn } from './findings.ts';
import {
  beginningDays,
  beginningGaps,
  firstDoses,
  longestOf,
  pointerOf,
} from './interval-checks.ts';

const fix = 'Correct it, or say that it is meant so.';

/** How old a clearance may be, in days. */
const withinDays = 30;

/** Days that an interval of a label may take: its four weeks may be a month of the calendar. */
const mostDays = (everyDays: number): number =>
  everyDays % 28 === 0 ? (everyDays / 28) * 31 : everyDays;

/** Whether the kidney is known to clear enough, so that what the label lengthens for it is not due. */
const clearsEnough = (
  { submission, asOf }: Checked,
  kidney: NonNullable<Regimen['kidney']>,
): boolean => {
  const cleared = kidneyFunction(submission, { asOf, withinDays });
  if (cleared.state !== 'known' || cleared.value.bound === 'at-most') return false;
  const { mlPerMinute } = cleared.value;
  return 'below' in kidney
    ? mlPerMinute >= Number(kidney.below)
    : mlPerMinute > Number(kidney.upTo);
};

/** The longest interval that the label has for this patient. */
const longestOfLabel = (checked: Checked): number | undefined => {
  const begins = checked.submission.order.firstDose === true;
  const intervals = (checked.therapy?.regimens ?? [])
    .filter(({ later }) => !(later && begins))
    .flatMap(({ everyDays, kidney }) => [
      everyDays ?? [],
      kidney?.everyDays && !clearsEnough(checked, kidney) ? kidney.everyDays : [],
    ])
    .flat();
  return intervals.length > 0 ? Math.max(...intervals) : undefined;
};

/** Doses that go on more rarely than any regimen of the label: a prescriber may mean it. */
const longerFindings = (checked: Checked): Finding[] => {
  const { submission, therapy, asOf } = checked;
  const { order } = submission;
  const longest = longestOfLabel(checked);
  const last = order.phases?.at(-1);
  // Days of a cycle lie as its regimen has them, and days of the week are chosen one by one.
  if (!therapy || longest === undefined || last?.weekdays || (last?.days.length ?? 1) > 1)
    return [];
  const most = mostDays(longest);
  const doses = firstDoses(order, asOf);
  const dayOf = (index: number) => doses[Math.max(index, 0)]?.day ?? 0;
  const gapOf = (index: number) => dayOf(index) - dayOf(index - 1);
  const rare = doses.find((dose, index) => dose.repeats && gapOf(index) > most);
  // Beyond that, units may be mixed up, and it stops.
  const mixedUp = longestOf(therapy) ?? Number.POSITIVE_INFINITY;
  const stops = doses.some((dose, index) => dose.repeats && gapOf(index) > mixedUp);
  return rare && !stops
    ? [
        warn({
          code: 'interval-longer',
          pointer: pointerOf(order, rare),
          text: `The doses go on more rarely than the label has them: every ${longest} days at most.`,
          fix,
          source: therapy.evidence.regimens.source,
        }),
      ]
    : [];
};

/**
 * A first course without the loading doses that every regimen of its kind of dose begins with. Who
 * goes on with the drug is not asked, nor is an order of fewer doses than those.
 */
const loadingFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  const { dose, firstDose, nextDose = 1 } = order;
  if (!therapy || !dose || firstDose !== true || nextDose > 1) return [];
  const alike = therapy.regimens.filter(({ unit }) => neededBy(unit) === neededBy(dose.unit));
  const beginnings = alike.map(beginningGaps);
  if (alike.every(({ everyDays }) => everyDays === undefined)) return [];
  const days = firstDoses(order, asOf).map(({ day }) => day);
  const after = therapy.toleranceDays.after;
  const keepsTo = (gaps: readonly number[]) =>
    days.every((day, index) => {
      const gap = gaps[index - 1];
      return gap === undefined || day - (days[index - 1] ?? 0) <= gap + after;
    });
  if (beginnings.some(keepsTo)) return [];
  const [label] = alike;
  const named = label ? beginningDays(label) : [];
  return [
    warn({
      code: 'loading-doses-lacking',
      pointer: order.phases ? '/order/phases' : '/order/frequency/loadingDays',
      text: `A first course begins on days ${named.join(', ')} by the label, and the order has other days.`,
      fix: 'Order the loading doses, say that the patient has had the drug, or say that it is meant so.',
      source: therapy.evidence.regimens.source,
    }),
  ];
};

/** Days of a course of antibiotics beyond which somebody looks, and beyond which one number is a slip. */
const longCourse = {
  tell: 84,
  stop: 182,
  source: 'bones, valves and implants take six to twelve weeks; general knowledge - verify',
} as const;

/** A course of an antibiotic that runs for longer than any infection is treated by vein. */
const endlessFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  if (therapy?.class !== 'antibiotic' || !hasEnd(order, therapy)) return [];
  const days = lastDoseDay(order, { therapy, firstOn: expectedStart(order, asOf) }) + 1;
  if (days <= longCourse.tell) return [];
  const severity = days > longCourse.stop ? block : warn;
  return [
    severity({
      code: 'course-long',
      pointer: order.phases ? '/order/phases' : '/order/doses',
      text: `The antibiotic is ordered for ${days} days.`,
      fix: days > longCourse.stop ? correctOrClear : fix,
      source: longCourse.source,
    }),
  ];
};

/** What is told of a course that the label has otherwise, and that a prescriber may mean. */
export const usualCourseFindings = (checked: Checked): Finding[] => [
  ...longerFindings(checked),
  ...loadingFindings(checked),
  ...endlessFindings(checked),
];
