import { describe, expect, it } from 'vitest';
import {
  type Clearance,
  clearedFor,
  countsThrough,
  longestThrough,
} from '../../functions/hold/clearance.ts';
import type { Hold } from '../../functions/hold/hold.ts';
import { isClearanceEnded } from '../../functions/series/clearance.ts';
import type { Visit } from '../../functions/series/visit.ts';
import { aHold } from '../support/holds.ts';
import { aVisitOf } from '../support/series-files.ts';

const nextDose: Clearance = { covers: 'next-dose' };
const course: Clearance = { covers: 'course' };
const until = (through: string): Clearance => ({ covers: 'until', through });

const finding = {
  code: 'dose-above-range',
  severity: 'block' as const,
  pointer: '/order/dose',
  text: 'The dose is above what is usual.',
  fix: 'Correct it.',
  source: 'test',
};
const referral = { cleared: [finding] };

/** A clinician cleared it, at noon of a day of November in the desk's zone. */
const clear = (
  clearance: Clearance | undefined,
  on: number,
  different: Partial<Hold> & { action?: string } = {},
): Hold => {
  const { action = 'clear', ...more } = different;
  return aHold(undefined, {
    reason: 'order-unsafe',
    status: 'resolved',
    resolution: {
      action,
      facts: clearance ? { clearance } : {},
      by: { kind: 'person', id: 'cleo' },
      at: `2026-11-${String(on).padStart(2, '0')}T17:00:00Z`,
    },
    ...more,
  });
};

/** Doses 1 to 3, on the first of three months. */
const visits: Visit[] = [
  aVisitOf(1),
  aVisitOf(2, { on: '2027-01-01', startsAt: '2027-01-01T15:00:00Z' }),
  aVisitOf(3, { on: '2027-02-01', startsAt: '2027-02-01T15:00:00Z' }),
];
const changed = (dose: number, different: Partial<Visit>): Visit[] =>
  visits.map((visit) => (visit.dose === dose ? { ...visit, ...different } : visit));

/** The doses for which what was cleared is open again. */
const opened = (holds: Hold[], among: readonly Visit[] = visits): number[] =>
  among
    .filter((visit) => isClearanceEnded(visit, { referral, visits: among, holds }))
    .map(({ dose }) => dose);

describe('what a clinician cleared', () => {
  it.each<[string, Hold[], number[]]>([
    ['for the course is cleared for every dose', [clear(course, 20)], []],
    ['until the day of a dose is cleared for it', [clear(until('2027-01-01'), 20)], [3]],
    ['until the day before a dose is open for it', [clear(until('2026-12-31'), 20)], [2, 3]],
    ['for the next dose is open for those after it', [clear(nextDose, 20)], [2, 3]],
    ['without a word for which doses clears nothing', [clear(undefined, 20)], [1, 2, 3]],
    ['newest is what counts', [clear(course, 20), clear(nextDose, 21)], [2, 3]],
    ['newest is what counts, in any order', [clear(nextDose, 20), clear(course, 21)], []],
    [
      'for one visit is cleared for it besides',
      [
        clear(until('2026-12-31'), 20),
        clear(nextDose, 25, { reason: 'clearance-ended', scope: 'v3.' }),
      ],
      [2],
    ],
    [
      'at one visit for the course is cleared for all',
      [clear(nextDose, 20), clear(course, 25, { reason: 'clearance-ended', scope: 'v2.' })],
      [],
    ],
    [
      'for one visit before all was cleared anew counts no more',
      [clear(course, 10, { reason: 'clearance-ended', scope: 'v2.' }), clear(nextDose, 20)],
      [2, 3],
    ],
    [
      'with a changed order is cleared as far as was said then',
      [clear(course, 10), clear(nextDose, 20, { reason: 'order-changed', action: 'accept' })],
      [2, 3],
    ],
    [
      'stays so when an order was accepted in which nothing was found',
      [clear(course, 10), clear(undefined, 20, { reason: 'order-changed', action: 'accept' })],
      [],
    ],
    ['by nobody is open', [clear(course, 20, { action: 'recheck' })], [1, 2, 3]],
  ])('%s', (_says, holds, doses) => {
    expect(opened(holds)).toEqual(doses);
  });

  it.each<[string, Partial<Visit>, number[]]>([
    ['is given', { status: 'completed' }, [2, 3]],
    ['was missed', { status: 'missed' }, [3]],
    ['was cancelled', { status: 'cancelled' }, [3]],
    ['had begun when it was cleared', { startsAt: '2026-11-20T17:00:00Z' }, [3]],
  ])(
    'for the next dose is for that one, and where it %s for the one that is',
    (_says, first, doses) => {
      expect(opened([clear(nextDose, 20)], changed(1, first)).filter((dose) => dose > 1)).toEqual(
        doses,
      );
    },
  );

  it('is for a year at most, whatever was said', () => {
    expect(longestThrough('2026-11-20')).toBe('2027-11-20');
    const last = (on: string) => changed(3, { on });
    for (const clearance of [course, until('2030-01-01')]) {
      expect(opened([clear(clearance, 20)], last('2027-11-20'))).toEqual([]);
      expect(opened([clear(clearance, 20)], last('2027-11-21'))).toEqual([3]);
    }
  });

  it('is nothing where nothing was found any more', () => {
    for (const none of [{}, { cleared: [] }])
      expect(isClearanceEnded(aVisitOf(1), { referral: none, visits, holds: [] })).toBe(false);
  });

  it.each([
    [nextDose, '2027-11-20', 'for the next dose'],
    [until('2027-03-01'), '2027-03-01', 'through 2027-03-01'],
    [course, '2027-11-20', 'for the course, a year at most'],
  ])('%j counts and reads as it was said', (clearance, through, words) => {
    expect([countsThrough(clearance, '2026-11-20'), clearedFor(clearance)]).toEqual([
      through,
      words,
    ]);
  });
});
