import { afterAll, describe, expect, it } from 'vitest';
import { chain } from '../../functions/platform/record.ts';
import { checkCompleteness, handler } from '../../functions/referral/check-completeness.ts';
import { readReferral } from '../../functions/referral/reading.ts';
import type { Referral, Submission } from '../../functions/referral/referral.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = referralStore(table);

const overdosed = (milligramsPerKilogram = '11') =>
  aSubmission({ order: anOrder({ dose: { value: milligramsPerKilogram, unit: 'mg/kg' } }) });
const withoutAllergies = () => aSubmission({ allergies: undefined });

const received = async (submission: Submission, different: Partial<Referral> = {}) => {
  const referralId = aReferralId();
  const write = (more: Partial<Referral> = {}, order = submission) =>
    given(table, {
      referrals: [
        { referral: aReferral({ referralId, ...different, ...more }), submission: order },
      ],
    });
  await write();
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    referralId,
    write,
    check: (turn = 0, from = store) =>
      checkCompleteness({ store: from, now })({ referralId, operation: `check:${turn}` }),
    standing: () => readReferral(table, referralId),
  };
};

describe('checking whether an order is complete', () => {
  it('accepts an order that lacks nothing', async () => {
    const { referralId, check, standing } = await received(aSubmission());
    expect(await twice(table, referralId, check)).toEqual({ outcome: 'complete' });
    expect(await standing()).toMatchObject({ status: 'accepted', doseBy: '2026-12-05' });
  });

  it.each([
    [
      'asks the practice for what is missing, until the next business day',
      withoutAllergies(),
      {
        reason: 'order-incomplete',
        dueAt: '2026-11-23T16:01:00Z',
      },
    ],
    [
      'asks a clinician about an unsafe dose, within eight hours',
      overdosed(),
      {
        reason: 'order-unsafe',
        dueAt: '2026-11-21T00:01:00Z',
      },
    ],
  ])('%s', async (_says, submission, wait) => {
    const { referralId, check, standing } = await received(submission);
    expect(await twice(table, referralId, check)).toEqual({ outcome: 'hold', ...wait });
    expect((await standing()).status).toBe('incomplete');
  });

  it('leaves a closed referral alone', async () => {
    const { referralId, check } = await received(aSubmission(), {
      status: 'closed',
      closeReason: 'withdrawn',
    });
    expect(await twice(table, referralId, check)).toEqual({ outcome: 'closed' });
    expect(await chain(table, referralId)).toEqual([]);
  });
});

describe('an order that a clinician cleared', () => {
  const course = { covers: 'course' } as const;

  it.each([
    ['on the last day of it', '2026-11-21T04:59:00Z', { outcome: 'complete' }],
    ['the day after in the desk’s zone', '2026-11-21T05:00:00Z', { reason: 'order-unsafe' }],
  ])('until a day is checked again %s', async (_says, now, outcome) => {
    const { referralId, check, standing } = await received(overdosed());
    await check(0);
    const clearance = { covers: 'until', through: '2026-11-20' } as const;
    await endHold(table, referralId, { reason: 'order-unsafe', action: 'clear', clearance });
    const again = checkCompleteness({ store, now: () => new Date(now) });
    expect(await again({ referralId, operation: 'check:1' })).toMatchObject(outcome);
    expect((await standing()).cleared ?? []).toHaveLength('outcome' in outcome ? 1 : 0);
  });

  it('is checked again, and accepted as cleared', async () => {
    const { referralId, check, standing } = await received(overdosed());
    await check(0);
    const resume = await endHold(table, referralId, {
      reason: 'order-unsafe',
      action: 'clear',
      clearance: course,
    });
    expect(resume).toBe('Check completeness');
    expect(await check(1)).toEqual({ outcome: 'complete' });
    expect(await standing()).toMatchObject({
      status: 'accepted',
      findings: [],
      cleared: [{ severity: 'block', pointer: '/order/dose' }],
    });
    const { determination } = (await chain(table, referralId)).at(-1) ?? {};
    expect(determination?.reasons.map(({ text }) => text).join()).toContain(
      'has cleared it for the course, a year at most.',
    );
  });

  it('goes back to the clinician when its dose was changed after that', async () => {
    const { referralId, check, write } = await received(overdosed());
    await check(0);
    await endHold(table, referralId, {
      reason: 'order-unsafe',
      action: 'clear',
      clearance: course,
    });
    await write({ orderVersion: 2 }, overdosed('12'));
    expect(await check(1)).toMatchObject({ reason: 'order-unsafe' });
  });
});

describe('an order that is changed while it is checked', () => {
  it('is checked as it was corrected', async () => {
    const { check, write } = await received(withoutAllergies());
    const late = overtaken(store, 'get', () => write({ orderVersion: 2 }, aSubmission()));
    await expect(check(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await check(0, late)).toEqual({ outcome: 'complete' });
  });

  it('stays active when a scheduler booked its visits meanwhile', async () => {
    const { check, write, standing } = await received(aSubmission(), { status: 'accepted' });
    const late = overtaken(store, 'get', () => write({ status: 'active', visits: 6 }));
    await expect(check(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await check(0, late)).toEqual({ outcome: 'complete' });
    expect(await standing()).toMatchObject({ status: 'active', visits: 6 });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'check:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
