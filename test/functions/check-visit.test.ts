import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { coverageStore } from '../../functions/coverage/store.ts';
import type { Clearance } from '../../functions/hold/clearance.ts';
import { byStep } from '../../functions/platform/audit.ts';
import { addDays } from '../../functions/platform/days.ts';
import type { Determination } from '../../functions/platform/determination.ts';
import { authorizationId } from '../../functions/platform/ids.ts';
import { keys } from '../../functions/platform/keys.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Referral } from '../../functions/referral/referral.ts';
import { referralUpdate } from '../../functions/referral/referral-item.ts';
import { checkVisit, handler } from '../../functions/visit/check-visit.ts';
import { nextMoment } from '../../functions/visit/moments.ts';
import type { LookedAt, SeenVisit } from '../../functions/visit/store.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { openDatabase } from '../support/database.ts';
import { aNurse, given, keepOnMain } from '../support/network.ts';
import { aName, clockFrom, endHold, faultOf, notAnId, overtaken, twice } from '../support/steps.ts';
import { aVisitAtCenter } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const hour = 3_600_000;
/** The clock of a look is a minute after the time it is set to. */
const minute = 1 / 60;
const week = -7 * 24;
const twoDays = -2 * 24;

/** On days in turn: no day has room for all. */
const days = ['01', '02', '03', '04', '07', '08', '09', '10', '11', '14', '15', '16', '17'].map(
  (day) => `2026-12-${day}`,
);
let bookings = 0;

const determination: Determination = {
  question: 'ready',
  facts: {},
  rule: { id: 'readiness', version: '1', source: 'test' },
  answer: 'ready',
  reasons: [],
};

/** Without those by which a test begins later in the life of the visit. */
const recordsOf = async (referralId: string) =>
  (await chain(table, referralId)).filter(({ operation }) => !operation.startsWith('passed:'));

const booked = async () => {
  bookings += 1;
  const one = await aVisitAtCenter(table, days[bookings % days.length]);
  const { visitId, referralId, visit } = one;
  /** An instant so many hours from the start of the visit, without a fraction of a second. */
  const hours = (count: number) =>
    // Two days before, or with the morning that follows.
    count === twoDays
      ? nextMoment(visit, 'prepare', new Date(0)).until
      : new Date(Date.parse(visit.startsAt) + count * hour).toISOString().replace('.000Z', 'Z');
  const answers =
    (reason: 'visit-not-ready' | 'visit-unrecorded' | 'visit-suspended' | 'clearance-ended') =>
    (action: string, at: number, more: object = {}) =>
      endHold(table, referralId, { reason, action, ...more }, { scope: 'v1.', at: hours(at) });
  return {
    ...one,
    hours,
    recordBy: new Date(Date.parse(visit.endsAt) + 2 * hour).toISOString().replace('.000Z', 'Z'),
    /** Looks at the visit so many hours from its start; the clock goes on a minute a look. */
    check:
      (at: number, turn = 0, from = one.store, asked = false) =>
      () =>
        checkVisit({ store: from, now: clockFrom(hours(at)) })({
          visitId,
          operation: `check:${turn}`,
          asked,
        }),
    /** As if it had been found ready at its time. */
    passed: async (moment: 'prepare' | 'remind') => {
      const file = (await one.store.lookedAt(visitId)) as LookedAt;
      const at = hours(moment === 'prepare' ? week : twoDays);
      const found = { moment, ready: true, determination };
      const told = { operation: `passed:${moment}`, actor: byStep('check-visit'), at };
      await one.store.recordReadiness(file, found, told);
    },
    /** As if the payer had said so at this hour. */
    coveredThrough: async (through: string | undefined, at: number) => {
      const { referral } = (await one.store.lookedAt(visitId)) as LookedAt;
      await coverageStore(table).recordEligibility(
        referral,
        { operation: `covered:${at}`, at: hours(at) },
        { ...determination, question: 'covered', answer: 'active' },
        {
          payerId: 'meridian',
          rank: 'primary',
          status: 'active',
          checkedAt: hours(at),
          ...(through ? { through } : {}),
        },
      );
    },
    /** The moment that it was last found ready at. */
    found: async () => (await one.store.lookedAt(visitId))?.found?.moment,
    records: async () => (await recordsOf(referralId)).slice(1),
    events: async () => (await recordsOf(referralId)).map(({ event }) => event).slice(1),
    notReady: answers('visit-not-ready'),
    unrecorded: answers('visit-unrecorded'),
    suspended: answers('visit-suspended'),
    lookedAgain: answers('clearance-ended'),
    /** As if a clinician had cleared the order so far, this many hours from the visit. */
    cleared: async (clearance: Clearance, at: number) => {
      const found = {
        code: 'dose-above-range',
        severity: 'block' as const,
        pointer: '/order/dose',
        text: 'The dose is above what is usual.',
        fix: 'Correct it.',
        source: 'test',
      };
      await table.client.send(
        new TransactWriteCommand({
          TransactItems: [
            referralUpdate(table.name, referralId, ['active'], { set: { cleared: [found] } }),
          ],
        }),
      );
      const clear = { reason: 'order-unsafe', action: 'clear', clearance } as const;
      await endHold(table, referralId, clear, { at: hours(at) });
    },
  };
};

