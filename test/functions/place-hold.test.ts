import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { placeHold } from '../../functions/hold/place-hold.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { aHold } from '../support/holds.ts';

const referralId = 'ref_00000000000000000000';
const input = {
  referralId,
  operation: 'x:place-hold:0.0',
  scope: 'r',
  count: 1,
  stage: 'schedule',
  reason: 'no-capacity' as const,
  dueAt: '2026-11-20T23:00:00Z',
  taskToken: 'token-1',
};

const given = (found?: Hold, status = 'accepted') => {
  const written: unknown[] = [];
  const applied = (...what: unknown[]) => {
    written.push(what);
    return Promise.resolve({ outcome: 'applied' } as Committed);
  };
  const run = placeHold({
    store: { get: async () => found, place: applied, renew: applied },
    referralOf: async () => ({ practiceNpi: '1234567893', status, doseBy: '2026-12-01' }),
    now: () => new Date('2026-11-20T15:00:00Z'),
  });
  return { run, written };
};

describe('place hold', () => {
  it('opens a hold for the team that owns the reason, ranked by the dose window', async () => {
    const { run, written } = given();
    expect(await run(input)).toEqual({ holdId: 'hold_00000000000000000000_r1' });
    expect(written).toMatchObject([
      [
        { team: 'scheduler', owner: 'scheduler', status: 'open', doseBy: '2026-12-01', level: 0 },
        'x:place-hold:0.0',
        undefined,
      ],
    ]);
  });
  it('does nothing when the same wait was placed before', async () => {
    const { run, written } = given(aHold());
    expect(await run(input)).toEqual({ holdId: 'hold_00000000000000000000_r1' });
    expect(written).toEqual([]);
  });
  it('gives the hold the new token of a retried wait', async () => {
    const { run, written } = given(aHold());
    await run({ ...input, taskToken: 'token-2' });
    expect(written).toMatchObject([
      [
        { taskToken: 'token-1' },
        'token-2',
        input.dueAt,
        input.operation,
        '2026-11-20T15:00:00.000Z',
      ],
    ]);
  });
  it('lets the workflow end at once when the referral closed meanwhile', async () => {
    const { run, written } = given(undefined, 'closed');
    await run(input);
    expect(written).toMatchObject([
      [{ status: 'cancelled' }, input.operation, { resume: 'close' }],
    ]);
  });
});
