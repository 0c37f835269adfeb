import { daysBetween } from '../../platform/days.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { expectedStart } from '../order/course.ts';
import type { Finding, Order } from '../referral.ts';
import { block, type Checked, warn } from './findings.ts';

/** Intervals that a course may be paused for before it is one that begins anew; own rule, verify. */
const intervals = 3;
/** The fewest days of a pause, for what is given daily, and the most, for what is given twice a year. */
const [fewest, most] = [14, 366];

/** What is lost with a long pause: the loading doses, being used to it, or the safety of a first dose. */
const lostByClass = {
  antibiotic: 'told',
  biologic: 'stops',
  chemotherapy: 'told',
  enzyme: 'stops',
  heart: 'stops',
  'immune-globulin': 'told',
  nutrition: 'stops',
  pain: 'stops',
  'plasma-protein': 'told',
  // Each dose or course of these stands for itself, whenever the last one was.
  bone: 'nothing',
  entered: 'nothing',
  hydration: 'nothing',
  iron: 'nothing',
  transfusion: 'nothing',
} as const satisfies Record<Therapy['class'], 'stops' | 'told' | 'nothing'>;

/** The longest pause after which a course goes on; undefined for a therapy without courses. */
const longestPause = ({ regimens, dosingPattern }: Therapy): number | undefined => {
  const usual = regimens.flatMap(({ everyDays }) => everyDays ?? []);
  if (dosingPattern === 'daily') return fewest;
  return usual.length > 0
    ? Math.min(most, Math.max(fewest, intervals * Math.max(...usual)))
    : undefined;
};

/** Whether the order begins anew with loading doses, or the therapy does so every time. */
const beginsAnew = ({ frequency, phases }: Order, { regimens }: Therapy): boolean => {
  const [first] = phases ?? [];
  const loading = first ? (first.every ? [] : first.days) : (frequency?.loadingDays ?? []);
  return loading.length > 1 || regimens.some(({ loadingAgain }) => loadingAgain);
};

/**
 * A course that goes on after so long a pause that loading, tolerance and the results before a first dose
 * are lost. Measured to the day on which it is ordered to begin: what is given later is known here.
 */
export const pauseFindings = (checked: Checked): Finding[] => {
  const { submission, therapy, asOf } = checked;
  const { order } = submission;
  const lost = therapy && lostByClass[therapy.class];
  const longest = therapy && longestPause(therapy);
  if (!therapy || lost === 'nothing' || longest === undefined) return [];
  if (order.firstDose !== false || !order.lastDoseOn) return [];
  // A start that had passed when the order was signed is none.
  const [begins, signed] = [order, { ...order, startOn: undefined }].map((one) =>
    expectedStart(one, asOf),
  ) as [string, string];
  const days = daysBetween(order.lastDoseOn, begins > signed ? begins : signed);
  if (days <= longest) return [];
  const severity = lost === 'stops' && !beginsAnew(order, therapy) ? block : warn;
  return [
    severity({
      code: 'course-interrupted',
      pointer: '/order/lastDoseOn',
      text: `The last dose was ${days} days before: after ${longest} days it is a course that begins anew, with its first doses, screening and place.`,
      fix: 'Correct the day, order it as a course that begins, or have a clinician decide with a reason.',
      source: `three intervals of the label, two weeks for a daily drug, a year at most; general knowledge - verify: ${therapy.evidence.regimens.source}`,
    }),
  ];
};
