import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hold, isOpen } from '../../functions/hold/hold.ts';
import { keys } from '../../functions/platform/keys.ts';
import type { Table } from '../../functions/platform/table.ts';
import { correctReferral } from '../../functions/referral/correct-referral.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { referralStore } from '../../functions/referral/store.ts';
import { relaySettlement } from '../../functions/relay/relay.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { confirmVisit } from '../../functions/visit/change-visit.ts';
import { checkVisit } from '../../functions/visit/check-visit.ts';
import { startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aCaller } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { aHold, holdDesk } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { aVisitAtCenter } from '../support/visits.ts';

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
});
afterAll(() => close());

const lakeside = aCaller('referrer', { practice: '1234567893' });
const clinician = aCaller('clinician');

const correct = (
  referralId: string,
  patch: unknown,
  now = '2026-11-25T15:00:00Z',
  ifMatch?: string,
) =>
  correctReferral({
    store: referralStore(table),
    tableName: table.name,
    documents: { keep: async () => [], discard: async () => {} },
    index: async (...words) => [referralId, ...words].join('|'),
    now: () => new Date(now),
  })({
    principal: lakeside,
    path: { referralId },
    body: patch,
    rawBody: JSON.stringify(patch),
    contentType: 'application/json',
    idempotencyKey: undefined,
    ifMatch,
  } as never);

const changed = async (referralId: string, as: Hold['reason'] = 'order-changed') =>
  (await readItems(table, referralId, 'HOLD#'))
    .map((item) => Hold.parse(item))
    .filter(({ reason }) => reason === as);

/** Looks at the visit less than two days ahead, so that both moments are due, one a look. */
const check = async (visitId: string, operation: string) => {
  const store = visitStore(table);
  const start = Date.parse((await store.file(visitId))?.visit.startsAt ?? '');
  const now = () => new Date(start - 47 * 3_600_000);
  return checkVisit({ store, now })({ visitId, operation });
};

const resolve = (holdId: string, action = 'accept', principal = clinician) =>
  resolveHold({
    store: holdDesk(table),
    partsOf: partsOfAction(table),
    show: async (hold, principal) => describeHold(hold, {}, principal),
    now: () => new Date('2026-11-25T17:00:00Z'),
  })({
    principal,
    path: { holdId },
    body: { action, note: 'As discussed with the prescriber.', clearance: { covers: 'course' } },
    rawBody: '',
  } as never);

/** The start of a visit, as its nurse records it then and there. */
const begin = (visit: Visit) =>
  startVisit({ store: visitStore(table), now: () => new Date(visit.startsAt) })({
    principal: aCaller('nurse', { nurseId: 'nur_amara' }),
    path: { visitId: visit.visitId },
    body: {},
    rawBody: '{}',
  } as never);

/** A scheduler confirms the visit a day before it. */
const confirm = (visit: Visit) =>
  confirmVisit({
    store: visitStore(table),
    now: () => new Date(Date.parse(visit.startsAt) - 86_400_000),
  })({
    principal: aCaller('scheduler'),
    path: { visitId: visit.visitId },
    rawBody: '',
  } as never);

const patchOf = {
  dose: { order: { dose: { value: '6', unit: 'mg/kg' } } },
  doses: { order: { doses: 4 } },
  phone: { patient: { phone: '+13125550177' } },
  unsafe: { allergies: null },
  drug: { order: { therapyId: 'infliximab' } },
  address: {
    patient: {
      address: { line: ['1 Far Road'], city: 'Honolulu', state: 'HI', postalCode: '96801' },
    },
  },
};

describe('a correction by somebody who read an earlier version', () => {
  it('is refused, with the order as it stands', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await correct(referralId, { practice: { phone: '+13125550177' } }, undefined, '"1"');
    const late = correct(referralId, { practice: { phone: '+13125550178' } }, undefined, '"1"');
    await expect(late).rejects.toMatchObject({
      status: 409,
      code: 'changed-since',
      facts: { current: { referralId, orderVersion: 2 } },
    });
  });
});

