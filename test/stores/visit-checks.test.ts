import { afterAll, describe, expect, it } from 'vitest';
import { coverageStore } from '../../functions/coverage/store.ts';
import { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { putSite } from '../../functions/network/manage-network.ts';
import { networkChain, networkStore } from '../../functions/network/store.ts';
import { patientStore } from '../../functions/outreach/patient-store.ts';
import { type AuditRecord, byStep } from '../../functions/platform/audit.ts';
import { addDays } from '../../functions/platform/days.ts';
import type { Role } from '../../functions/platform/principal.ts';
import { chain } from '../../functions/platform/record.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { bookVisits } from '../../functions/scheduling/book-visits.ts';
import { offerSlots } from '../../functions/scheduling/offer-slots.ts';
import { schedulingStore } from '../../functions/scheduling/store.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { askAboutChange } from '../../functions/visit/ask-about-displaced.ts';
import { cancelVisit, confirmVisit, moveVisit } from '../../functions/visit/change-visit.ts';
import { askAboutDisplaced, type Changed } from '../../functions/visit/displaced-visits.ts';
import { completeVisit, reportReaction, startVisit } from '../../functions/visit/record-visit.ts';
import { type LookedAt, visitStore } from '../../functions/visit/store.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { aNurse, aSite, given } from '../support/network.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

const { table, close } = await openDatabase();
afterAll(close);

const asked = (path: Record<string, string>, body?: unknown) =>
  ({
    principal: aCaller('nurse', { nurseId: 'nur_amara' }),
    path,
    body,
    query: { offers: 1 },
    rawBody: JSON.stringify(body),
    headers: {},
  }) as never;
const at = (now: string) => ({ store: visitStore(table), now: () => new Date(now) });
const later = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

const holdsOf = async (referralId: string) =>
  (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));
const waiting = async (referralId: string, reason: Hold['reason']) =>
  given(table, {
    items: [holdItem(aHold(referralId, { reason, scope: 'v1.', stage: 'Check visit' }))],
  });

describe('a visit that waits for something', () => {
  it.each(['visit-not-ready', 'visit-suspended'] as const)(
    'is not begun while its %s hold is open',
    async (reason) => {
      const { referralId, visitId, visit } = await aVisitAtCenter(table);
      await waiting(referralId, reason);
      const holdId = `hold_${referralId.slice(4)}_v1.1`;
      await expect(startVisit(at(visit.startsAt))(asked({ visitId }, {}))).rejects.toMatchObject({
        status: 409,
        code: reason,
        facts: { holdId },
      });
    },
  );

  it.each(['move', 'cancel', 'record'] as const)(
    'has nobody waiting any more after a %s',
    async (change) => {
      const { referralId, visitId, visit } = await aVisitAtCenter(table);
      if (change === 'record') await startVisit(at(visit.startsAt))(asked({ visitId }, {}));
      await waiting(referralId, change === 'record' ? 'visit-unrecorded' : 'visit-not-ready');
      const before = at(later(visit.startsAt, -2000));
      if (change === 'move') {
        const startsAt = later(visit.startsAt, 1440).replace('.000', '');
        await moveVisit(before)(asked({ visitId }, { startsAt }));
      } else if (change === 'cancel')
        await cancelVisit(before)(asked({ visitId }, { reason: 'patient' }));
      else
        await completeVisit(at(visit.endsAt))(
          asked({ visitId }, { infusionMinutes: 90, doseComplete: true, teachBack: [] }),
        );
      const hold = (await holdsOf(referralId)).find(({ taskToken }) => taskToken);
      expect(hold).toMatchObject({ status: 'resolved', settlement: { resume: 'Check visit' } });
    },
  );
});

describe('a visit that was moved since somebody saw it', () => {
  it.each([
    ['confirmed', '2027-09-09', (deps: never, request: never) => confirmVisit(deps)(request)],
    ['moved', '2027-09-23', (deps: never, request: never) => moveVisit(deps)(request)],
    ['cancelled', '2027-10-07', (deps: never, request: never) => cancelVisit(deps)(request)],
  ])('is not %s at a time that they have not seen', async (_, day, change) => {
    const { visitId, visit } = await aVisitAtCenter(table, day);
    const before = at(later(visit.startsAt, -2000));
    const startsAt = later(visit.startsAt, 1440).replace('.000', '');
    const { headers } = await moveVisit(before)(asked({ visitId }, { startsAt }));
    expect(headers).toEqual({ etag: '"1"' });
    const there = later(startsAt, 30).replace('.000', '');
    const body = { reason: 'patient', startsAt: there, note: 'asked for' };
    const as = (ifMatch: string) => ({ ...(asked({ visitId }, body) as object), ifMatch }) as never;
    await expect(change(before as never, as('"0"'))).rejects.toMatchObject({
      status: 409,
      code: 'visit-changed',
      facts: {
        revision: 1,
        changedBy: 'nurse-1',
        changedAt: before.now().toISOString(),
        current: { visitId, startsAt, status: 'planned' },
      },
    });
    await expect(change(before as never, as('7 steps'))).rejects.toMatchObject({ status: 400 });
    expect((await change(before as never, as('"1"'))).body).toMatchObject({ visitId });
  });
});

