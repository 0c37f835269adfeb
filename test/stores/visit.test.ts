import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeReferral as detailFor } from '../../functions/chart/referral-detail.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { Hold } from '../../functions/hold/hold.ts';
import type { BookedVisit } from '../../functions/outreach/booked-visit.ts';
import { patientStore } from '../../functions/outreach/patient-store.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { bookSeries } from '../../functions/scheduling/book-series.ts';
import { visitReplace } from '../../functions/scheduling/booking.ts';
import { readNurseDays, readPersonCalendar } from '../../functions/scheduling/calendar-store.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { Visit } from '../../functions/series/visit.ts';
import { visitView } from '../../functions/series/visit-view.ts';
import {
  cancelVisit,
  confirmVisit,
  moveVisit,
  tryMove,
} from '../../functions/visit/change-visit.ts';
import { checkVisit } from '../../functions/visit/check-visit.ts';
import { waysToPatient } from '../../functions/visit/patient-ways-store.ts';
import { completeVisit, reportReaction, startVisit } from '../../functions/visit/record-visit.ts';
import { releaseFutureVisits } from '../../functions/visit/release-future-visits.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { aHomeNurse, anAgency, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const booking = new Date('2026-11-20T16:00:00Z');
const scheduler = aPerson('sam', 'scheduler');
const doctor = aPerson('cleo', 'clinician');
const junia = aPerson('junia', 'nurse', 'nurse:nur_junia');
const other = aPerson('kasper', 'nurse', 'nurse:nur_kasper');

/** So many hours after an instant, in whole seconds. */
const hoursFrom = (instant: string, hours: number): string =>
  `${new Date(Date.parse(instant) + hours * 3_600_000).toISOString().slice(0, 19)}Z`;
const weekBefore = ({ startsAt }: Visit): string => hoursFrom(startsAt, -7 * 24);

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  await given(table, {
    sites: [anAgency()],
    nurses: [
      aHomeNurse(),
      aHomeNurse({ nurseId: 'nur_kasper', name: 'Kasper Lund', maxVisitsPerDay: 1 }),
    ],
  });
});
afterAll(() => close());

const visitsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'VISIT#')).map((item) => Visit.parse(item));

/** Three booked home visits, the first on 3 December 2026, all by the same nurse. */
const booked = async (referralId: string, startOn = '2026-12-03') => {
  const order = anOrder({
    therapyId: 'ivig',
    firstDose: false,
    startOn,
    doses: 3,
    durationMinutes: 180,
    frequency: { loadingDays: [], intervalDays: 28 },
  });
  const referral = aReferral({
    referralId,
    patientId: `pat_${referralId.slice(4)}`,
    status: 'accepted',
    therapyId: 'ivig',
    siteId: 'site_harbor-home',
    setting: 'home',
  });
  await given(table, { referrals: [{ referral, submission: aSubmission({ order }) }] });
  const outcome = await bookSeries({ store: schedulingStore(table), now: () => booking })({
    referralId,
    operation: 'book',
  });
  expect(outcome).toEqual({ outcome: 'booked' });
  return (await visitsOf(referralId)) as [Visit, Visit, Visit];
};

const at = (now: string) => ({
  store: visitStore(table),
  waysTo: waysToPatient(table),
  now: () => new Date(now),
});
const asked = (visitId: string, body: unknown, principal = scheduler, idempotencyKey?: string) =>
  ({ principal, path: { visitId }, body, rawBody: JSON.stringify(body), idempotencyKey }) as never;

const blocksOf = async (nurseId: string) =>
  (await readNurseDays(table, nurseId, { from: '2026-11-01', to: '2027-12-31' })).flatMap(
    ({ blocks }) => blocks.map(({ visitId }) => visitId),
  );

