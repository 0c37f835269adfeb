import { describe, expect, it } from 'vitest';
import { travelMinutes } from '../../functions/network/travel.ts';
import {
  fitNurseDay,
  type HomeAsk,
  homeConflicts,
  type NurseBlock,
  onGrid,
  patientFree,
} from '../../functions/scheduling/nurse-day.ts';

/** Ten kilometers apart: 24 minutes of travel. */
const base = { lat: 41_872_000, lon: -87_627_000 };
const home = { lat: 41_962_000, lon: -87_627_000 };
const travel = 24;

/** Eight hours from the minute 1000 on, on the five-minute grid. */
const opens = 1000;
const closes = 1480;
const day = { shift: { from: opens, to: closes }, base, maxVisits: 3 };
const ask = (different: Partial<HomeAsk> = {}): HomeAsk => ({
  minutes: 120,
  at: home,
  busy: [],
  ...different,
});
const block = (from: number, to: number, at = home): NurseBlock => ({
  visitId: `vis_${from}`,
  from: opens + from,
  to: opens + to,
  at,
});
const found = (blocks: NurseBlock[], asked: Partial<HomeAsk> = {}) =>
  fitNurseDay(blocks, day, ask(asked));

it('the places of these tests are 24 minutes apart', () => {
  expect(travelMinutes(base, home)).toBe(travel);
});

describe('the five-minute grid', () => {
  it.each([
    [1000, 1000],
    [1001, 1005],
    [1004, 1005],
    [1005, 1005],
  ])('a visit that could begin at %i begins at %i', (minute, begins) => {
    expect(onGrid(minute)).toBe(begins);
  });
});

describe('when a patient is free', () => {
  it.each([
    ['at once, without another visit', [], 1000],
    ['at once, when the other one ends then', [{ from: 900, to: 1000 }], 1000],
    ['at once, when the other one begins as this one ends', [{ from: 1060, to: 1100 }], 1000],
    ['after one that begins before this one ends', [{ from: 1059, to: 1100 }], 1100],
    ['on the grid after one that ends between', [{ from: 990, to: 1002 }], 1005],
    [
      'after the last of several in a row',
      [
        { from: 1090, to: 1130 },
        { from: 990, to: 1050 },
      ],
      1130,
    ],
  ])('%s', (_says, busy, begins) => {
    expect(patientFree(1000, 60, busy)).toBe(begins);
  });
});