describe('a nurse who saw the visit at another time', () => {
  it('does not record it before looking again: neither its begin, its end nor a reaction', async () => {
    const { visitId, visit } = await aVisitAtCenter(table, '2027-10-21');
    const before = at(later(visit.startsAt, -2000));
    const startsAt = later(visit.startsAt, 60).replace('.000', '');
    await moveVisit(before)(asked({ visitId }, { startsAt }));
    const during = at(startsAt);
    const as = (body: object, ifMatch: string) =>
      ({ ...(asked({ visitId }, body) as object), ifMatch }) as never;
    const given = { infusionMinutes: 90, doseComplete: true, teachBack: [] };
    const end = at(later(startsAt, 180).replace('.000', ''));
    for (const record of [
      (seen: string) => startVisit(during)(as({}, seen)),
      (seen: string) => reportReaction(during)(as({ grade: 1, actions: [] }, seen)),
      (seen: string) => completeVisit(end)(as(given, seen)),
    ]) {
      await expect(record('"0"')).rejects.toMatchObject({
        status: 409,
        code: 'visit-changed',
        facts: { revision: 1, changedBy: 'nurse-1', current: { visitId, startsAt } },
      });
      await record('"1"');
    }
  });
});

describe('a visit whose time has passed', () => {
  it.each([
    ['confirmed', (deps: never, request: never) => confirmVisit(deps)(request)],
    ['cancelled', (deps: never, request: never) => cancelVisit(deps)(request)],
    ['moved', (deps: never, request: never) => moveVisit(deps)(request)],
  ])('is not %s any more', async (_, change) => {
    const { visitId, visit } = await aVisitAtCenter(table);
    const days = at(later(visit.endsAt, 3 * 1440)) as never;
    const body = { reason: 'patient', startsAt: later(visit.endsAt, 20_000) };
    await expect(change(days, asked({ visitId }, body))).rejects.toMatchObject({
      status: 409,
      code: 'visit-past',
    });
  });

  it('is not recorded with more minutes than it lasted, or none for a whole dose', async () => {
    const { visitId, visit } = await aVisitAtCenter(table);
    await startVisit(at(visit.startsAt))(asked({ visitId }, {}));
    for (const infusionMinutes of [0, 4000])
      await expect(
        completeVisit(at(visit.endsAt))(
          asked({ visitId }, { infusionMinutes, doseComplete: true, teachBack: [] }),
        ),
      ).rejects.toMatchObject({ status: 422, errors: [{ pointer: '/infusionMinutes' }] });
  });
});

describe('a visit after the end of the coverage', () => {
  it('is confirmed by nobody until the payer says that it goes on', async () => {
    const { visitId, visit, referralId, store } = await aVisitAtCenter(table);
    const { referral } = (await store.lookedAt(visitId)) as LookedAt;
    const answered = (through: string, on: string) =>
      coverageStore(table).recordEligibility(
        referral,
        { operation: `covered:${through}`, at: `${on}T15:00:00Z` },
        {
          question: 'covered',
          facts: {},
          rule: { id: 'test', version: '1', source: 'test' },
          answer: 'active',
          reasons: [],
        },
        {
          payerId: 'meridian',
          rank: 'primary',
          status: 'active',
          checkedAt: `${on}T15:00:00Z`,
          through,
        },
      );
    const confirm = () => confirmVisit(at('2026-11-25T16:00:00Z'))(asked({ visitId }));
    const seen = async () => (await patientStore(table).visit(visitId))?.beyondCoverage;
    await answered(addDays(visit.on, -1), '2026-11-24');
    await expect(confirm()).rejects.toMatchObject({ status: 409, code: 'coverage-ended' });
    expect(await seen()).toBe(true);
    expect((await patientStore(table).visits(referralId))[0]?.beyondCoverage).toBe(true);
    await answered(visit.on, '2026-11-25');
    expect(await seen()).toBe(false);
    await expect(confirm()).resolves.toMatchObject({ body: { status: 'confirmed' } });
  });
});