const wait = (until: string) => ({ outcome: 'wait', until });
const nurseAway = (awayOn: string[]) => given(table, { nurses: [aNurse({ awayOn })] });

describe('a visit that is looked at before its time', () => {
  it.each([
    ['the week before', undefined, -300, week],
    ['the reminder', 'prepare', -160, twoDays],
  ] as const)('waits for %s and writes nothing', async (_says, checked, at, until) => {
    const { referralId, check, passed, hours, records } = await booked();
    if (checked) await passed(checked);
    expect(await twice(table, referralId, check(at))).toEqual(wait(hours(until)));
    expect(await records()).toEqual([]);
  });

  it('waits until it can be recorded, once reminded or begun', async () => {
    const { referralId, check, passed, rewrite, hours, recordBy, records } = await booked();
    await passed('remind');
    expect(await twice(table, referralId, check(-47))).toEqual(wait(recordBy));
    await rewrite({ status: 'in-progress', startedAt: hours(0) });
    expect(await check(1, 1)()).toEqual(wait(recordBy));
    expect(await records()).toEqual([]);
  });

  it('is due in the minute that begins: a clock a moment behind does not send it back', async () => {
    const { visitId, store, hours, found } = await booked();
    const now = () => new Date(Date.parse(hours(week)) - 500);
    await checkVisit({ store, now })({ visitId, operation: 'check:0' });
    expect(await found()).toBe('prepare');
  });
});

