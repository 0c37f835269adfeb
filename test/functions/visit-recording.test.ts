import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chain } from '../../functions/platform/record.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { openDatabase } from '../support/database.ts';
import { visitDesk } from '../support/visit-desk.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

let table: Table;
let close: () => void;
let send: ReturnType<typeof visitDesk>;
beforeEach(async () => {
  ({ table, close } = await openDatabase());
  send = visitDesk(table);
});
afterEach(() => close());

const veins = {
  difficultBefore: false,
  difficultyExpected: false,
  veinNotPalpable: false,
  veinNotVisible: false,
  veinUnderThreeMillimeters: false,
  device: 'peripheral',
  attempts: 1,
};

/** A booked visit; the order weighs the patient at 82 kg and asks for acetaminophen before. */
const aVisit = async () => {
  const booked = await aVisitAtCenter(table);
  const { visit, visitId, referralId } = booked;
  const whole = { infusionMinutes: 100, doseComplete: true };
  const sheetOf = async (id: string) =>
    (await send('GET /visits/{visitId}/bedside', id, { at: visit.endsAt })).body;
  return {
    visit,
    start: (body: object, at = visit.startsAt) =>
      send('POST /visits/{visitId}/start', visitId, { at, body }),
    end: (body: object = {}, at = visit.endsAt) =>
      send('POST /visits/{visitId}/completion', visitId, { at, body: { ...whole, ...body } }),
    react: (body: object, at = visit.endsAt) =>
      send('POST /visits/{visitId}/reaction', visitId, { at, body }),
    add: (body: object, at = visit.endsAt) =>
      send('POST /visits/{visitId}/entries', visitId, { at, body }),
    sheet: () => sheetOf(visitId),
    sheetOfNext: async () => sheetOf((await visitsOf(table, referralId))[1]?.visitId ?? ''),
    referralId,
    holds: () => readItems(table, referralId, 'HOLD#'),
  };
};
type Asked = Awaited<ReturnType<Awaited<ReturnType<typeof aVisit>>['start']>>;
const asks = ({ status, body }: Asked) => [
  status,
  body.code,
  ...(body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer),
];

describe('what is unusual is asked about before it is kept', () => {
  it.each([
    ['a weight a tenth above that of the order', { weightKg: '90.3' }, ['/weightKg']],
    ['a weight a tenth below', { weightKg: '73.7' }, ['/weightKg']],
    ['a fever', { vitals: [{ step: 'before', temperature: '38' }] }, ['/vitals/0/temperature']],
    [
      'pressure and pulse',
      { vitals: [{ step: 'before', systolic: 84, diastolic: 49, pulse: 121 }] },
      ['/vitals/0/systolic', '/vitals/0/diastolic', '/vitals/0/pulse'],
    ],
    [
      'little oxygen in the second measurement',
      {
        vitals: [
          { step: 'before', oxygen: 97 },
          { step: 'during', oxygen: 91, breaths: 25 },
        ],
      },
      ['/vitals/1/breaths', '/vitals/1/oxygen'],
    ],
  ])('%s', async (_, body, pointers) => {
    const { start, sheet } = await aVisit();
    expect(asks(await start(body))).toEqual([422, 'value-to-confirm', ...pointers]);
    expect((await sheet()).status).not.toBe('in-progress');
    const confirmed = pointers.map((pointer) => ({ pointer, reason: 'measured twice' }));
    expect((await start({ ...body, confirmed })).status).toBe(200);
    expect((await sheet()).entries).toEqual([expect.objectContaining({ ...body, confirmed })]);
  });

  it('a yes to a question of the day stops the start until a clinician was asked', async () => {
    const { start, sheet } = await aVisit();
    const asked = {
      fever: false,
      infection: true,
      pregnancy: false,
      newMedicine: false,
      hospitalStay: true,
      vaccination: false,
    };
    const pointers = ['/asked/infection', '/asked/hospitalStay'];
    expect(asks(await start({ asked }))).toEqual([422, 'value-to-confirm', ...pointers]);
    const open = async () =>
      (await sheet()).notKnown.map(({ code }: { code: string }) => code).includes('asked');
    expect(await open()).toBe(true);
    const confirmed = pointers.map((pointer) => ({ pointer, reason: 'Dr. Okafor: go on.' }));
    expect((await start({ asked, confirmed })).status).toBe(200);
    expect(await open()).toBe(false);
  });

  it('a premedication that nobody ordered', async () => {
    const { start, visit } = await aVisit();
    const of = (drug: string) => ({ premedicationsGiven: [{ drug, at: visit.startsAt }] });
    expect(asks(await start(of('cetirizine')))).toEqual([
      422,
      'value-to-confirm',
      '/premedicationsGiven/0/drug',
    ]);
    expect((await start(of('Acetaminophen 650 mg'))).status).toBe(200);
  });

  it.each([
    [{ weightKg: '90.2' }],
    [{ weightKg: '73.8' }],
    [{ vitals: [{ step: 'before', temperature: '37.9', systolic: 180, diastolic: 50 }] }],
    [{ vitals: [{ step: 'after', oxygen: 92, pulse: 50, breaths: 24 }] }],
  ])('and what is usual is kept: %j', async (body) => {
    const { start } = await aVisit();
    expect((await start(body)).status).toBe(200);
  });

  it('one confirmation is not another, and what nobody asked is not kept as an answer', async () => {
    const { start, sheet } = await aVisit();
    const body = { weightKg: '60', vitals: [{ step: 'before', pulse: 40 }] };
    const reason = 'weighed twice';
    const first = await start({ ...body, confirmed: [{ pointer: '/weightKg', reason }] });
    expect(asks(first)).toEqual([422, 'value-to-confirm', '/vitals/0/pulse']);
    const confirmed = [
      { pointer: '/weightKg', reason },
      { pointer: '/vitals/0/pulse', reason },
    ];
    await start({ ...body, confirmed: [...confirmed, { pointer: '/lots/0', reason }] });
    expect((await sheet()).entries[0].confirmed).toEqual(confirmed);
  });
});

