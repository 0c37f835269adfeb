import { afterAll, describe, expect, it } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { holdStore } from '../../functions/hold/store.ts';
import { chain } from '../../functions/platform/record.ts';
import { closeReferral, handler } from '../../functions/referral/close-referral.ts';
import { readReferral } from '../../functions/referral/reading.ts';
import { CloseReason, type Referral } from '../../functions/referral/referral.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = referralStore(table);

const open = async (different: Partial<Referral> = {}) => {
  const referralId = aReferralId();
  const referral = aReferral({ referralId, status: 'accepted', ...different });
  await given(table, { referrals: [{ referral, submission: aSubmission() }] });
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    referralId,
    end: (closeReason: CloseReason = 'not-authorized', turn = 0, from = store) =>
      closeReferral({ store: from, now })({ referralId, operation: `close:${turn}`, closeReason }),
    standing: () => readReferral(table, referralId),
  };
};

describe('closing a referral', () => {
  it.each(CloseReason.options)('keeps why it was closed: %s', async (reason) => {
    const { referralId, end, standing } = await open();
    expect(await twice(table, referralId, () => end(reason))).toEqual({ outcome: 'closed' });
    expect(await standing()).toMatchObject({ status: 'closed', closeReason: reason });
    expect(await chain(table, referralId)).toMatchObject([
      { event: 'referral.closed', detail: { closeReason: reason } },
    ]);
  });

  it('leaves one that is closed as it was closed', async () => {
    const { referralId, end, standing } = await open();
    await end('not-covered', 0);
    expect(await end('failed', 1)).toEqual({ outcome: 'closed' });
    expect(await standing()).toMatchObject({ closeReason: 'not-covered' });
    expect(await chain(table, referralId)).toHaveLength(1);
  });

  it('ends every wait, and tells its workflow to end too', async () => {
    const { referralId, end } = await open();
    const hold = aHold(referralId, { reason: 'payer-decision', scope: 'a1.' });
    await given(table, { items: [holdItem(hold)] });
    await end();
    expect(await holdStore(table).get(hold.holdId)).toMatchObject({
      status: 'resolved',
      settlement: { resume: 'close', closeReason: 'not-authorized' },
    });
  });

  it('is tried again when somebody ended one of its waits at the same moment', async () => {
    const { referralId, end, standing } = await open();
    await given(table, { items: [holdItem(aHold(referralId))] });
    const late = overtaken(store, 'get', () =>
      endHold(table, referralId, { reason: 'no-capacity', action: 'search-again' }),
    );
    await expect(end('failed', 0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect((await standing()).status).toBe('accepted');
    expect(await end('failed', 0, late)).toEqual({ outcome: 'closed' });
    expect((await standing()).status).toBe('closed');
  });
});

it('takes a referral by its id, and a reason that it knows', async () => {
  const input = { referralId: aReferralId(), operation: 'close:0', closeReason: 'failed' };
  expect(await faultOf(handler, { ...input, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...input, closeReason: aName })).toEqual(notAnId('closeReason'));
});
