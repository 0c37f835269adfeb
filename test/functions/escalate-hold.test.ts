import { describe, expect, it } from 'vitest';
import { escalateHold } from '../../functions/hold/escalate-hold.ts';
import type { Escalation } from '../../functions/hold/escalation.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import type { Committed } from '../../functions/platform/record.ts';
import { aHold } from '../support/holds.ts';

const now = () => new Date('2026-11-20T23:00:00Z');
const input = {
  referralId: 'ref_00000000000000000000',
  operation: 'x',
  scope: 'r' as const,
  count: 1,
};

const given = (hold?: Hold, alerts: string[] = []) => {
  const escalated: Escalation[] = [];
  const run = escalateHold({
    store: {
      get: async () => hold,
      alertsOf: async () => alerts,
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
    [
      'its own team first',
      0,
      { team: 'scheduler', level: 1, reminds: false, dueAt: '2026-11-21T07:00:00Z' },
    ],
    [
      'then the next',
      1,
      { team: 'coordinator', level: 2, reminds: false, dueAt: '2026-11-21T07:00:00Z' },
    ],
    [
      'and then both every business day',
      2,
      { team: 'coordinator', level: 2, reminds: true, dueAt: '2026-11-23T23:00:00Z' },
    ],
  ])('asks %s', async (_, before, asked) => {
    const { run, escalated } = given(aHold(undefined, { reason: 'place-changed', level: before }));
    expect(await run(input)).toEqual({ dueAt: asked.dueAt });
    expect(escalated).toEqual([asked]);
  });
  it('asks once a week for a hold that has been open for more than two', async () => {
    const old = { level: 2, openedAt: '2026-11-02T15:00:00Z' };
    expect(await given(aHold(undefined, old)).run(input)).toEqual({
      dueAt: '2026-11-30T23:00:00Z',
    });
  });
  it('gives a business day where the payer’s clock was the due time', async () => {
    const { run } = given(aHold(undefined, { reason: 'payer-decision' }));
    expect(await run(input)).toEqual({ dueAt: '2026-11-23T23:00:00Z' });
  });
  it.each([
    [
      'before what may be done about a denial runs out',
      ['2026-11-21T14:00:00Z'],
      '2026-11-21T14:00:00Z',
    ],
    [
      'not for what has passed',
      ['2026-11-20T22:59:59Z', '2026-11-20T23:00:00Z'],
      '2026-11-23T23:00:00Z',
    ],
    [
      'for the soonest of what is to come',
      ['2026-11-19T14:00:00Z', '2026-11-22T14:00:00Z', '2026-11-23T14:00:00Z'],
      '2026-11-22T14:00:00Z',
    ],
    ['not later for what runs out later', ['2026-12-24T14:00:00Z'], '2026-11-23T23:00:00Z'],
  ])('asks %s', async (_, alerts, dueAt) => {
    const { run, escalated } = given(aHold(undefined, { reason: 'payer-decision' }), alerts);
    expect(await run(input)).toEqual({ dueAt });
    expect(escalated).toMatchObject([{ dueAt }]);
  });
  it('waits a minute for the answer of a hold that ended at the last moment', async () => {
    const { run, escalated } = given(aHold(undefined, { status: 'resolved' }));
    expect(await run(input)).toEqual({ dueAt: '2026-11-20T23:01:00.000Z' });
    expect(escalated).toEqual([]);
  });
});
