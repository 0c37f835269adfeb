import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { longestOf } from '../../functions/referral/checks/interval-checks.ts';
import { usualCourseFindings } from '../../functions/referral/checks/usual-course-checks.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const goesOn = { firstDose: false, lastDoseOn: '2026-10-25' } as const;
const begins = { firstDose: true } as const;
const plain = (loadingDays: number[], intervalDays?: number): Partial<Order> => ({
  frequency: { loadingDays, ...(intervalDays ? { intervalDays } : {}) },
  phases: undefined,
  doses: 8,
});
const parts = (...phases: NonNullable<Order['phases']>): Partial<Order> => ({
  frequency: undefined,
  phases,
  doses: 8,
});
const every = (value: number, unit: 'd' | 'wk' | 'mo' | 'a') => ({ every: { value, unit } });

const told = (
  therapyId: string,
  order: Partial<Order>,
  different: Partial<Submission> = {},
): string[] => {
  const clean = cleanReferral(therapyId);
  const submission = { ...clean, ...different, order: { ...clean.order, ...order } };
  return foundBy(usualCourseFindings, submission).map(({ code }) => code);
};

describe('doses that go on more rarely than the label has them', () => {
  it.each<[string, string, Partial<Order>, boolean]>([
    ['eight weeks', 'infliximab', plain([], 56), false],
    ['two months', 'infliximab', parts({ days: [0], ...every(2, 'mo') }), false],
    ['nine weeks', 'infliximab', plain([], 63), true],
    ['twelve weeks, as a part', 'infliximab', parts({ days: [0], ...every(12, 'wk') }), true],
    ['four weeks', 'natalizumab', plain([], 28), false],
    ['a month', 'natalizumab', parts({ days: [0], ...every(1, 'mo') }), false],
    ['six weeks', 'natalizumab', plain([], 42), true],
    ['fifteen days of fourteen', 'agalsidase_beta', plain([], 15), true],
    ['half a year', 'ocrelizumab', parts({ days: [0], ...every(6, 'mo') }), false],
    ['nine months', 'ocrelizumab', parts({ days: [0], ...every(9, 'mo') }), true],
    ['a shorter interval', 'infliximab', plain([], 42), false],
    ['the last dose of all', 'infliximab', { ...plain([], 84), doses: 1 }, false],
    ['days of the week', 'ceftriaxone', parts({ days: [0], weekdays: ['mon', 'thu'] }), false],
    [
      'a cycle of several days',
      'paclitaxel',
      parts({ days: [0, 7, 14], ...every(28, 'd') }),
      false,
    ],
    ['a drug whose label names no interval', 'rbc_transfusion', plain([], 28), false],
  ])('%s: %s', (_, therapyId, order, isTold) => {
    expect(told(therapyId, { ...order, ...goesOn })).toEqual(isTold ? ['interval-longer'] : []);
  });

  it('loading days that end before it are none of them', () => {
    const order = { ...plain([0, 14, 42], 84), ...begins };
    expect(told('infliximab', { ...order, doses: 3 })).toEqual([]);
    expect(told('infliximab', { ...order, doses: 4 })).toEqual(['interval-longer']);
    expect(told('infliximab', { ...plain([0, 70], 56), ...begins })).toEqual([
      'loading-doses-lacking',
    ]);
  });

  it('what is for later on is not for who begins', () => {
    expect(told('lecanemab', { ...plain([], 28), ...goesOn })).toEqual([]);
    expect(told('lecanemab', { ...plain([], 28), ...begins })).toEqual(['interval-longer']);
    expect(told('lecanemab', { ...plain([], 14), ...begins })).toEqual([]);
  });

  it('what the kidney lengthens is not longer where it clears too little, or nobody knows', () => {
    const order = { ...plain([], 2), ...goesOn };
    const creatinine = (value: string) => ({
      observations: [
        ...cleanReferral('daptomycin').observations.filter(({ code }) => code !== '2160-0'),
        { code: '2160-0', on: '2026-11-18', value: { value, unit: 'mg/dL' } },
      ],
    });
    expect(told('daptomycin', order, creatinine('1'))).toEqual(['interval-longer']);
    expect(told('daptomycin', order, creatinine('5'))).toEqual([]);
    expect(told('daptomycin', order, { observations: [] })).toEqual([]);
  });

  it('a mix-up of units stops, and is not told twice', () => {
    const clean = cleanReferral('natalizumab');
    const submission = { ...clean, order: { ...clean.order, ...plain([], 84) } };
    const codes = checkSubmission(submission, '2026-11-20').map(({ code }) => code);
    expect(codes).toContain('interval-too-long');
    expect(codes).not.toContain('interval-longer');
  });
});

