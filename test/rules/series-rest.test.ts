import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import {
  countOrdered,
  findRest,
  isForgotten,
  isOver,
  isSettled,
  isWatched,
  type Rest,
  type SeriesFile,
} from '../../functions/scheduling/series-rest.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aHold } from '../support/holds.ts';
import { aSeriesFile, aVisitOf } from '../support/series-files.ts';

type Parts = Parameters<typeof aSeriesFile>[0];

const rebook = (doses: number[], different: Partial<Hold> = {}) =>
  aHold(undefined, { reason: 'visit-to-rebook', evidence: { doses }, ...different });
const waived = (hold: Hold): Hold => ({
  ...hold,
  status: 'resolved',
  resolution: {
    action: 'not-needed',
    facts: {},
    by: { kind: 'person', id: 'cleo' },
    at: '2026-12-10T15:00:00Z',
  },
});
const unlikeOrder = (from: number) =>
  aHold(undefined, { reason: 'series-unlike-order', evidence: { from } });

/** The infliximab request of the builders, granted as it was asked for. */
const granted = (through?: string) => {
  const asked = anAuthorization({ status: 'approved' });
  const lines = asked.lines.map((line) => ({
    ...line,
    state: 'approved' as const,
    ...(through ? { decision: { reasons: [], at: '2026-11-21T15:00:00Z', through } } : {}),
  }));
  return { ...asked, lines };
};

describe('how many visits an order asks for', () => {
  it.each<[string, Parts, number]>([
    ['as many as doses at a center', {}, 6],
    ['without end', { order: { doses: undefined } }, Number.POSITIVE_INFINITY],
    [
      'fewer where the patient gives the doses',
      {
        referral: { therapyId: 'ceftriaxone', setting: 'home' },
        order: { therapyId: 'ceftriaxone', frequency: undefined, doses: 28 },
      },
      5,
    ],
    ['as many as doses, while no place is chosen', { referral: { setting: undefined } }, 6],
    [
      'as many as doses of a therapy that is not in the catalogue',
      { referral: { therapyId: 'other' } },
      6,
    ],
    [
      'without end for such a therapy, where no number is ordered',
      { referral: { therapyId: 'other' }, order: { doses: undefined } },
      Number.POSITIVE_INFINITY,
    ],
  ])('%s', (_says, parts, visits) => {
    expect(countOrdered(aSeriesFile(parts))).toBe(visits);
  });
});

describe('what of a series is still to be settled', () => {
  it.each<[string, Parts, Partial<Rest>]>([
    ['nothing, once every dose has its visit', {}, {}],
    ['the doses after those booked', { series: { bookedThrough: 4 } }, { from: 5, through: 6 }],
    ['the last dose', { series: { bookedThrough: 5 } }, { from: 6, through: 6 }],
    ['every dose, before any is booked', { series: 'none' }, { from: 1, through: 6 }],
    [
      'without an end, what goes on',
      { order: { doses: undefined }, series: { bookedThrough: 4 } },
      { from: 5 },
    ],
    [
      'doses that lost their visit, each once',
      { visits: [], holds: [rebook([2, 3]), rebook([3, 6])] },
      { lost: [2, 3, 6] },
    ],
    [
      'not those that have one again',
      { visits: [aVisitOf(2), aVisitOf(3, { status: 'cancelled' })], holds: [rebook([2, 3])] },
      { lost: [3] },
    ],
    [
      'nor those that are not ordered any more',
      { visits: [], holds: [rebook([6, 7])] },
      { lost: [6] },
    ],
    [
      'nor those that somebody has settled',
      { visits: [], holds: [rebook([2], { status: 'resolved' })] },
      {},
    ],
    [
      'nor those that a clinician waived',
      { visits: [], holds: [waived(rebook([2])), rebook([2, 3])] },
      { lost: [3] },
    ],
    [
      'nor all those that follow one waived',
      { series: { bookedThrough: 4 }, holds: [waived(unlikeOrder(5))] },
      {},
    ],
    [
      'nor what another hold is about',
      { visits: [], holds: [aHold(undefined, { evidence: { doses: [2] } })] },
      {},
    ],
    [
      'visits of doses that are not ordered',
      { visits: [aVisitOf(6), aVisitOf(7)] },
      { surplus: [aVisitOf(7)] },
    ],
    [
      'visits of the therapy before',
      { visits: [aVisitOf(2, { therapyId: 'ivig' })] },
      { surplus: [aVisitOf(2, { therapyId: 'ivig' })] },
    ],
    ['not those that were given', { visits: [aVisitOf(7, { status: 'completed' })] }, {}],
  ])('%s', (_says, parts, rest) => {
    expect(findRest(aSeriesFile(parts))).toEqual({ lost: [], surplus: [], ...rest });
  });

  it.each<[string, Rest, boolean]>([
    ['nothing is left', { lost: [], surplus: [] }, true],
    ['a dose lost its visit', { lost: [2], surplus: [] }, false],
    ['a dose follows', { lost: [], surplus: [], from: 5 }, false],
    ['a visit is one too many', { lost: [], surplus: [aVisitOf(7)] }, false],
  ])('is settled or not, when %s', (_says, rest, settled) => {
    expect(isSettled(rest)).toBe(settled);
  });
});

