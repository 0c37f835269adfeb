import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdItem } from '../../functions/hold/hold-item.ts';
import { keys } from '../../functions/platform/keys.ts';
import { readAll } from '../../functions/platform/read-items.ts';
import { Reading } from '../../functions/platform/readership.ts';
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
