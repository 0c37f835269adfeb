import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { authorizationItem } from '../../functions/authorization/authorization-item.ts';
import { withDenial } from '../../functions/authorization/denial-rules.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { noticesOf, recordNotice } from '../../functions/worklist/record-notice.ts';
import { anAuthorization, storeReferral, submissionFor } from '../support/authorizations.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const { table, close } = await openDatabase();
afterAll(close);

const deniedAt = '2026-11-20T16:00:00.000Z';
const now = new Date('2026-11-20T17:00:00Z');

/** A request that was denied on a Friday, the hold that waits with it, and who reads its letter. */
const denied = async (different: Partial<Hold> = {}) => {
  const payer = examplePayer();
  const { referralId } = await storeReferral(table, { submission: submissionFor('DENY'), payer });
  const pended = anAuthorization({
    referralId,
    authorizationId: `auth_${referralId.slice(4)}_1`,
    status: 'pended',
  });
  const lines = pended.lines.map((line) => ({ ...line, state: 'denied' as const }));
  const after = { ...pended, status: 'denied' as const, lines };
  const hold = aHold(referralId, {
    ...{ reason: 'denied', team: 'coordinator', scope: 'a1.', stage: 'Submit authorization' },
    ...{ openedAt: deniedAt, dueAt: '2026-11-27T17:00:00Z', taskToken: 'token', ...different },
  });
  const item = authorizationItem(withDenial(pended, after, { at: deniedAt }, payer));
  for (const Item of [item, holdItem(hold)])
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  const read = (deadline: string) =>
    recordNotice({
      ...noticesOf(table),
      store: holdDesk(table),
      show: async (shown, principal) => describeHold(shown, {}, principal),
      now: () => now,
    })({
      principal: aPerson('dana', 'coordinator'),
      path: { holdId: hold.holdId },
      query: undefined,
      body: { deadlines: [{ rung: 'appeal', on: deadline }] },
      rawBody: deadline,
      headers: {},
      contentType: 'application/json',
      idempotencyKey: deadline,
    });
  return { read, stands: () => holdDesk(table).get(hold.holdId) };
};

describe('the letter of a denial', () => {
  it('that names a nearer last day ends the wait for one that is due in time', async () => {
    const { read, stands } = await denied();
    const { body } = await read('2026-11-24');
    expect(body.status).toBe('resolved');
    const hold = await stands();
    expect(hold).toMatchObject({
      status: 'resolved',
      resolution: { action: 'notice-read', by: { kind: 'person', id: 'dana' } },
      settlement: { resume: 'Await resolution', reason: 'denied' },
    });
    // Half of the window has passed, nine in Chicago: a person looks while there is time.
    expect(hold?.settlement?.dueAt).toBe('2026-11-22T15:00:00Z');
  });

  it.each<[string, Partial<Hold>, string]>([
    ['a last day far ahead', { dueAt: '2026-11-23T10:00:00Z' }, '2027-04-01'],
    ['a wait that is overdue', { status: 'overdue', level: 1 }, '2026-11-24'],
    ['a wait without a workflow', { taskToken: undefined }, '2026-11-24'],
  ])('leaves the wait as due as it was: %s', async (_, different, deadline) => {
    const { read, stands } = await denied(different);
    const before = await stands();
    const { body } = await read(deadline);
    expect(body.status).toBe(before?.status);
    expect(await stands()).toEqual(before);
  });

  it('that comes after the wait has ended is told who ended it', async () => {
    const resolution = {
      ...{ action: 'accept', facts: {}, at: '2026-11-21T16:00:00Z' },
      by: { kind: 'person' as const, id: 'eli' },
    };
    const { read } = await denied({ status: 'resolved', resolution });
    await expect(read('2026-12-20')).rejects.toMatchObject({
      ...{ status: 409, code: 'hold-already-ended' },
      facts: { ended: { by: { personId: 'eli' }, at: resolution.at, action: 'accept' } },
    });
  });
});
