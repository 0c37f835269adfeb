import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosenSitePart } from '../../functions/placement/choose-by-hand.ts';
import { chooseSiteOfCare } from '../../functions/placement/choose-site-of-care.ts';
import { placementStore } from '../../functions/placement/store.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain, commit } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const now = () => new Date('2026-11-20T16:00:00Z');

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  const hospital = {
    siteId: 'site_lakeshore',
    setting: 'hospital-outpatient',
    placeOfService: '22',
  } as const;
  await given(table, {
    sites: [aSite(), aSite(hospital)],
    nurses: [aNurse(), aNurse({ nurseId: 'nur_hugo', siteId: 'site_lakeshore' })],
  });
});
afterAll(() => close());

const accepted = async (
  referralId: string,
  order: Parameters<typeof anOrder>[0] = {},
  different: Partial<Referral> = {},
) => {
  const referral = aReferral({ referralId, status: 'accepted', ...different });
  const submission = aSubmission({ order: anOrder(order) });
  await given(table, { referrals: [{ referral, submission }] });
  return referralId;
};

const choose = (referralId: string, operation: string) =>
  chooseSiteOfCare({ store: placementStore(table), now })({ referralId, operation });

const resolved = (referralId: string, reason: string) =>
  commit(table, {
    referralId,
    operation: `resolve:${reason}`,
    event: 'hold.resolved',
    actor: byStep('test'),
    at: '2026-11-20T17:00:00Z',
    detail: { reason, action: 'move-site' },
    items: [],
  });

describe('choosing the site of care', () => {
  it('answers a retry with the site it chose, and records the choice once', async () => {
    const referralId = await accepted('ref_01jd00000000000000p0');
    const first = await choose(referralId, 'choose:0');
    expect(first).toEqual({ outcome: 'chosen', siteId: 'site_riverbend' });
    expect(await choose(referralId, 'choose:0')).toEqual(first);
    expect(await chain(table, referralId)).toHaveLength(1);
  });

  it('moves on from a setting that the payer denied, and asks a clinician when none is left', async () => {
    const referralId = await accepted('ref_01jd00000000000000p1');
    await choose(referralId, 'choose:0');
    await resolved(referralId, 'denied-site-of-care');
    expect(await choose(referralId, 'choose:1')).toMatchObject({ siteId: 'site_lakeshore' });
    await resolved(referralId, 'no-capacity');
    expect(await choose(referralId, 'choose:2')).toMatchObject({
      outcome: 'hold',
      reason: 'site-needs-clinician',
    });
    const last = (await chain(table, referralId)).at(-1);
    expect(last).toMatchObject({
      event: 'site.ranked',
      detail: { undecided: 'none-left' },
      determination: { question: 'site-of-care', answer: 'none-left' },
    });
  });

  it('asks a clinician about a center after a severe reaction when the hospital is not left', async () => {
    const referralId = await accepted('ref_01jd00000000000000p2', { priorReaction: { grade: 3 } });
    expect(await choose(referralId, 'choose:0')).toMatchObject({ siteId: 'site_lakeshore' });
    await resolved(referralId, 'denied-site-of-care');
    expect(await choose(referralId, 'choose:1')).toMatchObject({ reason: 'site-needs-clinician' });
  });

  it('leaves a closed referral alone', async () => {
    const referralId = await accepted('ref_01jd00000000000000p3', {}, { status: 'closed' });
    expect(await choose(referralId, 'choose:0')).toEqual({ outcome: 'closed' });
    expect(await chain(table, referralId)).toEqual([]);
  });
});

describe('a site that a clinician chooses', () => {
  it('is written beside the end of the hold, and has to be of the network', async () => {
    const referralId = await accepted('ref_01jd00000000000000p4');
    const part = await chosenSitePart(table, referralId, 'site_lakeshore');
    await commit(table, {
      referralId,
      operation: 'resolve',
      event: 'hold.resolved',
      actor: byStep('test'),
      at: '2026-11-20T17:00:00Z',
      items: [part],
    });
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.referral(referralId) }),
    );
    expect(Item).toMatchObject({ siteId: 'site_lakeshore', setting: 'hospital-outpatient' });
    await expect(chosenSitePart(table, referralId, 'site_none')).rejects.toMatchObject({
      code: 'site-unknown',
    });
  });
});
