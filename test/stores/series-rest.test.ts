import { afterAll, describe, expect, it } from 'vitest';
import { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { keys } from '../../functions/platform/keys.ts';
import { readFile, readItems } from '../../functions/referral/reading.ts';
import { endRenewal } from '../../functions/renewal/end-renewal.ts';
import { renewalStore } from '../../functions/renewal/store.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { bookVisits } from '../../functions/scheduling/book-visits.ts';
import { offerSlots } from '../../functions/scheduling/offer-slots.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { cancelVisit } from '../../functions/visit/change-visit.ts';
import { checkVisit } from '../../functions/visit/check-visit.ts';
import { completeVisit, startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { anAuthorization, requestFacts } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const scheduler = aCaller('scheduler');
const nurse = aCaller('nurse', { nurseId: 'nur_amara' });
const clinician = aCaller('clinician');
const asked = (path: Record<string, string>, body: unknown, principal = scheduler) =>
  ({ principal, path, body, query: { offers: 1 }, rawBody: JSON.stringify(body) }) as never;
const at = (now: string) => ({ store: visitStore(table), now: () => new Date(now) });
const later = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

const give = async ({ visitId, startsAt, endsAt }: Visit) => {
  await startVisit(at(startsAt))(asked({ visitId }, {}, nurse));
  await completeVisit(at(endsAt))(
    asked({ visitId }, { infusionMinutes: 120, doseComplete: true, teachBack: [] }, nurse),
  );
};
const cancel = ({ visitId, startsAt }: Visit) =>
  cancelVisit(at(later(startsAt, -3000)))(asked({ visitId }, { reason: 'patient' }));

/** Resolves the open hold of this reason; answers where the workflow goes on. */
const resolve = async (
  referralId: string,
  reason: Hold['reason'],
  body: { action: string; note?: string },
  now = '2026-11-25T17:00:00Z',
) => {
  const open = (await openHolds(referralId)).find((hold) => hold.reason === reason);
  const holdId = open?.holdId ?? '';
  await resolveHold({
    store: holdDesk(table),
    partsOf: partsOfAction(table),
    show: async (hold) => describeHold(hold, {}, scheduler),
    now: () => new Date(now),
  })(asked({ holdId }, body, body.note ? clinician : scheduler));
  return (await holdDesk(table).get(holdId))?.settlement?.resume;
};
const openHolds = async (referralId: string) =>
  (await readItems(table, referralId, 'HOLD#'))
    .map((item) => Hold.parse(item))
    .filter(({ status }) => status === 'open');
const statusOf = async (referralId: string) => (await readFile(table, referralId)).referral.status;

/** What the relay starts after such a resolution, for the steps that it comes to. */
const bookFurther = (referralId: string, now: string) =>
  bookSeries({ store: schedulingStore(table), now: () => new Date(now) })({
    referralId,
    operation: `book-further:${now}`,
  });
const settle = (referralId: string, now: string) =>
  endRenewal({ store: renewalStore(table), now: () => new Date(now) })({
    referralId,
    operation: `settle:${now}`,
    closeReason: 'completed',
    renewal: 600,
  });

/** The order as it is corrected, waiting for a clinician to take it on. */
const corrected = async (referralId: string, doses: number) => {
  const { submission } = await readFile(table, referralId);
  const order = { ...submission.order, doses };
  await given(table, {
    items: [
      { ...keys.order(referralId, 1), submission: { ...submission, order } },
      holdItem(
        aHold(referralId, {
          reason: 'order-changed',
          standing: 'order',
          taskToken: undefined,
          evidence: { changes: ['doses'] },
        }),
      ),
    ],
  });
};

describe('the doses that follow those that are booked', () => {
  it('are asked for before the booked visits run out, and booked when a scheduler says so', async () => {
    const { referralId } = await aVisitAtCenter(table, '2026-12-03', { doses: 16 });
    const booked = await visitsOf(table, referralId);
    expect(booked).toHaveLength(14);
    for (const visit of booked.slice(0, 11)) await give(visit);
    expect(await openHolds(referralId)).toEqual([]);
    await give(booked[11] as Visit);
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'series-unlike-order', team: 'scheduler', evidence: { from: 15, through: 16 } },
    ]);
    for (const visit of booked.slice(12)) await give(visit);
    expect(await statusOf(referralId)).toBe('active');
    expect(await openHolds(referralId)).toHaveLength(1);
    expect(await resolve(referralId, 'series-unlike-order', { action: 'book' })).toBe('series');
    const now = booked[13]?.endsAt ?? '';
    expect(await bookFurther(referralId, now)).toEqual({ outcome: 'booked' });
    const rest = (await visitsOf(table, referralId)).slice(14);
    expect(rest.map(({ dose }) => dose)).toEqual([15, 16]);
    for (const visit of rest) await give(visit);
    expect(await statusOf(referralId)).toBe('closed');
  });

  it('of an order without an end are asked for too', async () => {
    const { referralId } = await aVisitAtCenter(table, '2026-12-03', { doses: undefined });
    const booked = await visitsOf(table, referralId);
    for (const visit of booked) await give(visit);
    expect(await statusOf(referralId)).toBe('active');
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'series-unlike-order', evidence: { from: booked.length + 1 } },
    ]);
  });

  it('are given up only with a reason, which then ends the referral', async () => {
    const { referralId } = await aVisitAtCenter(table, '2026-12-03', { doses: undefined });
    const booked = await visitsOf(table, referralId);
    for (const visit of booked) await give(visit);
    const note = 'The prescriber ends it after half a year.';
    await expect(
      resolve(referralId, 'series-unlike-order', { action: 'in-line' }),
    ).rejects.toMatchObject({ status: 409, code: 'visits-not-in-line' });
    const now = booked.at(-1)?.endsAt ?? '';
    expect(
      await resolve(referralId, 'series-unlike-order', { action: 'not-needed', note }, now),
    ).toBe('no-series');
    await settle(referralId, now);
    expect((await readFile(table, referralId)).referral).toMatchObject({
      status: 'closed',
      closeReason: 'completed',
    });
  });

  it('reach a coordinator at once when there are no units for them', async () => {
    const { referralId, rewrite } = await aVisitAtCenter(table);
    const { lines } = anAuthorization({ referralId }, requestFacts());
    const authorization = anAuthorization({
      referralId,
      status: 'approved',
      lines: lines.map((line) => ({
        ...line,
        state: 'approved',
        decision: { at: '2026-11-20T15:00:00Z', reasons: [], units: line.perVisit * 2 },
      })),
      ledger: Object.fromEntries(
        (await visitsOf(table, referralId)).map(({ visitId, on }) => [
          visitId,
          { on, state: 'reserved' as const },
        ]),
      ),
    });
    const { authorizationId } = authorization;
    await given(table, { items: [{ ...keys.authorization(authorizationId), ...authorization }] });
    await rewrite({ authorizationId });
    await corrected(referralId, 4);
    await resolve(referralId, 'order-changed', { action: 'accept', note: 'Four doses it is.' });
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'series-unlike-order', evidence: { from: 3, through: 4 } },
    ]);
    await resolve(referralId, 'series-unlike-order', { action: 'book' });
    expect(await bookFurther(referralId, '2026-11-25T18:00:00Z')).toEqual({ outcome: 'booked' });
    expect(await visitsOf(table, referralId)).toHaveLength(2);
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'authorization-ending', team: 'coordinator', evidence: { authorizationId } },
    ]);
    await bookFurther(referralId, '2026-11-25T19:00:00Z');
    expect(await openHolds(referralId)).toHaveLength(1);
  });
});

