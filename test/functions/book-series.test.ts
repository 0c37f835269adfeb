import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { describeReferral } from '../../functions/chart/referral-detail.ts';
import { chartStore } from '../../functions/chart/store.ts';
import { isOpen } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { holdStore } from '../../functions/hold/store.ts';
import type { Nurse } from '../../functions/network/network.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import { readReferral } from '../../functions/referral/reading.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { referralUpdate } from '../../functions/referral/referral-item.ts';
import { bookSeries, handler } from '../../functions/scheduling/book-series.ts';
import { bookVisits } from '../../functions/scheduling/book-visits.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import { anAuthorization, aReferralId, requestFacts } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';
import { visitsOf } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);
const store = schedulingStore(table);

let sites = 0;
/** A referral placed at a center of its own, whose only nurse is as given. */
const placed = async (
  { nurse = {}, status = 'accepted' }: { nurse?: Partial<Nurse>; status?: Referral['status'] } = {},
  order: Parameters<typeof anOrder>[0] = {},
) => {
  sites += 1;
  const siteId = `site_${sites}`;
  const nurseIs = (more: Partial<Nurse>) =>
    given(table, { nurses: [aNurse({ nurseId: `nur_${sites}`, siteId, ...more })] });
  await given(table, { sites: [aSite({ siteId })] });
  await nurseIs(nurse);
  const referralId = aReferralId();
  const patientId = `pat_${referralId.slice(4)}`;
  const place = { siteId, setting: 'infusion-center' } as const;
  const write = (more: Partial<Referral> = {}) =>
    given(table, {
      referrals: [
        {
          referral: aReferral({ referralId, patientId, status, ...place, ...more }),
          submission: aSubmission({ order: anOrder({ doses: 3, ...order }) }),
        },
      ],
    });
  await write();
  const now = clockFrom('2026-11-20T16:00:00Z');
  return {
    referralId,
    siteId,
    nurseIs,
    write,
    book: (turn = 0, from = store) =>
      bookSeries({ store: from, now })({ referralId, operation: `book:${turn}` }),
    daysBooked: async () => (await visitsOf(table, referralId)).map(({ on }) => on),
    records: () => chain(table, referralId),
  };
};

/** The referral as a coordinator reads it. */
const read = async (referralId: string) => {
  const { items, records } = await chartStore(table).whole(referralId);
  return describeReferral(items, records, aCaller('coordinator'));
};

const untrained = { competencies: [] };

