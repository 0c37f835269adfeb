import { describe, expect, it } from 'vitest';
import { intervalFindings } from '../../functions/referral/checks/interval-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import type { Regimen, Therapy } from '../../functions/therapy/therapy.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

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
    ['two doses a day', 'daptomycin', plain([], 1, 2), short('/order/frequency')],
    ['two doses a day', 'ertapenem', plain([], 1, 2), short('/order/frequency')],
    ['a dose every day', 'daptomycin', plain([], 1), []],
    ['two doses a day', 'ceftriaxone', plain([], 1, 2), []],
    ['three doses a day', 'vancomycin', plain([], 1, 3), []],
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
      'two loading doses, then twice one of eight weeks',
      'rituximab',
      plain([0, 14], 56),
      short('/order/frequency/intervalDays'),
    ],
    ['a loading dose some days late', 'ocrelizumab', plain([0, 20], 168), []],
    [
      'a loading dose twice as late',
      'ocrelizumab',
      plain([0, 28], 168),
      short('/order/frequency/loadingDays'),
    ],
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

const regimen = (different: Partial<Regimen> = {}): Regimen => ({
  ...{ use: 'any', dose: '1', unit: 'mg' },
  ...different,
});
const label = { source: 'the label', confidence: 'high' } as const;
/** A drug of which two doses lie four weeks apart at least. */
const drug = (regimens: Regimen[], different: Partial<Therapy> = {}): Partial<Therapy> => ({
  ...{ minGapDays: 28, regimens, dosingPattern: 'intermittent' },
  doseBounds: { unit: 'mg', per: 'dose', ...label },
  ...different,
});
const ordered = (order: Partial<Order>) =>
  aSubmission({ order: anOrder({ frequency: undefined, doses: undefined, ...order }) });
const asked = (order: Partial<Order>, ...of: Parameters<typeof drug>): string[] =>
  toldBy(intervalFindings, ordered(order), drug(...of));
const days = (loadingDays: number[], intervalDays?: number) => ({
  frequency: { loadingDays, ...(intervalDays ? { intervalDays } : {}) },
});
const tooLong = (pointer: string) => [`block interval-too-long ${pointer}`];

describe('doses that come more rarely than any way of giving the drug has', () => {
  const monthly = regimen({ everyDays: 28 });
  it.each<[string, Partial<Order>, Regimen[], string[]]>([
    ['twice the interval', days([], 56), [monthly], []],
    ['a day more', days([], 57), [monthly], tooLong('/order/frequency/intervalDays')],
    ['twice the longest of several', days([], 84), [monthly, regimen({ everyDays: 42 })], []],
    [
      'more, where another way has no interval',
      days([], 57),
      [regimen(), monthly],
      tooLong('/order/frequency/intervalDays'),
    ],
    ['any, where none has an interval', days([], 365), [regimen()], []],
    ['days of the beginning that are named', days([0, 200], 28), [monthly], []],
    ['one dose', days([]), [monthly], []],
    [
      'a part that begins late',
      { phases: [{ days: [0] }, { days: [0], startsOnDay: 57, every: weeks(4) }] },
      [monthly],
      tooLong('/order/phases/1/every'),
    ],
    [
      'a first dose that is late itself',
      { phases: [{ days: [60], every: weeks(4) }] },
      [monthly],
      [],
    ],
    ['days of a cycle', { phases: [{ days: [0, 35], every: weeks(20) }] }, [monthly], []],
    [
      'a part after a cycle',
      {
        phases: [
          { days: [0, 35], doses: 2 },
          { days: [0], every: weeks(9) },
        ],
      },
      [monthly],
      tooLong('/order/phases/1/every'),
    ],
  ])('%s', (_, order, regimens, expected) => {
    expect(asked(order, regimens)).toEqual(expected);
  });

  it('of a daily drug are more than three days apart', () => {
    const daily = { dosingPattern: 'daily', minGapDays: 1 } as const;
    expect(asked(days([], 3), [monthly], daily)).toEqual([]);
    expect(asked(days([], 4), [monthly], daily)).toEqual(tooLong('/order/frequency/intervalDays'));
  });

  it('are told with the days', () => {
    const [finding] = foundBy(intervalFindings, ordered(days([], 57)), drug([monthly]));
    expect(finding?.text).toMatch(/^Doses are ordered more than 56 days apart, /);
  });
});