describe('a visit that moves', () => {
  it('gives its old time up and takes the new one, as a new revision', async () => {
    const [visit] = await booked('ref_01jd00000000000000a0');
    const deps = at('2026-11-25T16:00:00Z');
    await confirmVisit(deps)(asked(visit.visitId, undefined));
    const tried = await tryMove(deps)({
      ...(asked(visit.visitId, { startsAt: '2026-12-04T17:00:00Z' }) as object),
      ifMatch: '"0"',
    } as never);
    expect(tried).toMatchObject({
      body: { on: '2026-12-04', preview: { may: 'move' } },
      headers: { etag: '"0"' },
    });
    expect((await visitsOf('ref_01jd00000000000000a0'))[0]?.on).toBe('2026-12-03');
    const { body } = await moveVisit(deps)(
      asked(visit.visitId, { startsAt: '2026-12-04T17:00:00Z' }, scheduler, 'key-1'),
    );
    expect(body).toMatchObject({ revision: 1, status: 'planned', on: '2026-12-04' });
    expect(body.confirmedAt).toBeUndefined();
    const again = await moveVisit(deps)(
      asked(visit.visitId, { startsAt: '2026-12-04T17:00:00Z' }, scheduler, 'key-1'),
    );
    expect(again.body.revision).toBe(1);
    const days = await readNurseDays(table, visit.nurseId ?? '', {
      from: '2026-12-03',
      to: '2026-12-04',
    });
    const names = days.map(({ on, blocks }) => [
      on,
      blocks.some((b) => b.visitId === visit.visitId),
    ]);
    expect(names).toEqual([
      ['2026-12-03', false],
      ['2026-12-04', true],
    ]);
    const calendar = await readPersonCalendar(table, visit.patientId);
    expect(calendar.blocks.filter(({ visitId }) => visitId === visit.visitId)).toHaveLength(1);
    const events = (await chain(table, visit.referralId)).map(({ event }) => event);
    expect(events).toEqual(['series.booked', 'visit.confirmed', 'visit.moved']);
  });

  it('shows schedulers what the patient wishes until a move answers it', async () => {
    const [visit] = await booked('ref_01jd00000000000000w0', '2027-03-04');
    const deps = at('2026-11-25T16:00:00Z');
    const patients = patientStore(table);
    const mine = async () => (await patients.visit(visit.visitId)) as BookedVisit;
    const doing = (operation: string) => ({
      operation,
      actor: { kind: 'patient' as const, id: visit.patientId },
      at: '2026-11-25T15:00:00Z',
    });
    await patients.requestMove(await mine(), { wish: 'later' }, doing('ask'));
    const [asks] = await visitsOf(visit.referralId);
    expect(visitView(asks as Visit)).toMatchObject({
      moveRequestedAt: '2026-11-25T15:00:00Z',
      moveWish: 'later',
    });
    const { body } = await moveVisit(deps)(
      asked(visit.visitId, { startsAt: '2027-03-05T17:00:00Z' }),
    );
    expect(body).not.toHaveProperty('moveWish');
    expect(await mine()).not.toHaveProperty('moveRequestedAt');
  });

  it('is confirmed by a patient who no longer wishes another time', async () => {
    const [visit] = await booked('ref_01jd00000000000000w1', '2027-05-06');
    const patients = patientStore(table);
    const mine = async () => (await patients.visit(visit.visitId)) as BookedVisit;
    const by = { kind: 'patient' as const, id: visit.patientId };
    const told = { actor: by, at: '2026-11-25T15:00:00Z' };
    await patients.requestMove(await mine(), { wish: 'earlier' }, { ...told, operation: 'ask' });
    await patients.confirmVisit(await mine(), { ...told, operation: 'confirm' });
    const now = await mine();
    expect(now.status).toBe('confirmed');
    expect(now).not.toHaveProperty('moveWish');
  });

  it.each([
    ['a wish', 2, (seen: Visit) => ({ ...seen, moveRequestedAt: '2026-11-25T15:00:00Z' })],
    ['a suspension', 3, (seen: Visit) => ({ ...seen, suspendedAt: '2026-11-25T15:00:00Z' })],
  ])('is not written over %s of the same moment', async (_, index, marked) => {
    const [seen] = await booked(`ref_01jd00000000000000w${index}`, `2027-0${index}-04`);
    await table.client.send(
      new TransactWriteCommand({ TransactItems: [visitReplace(table.name, seen, marked(seen))] }),
    );
    const told = { operation: 'confirm', actor: { kind: 'person' as const, id: 'sam' } };
    const done = await visitStore(table).confirm(seen, { ...told, at: '2026-11-25T16:00:00Z' });
    expect(done).toMatchObject({ outcome: 'refused', at: 0 });
  });

  it('keeps its old time when somebody has the new one, and says who', async () => {
    const [first] = await booked('ref_01jd00000000000000b0', '2026-12-07');
    const [second] = await booked('ref_01jd00000000000000b1', '2026-12-09');
    const move = moveVisit(at('2026-11-25T16:00:00Z'))(
      asked(second.visitId, {
        startsAt: first.startsAt,
        ...(first.nurseId ? { nurseId: first.nurseId } : {}),
      }),
    );
    await expect(move).rejects.toMatchObject({
      code: 'visits-conflict',
      facts: {
        conflicts: expect.arrayContaining([
          expect.objectContaining({ code: 'nurse-busy', visitIds: [first.visitId] }),
        ]),
      },
    });
    expect((await visitsOf(second.referralId))[0]?.startsAt).toBe(second.startsAt);
  });

  it('is told all that stands against it before it is tried, and what else would come of it', async () => {
    const [first] = await booked('ref_01jd00000000000000b2', '2027-06-07');
    const [second] = await booked('ref_01jd00000000000000b3', '2027-06-09');
    const deps = at('2026-11-25T16:00:00Z');
    const trying = (startsAt: string, principal = scheduler) =>
      tryMove(deps)({
        ...(asked(
          second.visitId,
          { startsAt, ...(first.nurseId ? { nurseId: first.nurseId } : {}) },
          principal,
        ) as object),
        ifMatch: '"0"',
      } as never);
    const { body } = await trying(first.startsAt);
    const { checks = [], may } = body.preview;
    expect(may).toBe('not');
    expect(checks).toContainEqual(
      expect.objectContaining({ of: 'nurse', state: 'stands', visitIds: [first.visitId] }),
    );
    expect(checks).toContainEqual(expect.objectContaining({ of: 'message', state: 'mind' }));
    // A day that no clock of the order reaches is a clinician's to give, and still told.
    const far = hoursFrom(second.startsAt, 21 * 24);
    expect((await trying(far)).body).toMatchObject({ preview: { may: 'not' } });
    expect((await trying(far, doctor)).body).toMatchObject({ preview: { may: 'with-note' } });
    const stale = tryMove(deps)({
      ...(asked(second.visitId, { startsAt: first.startsAt }) as object),
      ifMatch: '"7"',
    } as never);
    await expect(stale).rejects.toMatchObject({ code: 'visit-changed' });
    expect((await visitsOf(second.referralId))[0]).toMatchObject({ revision: 0 });
  });
});