describe('what cannot be is refused, whoever confirms it', () => {
  it.each([
    ['a lot that has expired', { lots: [{ lot: 'A1', expiresOn: '2026-12-02' }] }, 'lot-expired'],
    [
      'pressures the wrong way round',
      { vitals: [{ step: 'before', systolic: 80, diastolic: 80 }] },
    ],
    ['no weight of a person', { weightKg: '820' }],
    ['no temperature of a person', { vitals: [{ step: 'before', temperature: '98.6' }] }],
    ['a time to come', { rates: [{ at: '2026-12-04T15:00:00Z', mlPerHour: '60' }] }],
    ['a time long before', { premedicationsGiven: [{ drug: 'x', at: '2026-11-30T15:00:00Z' }] }],
  ])('%s', async (_, body, code = 'value-not-possible') => {
    const { start } = await aVisit();
    const confirmed = ['/weightKg', '/lots/0/expiresOn', '/vitals/0/temperature'].map(
      (pointer) => ({ pointer, reason: 'it is so' }),
    );
    const answer = await start({ ...body, confirmed });
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it('a lot is good on its last day', async () => {
    const { start, visit } = await aVisit();
    expect((await start({ lots: [{ lot: 'A1', expiresOn: visit.on }] })).status).toBe(200);
  });

  it.each([
    [{ identity: ['name'] }],
    [{ identity: ['name', 'name'] }],
    [{ weightKg: 82 }],
    [{ wasted: [{ amount: { value: '1.5', unit: 'mg' }, reason: 'because' }] }],
    [{ bloodType: 'A' }],
  ])('what is not understood: %j', async (body) => {
    const { start } = await aVisit();
    expect(asks(await start(body)).slice(0, 2)).toEqual([422, 'invalid-body']);
  });

  it.each([
    [{ partial: { reason: 'reaction' } }],
    [
      {
        doseComplete: false,
        partial: { reason: 'time', given: { value: '20', unit: 'mg' } },
        amounts: [{ code: 'J1569', given: { value: '25', unit: 'mg' } }],
      },
    ],
    [
      {
        wasted: [{ amount: { value: '2', unit: 'mg' }, reason: 'vial-size' }],
        amounts: [
          {
            code: 'J1569',
            given: { value: '25', unit: 'mg' },
            discarded: { value: '3', unit: 'mg' },
          },
        ],
      },
    ],
  ])('what is told twice and not the same: %j', async (body) => {
    const { start, end } = await aVisit();
    await start({});
    expect(asks(await end(body)).slice(0, 2)).toEqual([422, 'value-not-possible']);
  });
});

describe('what is recorded comes back', () => {
  it('from the start, the end and between, in exact decimals', async () => {
    const { start, end, add, sheetOfNext, visit } = await aVisit();
    const begun = {
      identity: ['name', 'birth-date'],
      weightKg: '81.55',
      lots: [{ lot: 'LOT-7', expiresOn: '2027-05-01' }],
      premedicationsGiven: [{ drug: 'acetaminophen', dose: '650 mg', at: visit.startsAt }],
    };
    expect((await start({ ...begun, access: veins })).status).toBe(200);
    const between = { vitals: [{ step: 'during', pulse: 80 }], said: 'Slept well.' };
    expect((await add(between)).body).toMatchObject({ number: 2 });
    const ended = {
      partial: { reason: 'patient-asked', given: { value: '33.125', unit: 'g' } },
      wasted: [{ amount: { value: '1.875', unit: 'g' }, reason: 'dose-not-completed' }],
    };
    expect((await end({ ...ended, doseComplete: false })).status).toBe(200);
    const sheet = await sheetOfNext();
    expect(sheet.last).toMatchObject({ ...begun, ...between, ...ended, doseComplete: false });
    expect(sheet.weightMeasured).toMatchObject({ kilograms: '81.55', visitId: visit.visitId });
    expect(sheet.access.last).toMatchObject(veins);
  });

  it('a reaction with its treatment and outcome, graded', async () => {
    const { start, react, sheetOfNext, visit } = await aVisit();
    await start({});
    const told = {
      grade: 2,
      onsetMinutes: 20,
      actions: ['stopped', 'medicated'],
      treatment: [{ drug: 'diphenhydramine', dose: '25 mg' }],
      outcome: 'resolved',
      note: 'Flushed face.',
    };
    expect((await react(told)).status).toBe(200);
    expect((await sheetOfNext()).reactions).toEqual([
      { ...told, anaphylaxis: false, on: visit.on, visitId: visit.visitId },
    ]);
  });
});

describe('what was wrong is said right by a new entry', () => {
  it('what stood there stays, with the reason', async () => {
    const { start, end, add, sheet, sheetOfNext } = await aVisit();
    await start({ weightKg: '80', identity: ['name', 'birth-date'] });
    await end();
    expect(asks(await add({ weightKg: '81' }))).toEqual([422, 'entry-not-understood', '/reason']);
    const right = { weightKg: '81', corrects: 1, reason: 'The shoes were on.' };
    expect((await add(right)).body).toMatchObject({ number: 2 });
    expect((await sheet()).entries).toEqual([
      expect.objectContaining({ number: 1, weightKg: '80' }),
      expect.objectContaining({ number: 2, ...right }),
    ]);
    const { last, weightMeasured } = await sheetOfNext();
    expect(weightMeasured.kilograms).toBe('81');
    expect(last.identity).toEqual(['name', 'birth-date']);
    expect(last.corrections).toEqual([
      expect.objectContaining({ number: 2, corrects: 1, reason: right.reason }),
    ]);
  });

  it.each([
    ['an entry that is not there', { weightKg: '81', corrects: 7, reason: 'wrong' }, '/corrects'],
    ['what it does not have', { said: 'x', corrects: 1, reason: 'wrong' }, '/corrects'],
    ['nothing', { reason: 'wrong' }, ''],
  ])('never of %s', async (_, body, pointer) => {
    const { start, add } = await aVisit();
    await start({ weightKg: '80' });
    expect(asks(await add(body))).toEqual([422, 'entry-not-understood', pointer]);
  });

  it('a grade that was too low suspends what follows', async () => {
    const { start, react, sheetOfNext } = await aVisit();
    await start({});
    await react({ grade: 2 });
    const again = await react({ grade: 3, corrects: 1, reason: 'Epinephrine was needed.' });
    expect(again.body.suspended).toHaveLength(1);
    expect((await sheetOfNext()).reactions).toEqual([expect.objectContaining({ grade: 3 })]);
  });

  it('the veins: what they were taken for stays, and the next visit goes by what is right', async () => {
    const { start, end, add, sheet, sheetOfNext } = await aVisit();
    await start({ access: veins });
    await end({ access: { ...veins, attempts: 2 } });
    const worse = { ...veins, attempts: 4, worked: false };
    const { body } = await add({ access: worse, reason: 'Another nurse had tried before.' });
    expect(body.holdId).toContain('_v1.');
    expect((await sheet()).entries).toEqual([
      expect.objectContaining({ accessBefore: veins }),
      expect.objectContaining({ accessBefore: { ...veins, attempts: 2 }, access: worse }),
    ]);
    expect((await sheetOfNext()).access.last).toMatchObject(worse);
  });

  it('what was taught and not understood, written down later, is explained again', async () => {
    const { start, end, add, holds } = await aVisit();
    await start({});
    const topic = { topic: 'line care', understood: true };
    await add({ teachBack: [topic] });
    await end();
    expect(await holds()).toEqual([]);
    const teachBack = [{ ...topic, understood: false, whom: 'caregiver' }];
    const { body } = await add({ teachBack, corrects: 1, reason: 'She called: how, once more?' });
    expect(await holds()).toMatchObject([
      {
        ...{ holdId: body.holdId, reason: 'teaching-asked', status: 'open' },
        evidence: { asked: [{ title: 'line care' }] },
      },
    ]);
  });

  it('both the veins and what was not understood: the event tells of each hold', async () => {
    const { start, end, add, holds, referralId } = await aVisit();
    await start({ access: veins });
    await end();
    const { body } = await add({
      access: { ...veins, attempts: 4, worked: false },
      teachBack: [{ topic: 'line care', understood: false }],
      reason: 'The other nurse wrote it on paper.',
    });
    const asked = (await holds()).map(({ holdId }) => holdId).sort();
    expect(asked).toHaveLength(2);
    const { holdId, holdIds } = (await chain(table, referralId)).at(-1)?.detail ?? {};
    expect(holdId).toBe(body.holdId);
    expect([holdIds].flat().sort()).toEqual(asked);
  });

  it('nothing is added before a visit has begun', async () => {
    const { add } = await aVisit();
    expect(asks(await add({ said: 'early' }))).toEqual([409, 'visit-not-open']);
  });
});
