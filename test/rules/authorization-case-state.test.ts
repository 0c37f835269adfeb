import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AuthorizationStatus,
  authorizationLife,
  LineState,
  mayBecome,
} from '../../functions/authorization/authorization.ts';
import { caseState } from '../../functions/authorization/case-state.ts';
import { holdReasonFor } from '../../functions/authorization/decision-holds.ts';
import { anAuthorization } from '../support/authorizations.ts';

const of = (...states: LineState[]) => caseState(states.map((state) => ({ state })));

describe('a request stands', () => {
  it.each([
    ['approved', ['approved', 'approved']],
    ['approved', ['approved', 'not-required']],
    // A line that we still want and the payer cancelled: half a treatment is none.
    ['contact-payer', ['approved', 'cancelled']],
    ['contact-payer', ['approved-modified', 'cancelled']],
    ['pended', ['pended-in-review', 'cancelled']],
    ['information-required', ['approved', 'pended-information-required']],
    ['information-required', ['needs-person', 'pended-information-required']],
    ['contact-payer', ['pended-in-review', 'contact-payer']],
    ['contact-payer', ['approved', 'needs-person']],
    ['contact-payer', ['pended-in-review', 'needs-person']],
    ['contact-payer', ['denied', 'needs-person']],
    ['rejected', ['approved', 'rejected-fix']],
    ['rejected', ['pended-in-review', 'rejected-stop']],
    ['rejected', ['transmission-failed']],
    ['pended', ['approved', 'denied', 'pended-in-review']],
    ['drafted', ['drafted', 'approved']],
    ['denied', ['denied', 'denied']],
    ['denied', ['denied', 'not-required']],
    ['denied', ['denied', 'cancelled']],
    ['changed', ['approved', 'denied']],
    ['changed', ['approved', 'approved-modified']],
    ['changed', ['partially-approved']],
    ['changed', ['denied', 'approved-modified']],
    ['changed', ['denied', 'partially-approved']],
    ['withdrawn', ['cancelled', 'cancelled']],
    // What has no line at all is for a person.
    ['contact-payer', []],
  ] as const)('%s when its lines are %j', (status, states) => {
    expect(of(...states)).toBe(status);
  });

  it.each([
    ['drafted', 'drafted'],
    ['approved', 'approved'],
    ['approved-modified', 'changed'],
    ['partially-approved', 'changed'],
    ['denied', 'denied'],
    ['pended-information-required', 'information-required'],
    ['pended-in-review', 'pended'],
    ['cancelled', 'withdrawn'],
    ['contact-payer', 'contact-payer'],
    ['not-required', 'approved'],
    ['rejected-fix', 'rejected'],
    ['rejected-stop', 'rejected'],
    ['transmission-failed', 'rejected'],
    ['needs-person', 'contact-payer'],
  ] as const)('with one line that is %s: %s', (state, status) => {
    expect(of(state)).toBe(status);
  });

  it('never approved unless every line is approved or needs no approval', () => {
    const anyStates = fc.array(fc.constantFrom(...LineState.options), { maxLength: 8 });
    fc.assert(
      fc.property(anyStates, (states) => {
        const plain = states.every((state) => state === 'approved' || state === 'not-required');
        expect(of(...states) === 'approved').toBe(plain && states.length > 0);
      }),
    );
  });

  it('the same in whatever order its lines come', () => {
    const anyStates = fc.array(fc.constantFrom(...LineState.options), { minLength: 1 });
    fc.assert(
      fc.property(anyStates, (states) => {
        expect(of(...[...states].reverse())).toBe(of(...states));
      }),
    );
  });
});

describe('what follows from a status', () => {
  it('is a wait for everything but an approval and an end', () => {
    const waits = AuthorizationStatus.options.filter((status) =>
      holdReasonFor(anAuthorization({ status })),
    );
    expect(waits).toEqual([
      'to-send',
      'pended',
      'information-required',
      'contact-payer',
      'rejected',
      'denied',
      'changed',
      'withdrawn',
    ]);
  });

  it.each([
    [['0G'], 'denied-site-of-care'],
    [['16'], 'denied-site-of-care'],
    [['0F'], 'denied'],
    [[], 'denied'],
  ])('of a denial for reasons %j is %s', (reasons, reason) => {
    const { lines } = anAuthorization();
    const denied = lines.map((line) => ({
      ...line,
      state: 'denied' as const,
      decision: { reasons, at: '2026-11-20T16:00:00Z' },
    }));
    expect(holdReasonFor({ status: 'denied', lines: denied })).toBe(reason);
  });

  it('is never a way out of an end, and an approval only ends', () => {
    for (const to of AuthorizationStatus.options) {
      expect(mayBecome('withdrawn', to)).toBe(false);
    }
    expect(authorizationLife.next.approved).toEqual(['approved', 'denied', 'withdrawn']);
  });
});
