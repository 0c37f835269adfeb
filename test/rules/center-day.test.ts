import { describe, expect, it } from 'vitest';
import {
  type CenterAsk,
  type CenterBlock,
  type CenterHours,
  centerDay,
} from '../../functions/scheduling/center-day.ts';
import type { Acuity } from '../../functions/series/visit.ts';

/** Ten hours from the minute 1000 on, six chairs, one nurse who may give the therapy. */
const open = { from: 1000, to: 1600 };
const nurse = { ...open, competent: true };
const hours: CenterHours = { open, chairs: 6, duty: [nurse] };
const two: CenterHours = { ...hours, duty: [nurse, nurse] };

const seated = (from: number, to: number, acuity: Acuity = 1): CenterBlock => ({
  visitId: `vis_${from}`,
  from: open.from + from,
  to: open.from + to,
  acuity,
});

type Asked = { from: number; to: number; acuity?: Acuity; first?: boolean };

/** What stands in the way of a visit from one minute of the day to another. */
const inTheWay = (
  blocks: CenterBlock[],
  { from, to, acuity = 1, first = false }: Asked,
  day: CenterHours = hours,
) =>
  centerDay(blocks, day)
    .conflicts({ from: open.from + from, to: open.from + to }, acuity, first)
    .map(({ code, visitIds }) => [code, ...visitIds].join(' '));

const found = (
  different: Partial<CenterAsk> = {},
  blocks: CenterBlock[] = [],
  day: CenterHours = hours,
) => centerDay(blocks, day).fit({ minutes: 120, acuity: 1, first: false, busy: [], ...different });

describe('both hands of the one nurse on duty', () => {
  it.each<[string, CenterBlock, Asked, boolean]>([
    ['are at the first patient for 15 minutes', seated(0, 120), { from: 10, to: 70 }, false],
    ['and then free for the next', seated(0, 120), { from: 15, to: 75 }, true],
    ['are at the last 10 minutes of the first', seated(0, 120), { from: 100, to: 180 }, false],
    ['not before that', seated(0, 120), { from: 95, to: 175 }, true],
    ['are free when the first has left', seated(0, 120), { from: 120, to: 180 }, true],
    ['are not at two patients who leave together', seated(0, 120), { from: 20, to: 120 }, false],
    ['who leave five minutes apart', seated(0, 120), { from: 20, to: 115 }, false],
    ['but at those who leave ten apart', seated(0, 120), { from: 20, to: 110 }, true],
    ['look at a watched patient every half hour', seated(0, 120, 2), { from: 30, to: 80 }, false],
    ['for five minutes', seated(0, 120, 2), { from: 35, to: 85 }, true],
    ['and at one on close watch', seated(0, 120, 3), { from: 30, to: 80 }, false],
    ['not at a light one', seated(0, 120, 1), { from: 30, to: 80 }, true],
    ['look at the new patient, too', seated(65, 185), { from: 35, to: 155, acuity: 2 }, false],
    ['who needs no look', seated(65, 185), { from: 35, to: 155, acuity: 1 }, true],
  ])('%s', (_says, block, asked, isFree) => {
    expect(inTheWay([block], asked)).toEqual(isFree ? [] : [`nurses-busy ${block.visitId}`]);
  });

  it('are four with two nurses', () => {
    expect(inTheWay([seated(0, 120)], { from: 0, to: 120 }, two)).toEqual([]);
  });
});

describe('what a team watches at once', () => {
  it('is six points of acuity for each nurse', () => {
    const watched = seated(0, 300, 3);
    expect(inTheWay([watched], { from: 35, to: 205, acuity: 3 })).toEqual([]);
    const both = [watched, seated(35, 205, 3)];
    const third = { from: 70, to: 120, acuity: 1 } as const;
    expect(inTheWay(both, third)).toEqual(['nurses-busy vis_0 vis_35']);
    expect(inTheWay(both, third, two)).toEqual([]);
  });

  it('is four patients for each nurse', () => {
    const three = [seated(0, 300), seated(15, 300), seated(30, 300)];
    expect(inTheWay(three, { from: 45, to: 200 })).toEqual([]);
    const four = [...three, seated(45, 300)];
    expect(inTheWay(four, { from: 60, to: 200 })).toEqual([
      'nurses-busy vis_0 vis_15 vis_30 vis_45',
    ]);
    expect(inTheWay(four, { from: 60, to: 200 }, two)).toEqual([]);
  });

  it('is one patient for each chair, whoever is on duty', () => {
    const day = { ...two, chairs: 2 };
    expect(inTheWay([seated(0, 300)], { from: 15, to: 100 }, day)).toEqual([]);
    expect(inTheWay([seated(0, 300), seated(15, 300)], { from: 30, to: 100 }, day)).toEqual([
      'no-chair vis_0 vis_15',
    ]);
  });

  it('counts who was there before opening, or is after closing, for the hours between', () => {
    const day = { ...two, chairs: 1 };
    const blocks = [seated(-60, 60), seated(540, 660)];
    expect(inTheWay(blocks, { from: 30, to: 90 }, day)).toEqual(['no-chair vis_-60']);
    expect(inTheWay(blocks, { from: 60, to: 540 }, day)).toEqual([]);
    expect(inTheWay(blocks, { from: 500, to: 600 }, day)).toEqual(['no-chair vis_540']);
  });

  it('names only the patients who are there when something is short', () => {
    const day = { ...two, chairs: 1 };
    const blocks = [seated(0, 60), seated(100, 200), seated(205, 300)];
    expect(inTheWay(blocks, { from: 60, to: 300 }, day)).toEqual(['no-chair vis_100']);
    expect(inTheWay(blocks, { from: 60, to: 100 }, day)).toEqual([]);
    expect(inTheWay(blocks, { from: 195, to: 204 }, day)).toEqual(['no-chair vis_100']);
    expect(inTheWay(blocks, { from: 200, to: 205 }, day)).toEqual([]);
  });
});

