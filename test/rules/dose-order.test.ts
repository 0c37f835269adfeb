import { describe, expect, it } from 'vitest';
import { orderConflicts } from '../../functions/scheduling/dose-order.ts';
import type { VisitStatus } from '../../functions/series/visit.ts';

/** Doses at two weeks, then four: what an infliximab start asks for. */
const gaps = [14, 28, 56];
const visit = (dose: number, on: string, status: VisitStatus = 'planned') => ({
  visitId: `vis_01jd0000000000000000_${dose}`,
  dose,
  on,
  status,
});
const first = visit(1, '2026-12-01');
const third = visit(3, '2027-01-12');

const said = (...args: Parameters<typeof orderConflicts>) =>
  orderConflicts(...args).map(
    ({ code, overridableBy, visitIds }) =>
      `${code}${overridableBy ? `, unless a ${overridableBy} says why` : ''}: ${visitIds.map((id) => id.at(-1)).join(' ')}`,
  );
const second = (on: string, others = [first, third]) => said({ dose: 2, on }, others, gaps);

describe('when a dose may be given beside the others', () => {
  it.each<[string, string, string[]]>([
    ['before the first', '2026-11-30', ['out-of-order: 1']],
    ['on the day of the first', '2026-12-01', ['out-of-order: 1']],
    ['the day after it', '2026-12-02', ['too-soon-after-dose, unless a clinician says why: 1']],
    [
      'a day too soon after it',
      '2026-12-14',
      ['too-soon-after-dose, unless a clinician says why: 1'],
    ],
    ['two weeks after it and four before the third', '2026-12-15', []],
    [
      'a day less before the third',
      '2026-12-16',
      ['too-soon-after-dose, unless a clinician says why: 3'],
    ],
    [
      'the day before the third',
      '2027-01-11',
      ['too-soon-after-dose, unless a clinician says why: 3'],
    ],
    ['on the day of the third', '2027-01-12', ['out-of-order: 3']],
    ['after the third', '2027-01-13', ['out-of-order: 3']],
  ])('the second, %s', (_says, on, expected) => {
    expect(second(on)).toEqual(expected);
  });

  it('names every dose that stands in the way', () => {
    const fourth = visit(4, '2027-01-20');
    expect(second('2027-02-01', [first, third, fourth])).toEqual(['out-of-order: 3 4']);
    expect(said({ dose: 2, on: '2026-12-10' }, [first, visit(3, '2026-12-20')], gaps)).toEqual([
      'too-soon-after-dose, unless a clinician says why: 1 3',
    ]);
  });

  it('holds the least distance to the doses next to it only', () => {
    expect(said({ dose: 4, on: '2026-12-08' }, [first], gaps)).toEqual([]);
  });

  it('asks for a day between doses where no distance is known', () => {
    expect(said({ dose: 2, on: '2026-12-02' }, [first], [])).toEqual([]);
    expect(said({ dose: 2, on: '2026-12-01' }, [first], [])).toEqual(['out-of-order: 1']);
  });

  it.each<[VisitStatus, boolean]>([
    ['planned', true],
    ['confirmed', true],
    ['in-progress', true],
    ['completed', true],
    ['missed', false],
    ['cancelled', false],
  ])('a %s visit stands in the way: %s', (status, stands) => {
    expect(second('2026-12-01', [visit(1, '2026-12-01', status)])).toHaveLength(stands ? 1 : 0);
  });

  it('an earlier visit of the same dose does not', () => {
    expect(second('2026-12-15', [visit(2, '2026-12-15')])).toEqual([]);
  });
});
