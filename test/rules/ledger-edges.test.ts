import { describe, expect, it } from 'vitest';
import type {
  Authorization,
  LedgerEntry,
  Line,
} from '../../functions/authorization/authorization.ts';
import {
  balanceOf,
  forecast,
  ledgerWith,
  shortfalls,
  takenOver,
} from '../../functions/authorization/ledger.ts';
import { drawsOn, unitsOfVisits } from '../../functions/authorization/line-units.ts';
import { anAuthorization } from '../support/authorizations.ts';

const at = '2026-11-20T16:00:00Z';
const [drug, service] = anAuthorization({}).lines as [Line, Line];
type Decision = Partial<NonNullable<Line['decision']>>;

/** A granted line of six visits that take 50 units each. */
const line = (different: Partial<Line> = {}, decision: Decision = {}): Line => ({
  ...drug,
  state: 'approved',
  ...different,
  decision: { reasons: [], at, ...decision },
});
/** A granted line of six visits that take one unit each. */
const nursing = (decision: Decision = {}, different: Partial<Line> = {}): Line => ({
  ...service,
  state: 'approved',
  ...different,
  decision: { reasons: [], at, ...decision },
});
const reserved = (on: string, dose?: number): LedgerEntry => ({
  on,
  state: 'reserved',
  ...(dose === undefined ? {} : { dose }),
});
const file = (
  lines: Line[],
  ledger: Authorization['ledger'] = {},
): Pick<Authorization, 'lines' | 'ledger'> => ({ lines, ledger });
const failing = (all: readonly { visitId: string; lacks: string }[]) =>
  all.map(({ visitId, lacks }) => `${visitId}: ${lacks}`);
const days = ['2026-12-01', '2026-12-15', '2027-01-12', '2027-03-09', '2027-05-04', '2027-06-29'];

describe('visits that a line pays for', () => {
  it.each<[string, Line, number]>([
    ['as asked', line(), 6],
    ['none, where it was not granted', line({ state: 'denied' }), 0],
    ['as the payer counts them', line({}, { visits: 2 }), 2],
    ['as its units are enough for', line({}, { units: 149 }), 2],
    ['no more than were asked for, whatever its units', line({}, { units: 9000 }), 6],
    [
      'all, where it is dispensed by days and takes nothing at a visit',
      line({ perVisit: 0 }, { units: 0 }),
      6,
    ],
    [
      'as its units are enough for, where only the first doses take any',
      line(
        {
          perVisit: 0,
          perDose: [
            { from: 1, units: 50 },
            { from: 2, units: 100 },
          ],
        },
        { units: 100 },
      ),
      1,
    ],
    [
      'as its units are enough for, where the first doses take nothing of it',
      line(
        {
          visits: 3,
          perDose: [
            { from: 1, units: 0 },
            { from: 4, units: 50 },
          ],
        },
        { units: 100 },
      ),
      2,
    ],
  ])('are %s', (_says, one, visits) => {
    expect(balanceOf(one, {}).visits.authorized).toBe(visits);
  });
});

describe('what the visits of a line take', () => {
  const steady = { perVisit: 50 };
  const begun = {
    perVisit: 50,
    perDose: [
      { from: 3, units: 90 },
      { from: 5, units: 50 },
    ],
  };
  const onlyFirst = {
    perVisit: 0,
    perDose: [
      { from: 1, units: 50 },
      { from: 2, units: 0 },
    ],
  };

  const fromThird = {
    perVisit: 90,
    perDose: [
      { from: 1, units: 0 },
      { from: 3, units: 50 },
      { from: 4, units: 90 },
    ],
  };
  const everySecond = {
    perVisit: 50,
    perDose: [1, 2, 3, 4, 5].map((from) => ({ from, units: from % 2 === 1 ? 50 : 0 })),
  };

  it.each([
    ['nothing for none', steady, 0, 0],
    ['as much at each', steady, 3, 150],
    ['nothing for none of a course that is begun with more', begun, 0, 0],
    ['the first of a course that is begun with more', begun, 1, 90],
    ['both of the first, then as it goes on', begun, 3, 230],
    ['only what the first takes', onlyFirst, 3, 50],
    ['what those take that take something', fromThird, 2, 140],
    ['what those take that take something, with nothing between', everySecond, 3, 150],
  ])('is %s', (_says, line, visits, units) => {
    expect(unitsOfVisits(line, visits)).toBe(units);
  });

  it.each([
    ['a line that takes something', steady, 1, true],
    ['a line of which that dose takes something', onlyFirst, 1, true],
    ['no line of which that dose takes nothing', onlyFirst, 2, false],
    ['no line of which a dose that is not told takes nothing', onlyFirst, undefined, false],
    ['a line that is billed by the day', { perVisit: 0 }, 1, true],
  ])('is of %s', (_says, line, dose, draws) => {
    expect(drawsOn(line, dose)).toBe(draws);
  });
});

