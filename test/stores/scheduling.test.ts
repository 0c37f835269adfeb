import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSiteOfCare } from '../../functions/placement/choose-site-of-care.ts';
import { placementStore } from '../../functions/placement/store.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { Visit } from '../../functions/visit/visit.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const now = () => new Date('2026-11-20T16:00:00Z');

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  await given(table, { sites: [aSite()], nurses: [aNurse()] });
});
afterAll(() => close());

const accepted = async (referralId: string, patientId = `pat_${referralId.slice(4)}`) => {
  const referral = aReferral({ referralId, patientId, status: 'accepted' });
  await given(table, { referrals: [{ referral, submission: aSubmission() }] });
  return referralId;
};

const choose = (referralId: string) =>
  chooseSiteOfCare({ store: placementStore(table), now })({ referralId, operation: 'choose:0' });
const book = (referralId: string, operation = 'book:0') =>
  bookSeries({ store: schedulingStore(table), now })({ referralId, operation });

const visitsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'VISIT#')).map((item) => Visit.parse(item));

describe('from the site to the booked series', () => {
  it('chooses the center and books the loading and maintenance doses there', async () => {
    const referralId = await accepted('ref_01jd000000000000000a');
    expect(await choose(referralId)).toMatchObject({ outcome: 'chosen', siteId: 'site_riverbend' });
    expect(await book(referralId)).toEqual({ outcome: 'booked' });

    const visits = await visitsOf(referralId);
    expect(visits.map(({ on }) => on)).toEqual([
      '2026-12-01',
      '2026-12-15',
      '2027-01-12',
      '2027-03-09',
      '2027-05-04',
      '2027-06-29',
    ]);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.referral(referralId) }),
    );
    expect(Item).toMatchObject({ status: 'active', visits: 6, siteId: 'site_riverbend' });
    expect((await chain(table, referralId)).map(({ event }) => event)).toEqual([
      'site.chosen',
      'series.booked',
    ]);
  });

  it('answers the same when the step runs again, and books nothing twice', async () => {
    const referralId = await accepted('ref_01jd000000000000000b');
    await choose(referralId);
    await choose(referralId);
    await book(referralId);
    expect(await book(referralId)).toEqual({ outcome: 'booked' });
    expect(await book(referralId, 'book:1')).toEqual({ outcome: 'booked' });
    expect(await visitsOf(referralId)).toHaveLength(6);
    expect(await chain(table, referralId)).toHaveLength(2);
  });
});
