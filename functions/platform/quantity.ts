import * as z from 'zod';

/**
 * Exact decimals, written as text and computed as integers of a millionth. A dose is never a
 * binary float.
 */
export const Decimal = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be a decimal number such as "5" or "0.25"');

/** A number that was measured or scored, which may lie below zero: a T-score of -2.5. */
export const SignedDecimal = z
  .string()
  .regex(/^-?\d{1,9}(\.\d{1,6})?$/, 'must be a decimal number such as "5", "0.25" or "-2.5"');

export const Quantity = z.object({ value: Decimal, unit: z.string().min(1).max(20) });
export type Quantity = z.infer<typeof Quantity>;

const scale = 1_000_000n;

/** Millionths of the unit: `micro("2.5")` is 2500000n, `micro("-2.5")` is -2500000n. */
export const micro = (decimal: string): bigint => {
  if (decimal.startsWith('-')) return -micro(decimal.slice(1));
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * scale + BigInt(fraction.padEnd(6, '0'));
};

/** The decimal text of a number of millionths, without trailing zeros. */
export const decimal = (value: bigint): string => {
  if (value < 0n) return `-${decimal(-value)}`;
  const fraction = (value % scale).toString().padStart(6, '0').replace(/0+$/, '');
  return fraction ? `${value / scale}.${fraction}` : `${value / scale}`;
};

/** Product of two decimals in millionths, rounded half up at the sixth place. */
export const times = (a: bigint, b: bigint): bigint => (a * b + scale / 2n) / scale;

/** How many units of a size cover an amount, rounded up: 41 units of 10 mg for 405 mg. */
export const unitsCovering = (amount: bigint, unitSize: bigint): bigint =>
  (amount + unitSize - 1n) / unitSize;