describe('the time that a scheduler chooses', () => {
  const secondOf = async (referralId: string) =>
    (await visitsOf(table, referralId))[1]?.visitId ?? '';
  const before = '2026-11-25T16:00:00Z';
  const by =
    (role: Role) =>
    (visitId: string, startsAt: string, more: object = {}) =>
      moveVisit(at(before))({
        ...(asked({ visitId }, { startsAt, ...more }) as object),
        principal: aCaller(role),
      } as never);
  const to = by('scheduler');

  it('keeps the doses in their order, whatever reason is given', async () => {
    const { visitId, referralId } = await aVisitAtCenter(table);
    const [, second] = (await visitsOf(table, referralId)) as [Visit, Visit];
    const after = later(second.startsAt, 1440).replace('.000', '');
    const note = 'The patient asked for it.';
    await expect(to(visitId, after, { note })).rejects.toMatchObject({
      code: 'visits-conflict',
      facts: {
        conflicts: expect.arrayContaining([
          expect.objectContaining({
            code: 'out-of-order',
            visitIds: [second.visitId],
          }),
        ]),
      },
    });
  });

  it('lets a clinician alone take the first dose out of its window, on record with the reason', async () => {
    const { visitId, visit, referralId } = await aVisitAtCenter(table);
    const late = later(visit.startsAt, 14 * 1440).replace('.000', '');
    const note = 'The prescriber waits for a culture.';
    const refused = {
      code: 'visits-conflict',
      facts: {
        conflicts: [{ dose: 1, code: 'outside-window', visitIds: [], overridableBy: 'clinician' }],
      },
    };
    await cancelVisit(at(before))(
      asked({ visitId: await secondOf(referralId) }, { reason: 'patient' }),
    );
    await expect(to(visitId, late, { note })).rejects.toMatchObject(refused);
    await expect(by('clinician')(visitId, late)).rejects.toMatchObject(refused);
    await by('clinician')(visitId, late, { note });
    const records = await chain(table, referralId);
    const moved = records.find(({ event }) => event === 'visit.moved');
    expect(moved?.determination).toMatchObject({
      question: 'visit-time',
      answer: 'overridden',
      facts: { conflicts: [{ dose: 1, code: 'outside-window' }] },
      reasons: [{ text: note }],
    });
  });

  it('lets no scheduler bring a dose nearer to the one before than its least interval', async () => {
    const { referralId, visit } = await aVisitAtCenter(table);
    const second = await secondOf(referralId);
    const soon = later(visit.startsAt, 7 * 1440).replace('.000', '');
    const note = 'The patient is away later.';
    await expect(to(second, soon, { note })).rejects.toMatchObject({
      facts: {
        conflicts: expect.arrayContaining([
          expect.objectContaining({ code: 'too-soon-after-dose', overridableBy: 'clinician' }),
        ]),
      },
    });
    await expect(by('clinician')(second, soon, { note })).resolves.toBeDefined();
  });

  it('is to come, and with a nurse who is known', async () => {
    const { visitId, visit, referralId } = await aVisitAtCenter(table);
    await expect(to(visitId, '2020-01-06T15:00:00Z')).rejects.toMatchObject({
      status: 422,
      code: 'time-past',
    });
    const next = later(visit.startsAt, 1440).replace('.000', '');
    await expect(to(visitId, next, { nurseId: 'nur_nobody' })).rejects.toMatchObject({
      status: 422,
      code: 'nurse-unknown',
    });
    await cancelVisit(at(before))(asked({ visitId }, { reason: 'patient' }));
    const store = schedulingStore(table);
    const now = () => new Date(before);
    await expect(
      bookVisits({ store, tableName: () => table.name, now })(
        asked({ referralId }, { visits: [{ dose: 1, startsAt: '2020-01-06T15:00:00Z' }] }),
      ),
    ).rejects.toMatchObject({ code: 'time-past', errors: [{ pointer: '/visits/0/startsAt' }] });
  });

  it('is offered for no closed referral', async () => {
    const { referralId, closeReferral } = await aVisitAtCenter(table);
    await closeReferral();
    const store = schedulingStore(table);
    const offering = offerSlots({ store, now: () => new Date(before) })(asked({ referralId }));
    await expect(offering).rejects.toMatchObject({ status: 409, code: 'referral-not-open' });
  });
});

