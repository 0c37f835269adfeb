import { expect } from 'vitest';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { Visit } from '../../functions/series/visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { aReferralId } from './authorizations.ts';
import { aHomeNurse, aNurse, anAgency, aSite, given } from './network.ts';
import { anOrder, aReferral, aSubmission } from './referrals.ts';

export const visitsOf = async (table: Table, referralId: string): Promise<Visit[]> =>
  (await readItems(table, referralId, 'VISIT#')).map((item) => Visit.parse(item));

const places = {
  center: {
    siteId: 'site_riverbend',
    setting: 'infusion-center',
    network: () => ({ sites: [aSite()], nurses: [aNurse()] }),
  },
  home: {
    siteId: 'site_harbor-home',
    setting: 'home',
    network: () => ({
      sites: [anAgency()],
      nurses: [aHomeNurse(), aHomeNurse({ nurseId: 'nur_tova', name: 'Tova Lindqvist' })],
    }),
  },
} as const;

/** A booked visit at the infusion center, on this day at noon of Chicago or before. */
export const aVisitAtCenter = (
  table: Table,
  startOn?: string,
  different?: Parameters<typeof anOrder>[0],
) => aVisitAt('center', table, startOn, different);

/** A booked visit at the center, or at home by one of two nurses. */
export const aVisitAt = async (
  place: keyof typeof places,
  table: Table,
  startOn = '2026-12-03',
  different: Parameters<typeof anOrder>[0] = {},
) => {
  const { siteId, setting, network } = places[place];
  const referralId = aReferralId();
  const order = anOrder({
    therapyId: 'ivig',
    firstDose: false,
    startOn,
    doses: 2,
    frequency: { loadingDays: [], intervalDays: 28 },
    ...different,
  });
  const referral = aReferral({
    referralId,
    patientId: `pat_${referralId.slice(4)}`,
    status: 'accepted',
    therapyId: 'ivig',
    siteId,
    setting,
  });
  const write = (more: Partial<typeof referral> = {}) =>
    given(table, {
      ...network(),
      referrals: [{ referral: { ...referral, ...more }, submission: aSubmission({ order }) }],
    });
  await write();
  const book = bookSeries({
    store: schedulingStore(table),
    now: () => new Date('2026-11-20T16:00:00Z'),
  });
  expect(await book({ referralId, operation: 'book:0' })).toEqual({ outcome: 'booked' });
  const [visit] = (await visitsOf(table, referralId)) as [Visit, Visit];
  return {
    visit,
    visitId: visit.visitId,
    referralId,
    store: visitStore(table),
    /** The visit as it stands, or as it shall stand. */
    read: async () => (await visitsOf(table, referralId))[0] as Visit,
    rewrite: async (more: Partial<Visit>) => {
      const [item] = await readItems(table, referralId, 'VISIT#');
      await given(table, { items: [{ ...item, ...more }] });
    },
    closeReferral: () => write({ status: 'closed', closeReason: 'withdrawn' }),
  };
};
