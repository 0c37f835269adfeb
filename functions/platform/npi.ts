import * as z from 'zod';

/** A National Provider Identifier as it is written: ten digits. */
export const Npi = z.string().regex(/^\d{10}$/, 'must be a 10-digit NPI');

/** NPIs carry a Luhn check digit, computed with the prefix 80840: 45 CFR 162.406. */
export const validNpi = (npi: string): boolean => {
  const digits = [...`80840${npi}`].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
};

/** An NPI as it comes in: a wrong check digit is a slip of the hand, found at once. */
export const CheckedNpi = Npi.refine(validNpi, {
  error: 'must have a valid check digit',
  // Ten digits that are none are told of once.
  when: ({ value }) => typeof value === 'string' && /^\d{10}$/.test(value),
});
