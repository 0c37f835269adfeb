import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The two files that know where an id is kept, and of what it is made. */
const knowing = ['functions/platform/ids.ts', 'functions/platform/keys.ts'];

/** Ways to make an id of its parts, or to take it apart again. */
const apart: readonly [string, RegExp][] = [
  ['an id is split', /\.split\(\s*['"`]_['"`]/],
  [
    'a prefix is cut off',
    /\b(?:hold|visit|authorization|referral)Id\.slice\(\s*(?:\d|['"`](?:ref|hold|auth|vis)_)/,
  ],
  ['an id is put together', /['"`](?:ref|hold|auth|vis)_\$?\{/],
  ['an id begins with', /startsWith\(\s*['"`](?:ref|hold|auth|vis)_/],
  ['a part of an id is matched', /\/[^/\n]*_[\w([]*[anvr][\w)\]]*\(?\\d/],
];

const sources = readdirSync('functions', { recursive: true, encoding: 'utf8' })
  .map((path) => `functions/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.ts') && !knowing.includes(path));

describe('ids', () => {
  it('are opaque but to the two files that know where they are kept', () => {
    const found = sources.flatMap((path) => {
      const text = readFileSync(path, 'utf8');
      return apart.filter(([, way]) => way.test(text)).map(([what]) => `${path}: ${what}`);
    });
    expect(found).toEqual([]);
  });

  it('would be seen taken apart', () => {
    const ways = [
      "holdId.split('_')[2]",
      'visitId.slice(4)',
      '`hold_$\u007bpart}`',
      "name.startsWith('ref_')",
      '/_a(\\d+)\\./',
    ];
    expect(ways.map((text) => apart.findIndex(([, way]) => way.test(text)))).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });
});