describe('a visit that is cancelled', () => {
  it('frees the nurse, and cannot be cancelled or recorded after that', async () => {
    const [visit] = await booked('ref_01jd00000000000000c0', '2026-12-11');
    const deps = at('2026-11-25T16:00:00Z');
    const { body } = await cancelVisit(deps)(asked(visit.visitId, { reason: 'patient' }));
    expect(body).toMatchObject({ status: 'cancelled', revision: 1 });
    expect(await blocksOf(visit.nurseId ?? '')).not.toContain(visit.visitId);
    await expect(cancelVisit(deps)(asked(visit.visitId, { reason: 'site' }))).rejects.toMatchObject(
      {
        code: 'visit-not-open',
      },
    );
  });
});

describe('a visit as its nurse records it', () => {
  const access = {
    difficultBefore: true,
    difficultyExpected: true,
    veinNotPalpable: false,
    veinNotVisible: false,
    veinUnderThreeMillimeters: false,
    device: 'peripheral',
    attempts: 2,
  };

  it('is started and completed by the own nurse; to another it does not exist', async () => {
    const [visit] = await booked('ref_01jd00000000000000d0', '2026-12-14');
    const [own, stranger] = visit.nurseId === 'nur_junia' ? [junia, other] : [other, junia];
    const during = at(visit.startsAt);
    await expect(startVisit(during)(asked(visit.visitId, {}, stranger))).rejects.toMatchObject({
      status: 404,
    });
    await startVisit(during)(asked(visit.visitId, { access }, own));
    const { body } = await completeVisit(at(visit.endsAt))(
      asked(
        visit.visitId,
        { infusionMinutes: 175, doseComplete: true, teachBack: [{ topic: 'x', understood: true }] },
        own,
      ),
    );
    expect(body.status).toBe('completed');
    const record = (await chain(table, visit.referralId)).at(-1);
    expect(record?.detail).toMatchObject({ last: false, accessRisk: 'moderate' });
  });

  it('has what was taught and not understood explained again, by a clinician', async () => {
    const [visit] = await booked('ref_01jd00000000000000d3', '2027-03-15');
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    await startVisit(at(visit.startsAt))(asked(visit.visitId, {}, own));
    const teachBack = [
      { topic: 'line care', understood: true },
      { topic: 'pump alarm', understood: false, whom: 'caregiver' as const },
    ];
    const given = { infusionMinutes: 175, doseComplete: true, teachBack };
    await completeVisit(at(visit.endsAt))(asked(visit.visitId, given, own));
    const { items } = await chartStore(table).whole(visit.referralId);
    const holds = items
      .filter(({ reason }) => reason === 'teaching-asked')
      .map((item) => Hold.parse(item));
    expect(holds).toMatchObject([
      {
        ...{ owner: 'clinician', status: 'open' },
        evidence: {
          asked: [
            {
              ...{ itemId: 'pump alarm', title: 'pump alarm' },
              by: 'the nurse, for the caregiver had not understood it',
            },
          ],
        },
      },
    ]);
  });

  it('is not recorded at a time that cannot be its own', async () => {
    const [visit] = await booked('ref_01jd00000000000000d1', '2027-06-14');
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    const early = startVisit(at('2027-06-01T15:00:00Z'))(asked(visit.visitId, {}, own));
    await expect(early).rejects.toMatchObject({
      status: 422,
      code: 'time-not-plausible',
      errors: [expect.objectContaining({ pointer: '/startedAt' })],
    });
    await startVisit(at(visit.startsAt))(asked(visit.visitId, {}, own));
    const ended = {
      infusionMinutes: 5,
      doseComplete: true,
      teachBack: [],
      endedAt: booking.toISOString(),
    };
    await expect(
      completeVisit(at(visit.endsAt))(asked(visit.visitId, ended, own)),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/endedAt' }] });
  });

  it('suspends the visits to come after a severe reaction and asks a clinician', async () => {
    const [visit, second, third] = await booked('ref_01jd00000000000000e0', '2026-12-16');
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    const during = at(visit.startsAt);
    await startVisit(during)(asked(visit.visitId, {}, own));
    const mild = await reportReaction(during)(
      asked(visit.visitId, { grade: 1, anaphylaxis: false, actions: ['slowed'] }, own),
    );
    expect(mild.body).toEqual({ visitId: visit.visitId, suspended: [] });
    const { body } = await reportReaction(during)(
      asked(
        visit.visitId,
        { grade: 3, anaphylaxis: false, actions: ['stopped'], note: 'Hives on both arms.' },
        own,
      ),
    );
    const { items, records } = await chartStore(table).whole(visit.referralId);
    expect(JSON.stringify(detailFor(items, records, doctor))).toContain('Hives');
    expect(JSON.stringify(detailFor(items, records, scheduler))).not.toContain('Hives');
    expect(body.suspended).toEqual([second.visitId, third.visitId]);
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: keys.hold(body.holdId ?? '') }),
    );
    expect(Hold.parse(Item)).toMatchObject({ reason: 'visit-suspended', team: 'clinician' });
    expect(Item?.worklist).toBe('W#clinician');

    await expect(confirmVisit(during)(asked(second.visitId, undefined))).rejects.toMatchObject({
      status: 409,
      code: 'visit-suspended',
    });
    const later = { visitId: second.visitId, operation: 'check' };
    expect(await checkVisit(at(weekBefore(second)))(later)).toMatchObject({
      outcome: 'hold',
      reason: 'visit-suspended',
    });
  });

  const clearing = (holdId: string, now: string) =>
    resolveHold({
      store: holdDesk(table),
      partsOf: partsOfAction(table),
      show: async (hold, principal) => describeHold(hold, {}, principal),
      now: () => new Date(now),
    })({
      principal: doctor,
      path: { holdId },
      body: { action: 'clear', note: 'Slower, with premedication.' },
    } as never);

  it('lets the suspended visits go on when a clinician clears the reaction, waits included', async () => {
    const [visit, second, third] = await booked('ref_01jd00000000000000e1', '2027-01-11');
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    const during = at(visit.startsAt);
    await startVisit(during)(asked(visit.visitId, {}, own));
    const severe = { grade: 3, anaphylaxis: false, actions: [] };
    const one = await reportReaction(during)(asked(visit.visitId, severe, own));
    const two = await reportReaction(during)(asked(visit.visitId, { ...severe, grade: 4 }, own));
    const waiting = aHold(visit.referralId, {
      reason: 'visit-suspended',
      scope: 'v2.',
      stage: 'Check visit',
      team: 'clinician',
    });
    await holdDesk(table).place(waiting, 'wait');

    await clearing(one.body.holdId ?? '', '2027-01-12T16:00:00Z');
    const still = await visitsOf(visit.referralId);
    expect(still.map(({ suspendedAt }) => suspendedAt !== undefined)).toEqual([false, true, true]);

    await clearing(two.body.holdId ?? '', '2027-01-12T17:00:00Z');
    const after = await visitsOf(visit.referralId);
    expect(after.map(({ suspendedAt }) => suspendedAt)).toEqual([undefined, undefined, undefined]);
    expect(await holdDesk(table).get(waiting.holdId)).toMatchObject({
      status: 'resolved',
      settlement: { resume: 'Check visit' },
    });
    for (const later of [second, third])
      expect(
        await checkVisit(at(weekBefore(later)))({ visitId: later.visitId, operation: 'check' }),
      ).not.toMatchObject({ reason: 'visit-suspended' });
  });

  it('lets one visit go on when a clinician clears that one', async () => {
    const [visit, second, third] = await booked('ref_01jd00000000000000e2', '2027-02-10');
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    const during = at(visit.startsAt);
    await startVisit(during)(asked(visit.visitId, {}, own));
    await reportReaction(during)(
      asked(visit.visitId, { grade: 3, anaphylaxis: false, actions: [] }, own),
    );
    const waiting = aHold(visit.referralId, {
      reason: 'visit-suspended',
      scope: 'v2.',
      stage: 'Check visit',
      team: 'clinician',
    });
    await holdDesk(table).place(waiting, 'wait');
    await clearing(waiting.holdId, '2027-02-12T16:00:00Z');
    const after = new Map((await visitsOf(visit.referralId)).map((each) => [each.visitId, each]));
    expect(after.get(second.visitId)).not.toHaveProperty('suspendedAt');
    expect(after.get(third.visitId)).toHaveProperty('suspendedAt');
  });
});