describe('looking whether a visit is ready', () => {
  it('finds everything there a week before, and waits for the reminder’s time', async () => {
    const { referralId, check, hours, found, records } = await booked();
    expect(await twice(table, referralId, check(week))).toEqual(wait(hours(twoDays)));
    expect(await found()).toBe('prepare');
    expect(await records()).toMatchObject([
      { event: 'visit.readiness-checked', detail: { moment: 'prepare', ready: true } },
    ]);
  });

  it('has the payer asked when the coverage ends before it, and writes nothing yet', async () => {
    const { referralId, store, check, coveredThrough, records } = await booked();
    await coveredThrough('2026-11-30', week - 24);
    const before = (await records()).length;
    expect(await twice(table, referralId, check(week))).toEqual({ outcome: 'ask' });
    expect(await records()).toHaveLength(before);
    expect(await check(week, 1, store, true)()).toMatchObject({ reason: 'visit-not-ready' });
    expect((await records()).at(-1)).toMatchObject({
      determination: { answer: 'not-ready', reasons: [{ code: 'coverage-ended' }] },
    });
  });

  it('goes on once the payer says that the coverage goes on, to us or by telephone', async () => {
    const ready = await booked();
    await ready.coveredThrough('2026-11-30', week - 24);
    await ready.coveredThrough(undefined, week);
    expect(await ready.check(week, 1, ready.store, true)()).toEqual(wait(ready.hours(twoDays)));
    const told = await booked();
    await told.coveredThrough('2026-11-30', week - 24);
    await told.notReady('coverage-told', week - 1, { reference: 'call 7' });
    expect(await told.check(week)()).toEqual(wait(told.hours(twoDays)));
  });

  it('has the patient reminded two days before, once, when all is there', async () => {
    const { referralId, check, passed, recordBy, records } = await booked();
    await passed('prepare');
    expect(await twice(table, referralId, check(twoDays))).toEqual(wait(recordBy));
    expect(await records()).toMatchObject([{ event: 'visit.reminder-due' }]);
  });

  it('does one moment at a look when both are due, and a retry does no other', async () => {
    const { referralId, check, hours, found, events } = await booked();
    const first = await twice(table, referralId, check(-24, 0));
    expect(first).toEqual(wait(hours(twoDays)));
    expect(await found()).toBe('prepare');
    await check(-24, 1)();
    expect(await found()).toBe('remind');
    expect(await events()).toEqual(['visit.readiness-checked', 'visit.reminder-due']);
  });

  it.each([
    ['until the time of the reminder', undefined, week, twoDays],
    ['until the visit starts', 'prepare', twoDays, 0],
  ] as const)('waits for what lacks %s, and reminds nobody', async (_says, checked, at, due) => {
    const { referralId, visit, check, passed, hours, found, records } = await booked();
    if (checked) await passed(checked);
    await nurseAway([visit.on]);
    expect(await twice(table, referralId, check(at))).toEqual({
      outcome: 'hold',
      reason: 'visit-not-ready',
      dueAt: hours(due),
    });
    expect(await found()).toBe(checked);
    expect(await records()).toMatchObject([
      {
        event: 'visit.readiness-checked',
        detail: { ready: false },
        determination: { answer: 'not-ready', reasons: [{ code: 'nurse-not-ready' }] },
      },
    ]);
    await nurseAway([]);
  });

  it('finds it ready after a coordinator supplied what lacked and asked again', async () => {
    const { visit, check, hours, notReady } = await booked();
    await nurseAway([visit.on]);
    await check(week, 0)();
    await nurseAway([]);
    expect(await notReady('recheck', week + 24)).toBe('Check visit');
    expect(await check(week + 24, 1)()).toEqual(wait(hours(twoDays)));
  });

  it('answers a retry with what the first look found, also when something lacks since', async () => {
    const { referralId, visit, check, passed, recordBy } = await booked();
    await passed('prepare');
    await check(twoDays, 0)();
    await nurseAway([visit.on]);
    expect(await twice(table, referralId, check(twoDays, 0))).toEqual(wait(recordBy));
    await nurseAway([]);
  });

  it.each(['completed', 'missed', 'cancelled'] as const)(
    'ends with a visit that is %s',
    async (status) => {
      const { check, rewrite, records } = await booked();
      await rewrite({ status });
      expect(await check(week)()).toEqual({ outcome: 'ended' });
      expect(await check(24, 1)()).toEqual({ outcome: 'ended' });
      expect(await records()).toEqual([]);
    },
  );

  it('ends with the referral', async () => {
    const { check, closeReferral, records } = await booked();
    await closeReferral();
    expect(await check(week)()).toEqual({ outcome: 'ended' });
    expect(await records()).toEqual([]);
  });

  it('ends for a visit that does not exist', async () => {
    const { referralId, store } = await booked();
    const visitId = `vis_${referralId.slice(4)}_9`;
    const check = checkVisit({ store, now: () => new Date('2026-11-21T00:00:00Z') });
    expect(await check({ visitId, operation: 'check:0' })).toEqual({ outcome: 'ended' });
  });

  it('is done again when something was written about the referral at the same moment', async () => {
    const { check, store, visit, hours, found } = await booked();
    const told = { operation: 'confirm', actor: byStep('test'), at: hours(week) };
    const late = overtaken(store, 'lookedAt', () => store.confirm(visit, told));
    await expect(check(week, 0, late)()).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await found()).toBeUndefined();
    expect(await check(week, 0, late)()).toEqual(wait(hours(twoDays)));
    expect(await found()).toBe('prepare');
  });

  it('begins anew for a visit that was moved', async () => {
    const { check, passed, rewrite, hours, found } = await booked();
    await passed('remind');
    await rewrite({ revision: 1 });
    expect(await found()).toBeUndefined();
    expect(await check(week)()).toEqual(wait(hours(twoDays)));
    expect(await found()).toBe('prepare');
  });
});

