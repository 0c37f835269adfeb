import { afterAll, expect, it } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { type HoldReason, reasonRow } from '../../functions/hold/hold-reasons.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import { entityTag } from '../../functions/platform/revision.ts';
import { checkCompleteness } from '../../functions/referral/check-completeness.ts';
import { correctReferral } from '../../functions/referral/correct-referral.ts';
import { receiveReferral } from '../../functions/referral/receive-referral.ts';
import type { Receipt } from '../../functions/referral/routes.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';
import { clockFrom, resolveAs } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

const practice = aCaller('referrer', { practice: '1234567893' });
const ann = aCaller('coordinator', { subject: 'ann' });
const now = clockFrom('2026-11-20T16:00:00Z');
const store = referralStore(table);
const documents = { keep: async () => [], discard: async () => {} };
const deps = { store, tableName: table.name, documents, index: async () => 'index', now };
const signedAt = '2026-11-20T15:30:00Z';

const request = (principal: typeof ann, body: unknown, more: object = {}) =>
  ({
    ...{ principal, body: JSON.parse(JSON.stringify(body)), rawBody: JSON.stringify(body) },
    ...{ contentType: 'application/json', idempotencyKey: undefined, ifMatch: undefined, ...more },
  }) as never;

const keyed = async () => {
  const body = {
    ...aSubmission({ order: anOrder({ signedAt: undefined }) }),
    keyed: { way: 'fax', page: 'a'.repeat(64) },
  };
  const receipt = (await receiveReferral(deps)(request(ann, body))).body as Receipt;
  const { referralId } = receipt;
  let turn = 0;
  const check = () => {
    turn += 1;
    return checkCompleteness({ store, now })({ referralId, operation: `check:${turn}` });
  };
  const state = async () => entityTag((await store.get(referralId)).referral.orderVersion);
  const correct = async (by: typeof ann, patch: unknown, ifMatch?: string) =>
    correctReferral(deps)(request(by, patch, { path: { referralId }, ifMatch })).then(
      ({ body }) => (body as Receipt).status,
      ({ code }: Refusal) => code,
    );
  const end = async (
    role: 'referrer' | 'coordinator',
    reason: HoldReason,
    body: { action: string; note: string },
  ) => {
    turn += 1;
    const { owner, team } = reasonRow(reason);
    const openedAt = now().toISOString();
    const hold = aHold(referralId, { reason, owner, team, openedAt, count: turn });
    await given(table, { items: [holdItem(hold)] });
    return resolveAs(table, role, { holdId: hold.holdId, body }, now()).then(
      () => 'taken',
      ({ code }: Refusal) => code,
    );
  };
  return { referralId, receipt, check, state, correct, end };
};

it('a keyed order is signed by its practice as it was seen, and changed by nobody else after that', async () => {
  const { referralId, receipt, check, state, correct, end } = await keyed();
  expect(receipt.status).toBe('incomplete');
  expect(await check()).toMatchObject({ reason: 'order-to-sign' });

  const wrong = { action: 'send-back', note: 'The dose is 10 mg/kg.' };
  expect(await end('coordinator', 'order-to-sign', wrong)).not.toBe('taken');
  expect(await end('referrer', 'order-to-sign', wrong)).toBe('taken');
  expect(await check()).toMatchObject({ reason: 'order-sent-back' });
  const because = { action: 'ask-practice', note: 'The page says 5 mg/kg.' };
  expect(await end('coordinator', 'order-sent-back', because)).toBe('taken');
  expect(await check()).toMatchObject({ reason: 'order-to-sign' });
  // The practice reads no notes of our staff: what it is asked again for stands in its order.
  const asked = await store.get(referralId);
  expect(asked.submission.keyed).toMatchObject({ by: 'ann', askedAgain: { words: because.note } });
  expect(asked.referral.findings.find(({ code }) => code === 'order-to-sign')?.said).toBe(
    because.note,
  );

  const seen = await state();
  expect(await correct(ann, { order: { signedAt } }, seen)).toBe('submission-invalid');
  expect(await correct(ann, { order: { doses: 4 } })).toBe('incomplete');
  expect(await correct(practice, { order: { signedAt } }, seen)).toBe('changed-since');
  expect(await correct(practice, { order: { signedAt } })).toBe('revision-needed');
  expect(await correct(practice, { order: { signedAt } }, '*')).toBe('revision-needed');
  const other = aCaller('referrer', { practice: '1000000020' });
  expect(await correct(other, { order: { signedAt } }, await state())).toBe('not-found');
  expect(await correct(practice, { order: { signedAt } }, await state())).toBe('accepted');
  expect(await check()).toEqual({ outcome: 'complete' });

  expect(await correct(ann, { patient: { phone: '+13125550199' } })).toBe('accepted');
  expect(await correct(ann, { order: { doses: 3 } })).toBe('order-signed');
  expect(await correct(ann, { prescriber: { name: 'Dr. Other' } })).toBe('order-signed');
  expect(await correct(ann, { order: { signedAt: null } })).toBe('submission-invalid');
  expect(await correct(ann, { keyed: { way: 'mail' } })).toBe('submission-invalid');
  expect((await store.get(referralId)).submission.keyed?.signed?.by).toBe('referrer-1');
});
