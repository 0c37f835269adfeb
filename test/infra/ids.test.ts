import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  authorizationId,
  authorizationScope,
  HoldId,
  HoldScope,
  holdId,
  readScope,
  referralIdOf,
  renewalScope,
  roundOf,
  shortVisitId,
  visitId,
  visitIdFrom,
  visitScope,
} from '../../functions/platform/ids.ts';
import { holdIdAt, keys } from '../../functions/platform/keys.ts';

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

  const referralId = 'ref_01jd0000000000000000';

  it.each([
    ['r', 1, false, 'r1'],
    ['r', 1, true, 'rs1'],
    ['a2.', 3, false, 'a2.3'],
    ['v12.', 10, true, 'v12.s10'],
    ['n501.', 1, false, 'n501.1'],
  ] as const)(
    'tell a hold in %s, the %sth (standing: %s), from every other',
    (scope, number, standing, place) => {
      const id = holdId(referralId, scope, number, standing);
      expect(HoldId.parse(id)).toBe(`hold_01jd0000000000000000_${place}`);
      expect(HoldScope.parse(scope)).toBe(scope);
      expect(holdIdAt(referralId, keys.hold(id).sk)).toBe(id);
      expect(keys.hold(id).pk).toBe(keys.referral(referralId).pk);
    },
  );

  it('lead back to the referral, and name the waiting place of what they are of', () => {
    const visit = visitId(referralId, 12);
    const round = authorizationId(referralId, 3);
    expect([visit, round].map(referralIdOf)).toEqual([referralId, referralId]);
    expect(readScope(visitScope(visit))).toEqual({ kind: 'visit', number: 12 });
    expect(readScope(authorizationScope(round))).toEqual({ kind: 'authorization', number: 3 });
    expect(readScope(renewalScope(4))).toEqual({ kind: 'renewal', number: 4 });
    expect(readScope('r')).toEqual({ kind: 'referral', number: 0 });
    expect(roundOf(round)).toBe(3);
    expect(visitIdFrom(shortVisitId(visit))).toBe(visit);
  });

  it.each(['', 'x1.', 'v1', 'r1', 'v1234.', 'constructor'])(
    'know no waiting place "%s"',
    (scope) => {
      expect(HoldScope.safeParse(scope).success).toBe(false);
    },
  );
});