describe('a visit that lacks something', () => {
  const lacking = async () => {
    const one = await booked();
    await nurseAway([one.visit.on]);
    return one;
  };

  it('goes on when a person says so, once, and the moment counts as passed', async () => {
    const { referralId, check, hours, notReady, found, events } = await lacking();
    expect(await notReady('override', -160)).toBe('Check visit');
    expect(await twice(table, referralId, check(-159, 1))).toEqual(wait(hours(twoDays)));
    expect(await found()).toBe('prepare');
    expect(await events()).toEqual(['hold.resolved', 'visit.readiness-checked']);
    await nurseAway([]);
  });

  it('is looked at again before the reminder: one decision does for one moment', async () => {
    const { check, notReady } = await lacking();
    await notReady('override', -160);
    await check(-159, 1)();
    expect(await check(-47, 2)()).toMatchObject({ reason: 'visit-not-ready' });
    await nurseAway([]);
  });

  it('is looked at anew when it changed as a person let it go on', async () => {
    const { check, notReady, store, visitId, hours, read } = await lacking();
    await notReady('override', -160);
    const late = overtaken(store, 'lookedAt', async () => {
      const file = (await store.file(visitId)) as SeenVisit;
      const told = { operation: 'cancel', actor: byStep('test'), at: hours(-159) };
      await store.cancel(file, await store.calendarsOf([file.visit]), told, 'other');
    });
    await expect(check(-159, 1, late)()).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await check(-159, 1, late)()).toEqual({ outcome: 'ended' });
    expect((await read()).status).toBe('cancelled');
    await nurseAway([]);
  });
});

describe('a visit that is over', () => {
  it('and that nobody recorded is asked for', async () => {
    const { hours, check, records } = await booked();
    expect(await check(24)()).toEqual({
      outcome: 'hold',
      reason: 'visit-unrecorded',
      dueAt: hours(48 + minute),
    });
    expect(await records()).toEqual([]);
  });

  it('is missed when the patient was not seen', async () => {
    const { referralId, check, unrecorded, read, events } = await booked();
    expect(await unrecorded('missed', 30)).toBe('Check visit');
    expect(await twice(table, referralId, check(31, 1))).toEqual({ outcome: 'ended' });
    expect((await read()).status).toBe('missed');
    expect(await events()).toEqual(['hold.resolved', 'visit.missed']);
  });

  it('is asked about again when its nurse had started it: it was not missed', async () => {
    const { hours, check, unrecorded, rewrite, read } = await booked();
    await rewrite({ status: 'in-progress', startedAt: hours(0) });
    await unrecorded('missed', 30);
    expect(await check(31, 1)()).toMatchObject({ reason: 'visit-unrecorded' });
    expect((await read()).status).toBe('in-progress');
  });

  it('is looked at anew when it was cancelled as it was to be missed', async () => {
    const { check, unrecorded, store, rewrite, read } = await booked();
    await unrecorded('missed', 30);
    const late = overtaken(store, 'lookedAt', () => rewrite({ status: 'cancelled', revision: 1 }));
    await expect(check(31, 1, late)()).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await check(31, 1, late)()).toEqual({ outcome: 'ended' });
    expect((await read()).status).toBe('cancelled');
  });
});

describe('a visit that a reaction suspended', () => {
  it('waits a day for a clinician, and is ready once one cleared it', async () => {
    const { referralId, check, rewrite, hours, suspended } = await booked();
    await rewrite({ suspendedAt: hours(week - 48) });
    expect(await check(week, 0)()).toEqual({
      outcome: 'hold',
      reason: 'visit-suspended',
      dueAt: hours(week + 24 + minute),
    });
    expect(await suspended('clear', week + 1)).toBe('Check visit');
    expect(await twice(table, referralId, check(week + 2, 1))).toEqual(wait(hours(twoDays)));
  });

  it('stays suspended when the clearing was for an earlier reaction', async () => {
    const { check, rewrite, hours, suspended } = await booked();
    await suspended('clear', week - 72);
    await rewrite({ suspendedAt: hours(week - 48) });
    expect(await check(week)()).toMatchObject({ reason: 'visit-suspended' });
  });

  it('is not reminded of because a person let it go on without what it lacked', async () => {
    const { check, rewrite, hours, notReady, found } = await booked();
    await notReady('override', -160);
    await rewrite({ suspendedAt: hours(-165) });
    expect(await check(-159, 1)()).toMatchObject({ reason: 'visit-suspended' });
    expect(await found()).toBeUndefined();
  });
});