describe('whether the renewal watch will ask', () => {
  it.each<[string, Parts, boolean]>([
    ['about an authorization that ends first', { authorization: granted('2027-03-01') }, true],
    ['not about one that covers it all', { authorization: granted() }, false],
    ['not without one', {}, false],
    [
      'not again',
      { authorization: { ...granted('2027-03-01'), renewalSeenAt: '2027-01-15T15:00:00Z' } },
      false,
    ],
    [
      'not for a therapy that is not in the catalogue',
      { referral: { therapyId: 'other' }, authorization: granted('2027-03-01') },
      false,
    ],
  ])('%s', (_says, parts, watched) => {
    expect(isWatched(aSeriesFile(parts))).toBe(watched);
  });
});

/** Four of six doses are booked; what follows is nobody's yet. */
const open = (parts: Parts = {}): SeriesFile =>
  aSeriesFile({ series: { bookedThrough: 4 }, visits: [], ...parts });

const authorizationId = granted().authorizationId;
const ending = (different: Partial<Hold> = {}, id = authorizationId) =>
  aHold(undefined, {
    reason: 'authorization-ending',
    evidence: { authorizationId: id },
    ...different,
  });
/** A person has settled that this authorization is not renewed. */
const notRenewed = {
  authorization: granted(),
  holds: [ending({ status: 'resolved' })],
  visits: [3, 4].map((dose) => aVisitOf(dose, { status: 'completed', authorizationId })),
};

describe('whether the doses that follow are forgotten', () => {
  const on = '2026-12-01';
  const ahead = (...days: string[]) =>
    days.map((day, index) => aVisitOf(index + 1, { on: day, status: 'confirmed' }));

  it.each<[string, Parts, boolean]>([
    [
      'three visits are ahead, the last in 46 days',
      { visits: ahead('2027-01-16', '2026-12-03', '2026-12-17') },
      false,
    ],
    [
      'three, the last in 45 days',
      { visits: ahead('2027-01-15', '2026-12-03', '2026-12-17') },
      true,
    ],
    ['two are ahead, however far off', { visits: ahead('2027-03-01', '2027-04-01') }, true],
    [
      'two are ahead and one was given',
      { visits: [...ahead('2027-03-01', '2027-04-01'), aVisitOf(9, { status: 'completed' })] },
      true,
    ],
    ['none is ahead', {}, true],
    ['nothing follows', { series: { bookedThrough: 6 } }, false],
    ['a renewal is under way', { referral: { renewing: 'renewal-1' } }, false],
    ['the renewal watch will ask', { authorization: granted('2027-03-01') }, false],
    ['the watch asked long ago', { authorization: granted() }, true],
    ['somebody looks for capacity', { holds: [aHold()] }, false],
    ['somebody did', { holds: [aHold(undefined, { status: 'resolved' })] }, true],
    ['somebody brings the visits in line', { holds: [unlikeOrder(5)] }, false],
    ['somebody is asked another thing', { holds: [rebook([])] }, true],
    ['somebody is asked what follows', { authorization: granted(), holds: [ending()] }, false],
    [
      'somebody is asked what follows another authorization',
      { authorization: granted(), holds: [ending({}, 'auth_01jd0000000000000000_9')] },
      true,
    ],
    ['somebody is asked and none pays any more', { holds: [ending()] }, true],
    ['a person settled that it is not renewed', notRenewed, false],
    [
      'that was settled of an authorization that the last visits did not need',
      {
        ...notRenewed,
        visits: [aVisitOf(3, { status: 'completed', authorizationId }), aVisitOf(4)],
      },
      true,
    ],
    [
      'whichever visit was read first',
      {
        ...notRenewed,
        visits: [aVisitOf(4), aVisitOf(3, { status: 'completed', authorizationId })],
      },
      true,
    ],
    ['no authorization is left', { ...notRenewed, authorization: undefined }, true],
  ])('%s', (_says, parts, forgotten) => {
    expect(isForgotten(open(parts), on)).toBe(forgotten);
  });
});

describe('whether a series is over', () => {
  const given = [1, 2, 3, 4, 5, 6].map((dose) => aVisitOf(dose, { status: 'completed' }));

  it.each<[string, SeriesFile, boolean]>([
    ['every dose was given', aSeriesFile({ visits: given }), true],
    ['a visit is ahead', aSeriesFile({ visits: [...given.slice(1), aVisitOf(6)] }), false],
    [
      'a visit is under way',
      aSeriesFile({ visits: [...given.slice(1), aVisitOf(6, { status: 'in-progress' })] }),
      false,
    ],
    ['a dose lost its visit', aSeriesFile({ visits: given.slice(1), holds: [rebook([1])] }), false],
    [
      'that dose was waived',
      aSeriesFile({ visits: given.slice(1), holds: [waived(rebook([1]))] }),
      true,
    ],
    ['a dose follows', open({ visits: given.slice(0, 4) }), false],
    ['what follows was waived', open({ holds: [waived(unlikeOrder(5))] }), true],
    ['a person settled that it is not renewed', open(notRenewed), true],
    [
      'a renewal is under way all the same',
      open({ ...notRenewed, referral: { renewing: 'renewal-1' } }),
      false,
    ],
    [
      'somebody is asked again what follows',
      open({ ...notRenewed, holds: [...notRenewed.holds, ending({ count: 2 } as never)] }),
      false,
    ],
  ])('%s', (_says, file, over) => {
    expect(isOver(file)).toBe(over);
  });
});
