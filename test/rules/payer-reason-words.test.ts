import { describe, expect, it } from 'vitest';
import { payerReason, payerReasons } from '../../functions/payer/payer-reasons.ts';

describe('a reason of the payer', () => {
  it.each(Object.keys(payerReasons))('%s has words, and its code for a call', (code) => {
    expect(payerReason(code)).toMatch(new RegExp(`^[a-z][a-z ]+ \\(${code}\\)$`));
  });

  it.each(['toString', 'constructor', 'ZZ', ''])(
    'without words is told by its code: "%s"',
    (code) => {
      expect(payerReason(code)).toBe(`reason ${code} of the payer`);
    },
  );

  it('means the same under two codes only where the list has two for it', () => {
    const words = Object.values(payerReasons);
    const twice = words.filter((one, index) => words.indexOf(one) !== index);
    expect(twice).toEqual(['restricted to other providers', 'review by an outside organization']);
  });
});
