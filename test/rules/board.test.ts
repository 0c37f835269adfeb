import { describe, expect, it } from 'vitest';
import { wallMinute } from '../../functions/network/days.ts';
import { gapsBetween, roomAt, seatInOrder, tellBoard } from '../../functions/scheduling/board.ts';
import type { CenterBlock } from '../../functions/scheduling/center-day.ts';
import { Visit } from '../../functions/series/visit.ts';
import { aHomeNurse, aNurse, anAgency, aSite } from '../support/network.ts';

/** Tuesday. */
const on = '2026-12-01';
const zone = 'America/Chicago';
const at = (time: string): number => wallMinute(on, time, zone);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const visitId = (number: number) => `vis_01jd00000000000000a0_${number}`;
const seated = (number: number, from: string, to: string, acuity: 1 | 2 | 3 = 1): CenterBlock => ({
  visitId: visitId(number),
  ...span(from, to),
  acuity,
});
const told = (spans: readonly { from: number; to: number }[]) =>
  spans.map(({ from, to }) => [(from - at('00:00')) / 60, (to - at('00:00')) / 60]);

describe('the gaps of a shift', () => {
  it.each<[string, [string, string][], [number, number][]]>([
    ['nothing booked', [], [[8, 16]]],
    [
      'one in the middle',
      [['10:00', '12:00']],
      [
        [8, 10],
        [12, 16],
      ],
    ],
    [
      'in any order',
      [
        ['12:00', '14:00'],
        ['08:00', '09:00'],
      ],
      [
        [9, 12],
        [14, 16],
      ],
    ],
    ['too short to be one', [['08:25', '15:35']], []],
    [
      'just long enough',
      [['08:30', '15:30']],
      [
        [8, 8.5],
        [15.5, 16],
      ],
    ],
    [
      'two at once',
      [
        ['09:00', '12:00'],
        ['10:00', '11:00'],
      ],
      [
        [8, 9],
        [12, 16],
      ],
    ],
    [
      'beyond the shift',
      [
        ['07:00', '09:00'],
        ['15:00', '18:00'],
      ],
      [[9, 15]],
    ],
  ])('with %s', (_, blocks, gaps) => {
    const taken = blocks.map(([from, to]) => span(from, to));
    expect(told(gapsBetween(taken, span('08:00', '16:00')))).toEqual(gaps);
  });
});

describe('the room of a center', () => {
  const duty = [{ ...span('08:00', '17:00'), competent: true }];
  const hours = { open: span('08:00', '17:00'), chairs: 1, duty };

  it.each<[string, readonly CenterBlock[], Partial<typeof hours>, [number, number][]]>([
    ['empty', [], {}, [[8, 17]]],
    [
      'its one chair taken',
      [seated(1, '10:00', '12:00')],
      {},
      [
        [8, 10],
        [12, 17],
      ],
    ],
    ['a second chair', [seated(1, '08:00', '17:00')], { chairs: 2 }, [[8.25, 16 + 5 / 6]]],
    ['nobody on duty', [], { duty: [] }, []],
    [
      'nobody on duty in the morning',
      [],
      { duty: [{ ...span('12:00', '17:00'), competent: true }] },
      [[12, 17]],
    ],
  ])('with %s', (_, blocks, different, room) => {
    expect(told(roomAt(blocks, { ...hours, ...different }))).toEqual(room);
  });

  it('is none on a day on which it is closed', () => {
    expect(roomAt([], { ...hours, open: undefined })).toEqual([]);
  });
});

describe('the chairs', () => {
  it.each<[string, readonly CenterBlock[], Record<number, number>]>([
    [
      'one after the other share one',
      [seated(1, '08:00', '10:00'), seated(2, '10:00', '12:00')],
      { 1: 1, 2: 1 },
    ],
    [
      'at once have two',
      [seated(1, '08:00', '10:00'), seated(2, '09:55', '12:00')],
      { 1: 1, 2: 2 },
    ],
    [
      'the first that is free again is taken',
      [seated(3, '11:00', '12:00'), seated(1, '08:00', '12:00'), seated(2, '09:00', '10:00')],
      { 1: 1, 2: 2, 3: 2 },
    ],
    [
      'at one time, by their ids',
      [seated(2, '08:00', '09:00'), seated(1, '08:00', '09:00')],
      { 1: 1, 2: 2 },
    ],
  ])('%s', (_, blocks, chairs) => {
    expect(Object.fromEntries(seatInOrder(blocks))).toEqual(
      Object.fromEntries(
        Object.entries(chairs).map(([number, chair]) => [visitId(Number(number)), chair]),
      ),
    );
  });
});

