import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { keys } from '../../functions/platform/keys.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import { Reading } from '../../functions/platform/readership.ts';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { BedsideSheet } from '../../functions/visit/bedside-view.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { visitDesk } from '../support/visit-desk.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

let table: Table;
let close: () => void;
let send: ReturnType<typeof visitDesk>;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
  send = visitDesk(table);
});
afterAll(() => close());

const bedside = 'GET /visits/{visitId}/bedside' as const;
const unknown = (sheet: BedsideSheet): string[] => sheet.notKnown.map(({ code }) => code);
const access = {
  difficultBefore: true,
  difficultyExpected: true,
  veinNotPalpable: false,
  veinNotVisible: true,
  veinUnderThreeMillimeters: false,
  device: 'peripheral',
  attempts: 2,
  site: { side: 'left', place: 'forearm' },
  helped: ['ultrasound'],
};

describe('the sheet beside the patient', () => {
  it('has whom, what is given, and says what nobody has said', async () => {
    const { visit } = await aVisitAtCenter(table);
    const { status, body } = await send(bedside, visit.visitId, { at: visit.startsAt });
    expect(status).toBe(200);
    const sheet = BedsideSheet.parse(body);
    expect(sheet.patient.birthDate).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(sheet.therapy).toMatchObject({ firstDose: false });
    expect(sheet.order?.drugs[0]?.dose).toBeDefined();
    expect(unknown(sheet)).toEqual(
      expect.arrayContaining(['weight-measured', 'volume', 'rate-steps', 'access', 'taught']),
    );
    expect(sheet.last).toBeUndefined();
    expect(sheet.next?.dose).toBe(2);
  });

  it('names the amount of a dose by weight, and that it is not known without one', async () => {
    const byWeight = { therapyId: 'infliximab', dose: { value: '5', unit: 'mg/kg' } };
    const { visit } = await aVisitAtCenter(table, '2026-12-03', byWeight);
    const { body } = await send(bedside, visit.visitId, { at: visit.startsAt });
    const [drug] = body.order.drugs;
    expect(drug.dose).toBe('5 mg/kg');
    // Of the sample referral's weight, in exact decimals.
    const kilograms = Number(body.order.weightOrdered.kilograms);
    expect(drug.amount).toEqual({ value: String(kilograms * 5), unit: 'mg' });
  });

  it('tells the next visit of veins, a reaction from before and what was taught', async () => {
    const { visit, referralId } = await aVisitAtCenter(table, '2026-12-03', {
      priorReaction: { grade: 2, on: '2026-09-01', text: 'hives' },
    });
    await send('POST /visits/{visitId}/start', visit.visitId, {
      at: visit.startsAt,
      body: { access },
    });
    await send('POST /visits/{visitId}/completion', visit.visitId, {
      at: visit.endsAt,
      body: {
        infusionMinutes: 100,
        doseComplete: true,
        teachBack: [{ topic: 'reaction', understood: false }],
      },
    });
    const [, next] = await visitsOf(table, referralId);
    const { body } = await send(bedside, next?.visitId ?? '', { at: visit.endsAt });
    expect(body.access).toMatchObject({
      difficult: true,
      last: { visitId: visit.visitId, attempts: 2, helped: ['ultrasound'] },
      score: { points: 3 },
    });
    expect(body.taught).toEqual([{ topic: 'reaction', understood: false, on: visit.on }]);
    expect(body.reactions).toEqual([{ grade: 2, on: '2026-09-01', note: 'hives' }]);
    expect(body.last).toMatchObject({ dose: 1, infusionMinutes: 100, doseComplete: true });
  });

  it('shows the plan of a clinician until its last day', async () => {
    const { visit, referralId } = await aVisitAtCenter(table);
    const hold = aHold(referralId, {
      reason: 'visit-suspended',
      scope: 'v1.',
      status: 'resolved',
      resolution: {
        action: 'clear',
        note: 'Half the rate, and cetirizine before.',
        facts: {
          plan: { ratePercent: 50, premedications: ['cetirizine 10 mg'], through: visit.on },
        },
        by: { kind: 'person', id: 'cleo' },
        at: '2026-11-20T19:00:00.000Z',
      },
    } as never);
    await given(table, { items: [holdItem(hold)] });
    const [, next] = await visitsOf(table, referralId);
    const plans = async (visitId = '') =>
      (await send(bedside, visitId, { at: visit.startsAt })).body.plans;
    expect(await plans(visit.visitId)).toEqual([
      expect.objectContaining({ ratePercent: 50, note: 'Half the rate, and cetirizine before.' }),
    ]);
    expect(await plans(next?.visitId)).toEqual([]);
  });

  describe('a plan that a clinician ends', () => {
    const said = 'Half the rate, and cetirizine before.';
    const madeAt = '2026-11-20T19:00:00.000Z';
    const end = 'POST /visits/{visitId}/plan-end';
    const cleo = ['clinician'] as const;
    const planned = async (facts: object = { plan: { ratePercent: 50 } }) => {
      const { visit, referralId } = await aVisitAtCenter(table);
      const resolution = {
        ...{ action: 'clear', note: said, facts, at: madeAt },
        by: { kind: 'person', id: 'cleo' },
      };
      // One word of hers that ended two waits.
      const holds = ['v1.', 'v2.'].map((scope) =>
        aHold(referralId, {
          ...{ reason: 'visit-suspended', scope, status: 'resolved', resolution },
        } as never),
      );
      await given(table, { items: holds.map((hold) => holdItem(hold)) });
      const [, next] = await visitsOf(table, referralId);
      const at = new Date(Date.parse(visit.startsAt) - 86_400_000).toISOString();
      const ended = (body: object, more: object = {}) =>
        send(end, visit.visitId, { at, as: [...cleo], body, ...more });
      const sheet = async (visitId = '') =>
        (await send(bedside, visitId, { at, as: [...cleo] })).body;
      return { visit, next, referralId, ended, sheet };
    };

    it('stands until that day, and is shown as ended on the sheets after it, with why and by whom', async () => {
      const { visit, next, referralId, ended, sheet } = await planned();
      const from = next?.on ?? '';
      const reason = 'Two doses went well at the usual rate.';
      const answer = await ended({ madeAt, from, reason });
      expect(answer.status).toBe(200);
      const told = { from, reason, by: expect.any(String), at: expect.any(String) };
      expect((await sheet(visit.visitId)).plans).toEqual([
        expect.objectContaining({ ratePercent: 50, ended: told }),
      ]);
      expect((await sheet(visit.visitId)).plansEnded).toBeUndefined();
      const after = await sheet(next?.visitId);
      expect(after.plans).toEqual([]);
      expect(after.plansEnded).toEqual([
        expect.objectContaining({ note: said, ratePercent: 50, ended: told }),
      ]);
      const record = (await chain(table, referralId)).at(-1);
      expect(record).toMatchObject({ event: 'plan.ended', detail: { from } });
      expect(JSON.stringify(record)).not.toContain('Two doses');
    });

    it('is ended once: who comes later hears who has ended it', async () => {
      const { visit, ended, referralId } = await planned();
      const body = { madeAt, from: visit.on, reason: 'over' };
      expect((await ended(body, { key: 'one' })).status).toBe(200);
      expect((await ended(body, { key: 'one' })).status).toBe(200);
      const late = await ended({ ...body, reason: 'again' }, { key: 'two' });
      expect([late.status, late.body]).toEqual([
        409,
        expect.objectContaining({
          code: 'plan-not-standing',
          ended: expect.objectContaining({ reason: 'over' }),
        }),
      ]);
      expect(
        (await chain(table, referralId)).filter(({ event }) => event === 'plan.ended'),
      ).toHaveLength(1);
    });

    it('keeps a last day that is sooner, and ends words that have no plan', async () => {
      const { visit, next, ended, sheet } = await planned({});
      await ended({ madeAt, from: next?.on, reason: 'over' });
      expect((await sheet(visit.visitId)).plans).toHaveLength(1);
      expect((await sheet(next?.visitId)).plans).toEqual([]);
      const sooner = await planned({ plan: { ratePercent: 50, through: '2026-11-21' } });
      await sooner.ended({ madeAt, from: sooner.next?.on, reason: 'over' });
      expect((await sooner.sheet(sooner.visit.visitId)).plans).toEqual([]);
    });

    it.each([
      ['has parts that nobody knows', { ratePercent: 50, pauseMinutes: 10 }],
      ['is no plan at all', 'half the rate'],
      ['says of its end what nobody can read', { ratePercent: 50, ended: 'yes' }],
    ])('is ended once where it %s, and what can be read of it is kept', async (_, plan) => {
      const { visit, next, referralId, ended, sheet } = await planned({ plan });
      const body = { madeAt, from: next?.on ?? '', reason: 'over' };
      expect((await sheet(next?.visitId)).plans).toMatchObject([{ note: said }]);
      expect((await ended(body, { key: 'one' })).status).toBe(200);
      expect((await sheet(visit.visitId)).plans).toMatchObject([
        { note: said, ended: { reason: 'over' } },
      ]);
      expect((await sheet(next?.visitId)).plans).toEqual([]);
      expect((await ended(body, { key: 'two' })).body.code).toBe('plan-not-standing');
      const kept = await readAll(table, keys.referral(referralId).pk, ['HOLD#', 'HOLD#~'], true);
      if (typeof plan === 'object') expect(JSON.stringify(kept)).toContain('"ratePercent":50');
    });

    it.each([
      ['a plan that nobody made', { madeAt: '2026-11-20T19:00:01.000Z' }, 409, 'plan-not-standing'],
      ['a day that has passed', { from: '2026-11-01' }, 422, 'day-past'],
      ['no reason', { reason: ' ' }, 422, 'invalid-body'],
      ['a field that is not known', { because: 'x' }, 422, 'invalid-body'],
    ])('is not ended for %s', async (_, different, status, code) => {
      const { visit, ended } = await planned();
      const answer = await ended({ madeAt, from: visit.on, reason: 'over', ...different });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('is ended by clinicians alone', async () => {
      const { visit, ended } = await planned();
      const body = { madeAt, from: visit.on, reason: 'over' };
      expect((await ended(body, { as: ['nurse', 'nurse:nur_amara'] })).status).toBe(403);
    });
  });

  it('is read by the nurse of the visit and by clinicians, and each look is on record', async () => {
    const { visit, referralId } = await aVisitAtCenter(table);
    const ask = async (as: readonly string[]) =>
      (await send(bedside, visit.visitId, { at: visit.startsAt, as })).status;
    expect(await ask(['clinician'])).toBe(200);
    expect(await ask(['nurse', 'nurse:nur_other'])).toBe(404);
    expect(await ask(['scheduler'])).toBe(403);
    const looks = (await readAll(table, keys.reading(referralId, '').pk)).map((item) =>
      Reading.parse(item),
    );
    expect(looks.map(({ seen, outcome, roles }) => [seen, outcome, ...roles])).toEqual(
      expect.arrayContaining([
        ['bedside', 'shown', 'clinician'],
        ['bedside', 'refused', 'nurse'],
      ]),
    );
  });

  it('is not there for a visit that is not', async () => {
    const { visit } = await aVisitAtCenter(table);
    const { status } = await send(bedside, visit.visitId.replace(/_\d+$/, '_9'), {
      at: visit.startsAt,
    });
    expect(status).toBe(404);
  });
});
