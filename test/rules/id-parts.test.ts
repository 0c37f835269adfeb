import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AuthorizationId,
  authorizationId,
  authorizationScope,
  derivedIdPart,
  HoldId,
  HoldScope,
  holdId,
  NurseId,
  newIdPart,
  ReferralId,
  readScope,
  referralIdFrom,
  referralIdOf,
  renewalScope,
  roundOf,
  SiteId,
  shortVisitId,
  VisitId,
  visitId,
  visitIdFrom,
  visitScope,
} from '../../functions/platform/ids.ts';
import { holdIdAt, keys } from '../../functions/platform/keys.ts';

const part = '01jd0000000000000000';
const instant = fc.integer({ min: 0, max: Date.parse('2100-01-01') });
const random = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Buffer.from(bytes));

const messagesOf = (schema: typeof ReferralId, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('a new id', () => {
  it('sorts by age, and is one of ours', () => {
    fc.assert(
      fc.property(instant, instant, random, random, (one, other, first, second) => {
        const [a, b] = [newIdPart(new Date(one), first), newIdPart(new Date(other), second)];
        if (one < other) expect(a < b).toBe(true);
        expect(ReferralId.safeParse(referralIdFrom(a)).success).toBe(true);
      }),
    );
  });

  it('begins with its millisecond in base 32 of Crockford, and ends with what is random', () => {
    const at = new Date('2026-11-20T15:00:00Z');
    const value = [...newIdPart(at, Buffer.alloc(8)).slice(0, 10)].reduce(
      (sum, sign) => sum * 32 + '0123456789abcdefghjkmnpqrstvwxyz'.indexOf(sign),
      0,
    );
    expect(value).toBe(at.getTime());
    expect(newIdPart(new Date(0), Buffer.alloc(8))).toBe('0'.repeat(20));
    expect(newIdPart(new Date(0), Buffer.alloc(8, 0xff))).toBe(
      `${'0'.repeat(10)}${'z'.repeat(10)}`,
    );
    expect(newIdPart(at)).not.toBe(newIdPart(at));
  });

  it('of a request that may be sent twice is the same for the same words, and else another', () => {
    expect(derivedIdPart('a', 'bc')).toBe(derivedIdPart('a', 'bc'));
    expect(derivedIdPart('a', 'bc')).not.toBe(derivedIdPart('ab', 'c'));
    expect(derivedIdPart('a', 'bc')).not.toBe(derivedIdPart('bc', 'a'));
    expect(ReferralId.safeParse(referralIdFrom(derivedIdPart('a'))).success).toBe(true);
  });
});

describe('an id as it comes in', () => {
  it.each([
    [ReferralId, `ref_${part}`],
    [AuthorizationId, `auth_${part}_1`],
    [AuthorizationId, `auth_${part}_999`],
    [VisitId, `vis_${part}_12`],
    [HoldId, `hold_${part}_r1`],
    [HoldId, `hold_${part}_rs999`],
    [HoldId, `hold_${part}_a2.3`],
    [HoldId, `hold_${part}_v12.s10`],
    [HoldId, `hold_${part}_n501.1`],
    [SiteId, 'site_lakeside-2'],
    [SiteId, `site_${'a'.repeat(40)}`],
    [NurseId, 'nur_1'],
  ])('is taken as we give it: %#', (schema, id) => {
    expect(schema.parse(id)).toBe(id);
  });

  it.each([
    [ReferralId, `ref_${part}0`, 'must be the id of a referral'],
    [ReferralId, `ref_${part.slice(1)}`, 'must be the id of a referral'],
    [ReferralId, `xref_${part}`, 'must be the id of a referral'],
    [ReferralId, `ref_${part.replace('j', 'i')}`, 'must be the id of a referral'],
    [ReferralId, `ref_${part.toUpperCase()}`, 'must be the id of a referral'],
    [AuthorizationId, `auth_${part}_`, 'must be the id of an authorization'],
    [AuthorizationId, `auth_${part}_1000`, 'must be the id of an authorization'],
    [VisitId, `vis_${part}_x`, 'must be the id of a visit'],
    [VisitId, `vis_${part}_1000`, 'must be the id of a visit'],
    [HoldId, `hold_${part}_x1.1`, 'must be the id of a hold'],
    [HoldId, `hold_${part}_a2`, 'must be the id of a hold'],
    [HoldId, `hold_${part}_a2.`, 'must be the id of a hold'],
    [SiteId, 'nur_1', 'must be the id of a site, site_…'],
    [SiteId, 'site_', 'must be the id of a site, site_…'],
    [SiteId, `site_${'a'.repeat(41)}`, 'must be the id of a site, site_…'],
    [NurseId, 'xnur_1', 'must be the id of a nurse, nur_…'],
    [NurseId, 'nur_A', 'must be the id of a nurse, nur_…'],
    [NurseId, 'nur_1#x', 'must be the id of a nurse, nur_…'],
  ])('is refused in any other form: %#', (schema, id, message) => {
    expect(messagesOf(schema, id)).toEqual([message]);
  });
});

describe('ids of what belongs to a referral', () => {
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