const aVisit = (number: number, [from, to]: [string, string], different: object = {}) =>
  Visit.parse({
    visitId: visitId(number),
    referralId: 'ref_01jd00000000000000a0',
    patientId: 'pat_1',
    therapyId: 'ivig',
    dose: number,
    status: 'planned',
    revision: 0,
    startsAt: new Date(at(from) * 60_000).toISOString(),
    endsAt: new Date(at(to) * 60_000).toISOString(),
    zone,
    on,
    idealOn: on,
    setting: 'infusion-center',
    siteId: 'site_riverbend',
    minutes: { prep: 0, infusion: 60, observation: 0, closeout: 0 },
    ...different,
  });

describe('a board', () => {
  it('has a center’s chairs, hours and team, by the clocks there', () => {
    const board = tellBoard({
      site: aSite({ chairs: 1 }),
      nurses: [
        aNurse({ nurseId: 'nur_zoe', name: 'Zoe Last', awayOn: [on] }),
        aNurse(),
        aHomeNurse(),
      ],
      from: on,
      days: 6,
      visits: [aVisit(1, ['10:00', '12:00'])],
      nurseDays: [],
      centerDays: [{ siteId: 'site_riverbend', on, rev: 1, blocks: [seated(1, '10:00', '12:00')] }],
    });
    expect(board.days.map((day) => [day.on, day.open?.localStart])).toEqual([
      ['2026-12-01', '2026-12-01T08:00'],
      ['2026-12-02', '2026-12-02T08:00'],
      ['2026-12-03', '2026-12-03T08:00'],
      ['2026-12-04', '2026-12-04T08:00'],
      ['2026-12-05', undefined],
      ['2026-12-06', undefined],
    ]);
    expect(board.nurses.map(({ name }) => name)).toEqual(['Amara Fenwick', 'Zoe Last']);
    const [amara, zoe] = board.nurses.map(({ days }) => days[0]);
    expect(amara).toMatchObject({ away: false, freeMinutes: 7 * 60 });
    expect(amara?.free.map(({ localStart, localEnd }) => [localStart, localEnd])).toEqual([
      ['2026-12-01T08:00', '2026-12-01T10:00'],
      ['2026-12-01T12:00', '2026-12-01T17:00'],
    ]);
    expect(zoe).toMatchObject({ away: true, free: [], freeMinutes: 0 });
    expect(zoe).not.toHaveProperty('shift');
    // A day on which nobody works anyway is no absence.
    expect(board.nurses[1]?.days[4]).toMatchObject({ on: '2026-12-05', away: false });
    expect(board.visits).toEqual([
      expect.objectContaining({ chair: 1, localStart: '2026-12-01T10:00', revision: 0 }),
    ]);
    expect(JSON.stringify(board)).not.toMatch(/pat_1|ivig/);
  });

  it('has a visiting nurse’s day between her visits, and no chair', () => {
    const home = { setting: 'home', siteId: 'site_harbor-home', nurseId: 'nur_junia' };
    const board = tellBoard({
      site: anAgency(),
      nurses: [aHomeNurse({ shifts: { tuesday: { from: '08:00', to: '16:00' } } }), aNurse()],
      from: on,
      days: 2,
      visits: [aVisit(2, ['13:00', '14:00'], home), aVisit(1, ['09:00', '10:00'], home)],
      nurseDays: [
        {
          nurseId: 'nur_junia',
          on,
          rev: 1,
          blocks: [
            { visitId: visitId(1), ...span('09:00', '10:00'), at: { lat: 0, lon: 0 } },
            { visitId: visitId(2), ...span('13:00', '14:00'), at: { lat: 0, lon: 0 } },
          ],
        },
      ],
      centerDays: [],
    });
    const [tuesday, wednesday] = board.nurses[0]?.days ?? [];
    expect(tuesday).toMatchObject({ visits: 2, freeMinutes: 60 + 180 + 120 });
    expect(wednesday).toMatchObject({ visits: 0, freeMinutes: 0, away: false });
    expect(board.days[0]).not.toHaveProperty('open');
    expect(board.visits.map(({ dose }) => dose)).toEqual([1, 2]);
    for (const visit of board.visits) expect(visit).not.toHaveProperty('chair');
  });
});
