import { afterAll, describe, expect, it } from 'vitest';
import { isOpen } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import type { AuditRecord } from '../../functions/platform/audit.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { listKeys } from '../../functions/referral/main-item.ts';
import { readItems, readReferral } from '../../functions/referral/reading.ts';
import { readVisitFile } from '../../functions/scheduling/visit-file.ts';
import type { Policy } from '../../functions/therapy/policy.ts';
import { policyChain } from '../../functions/therapy/policy-store.ts';
import { askAboutPolicy } from '../../functions/visit/ask-about-policy.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given, keepOnMain } from '../support/network.ts';

import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const therapyId = 'ivig';
const now = () => new Date('2026-11-25T16:00:00Z');
const stricter: Policy['rules'] = { premedicationNeeded: true };

/**
 * A series of two visits a month apart, booked before any policy was set, on the list of the month in
 * which its referral came in.
 */
const booked = async (day: string): Promise<string> => {
  await given(table, {
    items: [{ ...keys.policy(therapyId), therapyId, revision: 1, newest: 1, approved: [] }],
  });
  const { referralId: id } = await aVisitAtCenter(table, day);
  const monthSort = '2026-11-20T15:00:00Z';
  await keepOnMain(table, id, { id, monthSort, month: listKeys.month('2026-11') });
  return id;
};

/** As if the policy had been approved. */
const approved = async (version: number, different: Partial<Policy> = {}) => {
  const policy = { therapyId, version, from: '2026-11-25', rules: stricter, ...different };
  const standing = { therapyId: policy.therapyId, revision: version, newest: version };
  await given(table, {
    items: [{ ...keys.policy(policy.therapyId), ...standing, approved: [policy] }],
  });
  return policy;
};

const told = (version: number, event = 'policy.set', more: object = {}) =>
  ({
    referralId: policyChain,
    event,
    detail: { therapyId, revision: version, version, ...more },
  }) as unknown as AuditRecord;
const ask = (record: AuditRecord, limit = 100) => askAboutPolicy({ table, now, limit })(record);

const asked = async (referralId: string) => {
  const holds = readVisitFile(await readItems(table, referralId))?.holds ?? [];
  return holds.filter((hold) => hold.reason === 'order-changed' && isOpen(hold));
};

describe('a policy that becomes stricter', () => {
  it('has a clinician look at the orders with visits to come, once, and says what is stricter', async () => {
    const referralId = await booked('2026-12-01');
    await approved(101);
    await ask(told(101));
    await ask(told(101));
    const holds = await asked(referralId);
    expect(holds).toMatchObject([
      {
        team: 'clinician',
        standing: 'order',
        evidence: {
          changes: ['policy'],
          limits: [{ limit: 'premedication', was: 'not needed', is: 'needed' }],
        },
      },
    ]);
    expect(await readReferral(table, referralId)).toMatchObject({ policy: { version: 101 } });
    const events = (await chain(table, referralId)).map(({ event }) => event);
    expect(events.filter((event) => event === 'hold.placed')).toHaveLength(1);
  });

  it.each<[string, Partial<Policy>, string]>([
    ['begins after the last visit', { from: '2027-01-07' }, '2026-12-09'],
    ['is not stricter', { rules: {} }, '2026-12-16'],
    ['is about another therapy', { therapyId: 'vedolizumab' }, '2026-12-17'],
  ])('leaves an order alone where it %s', async (_says, different, day) => {
    const referralId = await booked(day);
    await approved(102, different);
    await ask(told(102, 'policy.set', different.therapyId ? { therapyId: 'vedolizumab' } : {}));
    expect(await asked(referralId)).toEqual([]);
  });

  it.each([
    ['waits for a second person', 104],
    ['has lost its place to a later one', 102],
  ])('asks nobody where it %s', async (_says, version) => {
    const referralId = await booked('2026-12-22');
    await approved(103);
    await ask(told(version, 'policy.decided', { action: 'refuse' }));
    expect(await asked(referralId)).toEqual([]);
  });

  it('is looked at together with what is looked at already', async () => {
    const referralId = await booked('2027-01-05');
    const evidence = { changes: ['dose'], found: [] };
    const open = aHold(referralId, { reason: 'order-changed', standing: 'order', evidence });
    await given(table, { items: [holdItem({ ...open, taskToken: undefined })] });
    await approved(105);
    await ask(told(105));
    expect(await asked(referralId)).toMatchObject([{ evidence: { changes: ['dose', 'policy'] } }]);
  });

  it('goes on where a look ended, until all were looked at', async () => {
    const ids: string[] = [];
    for (const day of ['2027-02-02', '2027-02-03', '2027-02-04']) ids.push(await booked(day));
    await approved(106);
    const before = (await chain(table, policyChain)).length;
    await ask(told(106), 2);
    let looks = 1;
    for (let at = before; at < (await chain(table, policyChain)).length; at += 1) {
      const record = (await chain(table, policyChain))[at] as AuditRecord;
      looks += 1;
      expect(looks).toBeLessThan(20);
      await ask(record, 2);
      // A batch that is given again, after the process died.
      await ask(record, 2);
    }
    expect(looks).toBeGreaterThan(2);
    for (const id of ids) expect(await asked(id)).toHaveLength(1);
  });
});