describe('the last visit', () => {
  const completion = { infusionMinutes: 175, doseComplete: true, teachBack: [] };
  const done = async (visit: Visit) => {
    const own = visit.nurseId === 'nur_junia' ? junia : other;
    await startVisit(at(visit.startsAt))(asked(visit.visitId, {}, own));
    return completeVisit(at(visit.endsAt))(asked(visit.visitId, completion, own));
  };
  const referralOf = async (referralId: string) =>
    (await referralStore(table).get(referralId)).referral;

  it('closes the referral as completed, with the waits that end and without those owed', async () => {
    const [first, second, third] = await booked('ref_01jd00000000000000k0', '2027-03-15');
    const { referralId } = first;
    const store = holdDesk(table);
    const ending = aHold(referralId, {
      reason: 'authorization-ending',
      scope: 'a1.',
      standing: 'authorization',
      taskToken: undefined,
      team: 'coordinator',
    });
    const call = aHold(referralId, {
      reason: 'message-undelivered',
      standing: 'message',
      taskToken: undefined,
    });
    const fault = aHold(referralId, { reason: 'needs-attention', scope: 'v1.' });
    for (const hold of [ending, call, fault]) await store.place(hold, hold.holdId);

    await done(first);
    await done(second);
    expect(await referralOf(referralId)).toMatchObject({ status: 'active' });
    await done(third);
    expect(await referralOf(referralId)).toMatchObject({
      status: 'closed',
      closeReason: 'completed',
    });
    const ends = (await chain(table, referralId)).filter(
      ({ event }) => event === 'visit.completed',
    );
    // Somebody looks into the first visit's workflow, which goes on with that alone.
    expect(ends.map(({ detail }) => detail.awaits)).toEqual([true, undefined, undefined]);
    const last = (await chain(table, referralId)).at(-1);
    expect(last).toMatchObject({
      event: 'visit.completed',
      detail: { last: true, closeReason: 'completed' },
    });
    expect(await store.get(ending.holdId)).toMatchObject({
      status: 'resolved',
      settlement: { resume: 'close', closeReason: 'completed' },
    });
    expect(await store.get(call.holdId)).toMatchObject({ status: 'open' });
    expect(await store.get(fault.holdId)).toMatchObject({ status: 'open' });

    const { items, records } = await chartStore(table).whole(referralId);
    expect(detailFor(items, records, scheduler)).toMatchObject({
      status: 'closed',
      closeReason: 'completed',
    });
  });

  it('is begun and ended once however often each is told, and no key is kept for that', async () => {
    const [visit] = await booked('ref_01jd00000000000000k9', '2027-11-22');
    const begin = (key: string) =>
      startVisit(at(visit.startsAt))(asked(visit.visitId, {}, junia, key));
    const body = { infusionMinutes: 170, doseComplete: true, teachBack: [] };
    const end = (key: string) =>
      completeVisit(at(visit.endsAt))(asked(visit.visitId, body, junia, key));
    const told = [begin, begin, end, end];
    const keysOf = ['b', 'b', 'e', 'e'];
    for (const [index, tell] of told.entries()) {
      const [one, two] = await Promise.allSettled([
        tell(keysOf[index] ?? ''),
        tell(keysOf[index] ?? ''),
      ]);
      expect([one.status, two.status]).toContain('fulfilled');
    }
    await expect(begin('another')).rejects.toMatchObject({ code: 'visit-not-open' });
    const records = await chain(table, visit.referralId);
    expect(records.map(({ event }) => event).slice(1)).toEqual([
      'visit.started',
      'visit.completed',
    ]);
    expect(await readItems(table, visit.referralId, 'OP#')).toEqual([]);
  });

  it('leaves the referral open while a renewal may bring further doses', async () => {
    const [first, second, third] = await booked('ref_01jd00000000000000k3', '2027-08-16');
    const { referralId } = first;
    // Two doses more than are booked, as where the authorization pays for three of five.
    const [order] = await readItems(table, referralId, 'ORDER#');
    const submission = order?.submission as Submission;
    const longer = { ...submission, order: { ...submission.order, doses: 5 } };
    await given(table, { items: [{ ...order, submission: longer }] });
    const ending = aHold(referralId, {
      reason: 'authorization-ending',
      scope: 'a1.',
      standing: 'authorization',
      taskToken: undefined,
    });
    await holdDesk(table).place(ending, ending.holdId);
    await done(first);
    await done(second);
    await done(third);
    expect(await referralOf(referralId)).toMatchObject({ status: 'active' });
  });

  it('leaves the referral open while a later dose was cancelled and may be booked again', async () => {
    const [first, second, third] = await booked('ref_01jd00000000000000k1', '2027-04-19');
    await cancelVisit(at('2027-04-18T16:00:00Z'))(asked(third.visitId, { reason: 'patient' }));
    await done(first);
    await done(second);
    expect((await chain(table, first.referralId)).at(-1)?.detail).toMatchObject({ last: true });
    expect(await referralOf(first.referralId)).toMatchObject({ status: 'active' });
  });

  it('is recorded although the referral was withdrawn meanwhile', async () => {
    const [first, second, third] = await booked('ref_01jd00000000000000k2', '2027-05-17');
    await done(first);
    await done(second);
    const own = third.nurseId === 'nur_junia' ? junia : other;
    await startVisit(at(third.startsAt))(asked(third.visitId, {}, own));
    const referrals = referralStore(table);
    const current = await referrals.get(first.referralId);
    const told = { operation: 'close', by: { kind: 'person' as const, id: 'sam' } };
    await referrals.close(current, 'withdrawn', { ...told, at: third.startsAt });
    const { body } = await completeVisit(at(third.endsAt))(asked(third.visitId, completion, own));
    expect(body.status).toBe('completed');
    expect(await referralOf(first.referralId)).toMatchObject({ closeReason: 'withdrawn' });
  });
});

