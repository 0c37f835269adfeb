import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hold } from '../../functions/hold/hold.ts';
import type { BookedVisit } from '../../functions/outreach/booked-visit.ts';
import { patientStore } from '../../functions/outreach/patient-store.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { bookVisits } from '../../functions/scheduling/book-visits.ts';
import { offerSlots } from '../../functions/scheduling/offer-slots.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { cancelVisit, confirmVisit, moveVisit } from '../../functions/visit/change-visit.ts';
import { releaseFutureVisits } from '../../functions/visit/release-future-visits.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { holdDesk } from '../support/holds.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
});
afterAll(() => close());

const principal = aCaller('scheduler');
const now = () => new Date('2026-11-25T16:00:00Z');
const deps = () => ({ store: visitStore(table), now });
const asked = (path: Record<string, string>, body: unknown) =>
  ({ principal, path, body, query: { offers: 1 }, rawBody: JSON.stringify(body) }) as never;
const cancel = (visitId: string) => cancelVisit(deps())(asked({ visitId }, { reason: 'patient' }));
const holdsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));
const resolve = (holdId: string, body: unknown) =>
  resolveHold({
    store: holdDesk(table),
    partsOf: partsOfAction(table),
    show: async (hold, caller) => describeHold(hold, {}, caller),
    now: () => new Date('2026-11-25T17:00:00Z'),
  })(asked({ holdId }, body));

describe('a dose whose visit was cancelled', () => {
  const offers = async (referralId: string) =>
    (await offerSlots({ store: schedulingStore(table), now })(asked({ referralId }, undefined)))
      .body.offers;
  const book = (referralId: string, visits: unknown) =>
    bookVisits({ store: schedulingStore(table), tableName: () => table.name, now })(
      asked({ referralId }, { visits }),
    );
  const chosen = (visits: Awaited<ReturnType<typeof offers>>[number]['visits'] = []) =>
    visits.map(({ dose, startsAt }) => ({ dose, startsAt }));

  it('stands on the scheduler’s list until it is booked again from what is offered', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table, '2026-12-08');
    await cancel(visitId);
    const [hold] = await holdsOf(referralId);
    expect(hold).toMatchObject({
      reason: 'visit-to-rebook',
      status: 'open',
      team: 'scheduler',
      dueAt: '2026-11-27T16:00:00Z',
      evidence: { doses: [1] },
    });
    const [offer] = await offers(referralId);
    expect(offer?.visits.map(({ dose }) => dose)).toEqual([1]);
    await book(referralId, chosen(offer?.visits));
    expect((await holdsOf(referralId))[0]).toMatchObject({
      status: 'resolved',
      resolution: { action: 'rebooked' },
    });
  });

  it('is one hold with the others, which ends with the last of them', async () => {
    const { referralId } = await aVisitAtCenter(table, '2026-12-10');
    for (const { visitId } of await visitsOf(table, referralId)) await cancel(visitId);
    const holds = await holdsOf(referralId);
    expect(holds.map(({ evidence }) => evidence)).toEqual([{ doses: [1, 2] }]);
    const [offer] = await offers(referralId);
    const [first, second] = chosen(offer?.visits);
    await book(referralId, [first]);
    expect((await holdsOf(referralId))[0]?.status).toBe('open');
    await book(referralId, [second]);
    expect((await holdsOf(referralId))[0]?.status).toBe('resolved');
  });

  it('asks nobody when the whole series is released', async () => {
    const { referralId, closeReferral } = await aVisitAtCenter(table, '2026-12-14');
    await closeReferral();
    await releaseFutureVisits(table, referralId, now(), 'release');
    expect(await holdsOf(referralId)).toEqual([]);
  });
});

describe('a dose that is said to be booked again', () => {
  it('is looked up, and asked for until it is', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table, '2026-12-22');
    await cancel(visitId);
    const [hold] = await holdsOf(referralId);
    await expect(resolve(hold?.holdId ?? '', { action: 'rebooked' })).rejects.toMatchObject({
      status: 409,
      code: 'dose-not-booked',
    });
    expect(await holdsOf(referralId)).toMatchObject([{ status: 'open' }]);
  });
});

describe('a patient’s wish for another time', () => {
  const patients = () => patientStore(table);
  const wish = async (visitId: string, operation = 'ask') =>
    patients().requestMove(
      (await patients().visit(visitId)) as BookedVisit,
      { wish: 'later' },
      {
        operation,
        actor: { kind: 'patient', id: 'pat' },
        at: '2026-11-25T15:00:00Z',
      },
    );

  it('stands once on the scheduler’s list, however often it is told', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table, '2026-12-15');
    await wish(visitId);
    await wish(visitId, 'ask again');
    expect(await holdsOf(referralId)).toEqual([
      expect.objectContaining({
        reason: 'move-requested',
        status: 'open',
        team: 'scheduler',
        dueAt: '2026-11-27T15:00:00Z',
        evidence: { visitId, wish: 'later' },
      }),
    ]);
  });

  const answers: [string, string, (visitId: string, startsAt: string) => Promise<unknown>][] = [
    [
      'a move',
      'moved',
      (visitId, startsAt) => {
        const later = new Date(Date.parse(startsAt) + 86_400_000);
        const to = `${later.toISOString().slice(0, 19)}Z`;
        return moveVisit(deps())(asked({ visitId }, { startsAt: to }));
      },
    ],
    [
      'a confirmation',
      'confirmed',
      (visitId) => confirmVisit(deps())(asked({ visitId }, undefined)),
    ],
    ['a cancellation', 'cancelled', cancel],
    [
      'a confirmation by the patient',
      'confirmed',
      async (visitId) =>
        patients().confirmVisit((await patients().visit(visitId)) as BookedVisit, {
          operation: 'confirm',
          actor: { kind: 'patient', id: 'pat' },
          at: '2026-11-25T15:30:00Z',
        }),
    ],
  ];

  it.each(answers)('is answered by %s', async (_, action, answer) => {
    const { referralId, visitId, visit } = await aVisitAtCenter(table, '2026-12-16');
    await wish(visitId);
    await answer(visitId, visit.startsAt);
    const hold = (await holdsOf(referralId)).find(({ reason }) => reason === 'move-requested');
    expect(hold).toMatchObject({ status: 'resolved', resolution: { action } });
  });

  it('is not answered by saying that the visit was moved when it was not', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table, '2026-12-21');
    await wish(visitId);
    const [hold] = await holdsOf(referralId);
    await expect(resolve(hold?.holdId ?? '', { action: 'moved' })).rejects.toMatchObject({
      status: 409,
      code: 'visit-not-moved',
    });
  });

  it('is no longer shown once the scheduler has told the patient that the time stays', async () => {
    const { referralId, visitId, read } = await aVisitAtCenter(table, '2026-12-17');
    await wish(visitId);
    const [hold] = await holdsOf(referralId);
    await resolve(hold?.holdId ?? '', { action: 'kept', note: 'No other time that week.' });
    expect(await read()).not.toHaveProperty('moveRequestedAt');
  });
});
