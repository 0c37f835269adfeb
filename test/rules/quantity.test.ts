import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Decimal,
  decimal,
  micro,
  Quantity,
  times,
  unitsCovering,
} from '../../functions/platform/quantity.ts';

describe('an amount as it is written', () => {
  it.each(['5', '0.25', '0', '007', '999999999.999999', '1.0'])('is taken as "%s"', (words) => {
    expect(Decimal.parse(words)).toBe(words);
  });

  it.each([
    '',
    '.5',
    '5.',
    '-5',
    '+5',
    '1e3',
    '5,0',
    '1234567890',
    '0.1234567',
    ' 5',
    '5 mg',
    'x5',
  ])('is refused as "%s", and an example is shown', (words) => {
    expect(Decimal.safeParse(words).error?.issues.map(({ message }) => message)).toEqual([
      'must be a decimal number such as "5" or "0.25"',
    ]);
  });

  it('has a unit of some length', () => {
    const unit = (words: string) => Quantity.safeParse({ value: '5', unit: words }).success;
    expect([unit(''), unit('m'), unit('m'.repeat(20)), unit('m'.repeat(21))]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('an amount in millionths', () => {
  it.each([
    ['2.5', 2_500_000n, '2.5'],
    ['0.000001', 1n, '0.000001'],
    ['10', 10_000_000n, '10'],
    ['0', 0n, '0'],
    ['100.100', 100_100_000n, '100.1'],
  ])('%s is %d, and is written %s', (words, millionths, shortest) => {
    expect(micro(words)).toBe(millionths);
    expect(decimal(millionths)).toBe(shortest);
  });

  it('is written and read back without loss', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (millionths) => {
        expect(micro(decimal(millionths))).toBe(millionths);
      }),
    );
  });

  it.each([
    ['5', '82.4', '412'],
    ['0.001', '0.001', '0.000001'],
    ['0.0005', '0.001', '0.000001'],
    ['0.000499', '0.001', '0'],
  ])('%s times %s is %s, half a millionth rounded up', (one, other, product) => {
    expect(decimal(times(micro(one), micro(other)))).toBe(product);
    expect(decimal(times(micro(other), micro(one)))).toBe(product);
  });
});

it.each([
  [400n, 10n, 40n],
  [401n, 10n, 41n],
  [410n, 10n, 41n],
  [1n, 10n, 1n],
  [0n, 10n, 0n],
])('%d are covered by whole units of %d: %d', (amount, unit, units) => {
  expect(unitsCovering(amount, unit)).toBe(units);
});