describe('an order that changes once its visits are booked', () => {
  it('asks a clinician within eight hours, and keeps its visits from going on', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    expect(await check(visitId, 'before')).toMatchObject({ outcome: 'wait' });
    await correct(referralId, patchOf.dose);
    const [hold] = await changed(referralId);
    expect(hold).toMatchObject({
      status: 'open',
      team: 'clinician',
      dueAt: '2026-11-25T23:00:00Z',
      evidence: { orderVersion: 2, changes: ['dose'] },
    });
    expect(hold && describeHold(hold, {}, clinician).why).toEqual([
      { code: 'dose', text: 'The dose has changed.' },
    ]);
    expect(await check(visitId, 'after')).toMatchObject({ reason: 'visit-not-ready' });
  });

  it('asks nobody when only the telephone number changed', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.phone);
    expect(await changed(referralId)).toEqual([]);
    expect(await check(visitId, 'after')).toMatchObject({ outcome: 'wait' });
  });

  it('has one open hold however often it changes, with the first clock and every change', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.dose);
    await correct(referralId, patchOf.doses, '2026-11-25T16:00:00Z');
    const [first, second] = await changed(referralId);
    expect(first).toMatchObject({ status: 'resolved', resolution: { action: 'replaced' } });
    expect(second).toMatchObject({
      status: 'open',
      dueAt: first?.dueAt,
      evidence: { orderVersion: 3, changes: ['dose', 'doses'] },
    });
    await expect(resolve(first?.holdId ?? '')).rejects.toMatchObject({ status: 409 });
  });

  it('goes on, with the visits that waited, when a clinician accepts it', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.unsafe);
    const [hold] = await changed(referralId);
    expect(hold?.evidence.found).not.toEqual([]);
    const waiting = aHold(referralId, { reason: 'visit-not-ready', scope: 'v1.' });
    await holdDesk(table).place(waiting, 'wait');
    await resolve(hold?.holdId ?? '');
    expect((await changed(referralId)).filter(isOpen)).toEqual([]);
    expect(await holdDesk(table).get(waiting.holdId)).toMatchObject({
      status: 'resolved',
      settlement: { resume: 'Check visit' },
    });
    expect(await check(visitId, 'after')).toMatchObject({ outcome: 'wait' });
    // What was accepted does not come back with the next telephone number.
    await correct(referralId, patchOf.phone);
    expect((await changed(referralId)).filter(isOpen)).toEqual([]);
    expect(await check(visitId, 'again')).toMatchObject({ outcome: 'wait' });
  });

  it('of a dose that the payer authorized has the payer asked before a visit goes on', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    const authorizationId = `auth_${referralId.slice(4)}_1`;
    const approved = anAuthorization({ referralId, authorizationId, status: 'approved' });
    await given(table, { items: [{ ...keys.authorization(authorizationId), ...approved }] });
    await correct(referralId, patchOf.dose);
    const [hold] = await changed(referralId);
    await resolve(hold?.holdId ?? '');
    const [asked] = await changed(referralId, 'coverage-changed');
    expect(asked).toMatchObject({
      status: 'open',
      team: 'coordinator',
      evidence: { orderVersion: 2, changes: ['dose'] },
    });
    expect(await check(visitId, 'unasked')).toMatchObject({ reason: 'visit-not-ready' });
    await resolve(asked?.holdId ?? '', 'confirmed', aCaller('coordinator'));
    expect(await check(visitId, 'asked')).toMatchObject({ outcome: 'wait' });
  });

  it('of what no payer was asked about needs nobody but the clinician', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.unsafe);
    const [hold] = await changed(referralId);
    await resolve(hold?.holdId ?? '');
    expect(await changed(referralId, 'coverage-changed')).toEqual([]);
  });

  it('is not accepted without the prescriber’s signature, whoever vouches for it', async () => {
    const { referralId, visitId } = await aVisitAtCenter(table);
    await correct(referralId, { order: { ...patchOf.dose.order, signedAt: null } });
    const [hold] = await changed(referralId);
    await expect(resolve(hold?.holdId ?? '')).rejects.toMatchObject({
      status: 409,
      code: 'order-not-signed',
      errors: [{ pointer: '/order/signedAt' }],
    });
    expect((await changed(referralId)).filter(isOpen)).toHaveLength(1);
    expect(await check(visitId, 'unsigned')).toMatchObject({ reason: 'visit-not-ready' });
  });

  it('is neither confirmed nor begun before a clinician has accepted the change', async () => {
    const { referralId, visit, read } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.dose);
    const [hold] = await changed(referralId);
    await expect(begin(visit)).rejects.toMatchObject({
      status: 409,
      code: 'order-not-accepted',
      message: expect.stringContaining('a clinician accepts the change first'),
      facts: { visitId: visit.visitId, holdId: hold?.holdId, reason: 'order-changed' },
    });
    await expect(confirm(visit)).rejects.toMatchObject({
      status: 409,
      code: 'order-not-accepted',
      facts: { holdId: hold?.holdId },
    });
    expect((await read()).status).toBe('planned');
    await resolve(hold?.holdId ?? '');
    await confirm(visit);
    expect((await read()).status).toBe('confirmed');
    await begin(await read());
    expect((await read()).status).toBe('in-progress');
  });

  it('is not begun with a visit that was booked for another therapy', async () => {
    const { referralId, visit, read } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.drug);
    const [hold] = await changed(referralId);
    await resolve(hold?.holdId ?? '');
    await expect(begin(visit)).rejects.toMatchObject({ status: 409, code: 'order-not-active' });
    expect((await read()).status).toBe('planned');
  });

  it('is begun when only the telephone number changed', async () => {
    const { referralId, visit, read } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.phone);
    await begin(visit);
    expect((await read()).status).toBe('in-progress');
  });
});

