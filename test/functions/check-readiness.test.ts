import { afterAll, describe, expect, it } from 'vitest';
import { chain } from '../../functions/platform/record.ts';
import { checkReadiness, handler } from '../../functions/visit/check-readiness.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, given } from '../support/network.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const aWeekBefore = '2026-11-26T15:00:00Z';
const twoDaysBefore = '2026-12-01T15:00:00Z';

const booked = async () => {
  const one = await aVisitAtCenter(table, '2026-12-03');
  const { visitId, referralId } = one;
  const check =
    (at: string, moment: 'prepare' | 'remind' | 'end', turn = 0, from = one.store) =>
    () =>
      checkReadiness({ store: from, now: clockFrom(at) })({
        referralId,
        visitId,
        operation: `check:${turn}`,
        moment,
      });
  return {
    ...one,
    check,
    records: async () => (await chain(table, referralId)).slice(1),
  };
};

const nurseAway = (awayOn: string[]) => given(table, { nurses: [aNurse({ awayOn })] });

describe('looking whether a visit is ready', () => {
  it('finds everything there a week before, and has nobody reminded yet', async () => {
    const { referralId, check, read, records } = await booked();
    const answer = await twice(table, referralId, check(aWeekBefore, 'prepare'));
    expect(answer).toEqual({ outcome: 'ready' });
    expect(await read()).toMatchObject({ checked: 'prepare' });
    expect(await records()).toMatchObject([
      { event: 'visit.readiness-checked', detail: { moment: 'prepare', ready: true } },
    ]);
  });

  it('has the patient reminded two days before, once, when all is there', async () => {
    const { referralId, check, records } = await booked();
    const answer = await twice(table, referralId, check(twoDaysBefore, 'remind'));
    expect(answer).toEqual({ outcome: 'ready' });
    expect(await records()).toMatchObject([{ event: 'visit.reminder-due' }]);
  });

  it.each([
    ['until the time of the reminder', aWeekBefore, 'prepare', -48],
    ['until the visit starts', twoDaysBefore, 'remind', 0],
  ] as const)('waits for what lacks %s, and reminds nobody', async (_says, at, moment, hours) => {
    const { referralId, visit, check, read, records } = await booked();
    await nurseAway([visit.on]);
    const due = new Date(Date.parse(visit.startsAt) + hours * 3_600_000).toISOString();
    expect(await twice(table, referralId, check(at, moment))).toEqual({
      outcome: 'hold',
      reason: 'visit-not-ready',
      dueAt: due.replace('.000Z', 'Z'),
    });
    expect((await read()).checked).toBeUndefined();
    expect(await records()).toMatchObject([
      {
        event: 'visit.readiness-checked',
        detail: { ready: false },
        determination: { answer: 'not-ready', reasons: [{ code: 'nurse-not-ready' }] },
      },
    ]);
  });

  it('finds it ready after a coordinator supplied what lacked and asked again', async () => {
    const { referralId, visit, check } = await booked();
    await nurseAway([visit.on]);
    await check(aWeekBefore, 'prepare', 0)();
    await nurseAway([]);
    const place = { scope: 'v1.', at: '2026-11-27T15:00:00Z' } as const;
    const resume = await endHold(
      table,
      referralId,
      'visit-not-ready',
      { action: 'recheck' },
      place,
    );
    expect(resume).toBe('Check readiness');
    expect(await check('2026-11-27T15:00:00Z', 'prepare', 1)()).toEqual({ outcome: 'ready' });
  });

  it('answers a retry with what the first look found, also when something lacks since', async () => {
    const { referralId, visit, check } = await booked();
    await check(twoDaysBefore, 'remind', 0)();
    await nurseAway([visit.on]);
    const again = await twice(table, referralId, check(twoDaysBefore, 'remind', 0));
    expect(again).toEqual({ outcome: 'ready' });
  });

  it('has nothing to look at when the visit runs or is over', async () => {
    const { referralId, check, rewrite, records } = await booked();
    const end = await twice(table, referralId, check('2026-12-03T23:00:00Z', 'end'));
    expect(end).toEqual({ outcome: 'ready' });
    await rewrite({ status: 'in-progress', startedAt: '2026-12-03T15:00:00Z' });
    expect(await check('2026-12-03T16:00:00Z', 'remind')()).toEqual({ outcome: 'ready' });
    expect(await records()).toEqual([]);
  });

  it.each(['completed', 'missed', 'cancelled'] as const)(
    'ends with a visit that is %s',
    async (status) => {
      const { check, rewrite, records } = await booked();
      await rewrite({ status });
      expect(await check(aWeekBefore, 'prepare')()).toEqual({ outcome: 'ended' });
      expect(await records()).toEqual([]);
    },
  );

  it('ends with the referral', async () => {
    const { check, closeReferral, records } = await booked();
    await closeReferral();
    expect(await check(aWeekBefore, 'prepare')()).toEqual({ outcome: 'ended' });
    expect(await records()).toEqual([]);
  });

  it('is done again when the visit was moved at the same moment', async () => {
    const { check, store, rewrite, read } = await booked();
    const late = overtaken(store, 'file', () => rewrite({ revision: 1 }));
    await expect(check(aWeekBefore, 'prepare', 0, late)()).rejects.toMatchObject({
      name: 'TransientFault',
    });
    expect((await read()).checked).toBeUndefined();
    expect(await check(aWeekBefore, 'prepare', 0, late)()).toEqual({ outcome: 'ready' });
    expect(await read()).toMatchObject({ revision: 1, checked: 'prepare' });
  });
});

describe('a visit that a reaction suspended', () => {
  it('waits a day for a clinician, and is ready once one cleared it', async () => {
    const { referralId, check, rewrite } = await booked();
    await rewrite({ suspendedAt: '2026-11-24T15:00:00Z' });
    expect(await check(aWeekBefore, 'prepare', 0)()).toEqual({
      outcome: 'hold',
      reason: 'visit-suspended',
      dueAt: '2026-11-27T15:01:00Z',
    });
    const place = { scope: 'v1.', at: '2026-11-26T16:00:00Z' } as const;
    const resume = await endHold(table, referralId, 'visit-suspended', { action: 'clear' }, place);
    expect(resume).toBe('Plan visit');
    expect(await check(aWeekBefore, 'prepare', 1)()).toEqual({ outcome: 'ready' });
  });

  it('stays suspended when the clearing was for an earlier reaction', async () => {
    const { referralId, check, rewrite } = await booked();
    const place = { scope: 'v1.', at: '2026-11-23T16:00:00Z' } as const;
    await endHold(table, referralId, 'visit-suspended', { action: 'clear' }, place);
    await rewrite({ suspendedAt: '2026-11-24T15:00:00Z' });
    expect(await check(aWeekBefore, 'prepare')()).toMatchObject({ reason: 'visit-suspended' });
  });
});

it('takes referral and visit by their ids and repeats nothing else', async () => {
  const { referralId, visitId } = await booked();
  const input = { referralId, visitId, operation: 'check:0', moment: 'prepare' };
  expect(await faultOf(handler, { ...input, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...input, visitId: aName })).toEqual(notAnId('visitId'));
});
