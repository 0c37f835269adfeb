import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, sha256 } from '../../functions/platform/canonical.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, shuffled(part)] as const)
      .reverse(),
  );
};

describe('one text for one value', () => {
  it.each<[unknown, string]>([
    [null, 'null'],
    [undefined, 'null'],
    [true, 'true'],
    [-7, '-7'],
    ['a "word"\n', '"a \\"word\\"\\n"'],
    [[3, 1, 2], '[3,1,2]'],
    [[null, undefined], '[null,null]'],
    [{}, '{}'],
    [[], '[]'],
    [{ b: 1, a: [{ d: null, c: 'x' }] }, '{"a":[{"c":"x","d":null}],"b":1}'],
    [{ a: undefined, b: 2 }, '{"b":2}'],
    // RFC 8785, section 3.2.3: sorted by UTF-16 code units, so a pair sorts before U+FB33.
    [
      { '\uFB33': 1, '\u{1F600}': 2, '\u20AC': 3, '\r': 4, '1': 5 },
      '{"\\r":4,"1":5,"\u20AC":3,"\u{1F600}":2,"\uFB33":1}',
    ],
  ])('%j is %s', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('whatever the order in which the members were set, and it reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(canonical(shuffled(plain))).toBe(canonical(plain));
        expect(JSON.parse(canonical(plain))).toEqual(plain);
      }),
    );
  });
});

it('a digest is SHA-256 in hexadecimal, as FIPS 180-4 has it for "abc"', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