describe('a patient who moves once visits are booked', () => {
  const place = (referralId: string) => changed(referralId, 'place-changed');

  it('has a scheduler look at site and visits, which do not go on meanwhile', async () => {
    const { referralId, visitId, visit } = await aVisitAtCenter(table);
    await correct(referralId, patchOf.address);
    const [hold] = await place(referralId);
    expect(hold).toMatchObject({
      status: 'open',
      team: 'scheduler',
      evidence: { changes: ['place'] },
    });
    expect(hold && describeHold(hold, {}, aCaller('scheduler')).why).toEqual([
      { code: 'place', text: 'Where the patient lives, or should be treated, has changed.' },
    ]);
    expect(await changed(referralId)).toEqual([]);
    expect(await check(visitId, 'moved')).toMatchObject({ reason: 'visit-not-ready' });
    await expect(begin(visit)).rejects.toMatchObject({ facts: { reason: 'place-changed' } });
    await resolve(hold?.holdId ?? '', 'kept', aCaller('scheduler'));
    expect(await check(visitId, 'kept')).toMatchObject({ outcome: 'wait' });
  });

  it('and gets another dose has both looked at, each by who can', async () => {
    const { referralId } = await aVisitAtCenter(table);
    await correct(referralId, { ...patchOf.address, ...patchOf.dose });
    const [holds] = [[...(await changed(referralId)), ...(await place(referralId))]];
    expect(holds.map(({ owner, evidence }) => [owner, evidence.changes])).toEqual([
      ['clinician', ['dose']],
      ['scheduler', ['place']],
    ]);
    expect(new Set(holds.map(({ holdId }) => holdId)).size).toBe(2);
  });
});

describe('a coverage that changes once visits are booked', () => {
  const payer = {
    coverages: [{ rank: 'primary', payerId: 'meridian-plan', memberId: 'EX77-APPROVE' }],
  };

  it('has a coordinator ask the payer again, eligibility first', async () => {
    const { referralId, visitId, visit } = await aVisitAtCenter(table);
    await correct(referralId, payer);
    const [hold] = await changed(referralId, 'coverage-changed');
    expect(hold).toMatchObject({ status: 'open', team: 'coordinator' });
    expect(await changed(referralId)).toEqual([]);
    expect(await check(visitId, 'unpaid')).toMatchObject({ reason: 'visit-not-ready' });
    await expect(begin(visit)).rejects.toMatchObject({ facts: { reason: 'coverage-changed' } });
    await resolve(hold?.holdId ?? '', 'ask-again', aCaller('coordinator'));
    const started: unknown[] = [];
    const [ended] = await changed(referralId, 'coverage-changed');
    await relaySettlement({
      machines: { referral: 'referral', renewal: 'renewal', visit: 'visit' },
      workflows: {
        start: async (machine, _, input) => void started.push({ machine, ...input }),
        stop: async () => {},
        settle: async () => 'settled',
      },
    })(ended as Hold, ended?.settlement ?? { resume: '' });
    expect(started).toEqual([
      expect.objectContaining({ machine: 'renewal', referralId, resume: 'Verify eligibility' }),
    ]);
    expect(await check(visitId, 'asked')).toMatchObject({ outcome: 'wait' });
  });
});
