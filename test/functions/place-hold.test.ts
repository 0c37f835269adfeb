import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { placeHold } from '../../functions/hold/place-hold.ts';
import type { Committed } from '../../functions/platform/record.ts';
import type { Finding } from '../../functions/referral/referral.ts';
import { aHold } from '../support/holds.ts';

const referralId = 'ref_00000000000000000000';
const input = {
  referralId,
  operation: 'x:place-hold:0.0',
  scope: 'r' as const,
  count: 1,
  stage: 'Book series',
  reason: 'no-capacity' as const,
  dueAt: '2026-11-20T23:00:00Z',
  taskToken: 'token-1',
};

const missing: Finding = {
  code: 'allergies-missing',
  severity: 'missing',
  pointer: '/allergies',
  text: 'The order says nothing of allergies.',
  fix: 'Say that there are none, or which.',
  source: 'a rule of the tests',
};

const given = (
  found?: Hold,
  { status = 'accepted', findings = [] }: { status?: string; findings?: Finding[] } = {},
) => {
  const written: unknown[] = [];
  const applied = (...what: unknown[]) => {
    written.push(what);
    return Promise.resolve({ outcome: 'applied' } as Committed);
  };
  const run = placeHold({
    store: { get: async () => found, head: async () => 7, place: applied, renew: applied },
    referralOf: async () => ({
      practiceNpi: '1234567893',
      status,
      doseBy: '2026-12-01',
      findings,
    }),
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
        { settlement: undefined, since: 7 },
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
        { taskToken: 'token-2', dueAt: input.dueAt },
        { operation: input.operation, at: '2026-11-20T15:00:00.000Z' },
      ],
    ]);
  });
  it('lets the workflow end at once when the referral closed meanwhile', async () => {
    const { run, written } = given(undefined, { status: 'closed' });
    await run(input);
    expect(written).toMatchObject([
      [{ status: 'cancelled' }, input.operation, { settlement: { resume: 'close' } }],
    ]);
  });
  it.each([
    ['lets the workflow look again when what was missing came meanwhile', [], 'cancelled'],
    ['waits for what is still missing', [missing], 'open'],
  ])('%s', async (_says, findings, status) => {
    const { run, written } = given(undefined, { status: 'incomplete', findings });
    await run({ ...input, stage: 'Check completeness', reason: 'order-incomplete' });
    const settlement = status === 'open' ? undefined : { resume: 'Check completeness' };
    expect(written).toMatchObject([[{ status }, input.operation, { settlement }]]);
  });
  it('is tried again when anything happened to the referral while it looked', async () => {
    const refusing = placeHold({
      store: {
        get: async () => undefined,
        head: async () => 7,
        place: async () => ({ outcome: 'refused', at: -1, found: undefined }),
        renew: async () => ({ outcome: 'refused', at: -1, found: undefined }),
      },
      referralOf: async () => ({ practiceNpi: '1234567893', status: 'accepted', findings: [] }),
      now: () => new Date('2026-11-20T15:00:00Z'),
    });
    await expect(refusing(input)).rejects.toMatchObject({ name: 'TransientFault' });
  });
});
