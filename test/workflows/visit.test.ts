import { describe, expect, it } from 'vitest';
import { PermanentFault } from '../../functions/platform/errors.ts';
import { definition, type Fake, runWorkflow } from '../support/state-machine.ts';

const referralId = 'ref_00000000000000000000';
const visitId = 'vis_00000000000000000000_2';

const plans = (...answers: object[]): Fake => {
  let asked = 0;
  return () => answers[Math.min(asked++, answers.length - 1)];
};

const given = (
  answers: Fake,
  until = '2026-01-12T15:00:00Z',
  verifying: Fake = () => ({ outcome: 'active' }),
) =>
  runWorkflow({
    definition: definition('visit'),
    input: { referralId, visitId, scope: 'v2.', until, turn: 0, level: 0 },
    substitutions: {
      CheckVisit: answers,
      VerifyEligibility: verifying,
      PlaceHold: () => ({}),
      EscalateHold: () => ({ dueAt: '2026-01-16T09:00:00Z' }),
    },
  });

const wait = (until: string) => ({ outcome: 'wait', until });
const ended = { outcome: 'ended' };
const unready = { outcome: 'hold', reason: 'visit-not-ready', dueAt: '2026-01-13T15:00:00Z' };

describe('a visit', () => {
  it('is looked at once a moment, each at its own time, in ten state transitions to its record', async () => {
    const times: string[] = [];
    const answers = plans(wait('2026-01-17T15:00:00Z'), wait('2026-01-19T20:45:00Z'), ended);
    const run = await given((payload) => {
      times.push(new Date(run.clock.now()).toISOString());
      return answers(payload);
    });
    await run.advance({ days: 30 });
    expect(times).toEqual([
      '2026-01-12T15:00:00.000Z',
      '2026-01-17T15:00:00.000Z',
      '2026-01-19T20:45:00.000Z',
    ]);
    expect(run.calls('CheckVisit')[0]?.payload).toMatchObject({ referralId, visitId });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(run.engine.counters().transitions).toBe(10);
  });

  it('that is booked late is looked at at once', async () => {
    const run = await given(plans(ended), '2025-12-29T15:00:00Z');
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('never gives two looks the same operation, nor two waits the same hold', async () => {
    const run = await given(plans(wait('2026-01-12T15:00:00Z'), unready, unready, ended));
    await run.advance({ days: 7, hours: 8 });
    await run.answer('Await resolution', { resume: 'Check visit' });
    await run.answer('Await resolution', { resume: 'Check visit' });
    const of = (name: string, field: 'operation' | 'count') =>
      run.calls(name).map(({ payload }) => (payload as Record<string, unknown>)[field]);
    expect(new Set(of('CheckVisit', 'operation')).size).toBe(4);
    expect(new Set(of('PlaceHold', 'count')).size).toBe(2);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('that is not ready waits for a person, and is then looked at again', async () => {
    const run = await given(plans(unready, ended));
    await run.advance({ days: 7, hours: 8 });
    expect(run.calls('PlaceHold')[0]?.payload).toMatchObject({
      scope: 'v2.',
      reason: 'visit-not-ready',
      stage: 'Check visit',
    });
    await run.answer('Await resolution', { resume: 'Check visit' });
    expect(run.calls('CheckVisit')).toHaveLength(2);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  const asks = { outcome: 'ask' };
  it.each<[string, object]>([
    ['says that it goes on', { outcome: 'active' }],
    ['does not know the member', { outcome: 'hold', reason: 'coverage-not-active', dueAt: 'x' }],
    ['does not answer', { outcome: 'hold', reason: 'payer-unavailable', dueAt: 'x' }],
  ])('after its coverage is looked at again once the payer %s', async (_says, answer) => {
    const run = await given(plans(asks, ended), undefined, () => answer);
    await run.advance({ days: 7, hours: 8 });
    expect(run.calls('VerifyEligibility')).toHaveLength(1);
    const looks = run.calls('CheckVisit').map(({ payload }) => payload as Record<string, unknown>);
    expect(looks.map(({ asked }) => asked)).toEqual([false, true]);
    expect(new Set(looks.map(({ operation }) => operation)).size).toBe(2);
    expect(run.calls('PlaceHold')).toEqual([]);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('asks the payer anew at each look that finds the coverage ended', async () => {
    const run = await given(plans(asks, unready, asks, ended));
    await run.advance({ days: 7, hours: 8 });
    await run.answer('Await resolution', { resume: 'Check visit' });
    expect(run.calls('VerifyEligibility')).toHaveLength(2);
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('whose payer could not be asked is looked at again when a person has it tried again', async () => {
    let mended = false;
    const run = await given(plans(asks, ended), undefined, () => {
      if (!mended) throw new PermanentFault('broken');
      return { outcome: 'active' };
    });
    await run.advance({ days: 7, hours: 8 });
    const hold = run.calls('PlaceHold')[0]?.payload as { stage: string };
    expect(hold).toMatchObject({ reason: 'needs-attention', stage: 'Verify eligibility' });
    mended = true;
    await run.answer('Await resolution', { resume: hold.stage });
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('that nobody recorded is asked for until somebody does', async () => {
    const run = await given(plans({ ...unready, reason: 'visit-unrecorded' }, ended));
    await run.advance({ days: 9 });
    expect(run.calls('EscalateHold')).toHaveLength(1);
    await run.answer('Await resolution', { resume: 'Check visit' });
    expect(run.outcome().status).toBe('SUCCEEDED');
  });

  it('whose step fails reaches a person, who can have it looked at again', async () => {
    let mended = false;
    const run = await given(() => {
      if (!mended) throw new PermanentFault('broken');
      return ended;
    });
    await run.advance({ days: 8 });
    const hold = run.calls('PlaceHold')[0]?.payload as { stage: string };
    expect(hold).toMatchObject({ reason: 'needs-attention', fault: 'PermanentFault:broken' });
    mended = true;
    await run.answer('Await resolution', { resume: hold.stage });
    expect(run.outcome().status).toBe('SUCCEEDED');
  });
});
