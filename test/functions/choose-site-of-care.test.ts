import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseSiteOfCare, handler } from '../../functions/authorization/choose-site-of-care.ts';
import { placementStore } from '../../functions/placement/store.ts';
import { firstBreak } from '../../functions/platform/audit.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readFile, readReferral } from '../../functions/referral/reading.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { examplePayer } from '../support/payer-simulator.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = placementStore(table);

beforeAll(async () => {
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

const accepted = async (
  order: Parameters<typeof anOrder>[0] = {},
  different: Partial<Referral> = {},
) => {
  const referralId = aReferralId();
  const submission = aSubmission({ order: anOrder(order) });
  const write = (more: Partial<Referral> = {}) =>
    given(table, {
      referrals: [
        {
          referral: aReferral({ referralId, status: 'accepted', ...different, ...more }),
          submission,
        },
      ],
    });
  await write();
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    referralId,
    write,
    choose: (turn = 0, from = store) =>
      chooseSiteOfCare({ store: from, now })({ referralId, operation: `choose:${turn}`, round: 0 }),
    standing: () => readReferral(table, referralId),
    records: () => chain(table, referralId),
  };
};

const severeReaction = { priorReaction: { grade: 3 } } as const;

describe('choosing the site of care', () => {
  it('chooses the best site, once, and says why', async () => {
    const { referralId, choose, standing, records } = await accepted();
    expect(await twice(table, referralId, choose)).toEqual({
      outcome: 'chosen',
      siteId: 'site_riverbend',
    });
    expect(await standing()).toMatchObject({
      siteId: 'site_riverbend',
      setting: 'infusion-center',
    });
    expect(await records()).toMatchObject([
      { event: 'site.chosen', determination: { question: 'site-of-care' } },
    ]);
  });

  it('says with the choice whether the payer wants to be asked, as a second link of one change', async () => {
    const payer = examplePayer('acme-health');
    await given(table, { items: [{ ...keys.payer(payer.payerId), ...payer }] });
    const { referralId, choose, records } = await accepted({}, { payerId: payer.payerId });
    expect(await twice(table, referralId, choose)).toMatchObject({
      outcome: 'needed',
      round: 1,
      authorization: { authorizationId: authorizationId(referralId, 1) },
    });
    expect(await records()).toMatchObject([
      { event: 'site.chosen', determination: { question: 'site-of-care' } },
      {
        event: 'authorization.need-determined',
        detail: { answer: 'needed' },
        determination: {
          question: 'authorization-needed',
          facts: { payerId: 'acme-health', setting: 'infusion-center' },
        },
      },
    ]);
    expect(firstBreak(await records())).toBeUndefined();
    expect((await readFile(table, referralId)).head).toBe(2);
  });

  it('moves on from a setting that the payer denied, and asks a clinician when none is left', async () => {
    const { referralId, choose, records } = await accepted();
    await choose(0);
    await endHold(table, referralId, { reason: 'denied-site-of-care', action: 'move-site' });
    expect(await choose(1)).toMatchObject({ siteId: 'site_lakeshore' });
    await endHold(table, referralId, { reason: 'no-capacity', action: 'move-site' }, { count: 2 });
    expect(await twice(table, referralId, () => choose(2))).toEqual({
      outcome: 'hold',
      reason: 'site-needs-clinician',
      dueAt: '2026-11-21T00:03:00Z',
    });
    expect((await records()).at(-1)).toMatchObject({
      event: 'site.ranked',
      detail: { undecided: 'none-left' },
      determination: { question: 'site-of-care', answer: 'none-left' },
    });
  });

  it('asks a clinician about a center after a severe reaction when the hospital is not left', async () => {
    const { referralId, choose } = await accepted(severeReaction);
    expect(await choose(0)).toMatchObject({ siteId: 'site_lakeshore' });
    await endHold(table, referralId, { reason: 'denied-site-of-care', action: 'move-site' });
    expect(await choose(1)).toMatchObject({ reason: 'site-needs-clinician' });
  });

  it('answers a retry as recorded, also when it would choose otherwise now', async () => {
    const { referralId, choose, write } = await accepted(severeReaction);
    await choose(0);
    await endHold(table, referralId, { reason: 'denied-site-of-care', action: 'move-site' });
    const asked = await choose(1);
    await write({ siteId: 'site_riverbend', setting: 'infusion-center' });
    expect(await choose(1)).toEqual(asked);
  });

  it('leaves the policy that the order was judged under as it is, for the booking to compare', async () => {
    const policy = (version: number) => ({
      ...{ therapyId: 'infliximab', version, from: '2026-11-01' },
      rules: { premedicationNeeded: version > 1 },
    });
    const standing = { therapyId: 'infliximab', revision: 2, newest: 2, approved: [policy(2)] };
    await given(table, { items: [{ ...keys.policy('infliximab'), ...standing }] });
    const judged = await accepted({}, { policy: policy(1) });
    const never = await accepted();
    for (const { choose } of [judged, never]) await choose();
    expect(await judged.standing()).toMatchObject({ siteId: 'site_riverbend', policy: policy(1) });
    expect((await never.standing()).policy).toBeUndefined();
    await given(table, { items: [{ ...keys.policy('infliximab'), ...standing, approved: [] }] });
  });

  it('leaves a closed referral alone', async () => {
    const { choose, records } = await accepted({}, { status: 'closed', closeReason: 'withdrawn' });
    expect(await choose()).toEqual({ outcome: 'closed' });
    expect(await records()).toEqual([]);
  });

  it('is tried again when the referral closed at the same moment, and then lets it be', async () => {
    const { choose, write, records } = await accepted();
    const late = overtaken(store, 'facts', () =>
      write({ status: 'closed', closeReason: 'withdrawn' }),
    );
    await expect(choose(0, late)).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await choose(0, late)).toEqual({ outcome: 'closed' });
    expect(await records()).toEqual([]);
  });
});

describe('a site that a clinician chooses', () => {
  it('is the site of the referral, and left as such when the payer denies its setting', async () => {
    const { referralId, choose, standing } = await accepted();
    const body = { action: 'choose-site', siteId: 'site_lakeshore' };
    const resume = await endHold(table, referralId, { reason: 'site-needs-clinician', ...body });
    expect(resume).toBe('Determine authorization need');
    expect(await standing()).toMatchObject({
      siteId: 'site_lakeshore',
      setting: 'hospital-outpatient',
    });
    await endHold(
      table,
      referralId,
      { reason: 'denied-site-of-care', action: 'move-site' },
      { count: 2 },
    );
    expect(await choose()).toMatchObject({ siteId: 'site_riverbend' });
  });

  it('has to be a site of the network', async () => {
    const { referralId } = await accepted();
    const body = { action: 'choose-site', siteId: 'site_none' };
    await expect(
      endHold(table, referralId, { reason: 'site-needs-clinician', ...body }),
    ).rejects.toMatchObject({
      code: 'site-unknown',
    });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'choose:0', round: 0 };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
