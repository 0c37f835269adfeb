import { describe, expect, it } from 'vitest';
import { escalateHold } from '../../functions/hold/escalate-hold.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { aHold } from '../support/holds.ts';

const now = () => new Date('2026-11-20T23:00:00Z');
const input = { referralId: 'ref_00000000000000000000', operation: 'x', scope: 'r', count: 1 };

const given = (hold?: Hold) => {
  const escalated: { team: string; dueAt: string }[] = [];
  const run = escalateHold({
    store: {
      get: async () => hold,
      escalate: async (_, next) => {
        escalated.push(next);
        return { outcome: 'applied', record: { detail: next } } as unknown as Committed;
      },
    },
    now,
  });
  return { run, escalated };
};

describe('escalate hold', () => {
  it.each([
    ['its own team first', 0, 'scheduler', '2026-11-21T07:00:00Z'],
    ['then the next', 1, 'coordinator', '2026-11-21T07:00:00Z'],
    ['and the last every business day', 7, 'coordinator', '2026-11-23T23:00:00Z'],
  ])('asks %s', async (_, level, team, dueAt) => {
    const { run, escalated } = given(aHold(undefined, { level }));
    expect(await run(input)).toEqual({ dueAt });
    expect(escalated).toEqual([{ team, dueAt }]);
  });
  it('gives a business day where the payer’s clock was the due time', async () => {
    const { run } = given(aHold(undefined, { reason: 'payer-decision' }));
    expect(await run(input)).toEqual({ dueAt: '2026-11-23T23:00:00Z' });
  });
  it('waits a minute for the answer of a hold that ended at the last moment', async () => {
    const { run, escalated } = given(aHold(undefined, { status: 'resolved' }));
    expect(await run(input)).toEqual({ dueAt: '2026-11-20T23:01:00.000Z' });
    expect(escalated).toEqual([]);
  });
});
