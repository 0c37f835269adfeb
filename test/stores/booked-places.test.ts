import { afterAll, expect, it } from 'vitest';
import { chooseSiteOfCare } from '../../functions/authorization/choose-site-of-care.ts';
import { placingStore } from '../../functions/authorization/placing-store.ts';
import { addDays } from '../../functions/platform/days.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { aReferralId } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, anAgency, aSite, given } from '../support/network.ts';
import { aReferral, aSubmission } from '../support/referrals.ts';
import { clockFrom } from '../support/steps.ts';

const { table, close } = await openDatabase();
afterAll(close);

/** Two centers side by side, alike in all but their calendars. */
const [one, other] = ['site_riverbend', 'site_twin'] as const;
const days = Array.from({ length: 40 }, (_, index) => addDays('2026-11-20', index));
/** Every chair of a site, all day. */
const bookedOut = (siteId: string) =>
  days.map((on) => ({
    ...keys.centerDay(siteId, on),
    rev: 1,
    blocks: ['01jd0000000000000000_1 480 40000 1'],
  }));
const empty = (siteId: string) =>
  days.map((on) => ({ ...keys.centerDay(siteId, on), rev: 2, blocks: [] }));

const near = { line: ['1 Near Street'], city: 'Chicago', state: 'IL', postalCode: '60601' };

const chosen = async (address?: typeof near) => {
  const referralId = aReferralId();
  const sent = aSubmission();
  const submission = { ...sent, patient: { ...sent.patient, address } };
  await given(table, {
    // Its area tells where the patient lives.
    sites: [aSite(), aSite({ siteId: other }), anAgency()],
    nurses: [aNurse(), aNurse({ nurseId: 'nur_twin', siteId: other })],
    referrals: [{ referral: aReferral({ referralId }), submission }],
  });
  const choose = chooseSiteOfCare({
    store: placingStore(table),
    now: clockFrom('2026-11-20T16:00:00Z'),
  });
  const choice = await choose({ referralId, operation: 'choose:0', round: 0 });
  const [record] = await chain(table, referralId);
  return { choice, codes: record?.determination?.reasons.map(({ code }) => code) };
};

it.each([
  [one, other],
  [other, one],
])(
  'of two places that are alike the one is chosen that is not booked out: %s full',
  async (full, free) => {
    await given(table, { items: [...bookedOut(full), ...empty(free)] });
    const { choice, codes } = await chosen(near);
    expect(choice).toMatchObject({ siteId: free });
    expect(codes).toContain('time-left');
  },
);

it('asks a clinician where both have as much time left', async () => {
  await given(table, { items: [...empty(one), ...empty(other)] });
  const { choice, codes } = await chosen(near);
  expect(choice).toMatchObject({ reason: 'site-needs-clinician' });
  expect(codes).toContain('places-equal');
});

it('asks where the patient lives before the time that is left decides', async () => {
  await given(table, { items: [...bookedOut(one), ...empty(other)] });
  const { choice, codes } = await chosen();
  expect(choice).toMatchObject({ reason: 'site-needs-clinician' });
  expect(codes).toContain('address-not-located');
});
