import { describe, expect, it } from 'vitest';
import { maySeeHold, mayTake } from '../../functions/hold/authority.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Action } from '../../functions/hold/hold-action.ts';
import type { HoldReason } from '../../functions/hold/hold-reasons.ts';
import { type Role, roles } from '../../functions/platform/principal.ts';
import { listActions, mayWork } from '../../functions/worklist/hold-choices.ts';
import { aCaller, aPerson } from '../support/callers.ts';
import { aHold } from '../support/holds.ts';

const practice = '1234567893';
const waiting = (reason: HoldReason, more: Partial<Hold> = {}) =>
  aHold(undefined, { reason, team: 'coordinator', ...more });
const plain: Action = { action: 'x', says: 'X', resume: 'close' };
const clinical: Action = { ...plain, clinical: true };

const rolesThat = (may: (role: Role) => boolean): Role[] => roles.filter(may);

describe('an action that is no clinician’s alone is taken by', () => {
  it.each<[HoldReason, Role[], string]>([
    [
      'no-capacity',
      ['coordinator', 'clinician', 'scheduler', 'admin'],
      'the teams that it is escalated to, and who helps out',
    ],
    ['payer-decision', ['coordinator', 'admin'], 'one team, and who helps out'],
    ['needs-attention', ['coordinator', 'admin'], 'one team, and whom it is escalated to'],
    ['order-unsafe', ['coordinator', 'clinician'], 'the teams of care, and nobody else'],
    ['denied', ['coordinator', 'clinician', 'admin'], 'whom it is escalated to as well'],
  ])('of %s, %j: %s', (reason, taken) => {
    const hold = waiting(reason);
    expect(rolesThat((role) => mayTake(aCaller(role, { practice }), hold, plain))).toEqual(taken);
  });

  it('the team that it was moved to', () => {
    const moved = waiting('payer-decision', { team: 'scheduler' });
    expect(mayTake(aCaller('scheduler'), moved, plain)).toBe(true);
    expect(mayTake(aCaller('scheduler'), waiting('payer-decision'), plain)).toBe(false);
  });
});

describe('a clinical action is taken by', () => {
  it.each<HoldReason>(['order-unsafe', 'no-capacity', 'visit-not-ready'])(
    'clinicians alone, of %s',
    (reason) => {
      expect(
        rolesThat((role) => mayTake(aCaller(role, { practice }), waiting(reason), clinical)),
      ).toEqual(['clinician']);
    },
  );
});

describe('what the practice must supply', () => {
  const incomplete = waiting('order-incomplete');
  it.each([
    ['its own referrer', aCaller('referrer', { practice }), true],
    ['a referrer of another practice', aCaller('referrer', { practice: '1000000020' }), false],
    ['a referrer of none', aCaller('referrer'), false],
    ['its system', aCaller('system', { practice }), false],
    [
      'its referrer among other roles',
      aPerson('r', 'nurse', 'referrer', `practice:${practice}`),
      true,
    ],
    ['our coordinator', aCaller('coordinator'), true],
    ['a nurse', aCaller('nurse', { practice }), false],
  ] as const)('is worked by %s: %s', (_, caller, works) => {
    expect(mayWork(caller, incomplete)).toBe(works);
    expect(mayTake(caller, incomplete, plain)).toBe(works);
  });

  it('is the practice’s to work, and no other hold is', () => {
    const referrer = aCaller('referrer', { practice });
    expect([mayWork(referrer, waiting('denied')), maySeeHold(referrer, waiting('denied'))]).toEqual(
      [false, true],
    );
  });
});

describe('a hold of which only one action is theirs', () => {
  it('is worked by the clinician whose decision it needs', () => {
    const lacking = waiting('visit-to-rebook');
    expect(listActions(lacking).some((action) => action.clinical)).toBe(true);
    expect(mayWork(aCaller('clinician'), lacking)).toBe(true);
    expect(mayTake(aCaller('clinician'), lacking, plain)).toBe(false);
    expect(mayWork(aCaller('nurse'), lacking)).toBe(false);
  });
});

describe('a hold is seen', () => {
  it.each<[string, Partial<Parameters<typeof aCaller>[1]>, Role[]]>([
    ['by staff, whoever works it', {}, ['coordinator', 'clinician', 'scheduler', 'admin']],
    ['by anybody whose token names its practice', { practice }, [...roles]],
    [
      'by nobody of another practice',
      { practice: '1000000020' },
      ['coordinator', 'clinician', 'scheduler', 'admin'],
    ],
  ])('%s', (_, of, seen) => {
    const hold = waiting('payer-decision');
    expect(rolesThat((role) => maySeeHold(aCaller(role, of), hold))).toEqual(seen);
  });

  it('by an administrator, who takes no part in a clinician’s hold', () => {
    const unsafe = waiting('order-unsafe', { team: 'clinician' });
    expect([mayWork(aCaller('admin'), unsafe), maySeeHold(aCaller('admin'), unsafe)]).toEqual([
      false,
      true,
    ]);
  });
});

describe('a hold of care is seen by', () => {
  it.each<[Role, boolean]>([
    ['coordinator', true],
    ['clinician', true],
    ['scheduler', true],
    ['admin', true],
    ['nurse', false],
    ['referrer', false],
  ])('a %s of no practice: %s', (role, sees) => {
    expect(maySeeHold(aCaller(role), waiting('order-unsafe'))).toBe(sees);
    expect(maySeeHold(aCaller(role), waiting('visit-suspended', { team: 'clinician' }))).toBe(sees);
  });
});
