import { afterAll, beforeAll, expect, it } from 'vitest';
import { Hold } from '../../functions/hold/hold.ts';
import type { Table } from '../../functions/platform/table.ts';
import { readItems } from '../../functions/referral/reading.ts';
import { readNurseSchedule } from '../../functions/scheduling/read-schedule.ts';
import { scheduleStore } from '../../functions/scheduling/schedule-store.ts';
import { checkVisit } from '../../functions/visit/check-visit.ts';
import { completeVisit, startVisit } from '../../functions/visit/record-visit.ts';
import { visitStore } from '../../functions/visit/store.ts';
import { partsOfAction } from '../../functions/worklist/action-parts.ts';
import { describeHold } from '../../functions/worklist/hold-detail.ts';
import { resolveHold } from '../../functions/worklist/work-hold.ts';
import { aPerson } from '../support/callers.ts';
import { openDatabase } from '../support/database.ts';
import { holdDesk } from '../support/holds.ts';
import { aVisitAtCenter, visitsOf } from '../support/visits.ts';

let table: Table;
let close: () => void;
beforeAll(async () => {
  ({ table, close } = await openDatabase());
});
afterAll(() => close());

const amara = aPerson('amara', 'nurse', 'nurse:nur_amara');
const doctor = aPerson('cleo', 'clinician');
const easy = {
  difficultBefore: false,
  difficultyExpected: false,
  veinNotPalpable: false,
  veinNotVisible: false,
  veinUnderThreeMillimeters: false,
};

it('tells the next visit what a visit without access met, and waits for a clinician', async () => {
  const { visit, referralId, store } = await aVisitAtCenter(table);
  const asked = (body: unknown) =>
    ({
      principal: amara,
      path: { visitId: visit.visitId },
      body,
      rawBody: JSON.stringify(body),
    }) as never;
  await startVisit({ store, now: () => new Date(visit.startsAt) })(asked({}));
  await completeVisit({ store, now: () => new Date(visit.endsAt) })(
    asked({
      infusionMinutes: 0,
      doseComplete: false,
      teachBack: [],
      access: {
        ...easy,
        device: 'peripheral',
        attempts: 3,
        worked: false,
        site: { side: 'left', place: 'forearm' },
        helped: ['warmth'],
      },
    }),
  );

  const [, next] = await visitsOf(table, referralId);
  const sheet = async () => {
    const { body } = await readNurseSchedule({
      store: scheduleStore(table),
      now: () => new Date(visit.endsAt),
    })({
      principal: amara,
      path: { nurseId: 'nur_amara' },
      query: { on: next?.on, days: 1 },
    } as never);
    return body.items[0]?.access;
  };
  expect(await sheet()).toMatchObject({
    difficult: true,
    risk: 'moderate',
    proposed: ['peripheral', 'ultrasound-peripheral'],
    last: {
      on: visit.on,
      attempts: 3,
      worked: false,
      site: { side: 'left', place: 'forearm' },
      helped: ['warmth'],
    },
  });

  const holds = (await readItems(table, referralId, 'HOLD#')).map((item) => Hold.parse(item));
  const [wait] = holds.filter(({ reason }) => reason === 'access-review');
  expect(wait).toMatchObject({ owner: 'clinician', evidence: { found: ['no-access'] } });

  const look = checkVisit({
    store: visitStore(table),
    now: () => new Date(Date.parse(next?.startsAt ?? '') - 5 * 86_400_000),
  });
  const before = await look({ visitId: next?.visitId ?? '', operation: 'look:1', asked: true });
  expect(before).toMatchObject({ outcome: 'hold', reason: 'visit-not-ready' });

  await resolveHold({
    store: holdDesk(table),
    now: () => new Date(visit.endsAt),
    partsOf: partsOfAction(table),
    show: async (hold, principal) => describeHold(hold, {}, principal),
  })({
    principal: doctor,
    path: { holdId: wait?.holdId },
    body: { action: 'line-arranged', lineType: 'port', note: 'A port is placed on Friday.' },
  } as never);
  expect(await sheet()).toMatchObject({ lineType: 'port' });
});