describe('a visit that another payer covers now than the one that authorized it', () => {
  const covered = (payerId: string, at: string) => ({
    ...{ payerId, rank: 'secondary' as const, status: 'active' as const, checkedAt: at },
  });
  /** As if the payer had authorized the visit, and another answered for the coverage since. */
  const takenOver = async (different: Partial<Referral> = {}) => {
    const one = await booked();
    const authorization = anAuthorization({
      authorizationId: authorizationId(one.referralId, 1),
      referralId: one.referralId,
      status: 'approved',
      payerId: 'acme-health',
    });
    await given(table, {
      items: [{ ...keys.authorization(authorization.authorizationId), ...authorization }],
    });
    await one.rewrite({ authorizationId: authorization.authorizationId });
    const eligibility = covered('meridian', one.hours(week - 1));
    await keepOnMain(table, one.referralId, { eligibility, ...different });
    const asked = async () =>
      ((await one.store.lookedAt(one.visitId))?.holds ?? []).filter(
        ({ reason }) => reason === 'coverage-changed',
      );
    return { ...one, asked };
  };

  it('has a coordinator ask the payer for all of them, once', async () => {
    const { referralId, check, asked } = await takenOver();
    const look = check(week, 0);
    expect(await twice(table, referralId, look)).toMatchObject({ reason: 'visit-not-ready' });
    expect(await asked()).toMatchObject([
      { status: 'open', team: 'coordinator', scope: 'r', evidence: { changes: ['payer'] } },
    ]);
    await check(week + 1, 1)();
    expect(await asked()).toHaveLength(1);
  });

  it('asks nobody while the payer is asked for what comes in its place', async () => {
    const { check, asked } = await takenOver({ renewing: 'auth_1' });
    expect(await check(week, 0)()).toMatchObject({ reason: 'visit-not-ready' });
    expect(await asked()).toEqual([]);
  });
});

describe('a visit of an order that a clinician cleared', () => {
  it('is looked at again by a clinician where that does not reach it, and goes on once cleared', async () => {
    const { referralId, visit, check, cleared, hours, lookedAgain, records } = await booked();
    await cleared({ covers: 'until', through: addDays(visit.on, -1) }, week - 24);
    expect(await twice(table, referralId, check(week, 0))).toEqual({
      outcome: 'hold',
      reason: 'clearance-ended',
      dueAt: hours(twoDays),
    });
    const { determination } = (await records()).at(-1) ?? {};
    // Whoever plans visits reads why one is not ready; what was found of the order is not for them.
    expect(determination?.reasons.map(({ code }) => code)).toEqual(['clearance-ended']);
    const resume = await lookedAgain('clear', week + 1, { clearance: { covers: 'next-dose' } });
    expect(resume).toBe('Check visit');
    expect(await twice(table, referralId, check(week + 2, 1))).toEqual(wait(hours(twoDays)));
  });

  it.each([
    [{ covers: 'next-dose' }],
    [{ covers: 'course' }],
    [{ covers: 'until', through: '2026-12-31' }],
  ] as const)('goes on where %j reaches it', async (clearance) => {
    const { referralId, check, cleared, hours } = await booked();
    await cleared(clearance, week - 24);
    expect(await twice(table, referralId, check(week, 0))).toEqual(wait(hours(twoDays)));
  });
});

it('takes referral and visit by their ids and repeats nothing else', async () => {
  const { referralId, visitId } = await booked();
  const input = { referralId, visitId, operation: 'check:0' };
  expect(await faultOf(handler, { ...input, referralId: aName })).toEqual(notAnId('referralId'));
  expect(await faultOf(handler, { ...input, visitId: aName })).toEqual(notAnId('visitId'));
});