describe('what a line lacks for visits', () => {
  it('counts no visit against it that does not draw on it', () => {
    const now = line(
      {
        perDose: [
          { from: 1, units: 50 },
          { from: 2, units: 0 },
          { from: 3, units: 50 },
        ],
      },
      { visits: 2 },
    );
    const visits = [1, 2, 3].map((dose) => ({
      visitId: `v${dose}`,
      on: days[dose] as string,
      dose,
    }));
    expect(failing(shortfalls(file([now]), visits))).toEqual([]);
    const more = [...visits, { visitId: 'v4', on: '2027-06-01', dose: 4 }];
    expect(failing(shortfalls(file([now]), more))).toEqual(['v4: visits']);
  });

  it('is no visit where the payer counts none, and a drug is dispensed by days', () => {
    const dispensed = line({ perVisit: 0, visits: 1 });
    const visits = days.slice(0, 3).map((on, index) => ({ visitId: `v${index}`, on }));
    expect(failing(shortfalls(file([dispensed]), visits))).toEqual([]);
  });

  it('goes by the dose of what is reserved: a first one takes more', () => {
    const steps = [
      { from: 1, units: 90 },
      { from: 2, units: 50 },
    ];
    const of = (units: number) =>
      shortfalls(file([line({ perDose: steps }, { units })], { v1: reserved('2026-12-01', 1) }), [
        { visitId: 'v2', on: '2026-12-15', dose: 2 },
      ]);
    expect(failing(of(140))).toEqual([]);
    expect(failing(of(139))).toEqual(['v2: units']);
  });

  it('is the units of the last in the order of days, and of doses on one day', () => {
    const two = line({}, { units: 100 });
    const visits = [
      { visitId: 'late', on: '2027-01-12' },
      { visitId: 'second', on: '2026-12-01', dose: 2 },
      { visitId: 'first', on: '2026-12-01', dose: 1 },
    ];
    expect(failing(shortfalls(file([two]), visits))).toEqual(['late: units']);
    expect(failing(shortfalls(file([line({}, { units: 50 })]), visits))).toEqual([
      'second: units',
      'late: units',
    ]);
    // One whose dose is not told goes first.
    const untold = [
      { visitId: 'first', on: '2026-12-01', dose: 1 },
      { visitId: 'untold', on: '2026-12-01' },
    ];
    expect(failing(shortfalls(file([line({}, { units: 50 })]), untold))).toEqual(['first: units']);
  });
});

describe('what is foreseen of reserved visits', () => {
  const ledger = {
    late: reserved('2027-03-09'),
    early: reserved('2026-12-01'),
    middle: reserved('2027-01-12'),
    given: { on: '2026-11-25', state: 'used' as const },
    gone: { on: '2026-12-20', state: 'released' as const },
  };

  it('is in the order of their days, whichever line fails them and however they are kept', () => {
    const lines = [
      line({ sequence: 1 }, { units: 150, through: '2027-12-31' }),
      nursing({ units: 2 }, { sequence: 2 }),
    ];
    expect(forecast(file(lines, ledger))).toEqual([
      { visitId: 'middle', sequence: 2, lacks: 'units' },
      { visitId: 'late', sequence: 1, lacks: 'units' },
      { visitId: 'late', sequence: 2, lacks: 'units' },
    ]);
  });

  it('is nothing of a line that was not granted: a person took the approval without it', () => {
    const lines = [line(), nursing({}, { state: 'denied' })];
    expect(forecast(file(lines, ledger))).toEqual([]);
  });
});

describe('an entry of the ledger', () => {
  const visit = { visitId: 'v1', on: '2027-01-12' };
  const taken = [{ sequence: 1, units: 38, amount: '372.5' }];

  it.each<[string, LedgerEntry | undefined, LedgerEntry['state'], object]>([
    ['is reserved', undefined, 'reserved', { on: visit.on, state: 'reserved' }],
    [
      'is reserved on another day',
      reserved('2026-12-01'),
      'reserved',
      { on: visit.on, state: 'reserved' },
    ],
    [
      'is reserved again once it was released',
      { on: '2026-12-01', state: 'released' },
      'reserved',
      { on: visit.on, state: 'reserved' },
    ],
    ['is used as it was reserved', reserved('2026-12-01'), 'used', { on: visit.on, state: 'used' }],
    [
      'is used although it was released',
      { on: '2026-12-01', state: 'released' },
      'used',
      { on: visit.on, state: 'used' },
    ],
    ['is released', reserved('2026-12-01'), 'released', { on: visit.on, state: 'released' }],
  ])('%s', (_says, before, state, expected) => {
    const ledger: Authorization['ledger'] = before ? { v1: before } : {};
    expect(ledgerWith(ledger, [visit], state)).toStrictEqual({ v1: expected });
  });

  it('keeps which dose it is of, and what was taken', () => {
    expect(ledgerWith({}, [{ ...visit, dose: 3, taken }], 'used')).toStrictEqual({
      v1: { on: visit.on, dose: 3, state: 'used', taken },
    });
  });
});

describe('visits that another authorization takes over', () => {
  const visits = [
    { visitId: 'v3', on: '2027-01-12' },
    { visitId: 'v1', on: '2026-12-01' },
    { visitId: 'v2', on: '2026-12-15' },
  ];

  it('are those that it pays for; the others are told with what they lack', () => {
    expect(takenOver(file([line({}, { units: 100 })]), visits)).toEqual({
      covered: ['v1', 'v2'],
      short: [{ visitId: 'v3', sequence: 1, lacks: 'units' }],
    });
  });

  it('are all of them where a line was not granted: a person took the approval without it', () => {
    expect(takenOver(file([line(), nursing({}, { state: 'denied' })]), visits)).toEqual({
      covered: ['v3', 'v1', 'v2'],
      short: [],
    });
  });
});
