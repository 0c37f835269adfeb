import { afterAll, describe, expect, it } from 'vitest';
import {
  determineAuthorizationNeed,
  handler,
} from '../../functions/authorization/determine-authorization-need.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { chain } from '../../functions/platform/record.ts';
import { type Placed, placed } from '../support/authorization-steps.ts';
import { openDatabase } from '../support/database.ts';
import { keepOnMain } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

const needOf = ({ store, input }: Placed) => {
  const now = clockFrom('2026-11-20T16:00:00Z');
  return (turn = 0, round = 0) =>
    determineAuthorizationNeed({ store, now })({ ...input('need', turn), round });
};

/** A referral for a drug of which the payer's published rules say nothing. */
const unheardOf = () =>
  placed(table, {
    payer: examplePayer('valley-advantage'),
    referral: { therapyId: 'zoledronic_acid' },
  });

describe('whether an authorization is needed', () => {
  it.each([
    ['infliximab', 'needed', 'acme-specialty-drugs'],
    ['iron_sucrose', 'not-needed', 'acme-iron-bone-open'],
  ])('is read from the rules of the payer: %s is %s', async (therapyId, outcome, rule) => {
    const one = await placed(table, { referral: { therapyId } });
    expect(await twice(table, one.referralId, needOf(one))).toMatchObject({ outcome });
    expect(await chain(table, one.referralId)).toMatchObject([
      {
        event: 'authorization.need-determined',
        detail: { answer: outcome },
        determination: { question: 'authorization-needed', rule: { id: rule } },
      },
    ]);
  });

  it('says what the round with the payer begins with, the same for a retry', async () => {
    const one = await placed(table);
    const answer = await twice(table, one.referralId, () => needOf(one)(0, 1));
    expect(answer).toEqual({
      outcome: 'needed',
      round: 2,
      authorization: {
        referralId: one.referralId,
        authorizationId: authorizationId(one.referralId, 2),
        scope: 'a2.',
        turn: 0,
        level: 0,
      },
    });
  });

  it('is a coordinator’s to find out by the next business day where no rule says', async () => {
    const one = await unheardOf();
    expect(await twice(table, one.referralId, needOf(one))).toEqual({
      outcome: 'hold',
      reason: 'authorization-need-unknown',
      dueAt: '2026-11-23T16:01:00Z',
    });
  });

  it.each([
    ['not-needed', 'Book series'],
    ['needed', 'Determine authorization need'],
  ])('is as the coordinator was told: %s', async (action, resumed) => {
    const one = await unheardOf();
    const need = needOf(one);
    await need(0);
    const resume = await endHold(table, one.referralId, {
      reason: 'authorization-need-unknown',
      action,
      reference: 'call 12',
    });
    expect(resume).toBe(resumed);
    expect(await need(1)).toMatchObject({ outcome: action });
  });

  it('is what the newest call said when it was asked twice', async () => {
    const one = await unheardOf();
    await needOf(one)();
    const ended = (action: string, count: number, at: string) =>
      endHold(
        table,
        one.referralId,
        { reason: 'authorization-need-unknown', action, reference: `call ${count}` },
        { count, at },
      );
    await ended('not-needed', 1, '2026-11-20T20:00:00Z');
    await ended('needed', 2, '2026-11-21T20:00:00Z');
    expect(await needOf(one)(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is asked anew for each setting that is chosen, and once only for each', async () => {
    const one = await unheardOf();
    const need = needOf(one);
    const unknown = { outcome: 'hold', reason: 'authorization-need-unknown' };
    const called = (action: string, count: number, at: string) =>
      endHold(
        table,
        one.referralId,
        { reason: 'authorization-need-unknown', action, reference: `call ${count}` },
        { count, at },
      );
    await need(0);
    await called('not-needed', 1, '2026-11-20T16:01:30Z');
    await one.change({ setting: 'hospital-outpatient' });
    expect(await need(1)).toMatchObject(unknown);
    expect((await chain(table, one.referralId)).at(-1)?.determination).toMatchObject({
      facts: { setting: 'hospital-outpatient' },
      answer: 'unknown',
      reasons: [{ code: 'recorded-elsewhere' }],
    });
    await called('needed', 2, '2026-11-20T16:02:30Z');
    expect(await need(2)).toMatchObject({ outcome: 'needed' });
    await one.change({ setting: 'infusion-center' });
    expect(await need(3)).toEqual({ outcome: 'not-needed' });
  });

  it('is not taken from what another payer said', async () => {
    const one = await unheardOf();
    await needOf(one)();
    const called = { action: 'not-needed', reference: 'call 12' };
    await endHold(table, one.referralId, { reason: 'authorization-need-unknown', ...called });
    await placed(table);
    await one.change({ payerId: 'acme-health', therapyId: 'infliximab' });
    expect(await needOf(one)(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is answered by a retry as recorded, also when the payer has said more since', async () => {
    const one = await placed(table, { referral: { therapyId: 'ceftriaxone' } });
    const need = needOf(one);
    expect(await need(0)).toEqual({ outcome: 'not-needed' });
    const eligibility = {
      payerId: 'acme-health',
      rank: 'primary',
      status: 'active',
      checkedAt: '2026-11-20T17:00:00Z',
      authorizationNeeded: true,
    };
    await keepOnMain(table, one.referralId, { eligibility });
    expect(await need(0)).toEqual({ outcome: 'not-needed' });
    expect(await need(1)).toMatchObject({ outcome: 'needed' });
  });

  it('is not asked of a closed referral', async () => {
    const one = await placed(table);
    await one.close();
    expect(await needOf(one)()).toEqual({ outcome: 'closed' });
    expect(await one.events()).toEqual([]);
  });

  it.each([
    ['coverage', { payerId: undefined }, 'authorization-need-without-placement'],
    ['site', { setting: undefined }, 'authorization-need-without-placement'],
    ['payer', { payerId: 'nobody-knows' }, 'payer-unknown'],
  ])('needs a person when the %s is not known', async (_what, referral, code) => {
    const one = await placed(table, { referral });
    await expect(needOf(one)()).rejects.toMatchObject({ name: 'PermanentFault', message: code });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'need:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