describe('the workflow of a visit', () => {
  it('waits, prepares, reminds only when ready, and asks when nobody recorded it', async () => {
    const [visit] = await booked('ref_01jd00000000000000f0', '2026-12-18');
    const { visitId, referralId, endsAt } = visit;
    const reminder = '2026-12-16T15:00:00Z';
    const check = (now: string, operation: string) => checkVisit(at(now))({ visitId, operation });

    const early = await check('2026-11-21T00:00:00Z', 'check:0');
    expect(early).toEqual({ outcome: 'wait', until: weekBefore(visit) });
    const prepared = await check(weekBefore(visit), 'check:1');
    expect(prepared).toEqual({ outcome: 'wait', until: reminder });
    for (const _ of ['once', 'again'])
      expect(await check(reminder, 'check:2')).toEqual({
        outcome: 'wait',
        until: hoursFrom(endsAt, 2),
      });
    const events = (await chain(table, referralId)).map(({ event }) => event);
    expect(events).toEqual(['series.booked', 'visit.readiness-checked', 'visit.reminder-due']);
    expect(await check(hoursFrom(endsAt, 2), 'check:3')).toMatchObject({
      outcome: 'hold',
      reason: 'visit-unrecorded',
    });
  });

  it('holds a visit that is not ready, and goes on when a person decides to', async () => {
    const [visit] = await booked('ref_01jd00000000000000g0', '2027-01-11');
    const { visitId, referralId } = visit;
    const away = aHomeNurse({ nurseId: visit.nurseId ?? '', awayOn: [visit.on] });
    await given(table, { nurses: [away] });
    const held = await checkVisit(at(weekBefore(visit)))({ visitId, operation: 'check:0' });
    expect(held).toMatchObject({ outcome: 'hold', reason: 'visit-not-ready' });
    const hold = aHold(referralId, {
      reason: 'visit-not-ready',
      scope: 'v1.',
      stage: 'Check visit',
      status: 'resolved',
      resolution: {
        action: 'override',
        facts: {},
        by: { kind: 'person', id: 'cora' },
        at: hoursFrom(weekBefore(visit), 1),
      },
    });
    await given(table, { items: [{ ...keys.hold(hold.holdId), ...hold }] });
    const later = at(hoursFrom(weekBefore(visit), 2));
    expect(await checkVisit(later)({ visitId, operation: 'check:1' })).toEqual({
      outcome: 'wait',
      until: '2027-01-11T15:00:00Z',
    });
    await given(table, { nurses: [aHomeNurse({ nurseId: visit.nurseId ?? '' })] });
  });

  it('ends with the visit', async () => {
    const [visit] = await booked('ref_01jd00000000000000h0', '2027-01-13');
    await cancelVisit(at('2026-11-25T16:00:00Z'))(asked(visit.visitId, { reason: 'other' }));
    expect(
      await checkVisit(at('2026-11-26T00:00:00Z'))({ visitId: visit.visitId, operation: 'check' }),
    ).toEqual({ outcome: 'ended' });
  });
});

describe('a referral that ends', () => {
  it('gives every visit to come back, once', async () => {
    const visits = await booked('ref_01jd00000000000000j0', '2027-01-18');
    const now = new Date('2026-11-25T16:00:00Z');
    const [{ referralId, nurseId }] = visits;
    const released = await releaseFutureVisits(table, referralId, now, 'relay:1');
    expect(released).toEqual(visits.map(({ visitId }) => visitId));
    expect(await releaseFutureVisits(table, referralId, now, 'relay:1')).toEqual([]);
    const left = await blocksOf(nurseId ?? '');
    for (const { visitId } of visits) expect(left).not.toContain(visitId);
    expect((await visitsOf(referralId)).map(({ status }) => status)).toEqual(
      Array(3).fill('cancelled'),
    );
    expect((await readItems(table, referralId, 'REFERRAL'))[0]?.series).toMatchObject({
      status: 'stopped',
    });
  });
});