describe('an order that is taken on with another number of doses', () => {
  it('has its further doses booked', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await corrected(referralId, 3);
    await resolve(referralId, 'order-changed', { action: 'accept', note: 'Three doses.' });
    await resolve(referralId, 'series-unlike-order', { action: 'book' });
    await bookFurther(referralId, '2026-11-25T18:00:00Z');
    const visits = await visitsOf(table, referralId);
    expect(visits.map(({ dose }) => dose)).toEqual([1, 2, 3]);
    for (const visit of visits) await give(visit);
    expect(await statusOf(referralId)).toBe('closed');
  });

  it('keeps no visit of a dose that it does not have', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const [first, second] = (await visitsOf(table, referralId)) as [Visit, Visit];
    await corrected(referralId, 1);
    await resolve(referralId, 'order-changed', { action: 'accept', note: 'One dose.' });
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'series-unlike-order', evidence: { surplus: [second.visitId] } },
    ]);
    const resolving = resolve(referralId, 'series-unlike-order', { action: 'in-line' });
    await expect(resolving).rejects.toMatchObject({ facts: { visitIds: [second.visitId] } });
    const { visitId, startsAt } = second;
    await expect(startVisit(at(startsAt))(asked({ visitId }, {}, nurse))).rejects.toMatchObject({
      status: 409,
      code: 'dose-not-ordered',
    });
    await cancel(second);
    expect(await openHolds(referralId)).toEqual([]);
    await give(first);
    expect(await statusOf(referralId)).toBe('closed');
  });
});

describe('a dose that lost its visit', () => {
  it('is the scheduler’s when the patient was not seen', async () => {
    const { referralId, visit } = await aVisitAtCenter(table);
    const over = later(visit.endsAt, 200);
    const unrecorded = aHold(referralId, {
      reason: 'visit-unrecorded',
      scope: 'v1.',
      status: 'resolved',
      resolution: {
        action: 'missed',
        note: 'Nobody opened.',
        facts: {},
        by: { kind: 'person', id: 'nell' },
        at: over,
      },
    });
    await given(table, { items: [holdItem(unrecorded)] });
    await checkVisit(at(over))({ visitId: visit.visitId, operation: 'check:1' });
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'visit-to-rebook', evidence: { doses: [1] } },
    ]);
  });

  it('keeps the referral open after the last visit until somebody has decided', async () => {
    const { referralId } = await aVisitAtCenter(table);
    const [first, second] = (await visitsOf(table, referralId)) as [Visit, Visit];
    await cancel(first);
    await give(second);
    expect(await statusOf(referralId)).toBe('active');
    const body = { action: 'not-needed', note: 'The prescriber leaves it out.' };
    expect(await resolve(referralId, 'visit-to-rebook', body)).toBe('no-series');
    await settle(referralId, second.endsAt);
    expect(await statusOf(referralId)).toBe('closed');
  });

  it('is not left out by a booking that skips it', async () => {
    const { referralId, visit } = await aVisitAtCenter(table, '2026-12-03', { doses: 1 });
    const { submission } = await readFile(table, referralId);
    const order = { ...submission.order, doses: 3 };
    await given(table, {
      items: [{ ...keys.order(referralId, 1), submission: { ...submission, order } }],
    });
    const now = () => new Date('2026-11-25T16:00:00Z');
    const store = schedulingStore(table);
    const { body } = await offerSlots({ store, now })(asked({ referralId }, undefined));
    const third = body.offers[0]?.visits.find(({ dose }) => dose === 3);
    await bookVisits({ store, tableName: () => table.name, now })(
      asked({ referralId }, { visits: [{ dose: 3, startsAt: third?.startsAt }] }),
    );
    expect(visit.dose).toBe(1);
    expect(await openHolds(referralId)).toMatchObject([
      { reason: 'visit-to-rebook', evidence: { doses: [2] } },
    ]);
  });
});
