import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hold } from '../../functions/hold/hold.ts';
import { chooseSite } from '../../functions/placement/choose-site.ts';
import { placementStore } from '../../functions/placement/store.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readFile, readItems } from '../../functions/referral/reading.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { completeVisit, reportReaction, startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aReferralId } from '../support/authorizations.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { holdDesk } from '../support/holds.ts';
import { aHomeNurse, aNurse, anAgency, aSite, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { visitsOf } from '../support/visits.ts';

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  await given(table, {
    sites: [
      aSite(),
      anAgency(),
      aSite({
        siteId: 'site_lakeshore',
        setting: 'hospital-outpatient',
        placeOfService: '22',
        name: 'Lakeshore Hospital',
      }),
    ],
    nurses: [
      aNurse(),
      aHomeNurse(),
      aNurse({
        nurseId: 'nur_lake',
        siteId: 'site_lakeshore',
        settings: ['hospital-outpatient'],
      }),
    ],
  });
});
afterAll(() => close());

const booking = new Date('2026-11-20T16:00:00Z');
const desk = aPerson('cora', 'coordinator');
const doctor = aPerson('cleo', 'clinician');
const amara = aPerson('amara', 'nurse', 'nurse:nur_amara');
const junia = aPerson('junia', 'nurse', 'nurse:nur_junia');

const chosen = (referralId: string, now: Date, operation: string) =>
  chooseSite({ store: placementStore(table), now: () => now })({ referralId, operation });
const bookedAt = (referralId: string, now: Date, operation: string) =>
  bookSeries({ store: schedulingStore(table), now: () => now })({ referralId, operation });

/** Three doses, two weeks apart, of a patient who would rather be at home. */
const series = async (order: Parameters<typeof anOrder>[0]) => {
  const referralId = aReferralId();
  const referral = aReferral({
    referralId,
    patientId: `pat_${referralId.slice(4)}`,
    status: 'accepted',
    therapyId: 'infliximab',
  });
  const submission = aSubmission({
    placement: { preferred: 'home', residence: 'private', homeSuitable: true },
    order: anOrder({
      startOn: '2026-12-03',
      doses: 3,
      frequency: { loadingDays: [], intervalDays: 14 },
      ...order,
    }),
  });
  await given(table, { referrals: [{ referral, submission }] });
  await chosen(referralId, booking, 'choose:1');
  expect(await bookedAt(referralId, booking, 'book:1')).toEqual({ outcome: 'booked' });
  return referralId;
};

const asked = (visitId: string, body: unknown, principal = amara) =>
  ({ principal, path: { visitId }, body, rawBody: JSON.stringify(body) }) as never;

/** Gives the next dose; the instant of its end. */
const giveNext = async (referralId: string, principal = amara): Promise<Date> => {
  const visit = (await visitsOf(table, referralId)).find(({ status }) => status === 'planned');
  if (!visit) throw new Error('no visit to come');
  const store = visitStore(table);
  const deps = (at: string) => ({ store, now: () => new Date(at) });
  await startVisit(deps(visit.startsAt))(asked(visit.visitId, {}, principal));
  await completeVisit(deps(visit.endsAt))(
    asked(
      visit.visitId,
      { infusionMinutes: visit.minutes.infusion, doseComplete: true, teachBack: [] },
      principal,
    ),
  );
  return new Date(visit.endsAt);
};

const openHolds = async (referralId: string): Promise<Hold[]> =>
  (await readItems(table, referralId, 'HOLD#'))
    .map((item) => Hold.parse(item))
    .filter(({ status }) => status === 'open');

const resolve = (hold: Hold | undefined, body: unknown, now: Date, principal = desk) =>
  resolveHold({
    store: holdDesk(table),
    now: () => now,
    partsOf: partsOfAction(table),
    show: async (one, who) => describeHold(one, {}, who),
  })({ principal, path: { holdId: hold?.holdId }, body } as never);

const where = async (referralId: string) =>
  (await visitsOf(table, referralId)).map(
    ({ dose, status, siteId }) => `${dose} ${status} ${siteId}`,
  );

