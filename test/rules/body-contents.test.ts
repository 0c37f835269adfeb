import { describe, expect, it } from 'vitest';
import { checkContents } from '../../functions/platform/body-contents.ts';
import type { Refusal } from '../../functions/platform/errors.ts';

const refusalOf = (body: unknown, checkWords = true): Refusal | undefined => {
  try {
    checkContents(body, checkWords);
    return undefined;
  } catch (thrown) {
    return thrown as Refusal;
  }
};
const complaintsOf = (body: unknown, checkWords = true) =>
  refusalOf(body, checkWords)?.errors ?? [];

/** A value that lies so deep: each list around it is one step. */
const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner: unknown) => [inner], 1);

const unseen = 'must hold no control or invisible characters';

describe('a body', () => {
  it.each<[string, unknown]>([
    ['of every plain kind', { a: [1, 'x', true, null, { b: -0.5 }], c_d1: {} }],
    ['that is only a text', 'words'],
    ['nested as deep as is taken', nested(40)],
    ['with lines and tabs', { note: 'first\n\tsecond' }],
    ['whose narrative is markup that nobody here reads', { text: { div: 'a\u200Bb' } }],
    ['with fields of the language', { constructor: 1, toString: 'x' }],
  ])('%s is taken', (_, body) => {
    expect(refusalOf(body)).toBeUndefined();
  });

  it.each<[string, unknown, string, string]>([
    ['nested one deeper', nested(41), '/0'.repeat(41), 'must be nested at most 40 deep'],
    [
      'with a number out of range',
      { dose: { value: Infinity } },
      '/dose/value',
      'must be a number in range',
    ],
    ['with what is no number', [0, Number.NaN], '/1', 'must be a number in range'],
    ['with an invisible sign', { note: 'a\u200Bb' }, '/note', unseen],
    ['with half a character', { note: '\uD83D' }, '/note', 'must be whole characters of Unicode'],
    [
      'whose narrative has half a character',
      { div: '\uD83D' },
      '/div',
      'must be whole characters of Unicode',
    ],
    [
      'with a name that stands for no field',
      { a: JSON.parse('{"__proto__": 1}') },
      '/a',
      'has a name that is not taken here',
    ],
    [
      'with an invisible sign in a name',
      { a: { 'b\u200B': 1 } },
      '/a',
      'has a name that is not taken here',
    ],
    ['with half a character for a name', { '\uD83D': 1 }, '', 'has a name that is not taken here'],
  ])('%s is refused, and where is said', (_, body, pointer, detail) => {
    const refusal = refusalOf(body);
    expect([refusal?.status, refusal?.code, refusal?.message]).toEqual([
      422,
      'invalid-body',
      'The body is not as this route needs it.',
    ]);
    expect(refusal?.errors).toEqual([{ pointer, detail }]);
  });

  it('of a payer is kept as it was signed, half characters and odd names aside', () => {
    expect(complaintsOf({ note: 'a\u200Bb' }, false)).toEqual([]);
    expect(complaintsOf({ note: '\uD83D' }, false)).toHaveLength(1);
    expect(complaintsOf({ 'b\u200B': 1 }, false)).toHaveLength(1);
  });

  it('never has a name repeated that could be words of somebody', () => {
    const odd = ['Odalys Exampleton', 'a-b', '1a', 'Aa', `a${'b'.repeat(40)}`, ''];
    for (const name of odd)
      expect(complaintsOf({ at: { [name]: Infinity } }).map(({ pointer }) => pointer)).toEqual([
        '/at',
      ]);
    for (const name of ['a', '_a', 'aB9_', `a${'b'.repeat(39)}`])
      expect(complaintsOf({ at: { [name]: Infinity } }).map(({ pointer }) => pointer)).toEqual([
        `/at/${name}`,
      ]);
  });

  it('has its faults told in the order in which they stand, fifty at most', () => {
    const body = { b: ['\u200B', 1, Infinity], a: { c: '\uD83D' } };
    expect(complaintsOf(body).map(({ pointer }) => pointer)).toEqual(['/b/0', '/b/2', '/a/c']);
    expect(complaintsOf(Array.from({ length: 49 }, () => Infinity))).toHaveLength(49);
    const many = complaintsOf(Array.from({ length: 60 }, () => Infinity));
    expect([many.length, many.at(-1)?.pointer]).toEqual([50, '/49']);
  });

  it('of more values than any referral has is too large', () => {
    // The list itself is a value too.
    expect(refusalOf(Array.from({ length: 100_000 }, () => 1))).toBeUndefined();
    const refusal = refusalOf(Array.from({ length: 100_001 }, () => 1));
    expect([refusal?.status, refusal?.code, refusal?.message]).toEqual([
      413,
      'body-too-large',
      'Send at most 100000 values in one body.',
    ]);
    expect(refusal?.errors).toEqual([{ pointer: '', detail: 'must have at most 100000 values' }]);
  });
});
