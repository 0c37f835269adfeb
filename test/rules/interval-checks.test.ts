import { describe, expect, it } from 'vitest';
import { intervalFindings } from '../../functions/referral/interval-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { toldBy } from '../support/findings.ts';

const told = (therapyId: string, different: Partial<Order>) => {
  const submission = cleanReferral(therapyId);
  return toldBy(intervalFindings, {
    ...submission,
    order: { ...submission.order, ...different },
  });
};
const plain = (loadingDays: number[], intervalDays?: number, timesPerDay?: number) => ({
  frequency: {
    loadingDays,
    ...(intervalDays ? { intervalDays } : {}),
    ...(timesPerDay ? { timesPerDay } : {}),
  },
  phases: undefined,
  doses: 8,
});
const parts = (...phases: NonNullable<Order['phases']>) => ({
  frequency: undefined,
  phases,
  doses: 8,
});
const weeks = (value: number) => ({ value, unit: 'wk' as const });
const short = (pointer: string) => [`block interval-too-short ${pointer}`];

describe('doses that come sooner than the label allows', () => {
  it.each<[string, string, Partial<Order>, string[]]>([
    ['loading days of a regimen', 'infliximab', plain([0, 14, 42], 56), []],
    [
      'loading days that none has',
      'infliximab',
      plain([0, 7, 14, 21], 56),
      short('/order/frequency/loadingDays'),
    ],
    [
      'doses named day by day as loading days',
      'natalizumab',
      plain([0, 7, 14]),
      short('/order/frequency/loadingDays'),
    ],
    [
      'two full doses two weeks apart',
      'ocrelizumab',
      plain([0, 14, 28]),
      short('/order/frequency/loadingDays'),
    ],
    ['an interval', 'ocrelizumab', plain([0, 14], 139), short('/order/frequency/intervalDays')],
    ['the shortest interval', 'ocrelizumab', plain([0, 14], 140), []],
    [
      'days of a part of the course',
      'vedolizumab',
      parts({ days: [0, 7, 14, 21] }),
      short('/order/phases'),
    ],
    [
      'a part in front of the last one',
      'natalizumab',
      parts({ days: [0], every: weeks(1), doses: 4 }, { days: [0], every: weeks(4) }),
      short('/order/phases/1/every'),
    ],
    [
      'the days of a cycle',
      'agalsidase_beta',
      parts({ days: [0, 3], every: weeks(4) }),
      short('/order/phases/0/every'),
    ],
    ['two doses on one day', 'lecanemab', plain([], 14, 2), short('/order/frequency')],
    [
      'a loading that is gone on with',
      'ravulizumab',
      plain([], 14),
      short('/order/frequency/intervalDays'),
    ],
    ['loading doses of a first course', 'eculizumab', plain([0, 7, 14, 21, 28], 14), []],
    [
      'maintenance as close as loading',
      'eculizumab',
      plain([0, 7, 14, 21], 7),
      short('/order/frequency/intervalDays'),
    ],
    [
      'days of one course one after the other',
      'ivig',
      parts({ days: [0, 1, 2, 3, 4], every: weeks(4) }),
      [],
    ],
    [
      'days of a course with gaps',
      'ivig',
      parts({ days: [0, 2, 4], every: weeks(4) }),
      short('/order/phases/0/every'),
    ],
    ['courses that begin alike', 'rituximab', parts({ days: [0, 14], every: weeks(24) }), []],
    [
      'courses too close',
      'rituximab',
      parts({ days: [0, 14], every: weeks(8) }),
      short('/order/phases/0/every'),
    ],
  ])('%s of %s', (_, therapyId, order, expected) => {
    expect(told(therapyId, order)).toEqual(expected);
  });

  it('loading days are those of who begins', () => {
    const order = { ...plain([]), phases: [{ days: [0, 14], every: weeks(8) }] };
    const goesOn = { ...order, frequency: undefined, firstDose: false, lastDoseOn: '2026-10-01' };
    expect(told('infliximab', goesOn)).toEqual(short('/order/phases/0/every'));
  });
});

describe('doses that come so rarely that a unit may have slipped', () => {
  it.each<[string, Partial<Order>, string[]]>([
    ['ceftriaxone', plain([], 3), []],
    ['ceftriaxone', plain([], 7), ['block interval-too-long /order/frequency/intervalDays']],
    ['vancomycin', parts({ days: [0], weekdays: ['mon', 'wed', 'fri'] }), []],
    ['infliximab', plain([0, 14, 42], 112), []],
    [
      'infliximab',
      plain([0, 14, 42], 113),
      ['block interval-too-long /order/frequency/intervalDays'],
    ],
    ['paclitaxel', parts({ days: [0, 7, 14], every: weeks(8) }), []],
    ['hydration', plain([], 200), []],
  ])('%s %j gives %j', (therapyId, order, expected) => {
    expect(told(therapyId, order)).toEqual(expected);
  });
});