describe('a nurse or a site that is no longer there', () => {
  const now = new Date('2026-11-25T16:00:00Z');
  const told = (operation: string) => ({ actor: byStep('ask-about-displaced'), operation });
  const displaced = async (referralId: string) =>
    (await holdsOf(referralId)).filter(({ reason }) => reason === 'visit-displaced');

  it.each([
    ['the only nurse is away', '2027-02-04', { nurse: { awayOn: ['2027-02-04'] } }],
    [
      'the only nurse may no longer give the therapy',
      '2027-02-11',
      { nurse: { competencies: [] } },
    ],
    ['the only nurse left for another center', '2027-02-18', { nurse: { siteId: 'site_x' } }],
    ['the center is closed', '2027-02-25', { site: { closedOn: ['2027-02-25'] } }],
    [
      'the center opens later',
      '2027-05-06',
      { site: { hours: { thursday: { from: '16:00', to: '17:00' } } } },
    ],
  ])('is asked about for booked visits: %s', async (_, day, change) => {
    const { referralId, visitId, visit } = await aVisitAtCenter(table, day);
    expect(visit.on).toBe(day);
    const code = 'nurse' in change ? 'nurse-not-ready' : 'site-closed';
    const { nurse, site } = change as { nurse?: object; site?: object };
    const [kind, before, entry] = nurse
      ? ['nurse', aNurse(), aNurse(nurse)]
      : ['site', aSite(), aSite(site)];
    const ask = async (operation: string, changed = { kind, before, entry } as Changed) =>
      (await askAboutDisplaced(table, { changed, limit: 500, told: told(operation) }, now)).asked;
    expect(await ask('same', { kind, before, entry: before } as Changed)).toEqual([]);
    expect(await ask('lacked', { kind, before: entry, entry } as Changed)).toEqual([]);
    expect(await ask('once')).toContain(visitId);
    expect(await ask('again')).toEqual([]);
    const [hold] = await displaced(referralId);
    expect(hold).toMatchObject({ team: 'scheduler', evidence: { visitId, lacks: [code] } });
    await cancelVisit({ store: visitStore(table), now: () => now })(
      asked({ visitId }, { reason: 'site' }),
    );
    expect((await displaced(referralId))[0]).toMatchObject({
      holdId: hold?.holdId,
      status: 'resolved',
    });
  });
});

describe('a change that displaces more visits than one look can take', () => {
  const now = () => new Date('2026-11-25T16:00:00Z');
  const network = networkStore(table);
  const deps = { table, now, limit: 2 };
  const put = async (closedOn: string[]) =>
    putSite({ store: network, now })(
      asked(
        { siteId: 'site_riverbend' },
        aSite({ closedOn, revision: (await network.one('site', 'site_riverbend'))?.kept.revision }),
      ),
    );
  /** What the stream hands over of the network since a record, oldest first. */
  const streamed = async (after: number) => (await chain(table, networkChain)).slice(after);
  const displaced = async (ids: string[]) =>
    (await Promise.all(ids.map(holdsOf)))
      .map((holds) => holds.filter(({ reason }) => reason === 'visit-displaced').length)
      .join('');

  it('answers at once, and each look writes down where the next one goes on', async () => {
    const booked: Visit[] = [];
    for (let count = 0; count < 5; count += 1)
      booked.push((await aVisitAtCenter(table, '2027-06-03')).visit);
    const ids = booked.map(({ referralId }) => referralId);
    const before = (await streamed(0)).length;
    await put([...new Set(booked.map(({ on }) => on))]);
    expect(await displaced(ids)).toBe('00000');
    let looks = 0;
    for (let at = before; at < (await streamed(0)).length; at += 1) {
      const record = (await streamed(0))[at] as AuditRecord;
      looks += 1;
      expect(looks).toBeLessThan(20);
      await askAboutChange(deps)(record);
      // A batch that is given again, after the process died.
      await askAboutChange(deps)(record);
    }
    expect(looks).toBeGreaterThanOrEqual(3);
    expect(await displaced(ids)).toBe('11111');
  });

  it('that was taken back before anyone looked displaces nobody', async () => {
    const { referralId } = await aVisitAtCenter(table, '2027-08-05');
    const before = (await streamed(0)).length;
    await put(['2027-08-05']);
    await put([]);
    for (const record of await streamed(before)) await askAboutChange(deps)(record);
    expect(await displaced([referralId])).toBe('0');
  });
});
