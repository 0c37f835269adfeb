import { afterAll, describe, expect, it } from 'vitest';
import { chain } from '../../functions/platform/record.ts';
import { handler, planVisit } from '../../functions/visit/plan-visit.ts';
import { openDatabase } from '../support/database.ts';
import { aName, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const booked = async () => {
  const one = await aVisitAtCenter(table);
  const { visitId, referralId, visit } = one;
  const hours = (count: number) =>
    new Date(Date.parse(visit.startsAt) + count * 3_600_000).toISOString();
  return {
    ...one,
    /** An instant so many hours from the start of the visit, without a fraction of a second. */
    hours: (count: number) => hours(count).replace('.000Z', 'Z'),
    plan: (at: string, turn = 0, from = one.store) =>
      planVisit({ store: from, now: () => new Date(at) })({
        visitId,
        operation: `plan:${turn}`,
      }),
    events: async () => (await chain(table, referralId)).map(({ event }) => event).slice(1),
    override: () =>
      endHold(
        table,
        referralId,
        'visit-not-ready',
        { action: 'override' },
        { scope: 'v1.', at: hours(-160) },
      ),
    missed: () =>
      endHold(
        table,
        referralId,
        'visit-unrecorded',
        { action: 'missed' },
        { scope: 'v1.', at: hours(30) },
      ),
  };
};

describe('planning what comes next for a visit', () => {
  it('waits until seven days before, two days before, and until it can be recorded', async () => {
    const { referralId, visit, hours, plan, rewrite } = await booked();
    const long = await twice(table, referralId, () => plan('2026-11-21T00:00:00Z'));
    const expected = (moment: string, until: string) => ({ outcome: 'wait', moment, until });
    expect(long).toEqual(expected('prepare', hours(-7 * 24)));
    await rewrite({ checked: 'prepare', checkedAt: hours(-7 * 24) });
    expect(await plan(hours(-160), 1)).toEqual(expected('remind', hours(-48)));
    await rewrite({ checked: 'remind', checkedAt: hours(-48) });
    const recordBy = new Date(Date.parse(visit.endsAt) + 2 * 3_600_000).toISOString();
    expect(await plan(hours(-47), 2)).toEqual(expected('end', recordBy.replace('.000Z', 'Z')));
  });

  it('asks for the record when the visit is over and nobody wrote one', async () => {
    const { referralId, hours, plan } = await booked();
    expect(await twice(table, referralId, () => plan(hours(24)))).toEqual({
      outcome: 'hold',
      reason: 'visit-unrecorded',
      dueAt: hours(48),
    });
  });

  it.each(['completed', 'missed', 'cancelled'] as const)(
    'ends with a visit that is %s',
    async (status) => {
      const { referralId, hours, plan, rewrite } = await booked();
      await rewrite({ status });
      expect(await twice(table, referralId, () => plan(hours(1)))).toEqual({ outcome: 'ended' });
    },
  );

  it('ends with the referral', async () => {
    const { hours, plan, closeReferral, events } = await booked();
    await closeReferral();
    expect(await plan(hours(-200))).toEqual({ outcome: 'ended' });
    expect(await events()).toEqual([]);
  });

  it('ends for a visit that does not exist', async () => {
    const { referralId, store } = await booked();
    const visitId = `vis_${referralId.slice(4)}_9`;
    const plan = planVisit({ store, now: () => new Date('2026-11-21T00:00:00Z') });
    expect(await plan({ visitId, operation: 'plan:0' })).toEqual({ outcome: 'ended' });
  });
});

describe('a visit that a person decided about', () => {
  it('goes on although something lacks, once, and the moment counts as passed', async () => {
    const { referralId, hours, plan, override, read, events } = await booked();
    expect(await override()).toBe('Plan visit');
    const next = await twice(table, referralId, () => plan(hours(-159), 1));
    expect(next).toEqual({ outcome: 'wait', moment: 'remind', until: hours(-48) });
    expect(await read()).toMatchObject({ checked: 'prepare' });
    expect(await events()).toEqual(['hold.resolved', 'visit.readiness-checked']);
  });

  it('is looked at again before the reminder: one decision does for one moment', async () => {
    const { hours, plan, override } = await booked();
    await override();
    await plan(hours(-159), 1);
    expect(await plan(hours(-47), 2)).toMatchObject({ outcome: 'wait', moment: 'remind' });
  });

  it('is missed when the patient was not seen', async () => {
    const { referralId, hours, plan, missed, read, events } = await booked();
    expect(await missed()).toBe('Plan visit');
    expect(await twice(table, referralId, () => plan(hours(31), 1))).toEqual({ outcome: 'ended' });
    expect((await read()).status).toBe('missed');
    expect(await events()).toEqual(['hold.resolved', 'visit.missed']);
  });

  it('is asked about again when its nurse had started it: it was not missed', async () => {
    const { hours, plan, missed, rewrite, read } = await booked();
    await rewrite({ status: 'in-progress', startedAt: hours(0) });
    await missed();
    expect(await plan(hours(31), 1)).toMatchObject({ reason: 'visit-unrecorded' });
    expect((await read()).status).toBe('in-progress');
  });

  it.each([
    ['missed', 31],
    ['override', -159],
  ] as const)('is planned anew when it changed at the same moment: %s', async (action, when) => {
    const one = await booked();
    await one[action]();
    const late = overtaken(one.store, 'file', () =>
      one.rewrite({ status: 'cancelled', revision: 1 }),
    );
    await expect(one.plan(one.hours(when), 1, late)).rejects.toMatchObject({
      name: 'TransientFault',
    });
    expect(await one.plan(one.hours(when), 1, late)).toEqual({ outcome: 'ended' });
    expect((await one.read()).status).toBe('cancelled');
  });
});

it('takes referral and visit by their ids and repeats nothing else', async () => {
  const { referralId, visitId } = await booked();
  const input = { referralId, visitId, operation: 'plan:0' };
  expect(await faultOf(handler, { ...input, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...input, visitId: aName })).toEqual(notAnId('visitId'));
});
