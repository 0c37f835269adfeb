import { describe, expect, it } from 'vitest';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { definition, type Fake, needed, once, runWorkflow } from '../support/state-machine.ts';

const referralId = 'ref_00000000000000000000';

/** Every step answers as for a referral that is approved at once, unless the case says otherwise. */
const given = (different: Record<string, Fake> = {}, resume = 'Check completeness') =>
  runWorkflow({
    definition: definition('referral'),
    input: { referralId, scope: 'r', turn: 0, round: 0, level: 0, resume },
    substitutions: {
      CheckCompleteness: () => ({ outcome: 'complete' }),
      VerifyEligibility: () => ({ outcome: 'active' }),
      ChooseSiteOfCare: () => ({ outcome: 'chosen' }),
      DetermineAuthorizationNeed: needed,
      SubmitAuthorization: () => ({ outcome: 'approved' }),
      MakePacket: () => ({ outcome: 'hold', reason: 'packet-to-send', dueAt }),
      BookSeries: () => ({ outcome: 'booked' }),
      PlaceHold: () => ({}),
      EscalateHold: () => ({ dueAt: '2026-01-06T09:00:00Z' }),
      CloseReferral: () => ({ outcome: 'closed' }),
      ...different,
    },
    children: { AuthorizationWorkflow: JSON.parse(definition('authorization')) },
  });

const dueAt = '2026-01-05T17:00:00Z';

describe('a referral', () => {
  it('goes from the complete order to the taught series in 15 state transitions', async () => {
    const run = await given({}, 'Verify eligibility');
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
    expect(run.calls('CheckCompleteness')).toEqual([]);
    expect(run.engine.counters().transitions).toBe(15);
  });

  it('skips the payer when no authorization is needed', async () => {
    const run = await given({ DetermineAuthorizationNeed: () => ({ outcome: 'not-needed' }) });
    expect(run.outcome().status).toBe('SUCCEEDED');
    expect(run.path()).not.toContain('Obtain authorization');
  });

  it('waits for what the order lacks and then checks again', async () => {
    const run = await given({
      CheckCompleteness: once<object>(
        { outcome: 'hold', reason: 'order-incomplete', dueAt },
        { outcome: 'complete' },
      ),
    });
    expect(run.outcome().status).toBe('RUNNING');
    await run.answer('Await resolution', { resume: 'Check completeness' });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
  });

  it('escalates a hold each time its clock runs out, and still goes on when it is answered', async () => {
    const run = await given({
      BookSeries: once<object>(
        { outcome: 'hold', reason: 'no-capacity', dueAt },
        { outcome: 'booked' },
      ),
      EscalateHold: once<object>(
        { dueAt: '2026-01-06T09:00:00Z' },
        { dueAt: '2026-01-07T09:00:00Z' },
      ),
    });
    await run.advance({ days: 2 });
    expect(run.path().filter((state) => state === 'Escalate hold')).toHaveLength(3);
    await run.answer('Await resolution', { resume: 'Book series' });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
  });

  it('chooses another site when the payer wants one, and asks the payer again in a new round', async () => {
    const run = await given({
      SubmitAuthorization: once<object>(
        { outcome: 'hold', reason: 'denied-site-of-care', dueAt },
        { outcome: 'approved' },
      ),
    });
    await run.answer('Await resolution', { resume: 'Choose site of care' });
    expect(run.outcome().status).toBe('SUCCEEDED');
    const drafts = run.calls().filter(({ name }) => name === 'SubmitAuthorization');
    expect(
      drafts.map(({ payload }) => (payload as { authorizationId: string }).authorizationId),
    ).toEqual(['auth_00000000000000000000_1', 'auth_00000000000000000000_2']);
  });

  it('makes a packet where no machine takes the request, and waits for who sends it', async () => {
    const run = await given({
      SubmitAuthorization: once<object>({ outcome: 'by-hand' }, { outcome: 'approved' }),
    });
    expect(run.calls('MakePacket')).toMatchObject([
      { payload: { authorizationId: 'auth_00000000000000000000_1' } },
    ]);
    expect(run.calls('PlaceHold')).toMatchObject([
      { payload: { reason: 'packet-to-send', stage: 'Make packet' } },
    ]);
    // It could not be sent that way: the packet for the next one is made.
    await run.answer('Await resolution', { resume: 'Make packet' });
    expect(run.calls('MakePacket')).toHaveLength(2);
    await run.answer('Await resolution', { resume: 'Submit authorization' });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
  });

  it.each([
    ['the payer wants another site', { SubmitAuthorization: 'denied-site-of-care' }, 'needed'],
    ['no site has room', { BookSeries: 'no-capacity' }, 'not-needed'],
    ['a clinician has to choose', { ChooseSiteOfCare: 'site-needs-clinician' }, 'not-needed'],
  ])(
    'determines the need of an authorization for the site chosen anew: %s',
    async (_, waits, need) => {
      const [step = '', reason] = Object.entries(waits)[0] ?? [];
      const run = await given({
        DetermineAuthorizationNeed: need === 'needed' ? needed : () => ({ outcome: need }),
        [step]: once<object>({ outcome: 'hold', reason, dueAt }, { outcome: outcomes[step] }),
      });
      const before = run.calls().length;
      const chosenByHand = step === 'ChooseSiteOfCare';
      await run.answer('Await resolution', {
        resume: chosenByHand ? 'Determine authorization need' : 'Choose site of care',
      });
      expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
      const after = run
        .calls()
        .slice(before)
        .map(({ name }) => name);
      expect(after).toContain('DetermineAuthorizationNeed');
      expect(after.includes('ChooseSiteOfCare')).toBe(!chosenByHand);
    },
  );

  it('closes with the reason of the person who closed the hold', async () => {
    const run = await given({
      SubmitAuthorization: () => ({ outcome: 'hold', reason: 'denied', dueAt }),
    });
    await run.answer('Await resolution', { resume: 'close', closeReason: 'not-authorized' });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'closed' } });
    const close = run.calls().find(({ name }) => name === 'CloseReferral');
    expect(close?.payload).toMatchObject({ closeReason: 'not-authorized' });
  });

  it('never gives two steps the same operation name', async () => {
    const run = await given({
      CheckCompleteness: once<object>(
        { outcome: 'hold', reason: 'order-incomplete', dueAt },
        { outcome: 'complete' },
      ),
      SubmitAuthorization: once<object>(
        { outcome: 'hold', reason: 'denied-site-of-care', dueAt },
        { outcome: 'approved' },
      ),
    });
    await run.answer('Await resolution', { resume: 'Check completeness' });
    await run.answer('Await resolution', { resume: 'Choose site of care' });
    expect(run.outcome().status).toBe('SUCCEEDED');
    const operations = run
      .calls()
      .map(({ payload }) => (payload as { operation: string }).operation);
    expect(new Set(operations).size).toBe(operations.length);
  });
});