describe('a first course without its loading doses', () => {
  it.each<[string, string, Partial<Order>, boolean]>([
    ['the label’s days', 'infliximab', plain([0, 14, 42], 56), false],
    ['a little later', 'infliximab', plain([0, 16, 46], 56), false],
    ['no loading days', 'infliximab', plain([], 56), true],
    ['a loading day too few', 'infliximab', plain([0, 14], 56), true],
    ['no loading days, as a part', 'vedolizumab', parts({ days: [0], ...every(8, 'wk') }), true],
    [
      'loading days, as parts',
      'vedolizumab',
      parts({ days: [0, 14, 42] }, { days: [0], ...every(8, 'wk') }),
      false,
    ],
    ['two half doses', 'ocrelizumab', plain([0, 14], 168), false],
    ['one whole dose', 'ocrelizumab', plain([], 168), true],
    ['five weekly doses', 'eculizumab', plain([0, 7, 14, 21, 28], 14), false],
    ['the fifth two weeks after the fourth', 'eculizumab', plain([0, 7, 14, 21], 14), true],
    ['fortnightly from the first', 'eculizumab', plain([], 14), true],
    ['the first steady dose after eight weeks', 'ravulizumab', plain([], 56), true],
    ['a course of two doses', 'rituximab', plain([0, 14]), false],
    ['a course of one dose', 'rituximab', plain([], 168), true],
    ['a drug that begins as it goes on', 'tocilizumab', plain([], 28), false],
    ['a course that is no beginning', 'ferric_carboxymaltose', plain([0, 28]), false],
    ['only the first dose', 'infliximab', { ...plain([], 56), doses: 1 }, false],
  ])('%s: %s', (_, therapyId, order, isTold) => {
    const found = told(therapyId, { ...order, ...begins });
    expect(found.includes('loading-doses-lacking')).toBe(isTold);
  });

  it.each<[string, Partial<Order>]>([
    ['who goes on', goesOn],
    ['who is taken up at a later dose', { ...begins, nextDose: 4 }],
    ['of whom it is not said', { firstDose: undefined }],
    ['without an amount', { ...begins, dose: undefined }],
  ])('%s is not asked', (_, order) => {
    expect(told('infliximab', { ...plain([], 56), ...order })).not.toContain(
      'loading-doses-lacking',
    );
  });

  it('a dose by size is another regimen than a plain one', () => {
    const dose = { value: '375', unit: 'mg/m2' as const };
    expect(told('rituximab', { ...plain([], 21), ...begins, dose })).toEqual([]);
  });

  it('is told with the days, to the practice', () => {
    const clean = cleanReferral('infliximab');
    const submission = { ...clean, order: { ...clean.order, ...plain([], 63), ...begins } };
    const found = checkSubmission(submission, '2026-11-20').filter(({ code }) =>
      ['loading-doses-lacking', 'interval-longer'].includes(code),
    );
    expect(found).toMatchObject([
      { severity: 'warn', owner: 'referrer', pointer: '/order/frequency/intervalDays' },
      {
        severity: 'warn',
        owner: 'referrer',
        pointer: '/order/frequency/loadingDays',
        text: 'A first course begins on days 0, 14, 42 by the label, and the order has other days.',
      },
    ]);
  });
});

