import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { holdItem } from '../../functions/hold/hold-item.ts';
import type { Table } from '../../functions/platform/table.ts';
import { openDatabase } from '../support/database.ts';
import { aHold } from '../support/holds.ts';
import { given } from '../support/network.ts';
import { visitDesk } from '../support/visit-desk.ts';
import { aVisitAtCenter } from '../support/visits.ts';

let table: Table;
let close: () => void;
let send: ReturnType<typeof visitDesk>;
beforeEach(async () => {
  ({ table, close } = await openDatabase());
  send = visitDesk(table);
});
afterEach(() => close());

const before = '2026-11-30T16:00:00.000Z';

/** A booked visit, and the hold that makes it red. */
const aRedVisit = async (different: Partial<Hold> & { about?: 'visit' }) => {
  const { visit, referralId } = await aVisitAtCenter(table);
  const { about, ...rest } = different;
  const hold = (status: Hold['status']) =>
    holdItem(
      aHold(referralId, {
        scope: 'v1.',
        ...rest,
        status,
        ...(about
          ? {
              scope: 'r',
              evidence: {
                texts: [
                  {
                    textId: 't1',
                    at: before,
                    words: 'I have a fever',
                    topic: 'unwell',
                    visits: [
                      { visitId: visit.visitId, startsAt: visit.startsAt, zone: visit.zone },
                    ],
                  },
                ],
                patients: [visit.patientId],
                number: 'n',
              },
            }
          : {}),
      } as never),
    );
  const put = (status: Hold['status']) => given(table, { items: [hold(status)] });
  await put('open');
  return {
    visit,
    settle: () => put('resolved'),
    confirm: () =>
      send('POST /visits/{visitId}/confirmation', visit.visitId, { at: before, as: ['scheduler'] }),
    start: () =>
      send('POST /visits/{visitId}/start', visit.visitId, { at: visit.startsAt, body: {} }),
  };
};

describe('a visit that is red is neither confirmed nor begun, until it has recovered', () => {
  it.each([
    ['visit-not-ready', {}],
    ['clearance-ended', {}],
    ['visit-suspended', {}],
    ['death-reported', { scope: 'r' as const }],
    ['patient-unwell', { about: 'visit' as const }],
  ] as const)('%s', async (reason, more) => {
    const { confirm, start, settle } = await aRedVisit({ reason, ...more });
    for (const tried of [await confirm(), await start()])
      expect([tried.status, tried.body.code]).toEqual([409, reason]);
    expect((await start()).body.holdId).toMatch(/^hold_/);
    await settle();
    expect((await confirm()).status).toBe(200);
    expect((await start()).status).toBe(200);
  });

  it('what a patient wrote of another visit keeps this one from nothing', async () => {
    const { confirm } = await aRedVisit({ reason: 'patient-wrote', about: 'visit' });
    expect((await confirm()).status).toBe(200);
  });
});

describe('a plan after a reaction', () => {
  it('makes the visit longer once it is moved', async () => {
    const { visit, referralId } = await aVisitAtCenter(table);
    const plan = aHold(referralId, {
      reason: 'visit-suspended',
      scope: 'v1.',
      status: 'resolved',
      resolution: {
        action: 'clear',
        note: 'Slower from now on.',
        facts: { plan: { ratePercent: 80, extraMinutes: 15 } },
        by: { kind: 'person', id: 'cleo' },
        at: '2026-11-25T19:00:00.000Z',
      },
    } as never);
    await given(table, { items: [holdItem(plan)] });
    const { status, body } = await send('POST /visits/{visitId}/move', visit.visitId, {
      at: before,
      as: ['clinician'],
      body: { startsAt: visit.startsAt, note: 'as the plan says' },
    });
    expect([status, body.code]).toEqual([200, undefined]);
    const lasts = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000;
    const { infusion } = visit.minutes;
    const longer = Math.ceil((infusion * 100) / 80) + 15 - infusion;
    expect(lasts(body.startsAt, body.endsAt)).toBeGreaterThanOrEqual(
      lasts(visit.startsAt, visit.endsAt) + longer - 5,
    );
  });
});
