import { afterAll, describe, expect, it } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { chain } from '../../functions/platform/record.ts';
import { readReferral } from '../../functions/referral/reading.ts';
import type { CloseReason, Referral } from '../../functions/referral/referral.ts';
import { endRenewal, handler } from '../../functions/renewal/end-renewal.ts';
import { renewalStore } from '../../functions/renewal/store.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = renewalStore(table);

const ending =
  (referralId: string, from = store) =>
  (closeReason: CloseReason | null) =>
    endRenewal({ store: from, now: clockFrom('2027-09-01T16:00:00Z') })({
      referralId,
      operation: 'end-renewal:0',
      closeReason,
      renewal: 2,
    });

/** A referral whose visits were all given, with a renewal under way. */
const withoutVisits = async (different: Partial<Referral> = {}) => {
  const referralId = aReferralId();
  const renewing = `auth_${referralId.slice(4)}_1`;
  const referral = aReferral({ referralId, status: 'active', renewing, ...different });
  await given(table, { referrals: [{ referral, submission: aSubmission() }] });
  return referralId;
};

describe('the end of a renewal', () => {
  it('lets the series go on when it was renewed', async () => {
    const referralId = await withoutVisits();
    const end = ending(referralId);
    expect(await twice(table, referralId, () => end(null))).toEqual({ outcome: 'ended' });
    expect(await readReferral(table, referralId)).toMatchObject({
      status: 'active',
      renewing: null,
    });
    expect((await chain(table, referralId)).at(-1)).toMatchObject({
      event: 'renewal.ended',
      detail: { outcome: 'renewed' },
    });
  });

  it('leaves the visits that are paid for when nothing is renewed', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await ending(referralId)('not-authorized');
    expect(await readReferral(table, referralId)).toMatchObject({ status: 'active' });
    expect((await chain(table, referralId)).at(-1)).toMatchObject({
      event: 'renewal.ended',
      detail: { outcome: 'not-renewed', reason: 'not-authorized' },
    });
  });

  it.each(['not-authorized', 'completed'] as const)(
    'closes the referral as %s when no visit is to come, with the waits that are open',
    async (reason) => {
      const referralId = await withoutVisits();
      const hold = aHold(referralId, { reason: 'message-undelivered', standing: 'message' });
      const waived = aHold(referralId, {
        reason: 'series-unlike-order',
        standing: 'request',
        count: 2,
        status: 'resolved',
        evidence: { from: 1, through: 6 },
        resolution: {
          action: 'not-needed',
          note: 'Told by the prescriber.',
          facts: {},
          by: { kind: 'person', id: 'sam' },
          at: '2027-08-30T16:00:00Z',
        },
      });
      await given(table, { items: [hold, waived].map((one) => holdItem(one)) });
      await ending(referralId)(reason);
      expect(await readReferral(table, referralId)).toMatchObject({
        status: 'closed',
        closeReason: reason,
      });
      expect(await holdStore(table).get(hold.holdId)).toMatchObject({ status: 'resolved' });
    },
  );

  it('leaves the referral open, with a scheduler to decide, when doses follow that nobody is on', async () => {
    const referralId = await withoutVisits();
    await ending(referralId)('completed');
    expect(await readReferral(table, referralId)).toMatchObject({ status: 'active' });
    const asked = await holdStore(table).get(`hold_${referralId.slice(4)}_rs1`);
    expect(asked).toMatchObject({
      reason: 'series-unlike-order',
      status: 'open',
      evidence: { from: 1, through: 6 },
    });
  });

  it('closes the referral although visits are to come when the order was withdrawn', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await ending(referralId)('withdrawn');
    expect(await readReferral(table, referralId)).toMatchObject({ closeReason: 'withdrawn' });
    expect((await chain(table, referralId)).at(-1)?.event).toBe('referral.closed');
  });

  it('changes nothing of a closed referral, and is tried again when one closes meanwhile', async () => {
    const closed = await withoutVisits({ status: 'closed', closeReason: 'completed' });
    expect(await ending(closed)(null)).toEqual({ outcome: 'ended' });
    expect(await chain(table, closed)).toEqual([]);
    const referralId = await withoutVisits();
    const meanwhile = overtaken(store, 'get', () => ending(referralId)('withdrawn'));
    const again = endRenewal({ store: meanwhile, now: clockFrom('2027-09-01T17:00:00Z') });
    await expect(
      again({ referralId, operation: 'end-renewal:1', closeReason: null, renewal: 2 }),
    ).rejects.toMatchObject({ name: 'TransientFault', message: 'referral-changed-meanwhile' });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'end:0', closeReason: null, renewal: 2 };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
