import { describe, expect, it } from 'vitest';
import type { Authorization, Line } from '../../functions/authorization/authorization.ts';
import { overused } from '../../functions/authorization/ledger.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { givenBeyondHold } from '../../functions/visit/given-not-authorized.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aReferral } from '../support/referrals.ts';

const now = new Date('2026-11-20T16:00:00Z');
const asked = anAuthorization({ status: 'approved' });

/** One line of ten units a visit, and so many visits given, the last of them with other units. */
const given = (
  visits: number,
  { units = 20, last = 10, ...granted }: { units?: number; last?: number; visits?: number } = {},
  state: Line['state'] = 'approved',
): Authorization => ({
  ...asked,
  lines: asked.lines.slice(0, 1).map((line) => ({
    ...line,
    state,
    perVisit: 10,
    perDose: undefined,
    decision: { reasons: [], at: now.toISOString(), units, ...granted },
  })),
  ledger: Object.fromEntries(
    Array.from({ length: visits }, (_, index) => [
      `visit_${index + 1}`,
      {
        on: `2026-12-1${index}`,
        dose: index + 1,
        state: 'used' as const,
        ...(index === visits - 1 && last !== 10 ? { taken: [{ sequence: 1, units: last }] } : {}),
      },
    ]),
  ),
});

describe('what was given beyond what a payer pays for', () => {
  it.each<[string, Authorization, object[]]>([
    ['is nothing where all of it is used', given(2), []],
    [
      'is each unit more',
      given(2, { last: 11 }),
      [{ code: 'J1745', of: 'units', authorized: 20, used: 21 }],
    ],
    [
      'is a visit more where the payer counts them',
      given(2, { visits: 1 }),
      [{ code: 'J1745', of: 'visits', authorized: 1, used: 2 }],
    ],
    ['is no visit where it counts none', given(2, { units: 30 }), []],
    ['is nothing of a line that needs no authorization', given(3, {}, 'not-required'), []],
    ['is nothing of a line that was accepted without a grant', given(1, {}, 'denied'), []],
  ])('%s', (_, authorization, lines) => {
    expect(overused(authorization)).toEqual(lines);
  });
});

describe('the hold about it', () => {
  const referral = aReferral();
  const ask = (before: Authorization, after: Authorization, holds: Hold[] = []) =>
    givenBeyondHold(before, after, { referral, holds }, now);
  const beyond = given(2, { last: 11 });
  const open = ask(given(1), beyond) as Hold;

  it('asks a coordinator within a business day', () => {
    expect(open).toMatchObject({
      reason: 'given-not-authorized',
      owner: 'coordinator',
      standing: 'authorization',
      scope: 'a1.',
      dueAt: '2026-11-23T16:00:00Z',
      evidence: { authorizationId: asked.authorizationId, lines: [{ used: 21 }] },
    });
  });

  it('is none for a visit that added nothing to it', () => {
    expect(ask(given(1), given(2))).toBeUndefined();
    expect(ask(beyond, beyond)).toBeUndefined();
  });

  it('is told anew while it is open, and asked again once it has ended', () => {
    const more = given(3);
    expect(ask(beyond, more, [open])).toEqual({
      ...open,
      evidence: { ...open.evidence, lines: [expect.objectContaining({ used: 30 })] },
    });
    expect(ask(beyond, more, [{ ...open, status: 'resolved' }])?.count).toBe(open.count + 1);
  });
});
