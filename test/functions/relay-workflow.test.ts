import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { byStep, chainStart, seal } from '../../functions/platform/audit.ts';
import { relayWorkflow } from '../../functions/relay/relay-workflow.ts';
import type { WorkflowGateway } from '../../functions/relay/workflow-gateway.ts';
import { aHold } from '../support/holds.ts';

const referralId = 'ref_00000000000000000000';
const visit = (n: number) => `vis_00000000000000000000_${n}`;

const streamed = (sequence: string, item: Record<string, unknown>): DynamoDBRecord => ({
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber: sequence,
    NewImage: marshall(item, { removeUndefinedValues: true }) as never,
  },
});

const recorded = (event: string, detail: Record<string, never> | object = {}) => ({
  pk: `AUDIT#${referralId}`,
  sk: '000001',
  ...seal({
    referralId,
    sequence: 1,
    at: '2026-11-20T15:00:00Z',
    event,
    actor: byStep('test'),
    operation: 'op',
    detail: detail as Record<string, never>,
    previous: chainStart,
  }),
});

const given = (
  settling: 'settled' | 'late' | Error = 'settled',
  now = new Date('2026-11-20T15:00:05Z'),
) => {
  const calls: string[] = [];
  const workflows: WorkflowGateway = {
    start: async (machine, name, input) => {
      const begins = [
        ...(input.resume ? [` resume ${input.resume}`] : []),
        ...(input.until ? [` until ${input.until}`] : []),
      ].join('');
      calls.push(`start ${machine} ${name} turn ${input.turn}${begins}`);
    },
    stop: async (machine, name) => {
      calls.push(`stop ${machine} ${name}`);
    },
    settle: async (token, output) => {
      if (settling instanceof Error) throw settling;
      calls.push(`settle ${token} ${JSON.stringify(output)}`);
      return settling;
    },
  };
  const run = relayWorkflow({
    workflows,
    machines: { referral: 'R', renewal: 'N', visit: 'V' },
    release: async (id, operation) => {
      calls.push(`release ${id} ${operation}`);
    },
    now: () => now,
    store: {
      markSettled: async (holdId) => {
        calls.push(`settled ${holdId}`);
      },
    },
  });
  return { run: (...Records: DynamoDBRecord[]) => run({ Records }), calls };
};