describe('doses that come too soon after one another', () => {
  const loading = regimen({ loadingDays: [0, 14, 42], everyDays: 56 });
  const goesOn = { firstDose: false, lastDoseOn: '2026-10-01' } as const;
  const phases = (doses: number): Partial<Order> => ({
    phases: [
      { days: [0], every: weeks(4), doses },
      { days: [0], every: weeks(1) },
    ],
  });
  it.each<[string, Partial<Order>, Regimen[], string[]]>([
    ['the least distance, on and on', days([], 28), [loading], []],
    ['a day less', days([], 27), [regimen()], short('/order/frequency/intervalDays')],
    ['the days of a beginning', days([0, 14, 42], 28), [loading], []],
    [
      'two days that no beginning has',
      days([0, 13]),
      [loading],
      short('/order/frequency/loadingDays'),
    ],
    ['two days, further apart than a beginning has them', days([0, 20]), [loading], []],
    [
      'a beginning that is further apart than any two doses',
      days([0, 28]),
      [regimen({ loadingDays: [0, 56] })],
      [],
    ],
    [
      'two later doses as close as two of the beginning',
      { ...days([], 14), ...goesOn, doses: 2 },
      [loading],
      short('/order/frequency/intervalDays'),
    ],
    ['beyond the sixtieth dose', phases(60), [regimen({ everyDays: 28 })], []],
    ['the sixtieth dose', phases(59), [regimen({ everyDays: 28 })], short('/order/phases/1/every')],
  ])('%s', (_, order, regimens, expected) => {
    expect(asked(order, regimens)).toEqual(expected);
  });

  it('are told of the beginning that the order keeps to longest', () => {
    const two = regimen({ loadingDays: [0, 14] });
    expect(asked(days([0, 14], 14), [two, regimen()])).toEqual(
      short('/order/frequency/intervalDays'),
    );
    expect(asked(days([0, 14], 14), [regimen(), two])).toEqual(
      short('/order/frequency/intervalDays'),
    );
  });

  it('are counted from the dose at which the beginning is taken up', () => {
    const second = { ...days([0, 14, 42], 56), ...goesOn, nextDose: 2 };
    expect(asked(second, [loading], { minGapDays: 42 })).toEqual([]);
    expect(asked({ ...second, nextDose: 3 }, [loading], { minGapDays: 42 })).toEqual([]);
    const early = { ...second, ...days([0, 14, 40], 56) };
    expect(asked(early, [loading], { minGapDays: 42 })).toEqual(
      short('/order/frequency/loadingDays'),
    );
  });

  it('are days of one course where that is bounded as a whole', () => {
    const course = { doseBounds: { unit: 'mg', per: 'course', ...label } } as const;
    expect(asked(days([0, 1, 2]), [regimen()], course)).toEqual([]);
    expect(asked(days([0, 1, 3]), [regimen()], course)).toEqual(
      short('/order/frequency/loadingDays'),
    );
    expect(asked(days([0, 1, 2]), [regimen()])).toEqual(short('/order/frequency/loadingDays'));
  });

  it('may be of one day where the drug is given daily', () => {
    const twice = { frequency: { loadingDays: [], intervalDays: 1, timesPerDay: 2 } };
    expect(asked(twice, [regimen()], { minGapDays: 1 })).toEqual([]);
    expect(
      asked({ ...twice, frequency: { ...twice.frequency, intervalDays: 2 } }, [regimen()], {
        minGapDays: 2,
      }),
    ).toEqual(short('/order/frequency'));
  });

  it('are told with the days, and of no drug that nobody knows', () => {
    const [finding] = foundBy(intervalFindings, ordered(days([], 27)), drug([regimen()]));
    expect(finding?.text).toBe('Doses are ordered less than 28 days apart.');
    const unknown = ordered({ ...days([], 1), therapyId: undefined, lastDoseOn: '2026-11-30' });
    expect(toldBy(intervalFindings, unknown)).toEqual([]);
  });
});

describe('the first dose after the last one that was given', () => {
  const loading = regimen({ loadingDays: [0, 14, 42], everyDays: 56 });
  const early = ['block start-too-early /order/startOn'];
  const goesOn = (startOn: string | undefined, order: Partial<Order> = {}) => ({
    ...{ ...days([], 56), firstDose: false, lastDoseOn: '2026-11-03', startOn },
    ...order,
  });
  const third = { ...days([0, 14, 42], 56), nextDose: 3 };
  const second = { ...days([0, 14, 42], 56), nextDose: 2 };
  it.each<[string, Partial<Order>, string[]]>([
    ['four weeks later', goesOn('2026-12-01'), []],
    ['a day before', goesOn('2026-11-30'), early],
    ['on a day that is not named', goesOn(undefined), []],
    ['after none', goesOn('2026-11-30', { lastDoseOn: undefined }), []],
    ['the second of a beginning', goesOn('2026-11-17', second), []],
    ['the second, a day before', goesOn('2026-11-16', second), early],
    [
      'the second as the order has it and no beginning',
      goesOn('2026-11-30', { ...second, ...days([0, 13, 42], 56) }),
      early,
    ],
    ['the third of a beginning', goesOn('2026-12-01', third), []],
    ['the third, a day before', goesOn('2026-11-30', third), early],
  ])('%s', (_, order, expected) => {
    expect(asked(order, [loading]).filter((one) => one.includes('start-'))).toEqual(expected);
  });

  it('is told with the days that it keeps', () => {
    const [finding] = foundBy(
      intervalFindings,
      ordered(goesOn('2026-11-16', second)),
      drug([loading]),
    );
    expect(finding?.text).toBe('The start is less than 14 days after the last dose.');
    expect(asked(goesOn('2026-11-04'), [loading], { minGapDays: 1 })).toEqual([]);
  });
});
