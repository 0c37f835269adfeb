import { describe, expect, it } from 'vitest';
import { definition, type Fake, runWorkflow } from '../support/state-machine.ts';

const referralId = 'ref_00000000000000000000';
const visitId = 'vis_00000000000000000000_2';

const plans = (...answers: object[]): Fake => {
  let asked = 0;
  return () => answers[Math.min(asked++, answers.length - 1)];
};

const given = (different: Record<string, Fake>) =>
  runWorkflow({
    definition: definition('visit'),
    input: { referralId, visitId, scope: 'v2.', turn: 0, level: 0 },
    substitutions: {
      PlanVisit: () => ({ outcome: 'ended' }),
      CheckReadiness: () => ({ outcome: 'ready' }),
      PlaceHold: () => ({}),
      EscalateHold: () => ({ dueAt: '2026-01-08T09:00:00Z' }),
      ...different,
    },
  });

const prepare = { outcome: 'wait', moment: 'prepare', until: '2026-01-12T15:00:00Z' };
const remind = { outcome: 'wait', moment: 'remind', until: '2026-01-17T15:00:00Z' };

describe('a visit', () => {
  it('is checked a week and two days before, each at its own moment', async () => {
    const run = await given({ PlanVisit: plans(prepare, remind, { outcome: 'ended' }) });
    await run.advance({ days: 6 });
    expect(run.calls('CheckReadiness')).toHaveLength(0);
    await run.advance({ days: 30 });
    expect(run.calls('CheckReadiness').map(({ payload }) => payload)).toMatchObject([
      { moment: 'prepare', visitId },
      { moment: 'remind', visitId },
    ]);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('that is not ready waits for a person, and is checked again for the same moment', async () => {
    const run = await given({
      PlanVisit: plans(prepare, { outcome: 'ended' }),
      CheckReadiness: plans(
        { outcome: 'hold', reason: 'visit-not-ready', dueAt: '2026-01-13T15:00:00Z' },
        { outcome: 'ready' },
      ),
    });
    await run.advance({ days: 7, hours: 8 });
    expect(run.calls('PlaceHold')[0]?.payload).toMatchObject({
      scope: 'v2.',
      reason: 'visit-not-ready',
    });
    await run.answer('Await resolution', { resume: 'Check readiness' });
    expect(run.calls('CheckReadiness').map(({ payload }) => payload)).toMatchObject([
      { moment: 'prepare' },
      { moment: 'prepare' },
    ]);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('that nobody recorded is asked for until somebody does', async () => {
    const run = await given({
      PlanVisit: plans(
        { outcome: 'hold', reason: 'visit-unrecorded', dueAt: '2026-01-07T09:00:00Z' },
        { outcome: 'ended' },
      ),
    });
    await run.advance({ days: 2, hours: 1 });
    expect(run.calls('EscalateHold')).toHaveLength(1);
    await run.answer('Await resolution', { resume: 'Plan visit' });
    expect(run.outcome().status).toBe('SUCCEEDED');
  });
});
