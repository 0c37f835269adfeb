import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { Refusal } from '../../functions/platform/errors.ts';
import {
  findOrderHold,
  isOfOrder,
  refuseOtherOrder,
} from '../../functions/visit/order-accepted.ts';
import { aHold } from '../support/holds.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';
import { aVisitOf } from '../support/series-files.ts';

const held = (reason: Hold['reason'], different: Partial<Hold> = {}) =>
  aHold(undefined, { reason, ...different });

type File = Parameters<typeof refuseOtherOrder>[1];
const file = (different: Partial<File> = {}): File => ({
  referral: aReferral({ status: 'active', setting: 'infusion-center' }),
  submission: aSubmission(),
  holds: [],
  ...different,
});

const refusalOf = (visit: Parameters<typeof refuseOtherOrder>[0], about: File) => {
  try {
    refuseOtherOrder(visit, about);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message, facts } = error;
    return { status, code, message, facts };
  }
};

describe('an order that nobody has said is the one to give', () => {
  it.each<[Hold['reason'], string]>([
    ['order-changed', 'a clinician accepts'],
    ['coverage-changed', 'a coordinator settles'],
    ['place-changed', 'a scheduler looks'],
    ['order-unsafe', 'a clinician clears'],
    ['order-incomplete', 'the practice supplies'],
    ['order-drug-unknown', 'a pharmacist enters'],
  ])('waits with %s until %s it', (reason, whoActs) => {
    const hold = held(reason);
    expect(findOrderHold([held('no-capacity'), hold])).toEqual(hold);
    const refusal = refusalOf(aVisitOf(1), file({ holds: [hold] }));
    expect(refusal).toMatchObject({ status: 409, code: 'order-not-accepted' });
    expect(refusal?.message).toContain(whoActs);
    expect(refusal?.facts).toEqual({
      visitId: aVisitOf(1).visitId,
      holdId: hold.holdId,
      reason,
    });
  });

  it.each<[string, Hold[]]>([
    ['the wait has ended', [held('order-changed', { status: 'resolved' })]],
    ['the wait is about something else', [held('no-capacity')]],
    ['nothing waits', []],
  ])('does not wait when %s', (_says, holds) => {
    expect(findOrderHold(holds)).toBeUndefined();
    expect(refusalOf(aVisitOf(1), file({ holds }))).toBeUndefined();
  });
});

describe('the order of a visit', () => {
  it.each([
    ['an active referral of its therapy', 'active', 'infliximab', true],
    ['one that is not active yet', 'accepted', 'infliximab', false],
    ['one that is closed', 'closed', 'infliximab', false],
    ['one of another therapy', 'active', 'vedolizumab', false],
  ] as const)('is in force for %s: %s, %s', (_says, status, therapyId, isInForce) => {
    const referral = aReferral({ status, therapyId, setting: 'infusion-center' });
    expect(isOfOrder(aVisitOf(1), referral)).toBe(isInForce);
    const refusal = refusalOf(aVisitOf(1), file({ referral }));
    expect(refusal?.code).toBe(isInForce ? undefined : 'order-not-active');
    if (!refusal) return;
    expect(refusal.message).toContain('a scheduler books');
    expect(refusal.facts).toEqual({ visitId: aVisitOf(1).visitId });
  });

  it('has its last dose, and no further one', () => {
    expect(refusalOf(aVisitOf(6), file())).toBeUndefined();
    const refusal = refusalOf(aVisitOf(7), file());
    expect(refusal).toMatchObject({ status: 409, code: 'dose-not-ordered' });
    expect(refusal?.message).toContain('a scheduler cancels');
    expect(refusal?.facts).toEqual({ visitId: aVisitOf(7).visitId });
  });
});