describe('a fault', () => {
  it('that passes is retried under the same operation', async () => {
    let asked = 0;
    const run = await given({
      VerifyEligibility: () => {
        asked += 1;
        if (asked < 3) throw new TransientFault('http-503');
        return { outcome: 'active' };
      },
    });
    await run.advance({ minutes: 5 });
    expect(run.outcome().status).toBe('SUCCEEDED');
    const asks = run.calls().filter(({ name }) => name === 'VerifyEligibility');
    expect(asks).toHaveLength(3);
    expect(
      new Set(asks.map(({ payload }) => (payload as { operation: string }).operation)).size,
    ).toBe(1);
  });

  it.each([
    'CheckCompleteness',
    'VerifyEligibility',
    'ChooseSiteOfCare',
    'DetermineAuthorizationNeed',
    'SubmitAuthorization',
    'MakePacket',
    'BookSeries',
  ])('of %s that does not pass reaches a person, who can have it tried again', async (broken) => {
    let mended = false;
    const run = await given({
      ...(broken === 'MakePacket' && { SubmitAuthorization: () => ({ outcome: 'by-hand' }) }),
      [broken]: () => {
        if (!mended) throw new PermanentFault('broken');
        return { outcome: outcomes[broken] };
      },
    });
    const hold = run.calls().findLast(({ name }) => name === 'PlaceHold')?.payload;
    expect(hold).toMatchObject({
      reason: 'needs-attention',
      stage: expect.any(String),
      fault: 'PermanentFault:broken',
    });
    mended = true;
    await run.answer('Await resolution', { resume: (hold as { stage: string }).stage });
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
  });
});

const outcomes: Record<string, string> = {
  CheckCompleteness: 'complete',
  VerifyEligibility: 'active',
  ChooseSiteOfCare: 'chosen',
  DetermineAuthorizationNeed: 'not-needed',
  SubmitAuthorization: 'approved',
  // Told of a case that the payer has approved meanwhile.
  MakePacket: 'approved',
  BookSeries: 'booked',
};

describe('what no branch of a workflow names', () => {
  it.each([
    ['a stage', { outcome: 'hold', reason: 'order-incomplete', dueAt }, 'Stage unknown'],
    ['an outcome', { outcome: 'an-outcome-nobody-knows' }, 'Check completeness'],
  ])('%s leads to a person, who closes nothing by trying again', async (what, odd, stage) => {
    const run = await given({ CheckCompleteness: once<object>(odd, { outcome: 'complete' }) });
    if (what === 'a stage') await run.answer('Await resolution', { resume: 'nobody-knows' });
    const hold = run.calls('PlaceHold').at(-1)?.payload;
    expect(hold).toMatchObject({ reason: 'needs-attention', stage });
    await run.answer('Await resolution', { resume: stage });
    expect(run.calls('CheckCompleteness')).toHaveLength(2);
    expect(run.calls('CloseReferral')).toEqual([]);
    expect(run.outcome()).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'booked' } });
  });
});