describe('what a label has, at its edges', () => {
  const clean = cleanReferral('infliximab');
  /** What is told of an order of infliximab if its label had these regimens. */
  const by = (
    regimens: object[],
    order: Partial<Order>,
    observations: Submission['observations'] = [],
  ) =>
    foundBy(
      usualCourseFindings,
      { ...clean, order: { ...clean.order, ...order }, observations },
      {
        regimens: regimens.map((one) => ({
          unit: 'mg/kg',
          ...one,
        })) as unknown as Therapy['regimens'],
      },
    ).map(({ code }) => code);
  const longer = ['interval-longer'];
  const lacking = ['loading-doses-lacking'];
  const cleared = (value: string, comparator?: '<' | '>') => [
    {
      ...{ code: '2164-2', on: '2026-11-18' },
      value: { value, unit: 'mL/min', ...(comparator ? { comparator } : {}) },
    },
  ];

  it.each<[object, string, '<' | '>' | undefined, string[]]>([
    [{ below: '30' }, '30', undefined, longer],
    [{ below: '30' }, '29.9', undefined, []],
    [{ upTo: '30' }, '30.1', undefined, longer],
    [{ upTo: '30' }, '30', undefined, []],
    [{ below: '30' }, '40', '<', []],
    [{ below: '30' }, '40', '>', longer],
  ])(
    'with a kidney that lengthens it, %j, at %s (%s): %j',
    (...[kidney, value, comparator, expected]) => {
      const regimen = { everyDays: 20, kidney: { ...kidney, everyDays: 40 } };
      expect(by([regimen], { ...plain([], 30), ...goesOn }, cleared(value, comparator))).toEqual(
        expected,
      );
    },
  );

  it('with days of the week, or several of a cycle, is not held against an interval', () => {
    const weekly = [{ everyDays: 20 }];
    const has = (order: Partial<Order>) => by(weekly, { ...order, ...goesOn });
    expect(has(parts({ days: [0], ...every(25, 'd') }))).toEqual(longer);
    expect(has(parts({ days: [0, 1], ...every(25, 'd') }))).toEqual([]);
    expect(has(plain([], 20))).toEqual([]);
    expect(has(plain([], 21))).toEqual(longer);
    expect(by([{}], { ...plain([], 21), ...goesOn })).toEqual([]);
    expect(by([], { ...plain([], 21), ...goesOn })).toEqual([]);
  });

  it('is told up to where units may be mixed up', () => {
    const most = longestOf(lookUpTherapy('natalizumab') as Therapy) as number;
    const at = (days: number) => told('natalizumab', { ...plain([], days), ...goesOn });
    expect([at(most), at(most + 1)]).toEqual([longer, []]);
  });

  const loading = { loadingDays: [0, 14, 42], everyDays: 56, steadyFrom: 98 };
  it.each<[string, object[], Partial<Order>, string[]]>([
    ['as late as may be', [loading], plain([0, 18, 50], 56), []],
    ['a day later', [loading], plain([0, 19, 47], 56), lacking],
    ['of which one has none', [loading, { everyDays: 56 }], plain([], 56), []],
    ['of which one goes on', [loading, { loadingDays: [0, 7] }], plain([], 56), lacking],
    ['of which none goes on', [{ loadingDays: [0, 7] }], plain([], 56), longer.slice(1)],
    [
      'of which the other fits',
      [loading, { ...loading, loadingDays: [0, 56, 112], steadyFrom: 168 }],
      plain([], 56),
      [],
    ],
    ['for another kind of dose', [{ ...loading, unit: 'mg/m2' }], plain([], 56), []],
    [
      'beside another kind of dose',
      [loading, { unit: 'mg/m2', everyDays: 56 }],
      plain([], 56),
      lacking,
    ],
    ['there is none of', [], plain([], 56), []],
  ])('loading doses %s', (_, regimens, order, expected) => {
    expect(by(regimens, { ...order, ...begins })).toEqual(expected);
  });

  it('names the loading days, the first steady one among them', () => {
    const text = (regimen: object) =>
      foundBy(
        usualCourseFindings,
        { ...clean, order: { ...clean.order, ...plain([], 56), ...begins } },
        { regimens: [{ unit: 'mg/kg', ...regimen }] as unknown as Therapy['regimens'] },
      )[0]?.text;
    expect(text(loading)).toContain('on days 0, 14, 42, 98 by');
    expect(text({ everyDays: 56, loadingDays: [0, 14] })).toContain('on days 0, 14 by');
  });

  it('is held against nothing of a drug that nobody knows', () => {
    const unknown = { ...clean.order, ...plain([], 400), therapyId: undefined };
    expect(foundBy(usualCourseFindings, { ...clean, order: unknown as Order })).toEqual([]);
  });
});

describe('a course of an antibiotic', () => {
  it.each<[string, string, Partial<Order>, string[]]>([
    ['twelve weeks', 'ceftriaxone', plain([], 1), []],
    ['twelve weeks', 'ceftriaxone', { ...plain([], 1), doses: 84 }, []],
    ['more', 'ceftriaxone', { ...plain([], 1), doses: 85 }, ['warn course-long']],
    ['half a year', 'ertapenem', { ...plain([], 1), doses: 182 }, ['warn course-long']],
    ['400 daily doses', 'ceftriaxone', { ...plain([], 1), doses: 400 }, ['block course-long']],
    ['a drug that goes on for life', 'ivig', { ...plain([], 28), doses: 13 }, []],
  ])('%s: %s', (_, therapyId, order, expected) => {
    const clean = cleanReferral(therapyId);
    const found = foundBy(usualCourseFindings, {
      ...clean,
      order: { ...clean.order, ...goesOn, ...order },
    });
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });
});
