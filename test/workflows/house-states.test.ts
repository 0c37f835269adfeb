import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PermanentFault } from '../../functions/platform/errors.ts';
import { deployedDefinition, workflowNames, writtenDefinition } from '../../infra/definition.ts';
import { runWorkflow } from '../support/state-machine.ts';

const startAt = '2026-01-05T09:00:00Z';

/** A referral whose first step fails, under a clock of so many hours for what needs attention. */
const failing = (hours: number) =>
  runWorkflow({
    startAt,
    definition: deployedDefinition(writtenDefinition('referral'), { hours }),
    input: { referralId: 'ref_00000000000000000000', scope: 'r', turn: 0, round: 0, level: 0 },
    substitutions: {
      CheckCompleteness: () => {
        throw new PermanentFault('broken');
      },
      PlaceHold: () => ({}),
      EscalateHold: () => {
        throw new PermanentFault('broken');
      },
      VerifyEligibility: 'never',
      ChooseSiteOfCare: 'never',
      DetermineAuthorizationNeed: 'never',
      AuthorizationWorkflow: 'arn:aws:states:us-east-1:000000000000:stateMachine:never',
      BookSeries: 'never',
      CloseReferral: 'never',
    },
  });

describe('the clock of needs-attention', () => {
  it.each([1, 3, 30])(
    'is that of its reason: with %i hours there, the wait is that long',
    async (hours) => {
      const run = await failing(hours);
      const due = new Date(Date.parse(startAt) + hours * 3_600_000).toISOString();
      expect(run.calls('PlaceHold')[0]?.payload).toMatchObject({ dueAt: due });
      await run.advance({ hours: hours - 1, minutes: 59 });
      expect(run.calls('EscalateHold')).toHaveLength(0);
      await run.advance({ minutes: 2 });
      expect(run.calls('EscalateHold')).toHaveLength(1);
    },
  );

  it('also says when an escalation that failed is tried again', async () => {
    const run = await failing(3);
    await run.advance({ hours: 5, minutes: 59 });
    expect(run.calls('EscalateHold')).toHaveLength(1);
    await run.advance({ minutes: 2 });
    expect(run.calls('EscalateHold')).toHaveLength(2);
  });

  it.each(['given' as const, { businessDays: 1 }, { calendarDays: 1 }])(
    'has to be in hours, for a state machine knows no calendar: %j is refused',
    (clock) => {
      expect(() => deployedDefinition(writtenDefinition('visit'), clock)).toThrow('in hours');
    },
  );
});

describe('what the house puts into a state', () => {
  it('comes after what the state says itself', () => {
    const { States } = deployedDefinition({
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: 'ask', Payload: { operation: 'own', more: 1 } },
          TimeoutSeconds: 7,
          Output: 'own',
          Catch: [{ ErrorEquals: ['Refused'], Next: 'Done' }],
          Next: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    });
    expect(States.Ask).toMatchObject({
      Arguments: { Payload: { referralId: expect.any(String), operation: 'own', more: 1 } },
      TimeoutSeconds: 7,
      Output: 'own',
      Retry: [{ BackoffRate: 2 }],
      Catch: [
        { ErrorEquals: ['Refused'], Next: 'Done' },
        { ErrorEquals: ['States.ALL'], Next: 'Await resolution' },
      ],
    });
    expect(States.Done).toEqual({ Type: 'Succeed' });
  });

  it('leaves files that are read in one go: 850 lines together at the most', () => {
    const lines = workflowNames.map(
      (name) => readFileSync(`workflows/${name}.asl.json`, 'utf8').split('\n').length - 1,
    );
    expect(lines.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(850);
  });
});
