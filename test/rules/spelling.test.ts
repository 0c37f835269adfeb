import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areSwapped,
  misspellings,
  partsOfName,
  plainSpelling,
} from '../../functions/referral/spelling.ts';

describe('one spelling', () => {
  it.each([
    ['  García-Núñez ', 'garcianunez'],
    ['O’Neil', 'oneil'],
    ['EX-1001/A', 'ex1001a'],
    ['ﬁnn', 'finn'],
    ['Ødegård', 'ødegard'],
    ['診断 2', '診断2'],
    ['–', ''],
  ])('of "%s" is "%s"', (text, plain) => {
    expect(plainSpelling(text)).toBe(plain);
  });

  it.each([
    ['García-Núñez', ['garcia', 'nunez']],
    ['García-Nu\u0301n\u0303ez', ['garcia', 'nunez']],
    ['de  la Cruz', ['de', 'la', 'cruz']],
    ['O’Neil', ['oneil']],
    ["D'Arc ʼt Hooft `s", ['darc', 't', 'hooft', 's']],
    ['Mary Ann 2nd', ['mary', 'ann', '2nd']],
    [' – ', []],
  ])('has the parts of "%s": %j', (name, parts) => {
    expect(partsOfName(name)).toEqual(parts);
  });
});

/** The distance as its definition has it, without a table: slow, and plainly right. */
const slowly = (one: string, other: string): number => {
  if (!one || !other) return one.length + other.length;
  const [a, b] = [one.slice(1), other.slice(1)];
  const same = one[0] === other[0] ? slowly(a, b) : 1 + slowly(a, b);
  const swapped =
    one.length > 1 && one[0] === other[1] && one[1] === other[0]
      ? 1 + slowly(one.slice(2), other.slice(2))
      : Number.POSITIVE_INFINITY;
  return Math.min(same, swapped, 1 + slowly(a, other), 1 + slowly(one, b));
};

describe('misspellings', () => {
  const word = fc.stringMatching(/^[abc]{0,5}$/);

  it('are as few as the definition allows: added, left out, replaced, swapped with the neighbor', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(misspellings(one, other)).toBe(slowly(one, other));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['ab', 'ba', 1],
    ['abc', 'cab', 2],
    ['abcd', 'abdc', 1],
    ['bacd', 'abdc', 2],
    ['a', '', 1],
    ['', '', 0],
  ])('of %s and %s are %i', (one, other, count) => {
    expect(misspellings(one, other)).toBe(count);
  });
});

describe('neighbors in the wrong order', () => {
  it.each([
    ['1234', '1243', true],
    ['1234', '2134', true],
    ['1234', '1234', false],
    ['1234', '1324', true],
    ['1234', '4231', false],
    ['1234', '12345', false],
    ['1223', '1332', false],
    ['1234', '1235', false],
    ['ab', 'aab', false],
  ])('tell %s from %s: %s', (one, other, are) => {
    expect(areSwapped(one, other)).toBe(are);
  });
});
