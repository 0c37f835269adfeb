import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Anchor,
  type AuditRecord,
  byStep,
  chainStart,
  firstBreak,
  seal,
} from '../../functions/platform/audit.ts';
import { verifyChain } from '../../functions/platform/chain-check.ts';
import { keys } from '../../functions/platform/keys.ts';

/** Fifteen properties: 18,000 tampered chains, every one of which must be found. */
const runsPerKind = 1200;

type Body = Omit<AuditRecord, 'hash' | 'previous' | 'sequence' | 'referralId'>;

const word = fc.stringMatching(/^[a-z]{1,8}$/);

const aBody: fc.Arbitrary<Body> = fc.record(
  {
    at: fc.constantFrom('2026-11-20T10:00:00.000Z', '2026-11-21T08:30:00.000Z'),
    event: fc.constantFrom('referral.received', 'hold.placed', 'series.booked'),
    actor: fc.constantFrom(byStep('verify-eligibility'), { kind: 'person' as const, id: 'sub-1' }),
    operation: word,
    detail: fc.dictionary(word, fc.oneof(word, fc.nat(99), fc.boolean(), fc.array(word)), {
      maxKeys: 3,
    }),
    determination: fc.record({
      question: fc.constantFrom('complete' as const, 'covered' as const),
      facts: fc.dictionary(word, fc.oneof(word, fc.nat(99)), { maxKeys: 3 }),
      rule: fc.constant({ id: 'rule-1', version: '2026.1', source: 'invented' }),
      answer: word,
      reasons: fc.constant([]),
    }),
  },
  { requiredKeys: ['at', 'event', 'actor', 'operation', 'detail'] },
);

const referralId = 'ref_00000000000000000001';

/** Seals bodies behind a record, or from the start. */
const sealed = (bodies: readonly Body[], behind?: AuditRecord): AuditRecord[] => {
  const records: AuditRecord[] = [];
  for (const body of bodies) {
    const head = records.at(-1) ?? behind;
    records.push(
      seal({
        ...body,
        referralId,
        sequence: (head?.sequence ?? 0) + 1,
        previous: head?.hash ?? chainStart,
      }),
    );
  }
  return records;
};

const aChain = fc.array(aBody, { minLength: 2, maxLength: 8 }).map((bodies) => sealed(bodies));

const headOf = (records: readonly AuditRecord[]): Anchor[] =>
  records.slice(-1).map(({ sequence, hash }) => ({ sequence, hash }));

type Leaf = { path: (string | number)[]; value: string | number | boolean };

const leavesOf = (value: unknown, path: (string | number)[] = []): Leaf[] => {
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => leavesOf(member, [...path, key]));
  return [{ path, value: value as Leaf['value'] }];
};

const withLeaf = (value: unknown, [key, ...rest]: (string | number)[], leaf: unknown): unknown => {
  if (key === undefined) return leaf;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = withLeaf(copy[key], rest, leaf);
  return copy;
};

/** The smallest lie that can be told in place of a value. */
const flipped = (value: Leaf['value'], bit: number): Leaf['value'] => {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value ^ (1 << (bit % 16));
  if (value === '') return '0';
  const at = bit % value.length;
  const code = value.charCodeAt(at) ^ (1 << (bit % 7));
  return value.slice(0, at) + String.fromCharCode(code) + value.slice(at + 1);
};

const at = (pick: number, length: number): number => pick % length;

/** A way to tamper with a chain; two numbers choose where, a body is what the forger writes. */
type Tampering = (chain: AuditRecord[], where: number, which: number, lie: Body) => AuditRecord[];

/** Tampering that the chain itself shows. */
const withinTheChain: Record<string, Tampering> = {
  'one character, number or truth value of a record is changed': (chain, where, which) => {
    const index = at(where, chain.length);
    const leaves = leavesOf(chain[index]);
    const { path, value } = leaves[at(which, leaves.length)] as Leaf;
    const record = withLeaf(chain[index], path, flipped(value, where)) as AuditRecord;
    return chain.with(index, record);
  },
  'a record is changed and sealed anew': (chain, where, _which, lie) => {
    const index = at(where, chain.length - 1);
    const { referralId: id, sequence, previous } = chain[index] as AuditRecord;
    const body = { ...lie, operation: `${lie.operation}-forged` };
    return chain.with(index, seal({ ...body, referralId: id, sequence, previous }));
  },
  'a record is put in between': (chain, where, _which, lie) => {
    const index = at(where, chain.length);
    return chain.toSpliced(index, 0, ...sealed([lie], chain[index - 1]));
  },
  'a record is taken out of the middle or the beginning': (chain, where) =>
    chain.toSpliced(at(where, chain.length - 1), 1),
  'two records change places': (chain, where, which) => {
    const first = at(where, chain.length);
    const second = at(first + 1 + at(which, chain.length - 1), chain.length);
    return chain
      .with(first, chain[second] as AuditRecord)
      .with(second, chain[first] as AuditRecord);
  },
  'two histories branch off the same record and both are shown': (chain, where, _which, lie) => {
    const index = at(where, chain.length - 1);
    const branch = sealed([lie], chain[index]);
    return chain.toSpliced(index + 1, 0, ...branch);
  },
};

