import { describe, expect, it } from 'vitest';
import { CheckedNpi, Npi, validNpi } from '../../functions/platform/npi.ts';

const complaintsOf = (value: unknown): string[] =>
  CheckedNpi.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('a National Provider Identifier', () => {
  // 1234567893 is the worked example of the CMS paper "Requirements for NPI and NPI Check Digit":
  // with the prefix 80840 the doubled digits and the others add up to 70, so its check digit is 3.
  it.each([
    ['1234567893', 'the worked example of CMS'],
    ['1999999992', 'with doubled digits of more than nine'],
    ['1000000004', 'with zeros'],
    ['2222222228', 'that begins with 2, as those of organizations may'],
    ['1555555550', 'whose fives double to ten'],
  ])('%s is taken: %s', (npi) => {
    expect(validNpi(npi)).toBe(true);
    expect(complaintsOf(npi)).toEqual([]);
  });

  it('is refused with any other last digit than its own', () => {
    const others = [0, 1, 2, 4, 5, 6, 7, 8, 9].map((digit) => `123456789${digit}`);
    expect(others.filter(validNpi)).toEqual([]);
    for (const other of others)
      expect(complaintsOf(other)).toEqual(['must have a valid check digit']);
  });

  it('is refused with any one digit wrong: the check digit is there to find that slip', () => {
    const npi = '1234567893';
    for (let at = 0; at < npi.length; at += 1)
      for (let digit = 0; digit <= 9; digit += 1) {
        const slipped = npi.slice(0, at) + digit + npi.slice(at + 1);
        expect(validNpi(slipped)).toBe(slipped === npi);
      }
  });

  it('is refused with two neighbors in the wrong order', () => {
    expect(['2134567893', '1324567893', '1234567839'].filter(validNpi)).toEqual([]);
  });

  it.each([
    ['nine digits', '123456789'],
    ['eleven digits', '12345678931'],
    ['an eleventh before it', '11234567893'],
    ['a letter', '12345678A3'],
    ['a space', '1234567893 '],
    ['another id around it', 'NPI 1234567893'],
  ])('is told of once, as no ten digits, with %s', (_, sent) => {
    expect(complaintsOf(sent)).toEqual(['must be a 10-digit NPI']);
    expect(Npi.safeParse(sent).success).toBe(false);
  });

  it.each([[1234567893], [null], [undefined]])(
    'that is %j is no text, and told of once',
    (sent) => {
      expect(complaintsOf(sent)).toHaveLength(1);
      expect(complaintsOf(sent)).not.toContain('must have a valid check digit');
    },
  );
});
