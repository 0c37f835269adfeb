import { describe, expect, it } from 'vitest';
import { authorizationActions } from '../../functions/authorization/hold-actions.ts';
import { authorizationEffects } from '../../functions/authorization/hold-effects.ts';
import { coverageActions } from '../../functions/coverage/hold-actions.ts';
import { coverageEffects } from '../../functions/coverage/hold-effects.ts';
import { type HoldReason, holdReasons, reasonRow } from '../../functions/hold/hold-reasons.ts';
import { holdWords } from '../../functions/hold/hold-words.ts';
import { outreachActions } from '../../functions/outreach/hold-actions.ts';
import { outreachEffects } from '../../functions/outreach/hold-effects.ts';
import { placementActions } from '../../functions/placement/hold-actions.ts';
import { placementEffects } from '../../functions/placement/hold-effects.ts';
import { referralActions } from '../../functions/referral/hold-actions.ts';
import { referralEffects } from '../../functions/referral/hold-effects.ts';
import { schedulingActions } from '../../functions/scheduling/hold-actions.ts';
import { schedulingEffects } from '../../functions/scheduling/hold-effects.ts';
import { visitActions } from '../../functions/visit/hold-actions.ts';
import { visitEffects } from '../../functions/visit/hold-effects.ts';
import { holdActions } from '../../functions/worklist/all-actions.ts';
import { worklistActions } from '../../functions/worklist/hold-actions.ts';
import { effects, findEffect } from '../../functions/worklist/hold-effects.ts';
import { ResolutionBody } from '../../functions/worklist/routes.ts';

describe('every hold reason', () => {
  it.each(holdReasons.map((row) => [row.reason, row] as const))(
    '%s has an owner, an escalation, actions and a source',
    (_, row) => {
      expect(row.escalation.length).toBeGreaterThan(0);
      expect(holdActions[row.reason].length).toBeGreaterThan(0);
      expect(holdWords[row.reason].source).not.toBe('');
    },
  );

  it.each(
    holdReasons.flatMap(({ reason }) =>
      holdActions[reason].map((action) => [reason, action.action, action] as const),
    ),
  )('%s: %s leads somewhere and asks only for fields that exist', (_reason, _action, action) => {
    const known = Object.keys(ResolutionBody.shape);
    const needs: readonly string[] = 'needs' in action ? (action.needs ?? []) : [];
    expect(needs.filter((field) => !known.includes(field))).toEqual([]);
    expect(action.resume === 'close').toBe('closeReason' in action);
    expect(action.resume === 'Await resolution').toBe('thenReason' in action);
    // The wait that follows has a clock: its own, or one given by the action.
    if ('thenReason' in action && !('thenWithin' in action))
      expect(reasonRow(action.thenReason as HoldReason).clock).not.toBe('given');
  });
});

describe('what actions write', () => {
  const byRoom = {
    referral: referralEffects,
    coverage: coverageEffects,
    placement: placementEffects,
    outreach: outreachEffects,
    authorization: authorizationEffects,
    scheduling: schedulingEffects,
    visit: visitEffects,
  };
  const actionsByRoom = {
    referral: referralActions,
    coverage: coverageActions,
    placement: placementActions,
    outreach: outreachActions,
    authorization: authorizationActions,
    scheduling: schedulingActions,
    visit: visitActions,
    worklist: worklistActions,
  };
  const named = Object.values(byRoom).flatMap((own) => Object.keys(own));

  it('is told by one room for each reason, the one that tells what may be done', () => {
    expect(
      Object.values(actionsByRoom)
        .flatMap((own) => Object.keys(own))
        .sort(),
    ).toEqual(holdReasons.map(({ reason }) => reason).sort());
    for (const [room, own] of Object.entries(byRoom))
      expect(Object.keys(actionsByRoom[room as keyof typeof byRoom])).toEqual(
        expect.arrayContaining(Object.keys(own)),
      );
    expect(named).toEqual([...new Set(named)]);
    expect(Object.keys(effects).sort()).toEqual([...named, 'needs-attention'].sort());
  });

  it.each(
    Object.entries(effects).flatMap(([reason, own]) =>
      Object.keys(own ?? {}).map((action) => [reason as HoldReason, action] as const),
    ),
  )('%s: %s is an action that the reason has', (reason, action) => {
    expect(holdActions[reason].map((one) => one.action)).toContain(action);
    expect(findEffect(reason, action)).toBeTypeOf('function');
  });

  it.each(
    holdReasons.flatMap(({ reason }) =>
      holdActions[reason]
        .filter(({ resume }) => resume === 'close')
        .map(({ action }) => [reason, action] as const),
    ),
  )('%s: %s ends a referral that no workflow waits to end', (reason, action) => {
    expect(findEffect(reason, action)).toBeTypeOf('function');
  });

  it('is nothing but its end for an action that only tells, and for one that there is not', () => {
    expect(findEffect('message-undelivered', 'called')).toBeUndefined();
    expect(findEffect('payer-decision', 'constructor')).toBeUndefined();
    expect(findEffect('constructor' as HoldReason, 'toString')).toBeUndefined();
  });
});