/** Tampering that leaves a chain whole, so that only a head kept elsewhere shows it. */
const againstTheHead: Record<string, Tampering> = {
  'the newest records are cut off': (chain, where) => chain.slice(0, at(where, chain.length)),
  'the history is rewritten from some record on': (chain, where, _which, lie) => {
    const kept = at(where, chain.length);
    const bodies = chain.slice(kept).map(() => ({ ...lie, operation: `${lie.operation}-forged` }));
    return [...chain.slice(0, kept), ...sealed(bodies, chain[kept - 1])];
  },
  'the history is rewritten and grows on': (chain, where, which, lie) => {
    const kept = at(where, chain.length);
    const count = chain.length - kept + at(which, 3);
    const bodies = Array.from({ length: count }, () => ({
      ...lie,
      operation: `${lie.operation}-forged`,
    }));
    return [...chain.slice(0, kept), ...sealed(bodies, chain[kept - 1])];
  },
};

const tampered = (tampering: Tampering) =>
  fc
    .tuple(aChain, fc.nat(997), fc.nat(997), aBody)
    .map(([chain, where, which, lie]) => ({ chain, forged: tampering(chain, where, which, lie) }));

describe('the audit chain of a referral', () => {
  it('holds when nothing was touched, and when it grew since its head was kept', () => {
    fc.assert(
      fc.property(aChain, fc.nat(), (chain, seen) => {
        expect(firstBreak(chain)).toBeUndefined();
        expect(
          firstBreak(chain, headOf(chain.slice(0, seen % (chain.length + 1)))),
        ).toBeUndefined();
      }),
    );
    expect(firstBreak([])).toBeUndefined();
  });

  it('says which record is the first that does not hold', () => {
    const chain = sealed(fc.sample(aBody, { numRuns: 5, seed: 7 }));
    const third = chain[2] as AuditRecord;
    expect(firstBreak(chain.with(2, { ...third, at: '2027-01-01T00:00:00.000Z' }))).toBe(3);
    expect(firstBreak(chain.slice(0, 4), headOf(chain))).toBe(5);
    expect(firstBreak(chain.toSpliced(1, 1))).toBe(2);
  });

  it.each(Object.entries(withinTheChain))('breaks when %s', (_what, tampering) => {
    fc.assert(
      fc.property(tampered(tampering), ({ forged }) => firstBreak(forged) !== undefined),
      { numRuns: runsPerKind },
    );
  });

  it.each(Object.entries({ ...withinTheChain, ...againstTheHead }))(
    'no longer leads to the head that was kept when %s',
    (_what, tampering) => {
      fc.assert(
        fc.property(
          tampered(tampering),
          ({ chain, forged }) => firstBreak(forged, headOf(chain)) !== undefined,
        ),
        { numRuns: runsPerKind },
      );
    },
  );

  it.each(Object.entries(againstTheHead))(
    'alone cannot show that %s: the kept head is needed',
    (_what, tampering) => {
      fc.assert(
        fc.property(tampered(tampering), ({ forged }) => firstBreak(forged) === undefined),
        { numRuns: 200 },
      );
    },
  );
});

describe('a chain as it stands in the table', () => {
  const chain = sealed(fc.sample(aBody, { numRuns: 4, seed: 3 }));
  const items = chain.map((record) => ({ ...keys.audit(referralId, record.sequence), ...record }));
  const head = { sequence: 4, hash: (chain[3] as AuditRecord).hash };

  it('holds and names its head for the next verification', () => {
    expect(verifyChain(referralId, items)).toEqual({ records: 4, head });
    expect(verifyChain(referralId, items, head)).toEqual({ records: 4, head });
  });

  it.each([
    [
      'an attribute was slipped into a record',
      2,
      items.with(1, { ...items[1], note: 'x' } as never),
    ],
    ['a record is not readable', 3, items.with(2, { ...items[2], sequence: '3' } as never)],
    ['a record stands under another key', 1, items.with(0, { ...items[0], sk: '000009' } as never)],
    ['the newest record is gone', 4, items.slice(0, 3)],
    ['a referral has no record at all', 1, []],
  ])('is broken when %s', (_what, brokenAt, stored) => {
    expect(verifyChain(referralId, stored, head)).toMatchObject({ brokenAt });
  });

  it('is broken when it is the chain of another referral', () => {
    expect(verifyChain('ref_00000000000000000002', items)).toMatchObject({ brokenAt: 1 });
  });
});