describe('a nurse who may give the therapy', () => {
  const until = (to: number): CenterHours => ({
    ...hours,
    duty: [
      { ...open, competent: false },
      { from: open.from + 60, to: open.from + to, competent: true },
    ],
  });

  it.each([
    ['all the time, from when she comes', 60, 180, 180, []],
    ['not before she comes', 55, 175, 180, ['no-competent-nurse']],
    ['not after she has gone', 60, 185, 180, ['no-competent-nurse']],
    ['not in the five minutes in which she goes', 60, 180, 179, ['no-competent-nurse']],
  ])('is there %s', (_says, ...[from, to, goes, expected]) => {
    expect(inTheWay([], { from, to }, until(goes))).toEqual(expected);
  });

  it('is named nobody’s visit when she is not there', () => {
    expect(inTheWay([seated(0, 120)], { from: 30, to: 90 }, until(500))).toEqual([
      'no-competent-nurse',
    ]);
  });
});

describe('the hours of a center', () => {
  it.each([
    ['at opening', { from: 0, to: 120 }, []],
    ['before it', { from: -5, to: 115 }, ['closed']],
    ['to closing', { from: 480, to: 600 }, []],
    ['beyond it', { from: 485, to: 605 }, ['closed']],
    ['a first dose three hours before closing', { from: 420, to: 540, first: true }, []],
    ['one later', { from: 425, to: 545, first: true }, ['too-late-for-first-dose']],
    ['a later dose then', { from: 425, to: 545 }, []],
    ['a first dose of four hours, to closing', { from: 360, to: 600, first: true }, []],
  ])('%s', (_says, asked, expected) => {
    expect(inTheWay([], asked)).toEqual(expected);
  });

  it('are none on a day on which it is closed', () => {
    const closed = { ...hours, open: undefined };
    expect(inTheWay([], { from: 0, to: 60 }, closed)).toEqual(['closed']);
    expect(found({}, [], closed)).toEqual({ refused: 'closed' });
  });
});

describe('the earliest time of a center', () => {
  it('is at opening', () => {
    expect(found()).toEqual({ from: 1000, to: 1120 });
  });

  it('is the first at which nothing is short', () => {
    expect(found({}, [seated(0, 120)])).toEqual({ from: 1015, to: 1135 });
  });

  it.each([
    ['the whole day', { minutes: 600 }, { from: 1000 }],
    ['more than the day', { minutes: 605 }, { refused: 'too-long' }],
    ['the part of the day that is asked for', { within: { from: 1200, to: 1320 } }, { from: 1200 }],
    ['less than it takes', { within: { from: 1200, to: 1319 } }, { refused: 'no-chair' }],
    [
      'less than a first dose takes',
      { first: true, within: { from: 1200, to: 1319 } },
      { refused: 'too-late-for-first-dose' },
    ],
    [
      'three hours before closing',
      { first: true, within: { from: 1420, to: 1600 } },
      { from: 1420 },
    ],
    [
      'less than three hours before closing',
      { first: true, within: { from: 1425, to: 1600 } },
      { refused: 'too-late-for-first-dose' },
    ],
    ['the last two hours', { within: { from: 1480, to: 1900 } }, { from: 1480 }],
    ['later than that', { within: { from: 1485, to: 1900 } }, { refused: 'no-chair' }],
  ])('is within %s, or not at all', (_says, asked, expected) => {
    expect(found(asked)).toMatchObject(expected);
  });

  it('is when the patient is free', () => {
    const until = (to: number) => found({ busy: [{ from: 900, to }] });
    expect(until(1300)).toEqual({ from: 1300, to: 1420 });
    expect(until(1480)).toEqual({ from: 1480, to: 1600 });
    expect(until(1485)).toEqual({ refused: 'patient-busy' });
  });

  it.each<[string, CenterHours, CenterBlock[], string]>([
    ['no chair', { ...two, chairs: 1 }, [seated(0, 600)], 'no-chair'],
    [
      'no hands',
      { ...hours, duty: [nurse] },
      [seated(0, 600, 3), seated(0, 600, 3)],
      'nurses-busy',
    ],
    [
      'no competent nurse',
      { ...hours, duty: [{ ...open, competent: false }] },
      [],
      'no-competent-nurse',
    ],
    ['nobody on duty', { ...hours, duty: [] }, [], 'no-competent-nurse'],
  ])('is refused for what was short last: %s', (_says, day, blocks, refused) => {
    expect(found({}, blocks, day)).toEqual({ refused });
  });
});