describe('the earliest time of a nurse for a home visit', () => {
  it('is after the way from the base, on the grid, and costs the way there and back', () => {
    expect(found([])).toEqual({ from: opens + 25, to: opens + 145, travel, detour: 2 * travel });
  });

  it.each([
    ['430 minutes, which leave the way back', 430, { from: opens + 25 }],
    ['435 minutes, which do not', 435, { refused: 'too-far' }],
    ['the whole shift, which leaves no way', 480, { refused: 'too-far' }],
    ['more than the shift', 481, { refused: 'no-gap' }],
  ])('of %s', (_says, minutes, expected) => {
    expect(found([], { minutes })).toMatchObject(expected);
  });

  it('is in the gap with the least detour, not in the first', () => {
    // From the base to the block at the base: a gap that would cost the way twice.
    const blocks = [block(200, 210, base), block(400, 440)];
    expect(found(blocks)).toEqual({
      from: opens + 235,
      to: opens + 355,
      travel,
      detour: 0,
    });
  });

  it('is in the first of gaps that cost the same', () => {
    expect(found([block(200, 260)])).toMatchObject({ from: opens + 25, detour: 0 });
  });

  it('is beside the visits of the day in their order, however they were read', () => {
    const blocks = [block(300, 340), block(30, 150)];
    expect(found(blocks)).toEqual({ from: opens + 150, to: opens + 270, travel: 0, detour: 0 });
  });

  it.each([
    ['from then on', { from: opens + 200, to: closes }, { from: opens + 200 }],
    ['to the last minute', { from: opens, to: opens + 145 }, { from: opens + 25 }],
    ['no further', { from: opens, to: opens + 144 }, { refused: 'no-gap' }],
    ['not beyond the shift', { from: opens + 340, to: closes + 500 }, { refused: 'no-gap' }],
  ])('is within the part of the day that is asked for: %s', (_says, within, expected) => {
    expect(found([], { within })).toMatchObject(expected);
  });

  it('is when the patient is free', () => {
    const free = (to: number) => found([], { busy: [{ from: opens, to: opens + to }] });
    expect(free(336)).toEqual({ refused: 'patient-busy' });
    expect(free(335)).toMatchObject({ from: opens + 335, to: opens + 455 });
  });

  it.each<[string, NurseBlock[], Partial<HomeAsk>, string]>([
    [
      'the patient’s own visit before a way that is too long',
      [block(190, 200)],
      { minutes: 170, busy: [{ from: opens + 200, to: opens + 300 }] },
      'patient-busy',
    ],
    ['a way that is too long before no time', [block(100, 480, base)], { minutes: 100 }, 'too-far'],
    ['no time', [block(60, 420)], {}, 'no-gap'],
  ])('is refused for what is nearest to a fit: %s', (_says, blocks, asked, refused) => {
    expect(found(blocks, asked)).toEqual({ refused });
  });

  it('is on no day off, and on no day that has as many visits as the nurse takes', () => {
    expect(fitNurseDay([], { ...day, shift: undefined }, ask())).toEqual({ refused: 'day-off' });
    const two = [block(30, 60), block(60, 90)];
    expect(found(two)).toMatchObject({ from: opens + 90 });
    expect(found([...two, block(90, 120)])).toEqual({ refused: 'day-full' });
  });
});

describe('what stands in the way of one exact time at home', () => {
  const conflicts = (from: number, to: number, blocks: NurseBlock[] = [], at = home) =>
    homeConflicts(blocks, day, { from: opens + from, to: opens + to, at });

  it.each([
    ['nothing, once the nurse can be there', 24, 84, []],
    ['the way from the base', 23, 84, [{ code: 'day-off' }]],
    ['nothing, when the nurse can be back', 396, 456, []],
    ['the way back', 396, 457, [{ code: 'day-off' }]],
  ])('%s', (_says, from, to, expected) => {
    expect(conflicts(from, to)).toEqual(expected);
  });

  it.each([
    ['the way to the next visit', 115, 177, [{ code: 'too-far', visitId: 'vis_200' }]],
    ['nothing, when it fits', 115, 176, []],
    ['the visit itself', 150, 201, [{ code: 'nurse-busy', visitId: 'vis_200' }]],
    ['the visit, until it ends', 259, 320, [{ code: 'nurse-busy', visitId: 'vis_200' }]],
    ['the way from it', 260, 320, [{ code: 'too-far', visitId: 'vis_200' }]],
    ['that way, to its last minute', 283, 340, [{ code: 'too-far', visitId: 'vis_200' }]],
    ['nothing, once the way is done', 284, 340, []],
  ])('%s', (_says, from, to, expected) => {
    expect(conflicts(from, to, [block(200, 260)], base)).toEqual(expected);
  });

  it('is a day off, and everything else beside a full day', () => {
    const wanted = { from: opens + 100, to: opens + 160, at: home };
    expect(homeConflicts([], { ...day, shift: undefined }, wanted)).toEqual([{ code: 'day-off' }]);
    const blocks = [block(30, 60), block(150, 200), block(300, 330)];
    expect(homeConflicts(blocks, day, wanted)).toEqual([
      { code: 'day-full' },
      { code: 'nurse-busy', visitId: 'vis_150' },
    ]);
    expect(homeConflicts(blocks.slice(0, 1), day, wanted)).toEqual([]);
  });
});