describe('a first dose in a center', () => {
  it('is followed by the others at home, once a coordinator has them placed anew', async () => {
    const referralId = await series({ firstDose: true });
    expect(await where(referralId)).toEqual([
      '1 planned site_riverbend',
      '2 planned site_riverbend',
      '3 planned site_riverbend',
    ]);
    const end = await giveNext(referralId);
    const [hold, ...others] = await openHolds(referralId);
    expect(others).toEqual([]);
    expect(hold).toMatchObject({
      reason: 'site-review',
      owner: 'coordinator',
      evidence: {
        siteId: 'site_riverbend',
        because: ['not-preferred'],
        better: 'site_harbor-home',
      },
    });

    await resolve(hold, { action: 'place-again' }, end);
    const { referral } = await readFile(table, referralId);
    expect(referral.renewing ?? undefined).toBeUndefined();
    expect(await chosen(referralId, end, 'choose:2')).toMatchObject({ outcome: 'chosen' });
    expect(await bookedAt(referralId, end, 'book:2')).toEqual({ outcome: 'booked' });
    expect(await where(referralId)).toEqual([
      '1 completed site_riverbend',
      '2 cancelled site_riverbend',
      '3 cancelled site_riverbend',
      '2 planned site_harbor-home',
      '3 planned site_harbor-home',
    ]);
    expect((await openHolds(referralId)).map(({ reason }) => reason)).toEqual([]);
  });

  it('stays where it is when a clinician says so, and nobody is asked again', async () => {
    const referralId = await series({ firstDose: true });
    const end = await giveNext(referralId);
    const [hold] = await openHolds(referralId);
    await expect(
      resolve(hold, { action: 'kept', note: 'She drives by the center.' }, end),
    ).rejects.toMatchObject({ code: 'clinical-decision' });
    await resolve(hold, { action: 'kept', note: 'She drives by the center.' }, end, doctor);
    await giveNext(referralId);
    expect(await openHolds(referralId)).toEqual([]);
  });
});

describe('a reaction at home', () => {
  const reactAt = async (grade: number, anaphylaxis = false) => {
    const referralId = await series({ firstDose: false, lastDoseOn: '2026-11-19' });
    expect(await where(referralId)).toContain('1 planned site_harbor-home');
    const end = await giveNext(referralId, junia);
    expect(await openHolds(referralId)).toEqual([]);
    const [visit] = await visitsOf(table, referralId);
    await reportReaction({ store: visitStore(table), now: () => end })(
      asked(visit?.visitId ?? '', { grade, anaphylaxis, actions: [] }, junia),
    );
    return { referralId, end };
  };

  it('that is grave has the doses to come placed at a monitored site', async () => {
    const { referralId, end } = await reactAt(3);
    const holds = await openHolds(referralId);
    expect(holds.map(({ reason }) => reason).sort()).toEqual(['site-review', 'visit-suspended']);
    const hold = holds.find(({ reason }) => reason === 'site-review');
    expect(hold?.evidence).toMatchObject({
      siteId: 'site_harbor-home',
      because: ['severe-reaction-before'],
      better: 'site_lakeshore',
    });
    await expect(resolve(hold, { action: 'place-again' }, end)).rejects.toMatchObject({
      code: 'visit-suspended',
    });
    const suspended = holds.find(({ reason }) => reason === 'visit-suspended');
    await resolve(
      suspended,
      { action: 'clear', note: 'With premedication, watched.' },
      end,
      doctor,
    );
    await resolve(hold, { action: 'place-again' }, end);
    await chosen(referralId, end, 'choose:2');
    await bookedAt(referralId, end, 'book:2');
    expect(await where(referralId)).toEqual([
      '1 completed site_harbor-home',
      '2 cancelled site_harbor-home',
      '3 cancelled site_harbor-home',
      '2 planned site_lakeshore',
      '3 planned site_lakeshore',
    ]);
  });

  it('that is an anaphylaxis is grave, whatever grade was reported of it', async () => {
    const { referralId } = await reactAt(2, true);
    const hold = (await openHolds(referralId)).find(({ reason }) => reason === 'site-review');
    expect(hold?.evidence).toMatchObject({
      because: ['severe-reaction-before'],
      better: 'site_lakeshore',
    });
  });

  it('that is light moves nobody', async () => {
    const { referralId } = await reactAt(2);
    expect(await openHolds(referralId)).toEqual([]);
  });
});