describe('booking a series', () => {
  it('books every dose at once, once, and makes the referral active', async () => {
    const { referralId, book, daysBooked, records } = await placed();
    expect(await twice(table, referralId, book)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toEqual(['2026-12-01', '2026-12-15', '2027-01-12']);
    expect(await readReferral(table, referralId)).toMatchObject({ status: 'active', visits: 3 });
    expect(await records()).toMatchObject([{ event: 'series.booked' }]);
  });

  it('gives the patient the lessons for the visits in the same change, and says why', async () => {
    const { referralId, book, records } = await placed();
    await book();
    const { education } = await store.file(referralId);
    expect(education).toMatchObject({
      rev: 1,
      setting: 'infusion-center',
      determination: { question: 'education', reasons: [{ code: 'lessons-chosen' }] },
    });
    const lessons = education?.items.length;
    expect(lessons).toBeGreaterThan(3);
    expect(await records()).toMatchObject([{ event: 'series.booked', detail: { lessons } }]);
    const { determinations, timeline } = await read(referralId);
    expect(determinations.map(({ question }) => question)).toEqual(['series', 'education']);
    expect(timeline[0]?.text).toContain(`The patient has ${lessons} lessons to learn from.`);
  });

  it('gives other lessons alone when the place is another and no visit is to be added', async () => {
    const { referralId, book, records } = await placed();
    await book(0);
    await table.client.send(
      new TransactWriteCommand({
        TransactItems: [
          referralUpdate(table.name, referralId, ['active'], { set: { setting: 'home' } }),
        ],
      }),
    );
    expect(await twice(table, referralId, () => book(1))).toEqual({ outcome: 'booked' });
    const { education } = await store.file(referralId);
    expect(education).toMatchObject({ rev: 2, setting: 'home' });
    expect((await records()).map(({ event }) => event)).toEqual([
      'series.booked',
      'education.assigned',
    ]);
    const { determinations } = await read(referralId);
    expect(determinations.map(({ question }) => question)).toEqual(['series', 'education']);
  });

  it('books no visit at a center on a holiday', async () => {
    const { book, daysBooked } = await placed({}, { doses: 1, startOn: '2026-12-25' });
    await book();
    expect(await daysBooked()).toEqual(['2026-12-24']);
  });

  it('asks a clinician when no first visit lies in the window of the first dose', async () => {
    const { referralId, write, book, daysBooked, records } = await placed({}, { doses: 1 });
    await write({ doseBy: '2026-11-27' });
    expect(await twice(table, referralId, book)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toEqual(['2026-12-01']);
    const holdId = `hold_${referralId.slice(4)}_rs1`;
    expect(await records()).toMatchObject([{ event: 'series.booked', detail: { holdId } }]);
    expect(await holdStore(table).get(holdId)).toMatchObject({
      reason: 'first-dose-late',
      team: 'clinician',
      evidence: { doseBy: '2026-11-27', on: '2026-12-01' },
    });
  });

  it('asks a clinician, once, where local policy is stricter by now than when the order was judged', async () => {
    const therapyId = 'vedolizumab';
    const rules = { doseLimits: [{ per: 'dose' as const, unit: 'mg' as const, most: '200' }] };
    const policy = { therapyId, version: 1, from: '2026-11-01', rules };
    const standing = { therapyId, revision: 1, newest: 1, approved: [policy] };
    await given(table, { items: [{ ...keys.policy(therapyId), ...standing }] });
    const order = { therapyId, drug: 'vedolizumab', hcpcs: 'J3380' };
    const { referralId, write, book, daysBooked, records } = await placed({}, order);
    await write({ therapyId });
    expect(await twice(table, referralId, book)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toHaveLength(3);
    const holdId = `hold_${referralId.slice(4)}_rs1`;
    expect(await holdStore(table).get(holdId)).toMatchObject({
      reason: 'order-changed',
      team: 'clinician',
      status: 'open',
      evidence: { changes: ['policy'], orderVersion: 1 },
    });
    expect(await readReferral(table, referralId)).toMatchObject({ policy: { version: 1 } });
    expect(await book(1)).toEqual({ outcome: 'booked' });
    const { holds } = await store.file(referralId);
    expect(holds.map(({ reason }) => reason)).toEqual(['order-changed']);
    expect(await records()).toHaveLength(1);
  });

  const vedolizumab = (version: number, most: string, from: string, more: object = {}) => ({
    ...{ therapyId: 'vedolizumab', version, from },
    rules: { doseLimits: [{ per: 'dose' as const, unit: 'mg' as const, most }], ...more },
  });

  /** Vedolizumab, judged under a policy of which stricter versions hold from a day on. */
  const judgedBefore = async (...stricter: ReturnType<typeof vedolizumab>[]) => {
    const therapyId = 'vedolizumab';
    const first = vedolizumab(2, '300', '2026-11-01');
    const standing = { therapyId, revision: 4, newest: 4, approved: [first, ...stricter] };
    await given(table, { items: [{ ...keys.policy(therapyId), ...standing }] });
    const one = await placed({}, { therapyId, drug: 'vedolizumab', hcpcs: 'J3380' });
    await one.write({ therapyId, policy: first });
    return one;
  };

  it.each([
    ['on the last day that is booked', '2027-01-12', ['order-changed']],
    ['after it', '2027-01-13', []],
  ])('asks about a policy that was set before and holds %s', async (_, from, reasons) => {
    const { referralId, book, daysBooked } = await judgedBefore(vedolizumab(3, '200', from));
    await book();
    expect((await daysBooked()).at(-1)).toBe('2027-01-12');
    const { holds, referral } = await store.file(referralId);
    expect(holds.map(({ reason }) => reason)).toEqual(reasons);
    expect(referral.policy).toMatchObject({ version: reasons.length > 0 ? 3 : 2 });
  });

  it('asks about the limits of today and of the last day in one, where both are stricter', async () => {
    const { referralId, book } = await judgedBefore(
      vedolizumab(3, '250', '2026-11-10', { minGapDays: 29 }),
      vedolizumab(4, '200', '2027-01-12'),
    );
    await book();
    const { holds, referral } = await store.file(referralId);
    const ofDose = (is: string) => ({
      limit: 'the most of a dose in mg',
      was: 'at most 300 mg',
      is,
    });
    expect(holds).toMatchObject([
      {
        reason: 'order-changed',
        evidence: {
          limits: [
            ofDose('at most 250 mg'),
            { limit: 'days between doses', is: 'at least 29 days' },
            ofDose('at most 200 mg'),
          ],
        },
      },
    ]);
    expect(referral.policy).toMatchObject({ version: 4 });
  });

  it('asks about a stricter policy as well where a scheduler chooses the visits', async () => {
    const { referralId } = await judgedBefore(vedolizumab(3, '200', '2026-11-10'));
    const visits = [{ dose: 2, startsAt: '2026-12-15T15:00:00Z' }];
    await bookVisits({
      store,
      tableName: () => table.name,
      now: () => new Date('2026-11-20T16:00:00Z'),
    })({
      principal: aCaller('scheduler'),
      path: { referralId },
      body: { visits },
      rawBody: JSON.stringify(visits),
    } as never);
    const { holds, visits: booked } = await store.file(referralId);
    expect(booked.map(({ dose }) => dose)).toEqual([2]);
    expect(holds.map(({ reason, evidence }) => [reason, evidence])).toEqual([
      ['order-changed', expect.objectContaining({ changes: ['policy'] })],
      ['visit-to-rebook', { doses: [1] }],
    ]);
  });

  it('asks a clinician where the policy of a further drug is stricter by now', async () => {
    const policy = (version: number, minGapDays: number) => ({
      ...{ therapyId: 'infliximab_dyyb', version, from: '2026-11-01', rules: { minGapDays } },
    });
    const standing = {
      therapyId: 'infliximab_dyyb',
      revision: 2,
      newest: 2,
      approved: [policy(2, 5)],
    };
    await given(table, { items: [{ ...keys.policy('infliximab_dyyb'), ...standing }] });
    const second = { drug: 'Inflectra', therapyId: 'infliximab_dyyb', eachVisit: true } as const;
    const { referralId, write, book } = await placed({}, { alsoInfused: [second] });
    await write({ beside: [policy(1, 2)] });
    expect(await twice(table, referralId, book)).toEqual({ outcome: 'booked' });
    const { holds, referral } = await store.file(referralId);
    expect(holds).toMatchObject([
      {
        reason: 'order-changed',
        evidence: {
          changes: ['policy'],
          limits: [{ limit: 'Inflectra: days between doses', is: 'at least 5 days' }],
        },
      },
    ]);
    expect(referral.beside).toEqual([policy(2, 5)]);
  });

  it('adds it to what a clinician is asked about the order already', async () => {
    const rules = { premedicationNeeded: true };
    const policy = { therapyId: 'infliximab', version: 7, from: '2026-11-01', rules };
    const kept = { therapyId: 'infliximab', revision: 7, newest: 7 };
    const policies = { ...keys.policy('infliximab'), ...kept };
    await given(table, { items: [{ ...policies, approved: [policy] }] });
    const { referralId, book } = await placed();
    const open = aHold(referralId, {
      reason: 'order-changed',
      standing: 'order',
      evidence: { changes: ['dose'], found: [] },
    });
    await given(table, { items: [holdItem({ ...open, taskToken: undefined })] });
    await book();
    const { holds } = await store.file(referralId);
    expect(holds.filter(isOpen)).toMatchObject([{ evidence: { changes: ['dose', 'policy'] } }]);
    await given(table, { items: [{ ...policies, approved: [] }] });
  });

  it('asks nobody where the order was judged under the policy of today', async () => {
    const therapyId = 'vedolizumab';
    const rules = { doseLimits: [{ per: 'dose' as const, unit: 'mg' as const, most: '200' }] };
    const policy = { therapyId, version: 1, from: '2026-11-01', rules };
    const order = { therapyId, drug: 'vedolizumab', hcpcs: 'J3380' };
    const { referralId, write, book } = await placed({}, order);
    await write({ therapyId, policy });
    expect(await book()).toEqual({ outcome: 'booked' });
    expect((await store.file(referralId)).holds).toEqual([]);
  });

  it('finds it booked in a later turn, and books nothing more', async () => {
    const { book, daysBooked, records } = await placed();
    await book(0);
    expect(await book(1)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toHaveLength(3);
    expect(await records()).toHaveLength(1);
  });

  it('asks the scheduler within eight hours when nobody competent is there, and says so', async () => {
    const { referralId, book, daysBooked, records } = await placed({ nurse: untrained });
    expect(await twice(table, referralId, book)).toEqual({
      outcome: 'hold',
      reason: 'no-capacity',
      dueAt: '2026-11-21T00:01:00Z',
    });
    expect(await daysBooked()).toEqual([]);
    expect(await records()).toMatchObject([
      { event: 'series.searched', determination: { question: 'series', answer: 'no-capacity' } },
    ]);
  });

  it('books when the scheduler added capacity and asked to look again', async () => {
    const { referralId, nurseIs, book, daysBooked } = await placed({ nurse: untrained });
    await book(0);
    await nurseIs({});
    const resume = await endHold(table, referralId, {
      reason: 'no-capacity',
      action: 'search-again',
    });
    expect(resume).toBe('Book series');
    expect(await book(1)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toHaveLength(3);
  });

  it('answers a retry with the search on record: nothing is called booked that is not', async () => {
    const { referralId, nurseIs, book, daysBooked } = await placed({ nurse: untrained });
    const searched = await book(0);
    await nurseIs({});
    expect(await twice(table, referralId, () => book(0))).toEqual(searched);
    expect(await daysBooked()).toEqual([]);
  });

  it('leaves the window of a dose only when the prescriber allows it', async () => {
    // The window is four days around 1 December; the nurse is back on 7 December.
    const awayOn = Array.from({ length: 14 }, (_, days) =>
      new Date(Date.UTC(2026, 10, 23 + days)).toISOString().slice(0, 10),
    );
    const { referralId, book, daysBooked } = await placed({ nurse: { awayOn } }, { doses: 1 });
    expect(await book(0)).toMatchObject({ outcome: 'hold', reason: 'no-capacity' });
    const widen = { action: 'widen-window', toleranceDays: 10 };
    expect(await endHold(table, referralId, { reason: 'no-capacity', ...widen })).toBe(
      'Book series',
    );
    expect(await book(1)).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toEqual(['2026-12-07']);
  });

  /** An approved round that pays for so many visits. */
  const granted = async (referralId: string, round: number, visits: number) => {
    const { lines } = anAuthorization({ referralId }, requestFacts());
    const authorization = anAuthorization({
      authorizationId: authorizationId(referralId, round),
      referralId,
      status: 'approved',
      lines: lines.map((line) => ({
        ...line,
        state: 'approved',
        decision: { at: '2026-11-20T15:00:00Z', reasons: [], units: line.perVisit * visits },
      })),
    });
    const key = keys.authorization(authorization.authorizationId);
    await given(table, { items: [{ ...key, ...authorization }] });
    return authorization.authorizationId;
  };

  it('books no more visits than the authorization pays for', async () => {
    const { referralId, book, daysBooked } = await placed({}, { doses: 6 });
    await granted(referralId, 1, 2);
    expect(await book()).toEqual({ outcome: 'booked' });
    expect(await daysBooked()).toHaveLength(2);
  });

  /** Two of six doses are booked, as far as the first authorization pays, and it is renewed. */
  const renewing = async () => {
    const one = await placed({}, { doses: 6 });
    const first = await granted(one.referralId, 1, 2);
    await one.book(0);
    const renewal = referralUpdate(table.name, one.referralId, ['active'], {
      set: { renewing: first },
    });
    await table.client.send(new TransactWriteCommand({ TransactItems: [renewal] }));
    const paidBy = async () =>
      (await visitsOf(table, one.referralId)).map((visit) => visit.authorizationId);
    return { ...one, first, paidBy };
  };

  it('extends the series, once, by the doses that a renewal pays for', async () => {
    const { referralId, book, first, paidBy, daysBooked } = await renewing();
    const second = await granted(referralId, 2, 3);
    expect(await twice(table, referralId, () => book(1))).toEqual({ outcome: 'booked' });
    expect(await paidBy()).toEqual([first, first, second, second, second]);
    expect((await daysBooked())[2]).toBe('2027-01-12');
    expect(await book(2)).toEqual({ outcome: 'booked' });
    expect(await paidBy()).toHaveLength(5);
  });

  it('extends it to its end where the payer needs no authorization any more', async () => {
    const { book, first, paidBy } = await renewing();
    expect(await book(1)).toEqual({ outcome: 'booked' });
    expect(await paidBy()).toEqual([first, first, ...Array(4).fill(undefined)]);
  });

  it('asks the scheduler when a renewal pays for no dose that is open', async () => {
    const { referralId, book, paidBy } = await renewing();
    await granted(referralId, 2, 0);
    expect(await book(1)).toMatchObject({ outcome: 'hold', reason: 'no-capacity' });
    expect(await paidBy()).toHaveLength(2);
  });

  it('leaves a closed referral alone', async () => {
    const { book, write, records } = await placed();
    await write({ status: 'closed', closeReason: 'withdrawn' });
    expect(await book()).toEqual({ outcome: 'closed' });
    expect(await records()).toEqual([]);
  });

  it('looks again when the referral closes while it books, and then books nothing', async () => {
    const { book, write, daysBooked } = await placed();
    const late = overtaken(store, 'file', () =>
      write({ status: 'closed', closeReason: 'withdrawn' }),
    );
    expect(await book(0, late)).toEqual({ outcome: 'closed' });
    expect(await daysBooked()).toEqual([]);
  });

  it('is tried again later when somebody else writes the calendars every time', async () => {
    const { book, daysBooked } = await placed();
    const losing = {
      ...store,
      book: async () => ({ outcome: 'refused', at: 2, found: undefined }) as const,
    };
    await expect(book(0, losing)).rejects.toMatchObject({
      name: 'TransientFault',
      message: 'calendars-contended',
    });
    expect(await daysBooked()).toEqual([]);
    expect(await book(0)).toEqual({ outcome: 'booked' });
  });

  it('needs a person when no site was chosen', async () => {
    const { book, write } = await placed();
    await write({ siteId: undefined });
    await expect(book()).rejects.toMatchObject({
      name: 'PermanentFault',
      message: 'site-not-chosen',
    });
  });
});

it('takes a referral by its id and repeats nothing else', async () => {
  const input = { referralId: aName, operation: 'book:0' };
  expect(await faultOf(handler, input)).toEqual(notAnId('referralId'));
});
