import { runMinutes } from '../../therapy/run-minutes.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { phasesOf } from '../order/course.ts';
import { orderedAmount } from '../order/dose.ts';
import { doseFactorsOf } from '../order/dose-factors.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, correctOrClear, warn } from './findings.ts';

/** How long doses are ordered to run, where it is said, with the largest dose that runs so long. */
type Run = { minutes: number; pointer: string; amount: bigint | undefined };

const runsOf = ({ submission }: Checked, therapy: Therapy): Run[] => {
  const { order } = submission;
  const amountOf = (dose = order.dose) => orderedAmount(submission, therapy, dose);
  const largest = (amounts: readonly (bigint | undefined)[]) =>
    amounts.reduce(
      (most, one) => (most === undefined || (one ?? 0n) > most ? one : most),
      undefined,
    );
  const parts = phasesOf(order, therapy);
  const left = (order.phases?.length ?? parts.length) - parts.length;
  const whole = parts.filter(({ durationMinutes }) => durationMinutes === undefined);
  const run = (minutes: number | undefined, pointer: string, amount: bigint | undefined): Run[] =>
    minutes === undefined ? [] : [{ minutes, pointer, amount }];
  const ofOrder = run(
    order.durationMinutes,
    '/order/durationMinutes',
    largest(whole.map(({ dose }) => amountOf(dose))),
  );
  const ofParts = parts.flatMap(({ durationMinutes, dose }, index) =>
    run(durationMinutes, `/order/phases/${left + index}/durationMinutes`, amountOf(dose)),
  );
  return whole.length > 0 ? [...ofOrder, ...ofParts] : ofParts;
};

/** The fewest minutes in which an amount may run; zero where nothing bounds it. */
const fewestMinutes = (
  therapy: Therapy,
  amount: bigint | undefined,
  { submission }: Checked,
): number => {
  const { fastest, minutesUpTo } = therapy;
  const factors = doseFactorsOf(submission, therapy);
  const perKilogram = fastest?.of === 'amount-a-minute-per-kg';
  const least = fastest?.minutes ?? 0;
  if (amount === undefined) return least;
  const rate = fastest?.rate
    ? {
        rate: {
          of: perKilogram ? ('amount-a-minute-per-kg' as const) : ('amount-a-minute' as const),
          first: fastest.rate,
          subsequent: fastest.rate,
        },
      }
    : {};
  const rows = minutesUpTo ? { minutesUpTo } : {};
  const none = { first: 0, subsequent: 0, source: '', confidence: 'low' } as const;
  const smallest = minutesUpTo?.[0] && orderedAmount(submission, therapy, minutesUpTo[0].dose);
  // The smallest doses of such a table may be pushed.
  if (smallest !== undefined && amount <= smallest) return least;
  return Math.max(
    least,
    runMinutes({ infusionMinutes: none, ...rate, ...rows }, 'subsequent', amount, factors),
  );
};

/** How long an amount runs at the longest. */
const longestOf = (
  therapy: Therapy,
  amount: bigint | undefined,
  { submission }: Checked,
): number => {
  const factors = doseFactorsOf(submission, therapy);
  return Math.max(
    runMinutes(therapy, 'first', amount, factors),
    runMinutes(therapy, 'subsequent', amount, factors),
  );
};

/** An infusion that runs faster than the drug may, shorter than usual, or as only a slip of the unit would. */
export const durationFindings = (checked: Checked): Finding[] => {
  const { therapy } = checked;
  if (!therapy) return [];
  const { first, subsequent, source } = therapy.infusionMinutes;
  const usual = Math.min(first, subsequent);
  return runsOf(checked, therapy).flatMap(({ minutes, pointer, amount }) => {
    if (minutes * 4 < usual)
      return [
        block({
          code: 'duration-slip',
          pointer,
          text: 'The infusion is ordered to run less than a quarter of its usual time: hours may have been written as minutes.',
          fix: correctOrClear,
          source,
        }),
      ];
    const fewest = fewestMinutes(therapy, amount, checked);
    if (minutes < fewest)
      return [
        block({
          code: 'rate-too-fast',
          pointer,
          text: `The infusion is ordered to run ${minutes} minutes, and this much of the drug runs ${fewest} minutes at least.`,
          fix: correctOrClear,
          source: therapy.fastest?.source ?? source,
        }),
      ];
    if (minutes > 4 * longestOf(therapy, amount, checked) && minutes > 600)
      return [
        block({
          code: 'duration-slip',
          pointer,
          text: 'The infusion is ordered to run for more than ten hours, many times its usual time: minutes may have been written as hours, or it runs on a pump that nobody named.',
          fix: correctOrClear,
          source,
        }),
      ];
    return minutes < usual
      ? [
          warn({
            code: 'duration-short',
            pointer,
            text: 'The infusion is ordered to run shorter than usual.',
            fix: 'Check the duration.',
            source,
          }),
        ]
      : [];
  });
};
