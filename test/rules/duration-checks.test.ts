import { describe, expect, it } from 'vitest';
import { durationFindings } from '../../functions/referral/checks/duration-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const label = { source: 'the label', confidence: 'high' } as const;
/** A drug that runs two hours at first and one later, with nothing else said. */
const drug = (different: Partial<Therapy> = {}): Partial<Therapy> => ({
  infusionMinutes: { first: 120, subsequent: 60, ...label },
  ...{ fastest: label, minutesUpTo: [], furtherBounds: [] },
  ...different,
});
/** 400 mg in a patient of 80 kg. */
const ordered = (order: Partial<Order>) =>
  aSubmission({
    order: anOrder({
      ...{ dose: { value: '400', unit: 'mg' }, durationMinutes: undefined },
      ...{ frequency: { loadingDays: [], intervalDays: 28 } },
      ...order,
    }),
    observations: [{ code: '29463-7', on: '2026-11-18', value: { value: '80', unit: 'kg' } }],
  });
const running = (durationMinutes: number, different: Partial<Therapy> = {}): string[] =>
  toldBy(durationFindings, ordered({ durationMinutes }), drug(different));
const slip = ['block duration-slip /order/durationMinutes'];
const fast = ['block rate-too-fast /order/durationMinutes'];
const short = ['warn duration-short /order/durationMinutes'];

describe('an infusion of a drug that runs an hour at least', () => {
  it.each([
    [14, slip],
    [15, short],
    [59, short],
    [60, []],
    [600, []],
    [601, slip],
  ])('of %i minutes: %j', (minutes, expected) => {
    expect(running(minutes)).toEqual(expected);
  });

  it('may run four times its longest time, first or later', () => {
    for (const [first, subsequent] of [
      [160, 60],
      [60, 160],
    ] as const) {
      const infusionMinutes = { first, subsequent, ...label };
      expect(running(640, { infusionMinutes })).toEqual([]);
      expect(running(641, { infusionMinutes })).toEqual(slip);
    }
  });

  it('is not told of where no time is ordered, or the drug is not known', () => {
    expect(toldBy(durationFindings, ordered({}), drug())).toEqual([]);
    expect(toldBy(durationFindings, ordered({ therapyId: undefined, durationMinutes: 1 }))).toEqual(
      [],
    );
  });

  it('is told whether hours or minutes may be the slip', () => {
    const text = (durationMinutes: number) =>
      foundBy(durationFindings, ordered({ durationMinutes }), drug())[0]?.text;
    expect(text(14)).toContain('hours may have been written as minutes');
    expect(text(601)).toContain('minutes may have been written as hours');
  });
});

