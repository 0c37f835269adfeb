import { describe, expect, it } from 'vitest';
import { PermanentFault } from '../../functions/platform/errors.ts';
import { definition, type Fake, needed, once, runWorkflow } from '../support/state-machine.ts';

const referralId = 'ref_00000000000000000000';
const dueAt = '2026-01-05T17:00:00Z';

/** Every step answers as for a renewal that the payer grants at once, unless the case differs. */
const given = (different: Record<string, Fake> = {}, input: Record<string, unknown> = {}) =>
  runWorkflow({
    definition: definition('renewal'),
    input: {
      ...{ referralId, renewal: 2, scope: 'n2.', turn: 0, round: 1, level: 0 },
      ...{ resume: 'Verify eligibility', ...input },
    },
    substitutions: {
      CheckCompleteness: () => ({ outcome: 'complete' }),
      VerifyEligibility: () => ({ outcome: 'active' }),
      ChooseSiteOfCare: () => ({ outcome: 'chosen' }),
      DetermineAuthorizationNeed: needed,
      SubmitAuthorization: () => ({ outcome: 'approved' }),
      MakePacket: () => ({ outcome: 'hold', reason: 'packet-to-send', dueAt }),
      BookSeries: () => ({ outcome: 'booked' }),
      EndRenewal: () => ({ outcome: 'ended' }),
      PlaceHold: () => ({}),
      EscalateHold: () => ({ dueAt: '2026-01-06T09:00:00Z' }),
      ...different,
    },
    children: { AuthorizationWorkflow: JSON.parse(definition('authorization')) },
  });

type Run = Awaited<ReturnType<typeof given>>;
const endOf = (run: Run) => run.calls('EndRenewal').map(({ payload }) => payload);

describe('a renewal', () => {
  it('asks about coverage, need and authorization anew, and books what is granted', async () => {
    const run = await given();
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
    expect(run.calls().map(({ name }) => name)).toEqual([
      'VerifyEligibility',
      'DetermineAuthorizationNeed',
      'SubmitAuthorization',
      'BookSeries',
      'EndRenewal',
    ]);
    expect(run.calls('SubmitAuthorization')[0]?.payload).toMatchObject({
      authorizationId: 'auth_00000000000000000000_2',
    });
    expect(endOf(run)).toMatchObject([{ closeReason: null }]);
  });

  it('has the place weighed anew before another payer is asked', async () => {
    const run = await given({ VerifyEligibility: () => ({ outcome: 'another-payer' }) });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(
      run
        .calls()
        .map(({ name }) => name)
        .slice(0, 3),
    ).toEqual(['VerifyEligibility', 'ChooseSiteOfCare', 'DetermineAuthorizationNeed']);
  });

  it('waits under its own holds when no place is found, and books when one is', async () => {
    const run = await given({
      BookSeries: once<object>(
        { outcome: 'hold', reason: 'no-capacity', dueAt },
        { outcome: 'booked' },
      ),
    });
    expect(run.calls('PlaceHold')[0]?.payload).toMatchObject({
      scope: 'n2.',
      count: 2,
      reason: 'no-capacity',
    });
    await run.answer('Await resolution', { resume: 'Book series' });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(endOf(run)).toMatchObject([{ closeReason: null }]);
  });

  it('ends with the reason when the payer’s denial is final', async () => {
    const run = await given({
      SubmitAuthorization: () => ({ outcome: 'hold', reason: 'denied', dueAt }),
    });
    await run.answer('Await resolution', { resume: 'close', closeReason: 'not-authorized' });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(run.calls('BookSeries')).toEqual([]);
    expect(endOf(run)).toMatchObject([{ closeReason: 'not-authorized' }]);
  });

  it('asks the payer in a further round when the site changes', async () => {
    const run = await given({
      SubmitAuthorization: once<object>(
        { outcome: 'hold', reason: 'denied-site-of-care', dueAt },
        { outcome: 'approved' },
      ),
    });
    await run.answer('Await resolution', { resume: 'Choose site of care' });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(run.calls('SubmitAuthorization').map(({ payload }) => payload)).toMatchObject([
      { authorizationId: 'auth_00000000000000000000_2' },
      { authorizationId: 'auth_00000000000000000000_3' },
    ]);
  });

  it('only ends when a person says that there is to be none', async () => {
    const run = await given({}, { resume: 'End renewal', closeReason: 'completed' });
    expect(run.calls().map(({ name }) => name)).toEqual(['EndRenewal']);
    expect(endOf(run)).toMatchObject([{ closeReason: 'completed' }]);
  });

  it.each([
    'VerifyEligibility',
    'DetermineAuthorizationNeed',
    'SubmitAuthorization',
    'BookSeries',
    'EndRenewal',
  ])('whose step %s fails reaches a person, who can have it tried again', async (broken) => {
    let mended = false;
    const run = await given({
      [broken]: () => {
        if (!mended) throw new PermanentFault('broken');
        return { outcome: outcomes[broken] };
      },
    });
    const hold = run.calls('PlaceHold').at(-1)?.payload;
    expect(hold).toMatchObject({ reason: 'needs-attention', stage: expect.any(String) });
    mended = true;
    await run.answer('Await resolution', { resume: (hold as { stage: string }).stage });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'ended' } });
    expect(endOf(run).at(-1)).toMatchObject({ closeReason: null });
  });
});

const outcomes: Record<string, string> = {
  VerifyEligibility: 'active',
  DetermineAuthorizationNeed: 'not-needed',
  SubmitAuthorization: 'approved',
  BookSeries: 'booked',
  EndRenewal: 'ended',
};
