import { micro } from '../platform/quantity.ts';
import { amountOf, type DoseFactors } from './dose-unit.ts';
import type { Rate, Therapy } from './therapy.ts';

const whole = (amount: bigint, unit: bigint): number => Number((amount + unit - 1n) / unit);

const byRate = (
  { of, ...rates }: Rate,
  kind: 'first' | 'subsequent',
  amount: bigint,
  kilograms: bigint | undefined,
): number => {
  const rate = micro(rates[kind]);
  if (of === 'minutes-a-unit') return whole(amount * rate, 1_000_000_000_000n);
  if (of === 'amount-a-minute') return whole(amount, rate);
  return kilograms ? whole(amount * 1_000_000n, rate * kilograms) : 0;
};

/**
 * Minutes that one dose of `amount` (millionths of the therapy's measure) runs: by its size where
 * the therapy has rows for it, by the rate where it has one, and never less than it says for first
 * and later doses. An amount that cannot be computed runs as long as those.
 */
export const runMinutes = (
  therapy: Pick<Therapy, 'infusionMinutes' | 'minutesUpTo' | 'rate'>,
  kind: 'first' | 'subsequent',
  amount: bigint | undefined,
  factors: DoseFactors,
): number => {
  const usual = therapy.infusionMinutes[kind];
  if (amount === undefined) return usual;
  const row = therapy.minutesUpTo?.find(({ dose }) => {
    const most = amountOf(dose, factors);
    return most !== undefined && amount <= most;
  });
  if (row) return row.minutes;
  return therapy.rate
    ? Math.max(usual, byRate(therapy.rate, kind, amount, factors.kilograms))
    : usual;
};
