import { afterAll, describe, expect, it } from 'vitest';
import { labelReferrals } from '../../functions/chart/find-patients.ts';
import { labelsStore } from '../../functions/chart/labels-store.ts';
import type { Principal } from '../../functions/platform/principal.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const label = async (principal: Principal, ...ids: string[]) =>
  (
    await labelReferrals({
      store: labelsStore(table),
      now: () => new Date('2026-12-02T15:00:00.000Z'),
    })({ principal, body: { ids } } as never)
  ).body.labels;
const readings = async (referralId: string) =>
  (await readAll(table, `READ#${referralId}`)).map(
    ({ by, seen, outcome }) => `${by} ${seen} ${outcome}`,
  );

describe('names beside the rows of a list', () => {
  it('are those of the orders as they stand, with the year of birth for who is shown it', async () => {
    const [one, other] = [await aVisitAtCenter(table), await aVisitAtCenter(table)];
    const ids = [one.referralId, other.referralId, one.referralId, 'ref_0000000000000000000z'];
    const labels = await label(aCaller('coordinator'), ...ids);
    expect(Object.keys(labels).sort()).toEqual([one.referralId, other.referralId].sort());
    const { given, family, birthYear } = labels[one.referralId] ?? {};
    expect([given, family, birthYear]).toEqual([
      expect.any(String),
      expect.any(String),
      expect.stringMatching(/^\d{4}$/),
    ]);
    expect((await label(aCaller('scheduler'), one.referralId))[one.referralId]).toEqual({
      given,
      family,
    });
    expect(await readings(one.referralId)).toEqual([
      'coordinator-1 label shown',
      'scheduler-1 label shown',
    ]);
  });

  it('are a practice’s own only; that it asked for another’s is on record', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const own = aCaller('referrer', { practice: '1234567893', subject: 'own' });
    const stranger = aCaller('referrer', { practice: '1000000020', subject: 'stranger' });
    expect(Object.keys(await label(own, referralId))).toEqual([referralId]);
    expect(await label(stranger, referralId)).toEqual({});
    expect(await label(aCaller('admin'), referralId)).toEqual({});
    expect((await readings(referralId)).sort()).toEqual([
      'admin-1 label refused',
      'own label shown',
      'stranger label refused',
    ]);
  });
});
