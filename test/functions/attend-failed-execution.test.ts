import { describe, expect, it } from 'vitest';
import { attendFailedExecution } from '../../functions/hold/attend-failed-execution.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { aHold } from '../support/holds.ts';
import { aReferral } from '../support/referrals.ts';

const { referralId } = aReferral();

const failing = async (
  holds: readonly Hold[],
  { status = 'FAILED', closed = false }: { status?: 'FAILED' | 'ABORTED'; closed?: boolean } = {},
  execution = { stateMachineArn: 'R', name: referralId },
) => {
  const placed: Hold[] = [];
  await attendFailedExecution({
    store: {
      outlines: async () => [...holds],
      place: async (hold: Hold) => {
        placed.push(hold);
        return { outcome: 'applied' } as Committed;
      },
    },
    referralOf: async () => aReferral({ status: closed ? 'closed' : 'active' }),
    machines: { referral: 'R', renewal: 'N', visit: 'V' },
    now: () => new Date('2026-11-20T15:00:00Z'),
  })({ detail: { ...execution, status } });
  return placed;
};

const standing = (reason: Hold['reason'], different: Parameters<typeof aHold>[1] = {}) =>
  aHold(referralId, { reason, taskToken: undefined, ...different });

describe('an execution that failed', () => {
  it('of a renewal leaves a hold of that renewal, also when somebody stopped it', async () => {
    const execution = { stateMachineArn: 'N', name: `${referralId}-n2-3` };
    for (const status of ['FAILED', 'ABORTED'] as const)
      expect(await failing([], { status }, execution)).toMatchObject([
        {
          holdId: expect.stringMatching(/_n2\.1$/),
          reason: 'needs-attention',
          stage: 'Verify eligibility',
        },
      ]);
  });

  it('leaves a needs-attention hold numbered after those of the workflow', async () => {
    const placed = await failing([aHold(referralId, { count: 3, status: 'resolved' })]);
    expect(placed).toMatchObject([
      { holdId: expect.stringMatching(/_r4$/), reason: 'needs-attention', status: 'open' },
    ]);
  });

  it('is attended although a person works something else meanwhile', async () => {
    expect(await failing([standing('message-undelivered', { standing: 'message' })])).toMatchObject(
      [{ holdId: expect.stringMatching(/_r1$/) }],
    );
    const visit = { stateMachineArn: 'V', name: `vis_${referralId.slice(4)}_1-0` };
    expect(
      await failing([standing('visit-suspended', { standing: 'report', scope: 'v1.' })], {}, visit),
    ).toMatchObject([{ holdId: expect.stringMatching(/_v1\.1$/) }]);
  });

  it.each([
    ['a person is on it already', () => failing([standing('needs-attention')])],
    ['the referral is closed', () => failing([], { closed: true })],
    [
      'the visit’s execution was stopped by us',
      () =>
        failing(
          [],
          { status: 'ABORTED' },
          { stateMachineArn: 'V', name: `vis_${referralId.slice(4)}_1-0` },
        ),
    ],
  ])('leaves none when %s', async (_, run) => {
    expect(await run()).toEqual([]);
  });
});