describe('the relay', () => {
  it.each([
    [
      'a received referral whose order is complete begins with its coverage',
      'referral.received',
      { verdict: 'complete' },
      [`start R ${referralId} turn 0 resume Verify eligibility`],
    ],
    [
      'one whose order is not begins with its completeness',
      'referral.received',
      { verdict: 'missing' },
      [`start R ${referralId} turn 0 resume Check completeness`],
    ],
    [
      'a booked series starts one workflow per visit',
      'series.booked',
      { visits: [visit(1), visit(2)], startsAt: ['2026-12-08T15:00:00Z', '2027-01-05T16:30:00Z'] },
      [
        `start V ${visit(1)}-0 turn 0 until 2026-12-01T15:00:00Z`,
        `start V ${visit(2)}-0 turn 0 until 2026-12-29T16:30:00Z`,
      ],
    ],
    [
      'a visit whose start is not on record is looked at at once',
      'series.booked',
      { visits: [visit(1)] },
      [`start V ${visit(1)}-0 turn 0 until 1970-01-01T00:00:00Z`],
    ],
    [
      'a moved visit replaces its workflow',
      'visit.moved',
      { visitId: visit(1), revision: 2, startsAt: '2026-12-08T15:00:00Z' },
      [`stop V ${visit(1)}-1`, `start V ${visit(1)}-2 turn 0 until 2026-12-01T15:00:00Z`],
    ],
    [
      'a visit that took place needs no look any more',
      'visit.completed',
      { visitId: visit(1), revision: 2, last: false, doseComplete: true },
      [`stop V ${visit(1)}-2`],
    ],
    [
      'a visit that took place while somebody looks into its workflow waits for them',
      'visit.completed',
      { visitId: visit(1), revision: 2, last: false, doseComplete: true, awaits: true },
      [],
    ],
    [
      'a withdrawn referral frees its visits',
      'referral.withdrawn',
      {},
      [`release ${referralId} release:${referralId}:referral.withdrawn`],
    ],
    ['another event asks nothing', 'coverage.verified', {}, []],
  ])('%s', async (_, event, detail, expected) => {
    const { run, calls } = given();
    expect(await run(streamed('1', recorded(event, detail)))).toEqual({ batchItemFailures: [] });
    expect(calls).toEqual(expected);
  });

  it.each([
    ['the day it came in', '2026-11-21T04:59:59Z', 'Verify eligibility'],
    ['the day after, in the desk’s zone', '2026-11-21T05:00:00Z', 'Check completeness'],
  ])('believes that an order is complete on %s', async (_, at, stage) => {
    const { run, calls } = given('settled', new Date(at));
    await run(streamed('1', recorded('referral.received', { verdict: 'complete' })));
    expect(calls).toEqual([`start R ${referralId} turn 0 resume ${stage}`]);
  });

  const ended = (different: Parameters<typeof aHold>[1] = {}) => ({
    pk: `REF#${referralId}`,
    sk: 'HOLD#r1',
    ...aHold(referralId, {
      status: 'resolved',
      settlement: { resume: 'Book series' },
      ...different,
    }),
    unsettled: '2026-11-20T16:00:00Z',
  });

  it.each(['settled', 'late'] as const)(
    'an ended hold is told to its workflow once (%s)',
    async (settling) => {
      const { run, calls } = given(settling);
      await run(streamed('1', ended()));
      expect(calls).toEqual([
        `settle token-1 {"resume":"Book series"}`,
        `settled ${aHold().holdId}`,
      ]);
    },
  );

  it('a hold that a failed execution left starts a new one, with new hold numbers', async () => {
    const { run, calls } = given();
    const hold = ended({
      count: 4,
      reason: 'needs-attention',
      settlement: { resume: 'Check completeness' },
    });
    await run(streamed('1', { ...hold, taskToken: undefined }));
    expect(calls[0]).toBe(`start R ${referralId}-4 turn 4 resume Check completeness`);
  });

  it.each([
    ['renewal', 'Verify eligibility'],
    ['no-renewal', 'End renewal'],
  ])('an authorization that ends starts one renewal for all times: %s', async (resume, begins) => {
    const { run, calls } = given();
    const hold = {
      reason: 'authorization-ending',
      scope: 'a1.',
      standing: 'authorization',
    } as const;
    const item = { ...ended({ ...hold, settlement: { resume } }), taskToken: undefined };
    await run(streamed('1', item), streamed('2', item));
    const started = `start N ${referralId}-n2 turn 0 resume ${begins}`;
    expect(calls.filter((call) => call.startsWith('start'))).toEqual([started, started]);
  });

  it.each([
    ['Verify eligibility', 'goes on'],
    ['close', 'ends'],
  ])('a renewal that failed begins again at %s: it %s', async (resume) => {
    const { run, calls } = given();
    const hold = { reason: 'needs-attention', scope: 'n2.', count: 3 } as const;
    await run(
      streamed('1', { ...ended({ ...hold, settlement: { resume } }), taskToken: undefined }),
    );
    expect(calls[0]).toBe(`start N ${referralId}-n2-3 turn 3 resume ${resume}`);
  });

  it.each(['message-undelivered', 'visit-suspended', 'authorization-ending'] as const)(
    'a %s hold that no workflow waits with wakes and starts none',
    async (reason) => {
      const { calls, run } = given();
      const settlement = { resume: 'outreach' };
      const hold = { ...ended({ reason, standing: 'request', settlement }), taskToken: undefined };
      await run(streamed('1', hold));
      expect(calls).toEqual([`settled ${hold.holdId}`]);
    },
  );

  it('gives back the first record that fails and those after it', async () => {
    const { run, calls } = given(Object.assign(new Error('x'), { name: 'ThrottlingException' }));
    const answer = await run(
      streamed('1', recorded('referral.received')),
      streamed('2', ended()),
      streamed('3', recorded('referral.received')),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(calls).toEqual([`start R ${referralId} turn 0 resume Check completeness`]);
  });
});