describe('the fewest minutes in which 400 mg may run', () => {
  const rate = (of: 'amount-a-minute' | 'amount-a-minute-per-kg' | undefined, most: string) => ({
    fastest: { ...label, rate: most, ...(of ? { of } : {}) },
  });
  const upTo = (...rows: [string, number][]) => ({
    minutesUpTo: rows.map(([value, minutes]) => ({ dose: { value, unit: 'mg' }, minutes })),
  });
  it.each<[string, Partial<Therapy>, number]>([
    ['are those of any dose', { fastest: { ...label, minutes: 40 } }, 40],
    ['follow from the most of a minute', rate('amount-a-minute', '10'), 40],
    ['follow from it where nothing says of what', rate(undefined, '10'), 40],
    [
      'follow from the most of a minute for each kilogram',
      rate('amount-a-minute-per-kg', '0.1'),
      50,
    ],
    [
      'are never fewer than those of any dose',
      { fastest: { ...label, rate: '10', minutes: 45 } },
      45,
    ],
    ['are those of its size', upTo(['100', 20], ['400', 35]), 35],
    ['are those of the next size', upTo(['100', 20], ['399.999999', 35], ['500', 50]), 50],
  ])('%s: %i', (_, different, fewest) => {
    expect(running(fewest - 1, different)).toEqual(fast);
    expect(running(fewest, different)).toEqual(short);
  });

  it('are none for the smallest size of such a table, which may be pushed', () => {
    expect(running(15, upTo(['400', 50], ['500', 55]))).toEqual(short);
    expect(running(15, upTo(['399.999999', 50], ['500', 55]))).toEqual(fast);
    const least = { ...upTo(['400', 50]), fastest: { ...label, minutes: 20 } };
    expect(running(19, least)).toEqual(fast);
    expect(running(20, least)).toEqual(short);
  });

  it('are those of any dose where the amount cannot be computed', () => {
    const unknown = ordered({ dose: { value: '1', unit: 'mL' }, durationMinutes: 39 });
    expect(toldBy(durationFindings, unknown, drug(rate('amount-a-minute', '1')))).toEqual(short);
    const least = { fastest: { ...label, rate: '1', minutes: 40 } };
    expect(toldBy(durationFindings, unknown, drug(least))).toEqual(fast);
  });

  it('are none for a drug of which the catalogue names no rate', () => {
    const enzyme = (durationMinutes: number) =>
      toldBy(durationFindings, ordered({ therapyId: 'agalsidase_beta', durationMinutes }));
    expect(enzyme(22)).toEqual(slip);
    expect(enzyme(23)).toEqual(short);
    expect(enzyme(90)).toEqual([]);
  });

  it('are told, with the rule that they come from', () => {
    const fastest = { source: 'the rate of the label', confidence: 'high', minutes: 40 } as const;
    const one = ordered({ durationMinutes: 39 });
    expect(foundBy(durationFindings, one, drug({ fastest }))).toMatchObject([
      {
        text: 'The infusion is ordered to run 39 minutes, and this much of the drug runs 40 minutes at least.',
        source: 'the rate of the label',
      },
    ]);
  });
});

describe('an order of several parts', () => {
  const often = { every: { value: 4, unit: 'wk' as const } };
  const amount = (value: string, unit = 'mg') => ({ value, unit });
  const tenAMinute = drug({ fastest: { ...label, rate: '10', of: 'amount-a-minute' } });
  const told = (order: Partial<Order>) =>
    toldBy(durationFindings, ordered({ frequency: undefined, ...order }), tenAMinute);

  it('runs its largest dose in the time of the order', () => {
    const parts = (...doses: NonNullable<Order['dose']>[]) => ({
      durationMinutes: 39,
      phases: doses.map((dose) => ({ days: [0], dose, ...often })),
    });
    expect(told(parts(amount('390'), amount('390')))).toEqual(short);
    expect(told(parts(amount('391'), amount('100')))).toEqual(fast);
    expect(told(parts(amount('100'), amount('391')))).toEqual(fast);
    expect(told(parts(amount('1', 'mL'), amount('391')))).toEqual(fast);
    expect(told(parts(amount('391'), amount('1', 'mL')))).toEqual(fast);
    expect(told(parts(amount('1', 'mL'), amount('1', 'mL')))).toEqual(short);
  });

  it('is told of the part whose own time it is', () => {
    const phases = [
      { days: [0], durationMinutes: 60 },
      { days: [0], startsOnDay: 28, ...often, durationMinutes: 39 },
    ];
    const second = ['block rate-too-fast /order/phases/1/durationMinutes'];
    expect(told({ phases })).toEqual(second);
    expect(told({ phases, durationMinutes: 14 })).toEqual(second);
    expect(told({ phases, firstDose: false, lastDoseOn: '2026-11-01' })).toEqual(second);
    const small = [
      { ...phases[0], dose: amount('100') },
      { ...phases[1], dose: amount('390') },
    ];
    expect(told({ phases: small as NonNullable<Order['phases']> })).toEqual([
      'warn duration-short /order/phases/1/durationMinutes',
    ]);
  });

  it('has the time of the order for the parts without one', () => {
    const phases = [
      { days: [0], durationMinutes: 60 },
      { days: [0], startsOnDay: 28, ...often },
    ];
    expect(told({ phases, durationMinutes: 39 })).toEqual(fast);
    const large = [{ ...phases[0], dose: amount('600') }, phases[1]];
    expect(told({ phases: large as NonNullable<Order['phases']>, durationMinutes: 40 })).toEqual(
      short,
    );
  });
});
