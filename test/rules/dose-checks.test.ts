import { describe, expect, it } from 'vitest';
import { doseFindings } from '../../functions/referral/checks/dose-checks.ts';
import type { Observation, Order, Submission } from '../../functions/referral/referral.ts';
import type { DoseBounds } from '../../functions/therapy/therapy.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

/** Of a drug that is given at 100 to 200 mg and never above 300. */
const usual: DoseBounds = {
  ...{ unit: 'mg', per: 'dose', softMin: '100', softMax: '200', hardMax: '300' },
  ...{ source: 'the label', confidence: 'high' },
};
const bounded = (...bounds: Partial<DoseBounds>[]) => {
  const [doseBounds = usual, ...furtherBounds] = bounds.map((one) => ({ ...usual, ...one }));
  return { doseBounds, ...(furtherBounds.length > 0 ? { furtherBounds } : {}) };
};
const bySurface: Partial<DoseBounds> = { unit: 'mg/m2' };
const byWeight: Partial<DoseBounds> = { unit: 'mg/kg', softMin: '3', softMax: '5', hardMax: '10' };

const number = (code: string, value: string, unit: string): Observation => ({
  ...{ code, on: '2026-11-18' },
  value: { value, unit },
});
/** 80 kg and 180 cm: two square meters. */
const size = [number('29463-7', '80', 'kg'), number('8302-2', '180', 'cm')];
type Who = { born?: string; kilograms?: string; observations?: Observation[] };
const ordered = (
  order: Partial<Order>,
  { born, kilograms, observations }: Who = {},
): Submission => {
  const one = aSubmission({
    order: anOrder({ frequency: { loadingDays: [], intervalDays: 28 }, ...order }),
    observations: observations ?? (kilograms ? [number('29463-7', kilograms, 'kg')] : size),
  });
  return born ? { ...one, patient: { ...one.patient, birthDate: born } } : one;
};
const dose = (value: string, unit = 'mg') => ({ dose: { value, unit } });
const above = ['block dose-above-maximum /order/dose'];
const high = ['warn dose-high /order/dose'];
const low = ['warn dose-low /order/dose'];
const slip = ['block dose-slip /order/dose'];
const suspect = ['block dose-unit-suspect /order/dose/unit'];

describe('a dose of a drug that is given at 100 to 200 mg, and never above 300', () => {
  it.each<[string, string, string[]]>([
    ['0', 'mg', ['block dose-zero /order/dose']],
    ['20', 'mg', slip],
    ['20.000001', 'mg', low],
    ['89.999999', 'mg', low],
    ['90', 'mg', []],
    ['200', 'mg', []],
    ['200.000001', 'mg', high],
    ['300', 'mg', high],
    ['300.000001', 'mg', above],
    ['0.2', 'g', []],
    ['0.300001', 'g', above],
    ['1', 'mg/kg', low],
    ['2.5', 'mg/kg', []],
    ['2.500001', 'mg/kg', high],
    ['100', 'mg/m2', []],
  ])('of %s %s: %j', (value, unit, expected) => {
    expect(toldBy(doseFindings, ordered(dose(value, unit)), bounded({}))).toEqual(expected);
  });

  it.each(['mL', 'units', 'drops', 'toString'])(
    'is asked for in a unit of mass where it is in %s',
    (unit) => {
      const [finding, ...others] = foundBy(doseFindings, ordered(dose('150', unit)), bounded({}));
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        severity: 'missing',
        code: 'dose-unit-unknown',
        pointer: '/order/dose/unit',
        fix: 'Give the dose in one of: mg, g, mg/kg, g/kg, mg/m2, AUC, mg/h, mg/kg/h, mcg/kg/min.',
      });
    },
  );

  it('in no unit that counts something else than the drug is counted in', () => {
    const inUnits = { ...bounded({ unit: 'units' }), measure: 'unit' as const };
    expect(toldBy(doseFindings, ordered(dose('150', 'units')), inUnits)).toEqual([]);
    const [finding] = foundBy(doseFindings, ordered(dose('150')), inUnits);
    expect(finding?.fix).toBe('Give the dose in one of: unit, units, unit/kg, units/kg.');
  });

  it('is not told of without a dose, or without a drug that is known', () => {
    expect(toldBy(doseFindings, ordered({ dose: undefined }), bounded({}))).toEqual([]);
    expect(toldBy(doseFindings, ordered({ therapyId: undefined, ...dose('9999') }))).toEqual([]);
  });
});

describe('a maximum by weight', () => {
  it.each<[string, string, string[]]>([
    ['5', 'mg/kg', []],
    ['5.000001', 'mg/kg', high],
    ['10', 'mg/kg', high],
    ['10.000001', 'mg/kg', above],
    ['440', 'mg', []],
    ['440.000001', 'mg', high],
    ['880', 'mg', high],
    ['880.000001', 'mg', above],
  ])(
    'lets a plain amount be rounded up by a tenth, and no amount by weight: %s %s',
    (value, unit, expected) => {
      expect(toldBy(doseFindings, ordered(dose(value, unit)), bounded(byWeight))).toEqual(expected);
    },
  );

  it.each<[string, string[]]>([
    ['250', []],
    ['250.000001', above],
  ])('lifts no limit of one dose in mg: %s mg', (value, expected) => {
    const limited = bounded({ ...byWeight, maxPerDoseMg: '250' });
    expect(toldBy(doseFindings, ordered(dose(value)), limited)).toEqual(expected);
  });
});

describe('what is lower for adults', () => {
  const adults = bounded({ hardMaxAdult: '150' });
  const grown = bounded({ hardMaxAdult: '150', asAdultFromKg: '50' });
  it.each<[string, ReturnType<typeof bounded>, [Who, string], string[]]>([
    ['on the 18th birthday', adults, [{ born: '2008-11-20' }, '150'], []],
    ['on the 18th birthday', adults, [{ born: '2008-11-20' }, '150.000001'], above],
    ['on the day before', adults, [{ born: '2008-11-21' }, '150.000001'], []],
    ['on the day before', adults, [{ born: '2008-11-21' }, '300.000001'], above],
    ['in a child of 50 kg', grown, [{ born: '2012-01-01', kilograms: '50' }, '150.000001'], above],
    ['in a child below', grown, [{ born: '2012-01-01', kilograms: '49.999999' }, '150.000001'], []],
    ['in a child of unknown weight', grown, [{ born: '2012-01-01', observations: [] }, '151'], []],
    ['in a heavy child without such a weight', adults, [{ born: '2012-01-01' }, '151'], []],
  ])('holds %s', (_, bounds, [who, value], expected) => {
    expect(toldBy(doseFindings, ordered(dose(value), who), bounds)).toEqual(expected);
  });
});

describe('a number that is usual in another unit', () => {
  const soft = { unit: 'mg/m2', softMin: '100', softMax: '120' } as const;
  const { hardMax: _, ...open } = { ...usual, ...soft };
  const narrow = { doseBounds: open, furtherBounds: [] };
  it.each<[string, Partial<Order>, Parameters<typeof toldBy>[2], string[]]>([
    ['the least usual one', dose('100'), bounded(bySurface), suspect],
    ['less than the least usual one', dose('99.999999'), bounded(bySurface), low],
    ['the highest one', dose('130'), bounded({ ...soft, hardMax: '130' }), suspect],
    ['above the highest one', dose('130.000001'), bounded({ ...soft, hardMax: '130' }), low],
    ['the highest usual one', dose('120'), narrow, suspect],
    ['above the highest usual one', dose('120.000001'), narrow, low],
    [
      'of the unit itself, a week',
      dose('100', 'mg/m2'),
      bounded({ ...bySurface, per: 'week' }),
      low,
    ],
    [
      'of a rate where the drug goes by no size',
      { ...dose('150', 'mg/h'), durationMinutes: 30 },
      bounded({}),
      low,
    ],
  ])('is held for a slip of the unit, or not: %s', (_, order, bounds, expected) => {
    const weeks = { frequency: { loadingDays: [], intervalDays: 14 } };
    expect(toldBy(doseFindings, ordered({ ...weeks, ...order }), bounds)).toEqual(expected);
  });

  it('is told with the unit that is meant', () => {
    const [finding] = foundBy(doseFindings, ordered(dose('150')), bounded(bySurface));
    expect(finding?.text).toBe(
      'The dose is below the usual range, and its number is one of mg/m2: the unit may be wrong.',
    );
  });
});

describe('a drug that has but a few amounts', () => {
  it.each<[string, string[]]>([
    ['150', []],
    ['300', high],
    ['299.999999', ['block dose-not-of-label /order/dose']],
  ])('of which %s mg may be one', (value, expected) => {
    const few = bounded({ only: ['150', '300'] });
    expect(toldBy(doseFindings, ordered(dose(value)), few)).toEqual(expected);
  });

  it('is told with them', () => {
    const [finding] = foundBy(
      doseFindings,
      ordered(dose('160')),
      bounded({ only: ['150', '300'] }),
    );
    expect(finding?.text).toBe('One dose of this drug is 150, 300 mg, and no other amount.');
  });
});

describe('the bound of more than one dose', () => {
  const often = (timesPerDay: number) => ({
    frequency: { loadingDays: [], intervalDays: 1, timesPerDay },
  });
  const parts = (...phases: NonNullable<Order['phases']>) => ({ frequency: undefined, phases });
  const weeks = (value: number) => ({ value, unit: 'wk' as const });
  it.each<[string, Partial<DoseBounds>, Partial<Order>, string[]]>([
    ['three of a day', { per: 'day' }, { ...dose('100'), ...often(3) }, high],
    ['four of a day', { per: 'day' }, { ...dose('100'), ...often(4) }, above],
    ['four of a day, each by itself', { per: 'dose' }, { ...dose('100'), ...often(4) }, []],
    [
      'one every two weeks',
      { per: 'week' },
      { ...dose('600'), ...parts({ days: [0], every: weeks(2) }) },
      high,
    ],
    [
      'one and a bit every two weeks',
      { per: 'week' },
      { ...dose('600.000001'), ...parts({ days: [0], every: weeks(2) }) },
      above,
    ],
    [
      'two in two weeks',
      { per: 'week' },
      { ...dose('300'), ...parts({ days: [0, 1], every: weeks(2) }) },
      high,
    ],
    [
      'two and a bit in two weeks',
      { per: 'week' },
      { ...dose('300.000001'), ...parts({ days: [0, 1], every: weeks(2) }) },
      above,
    ],
    [
      'three days of the week',
      { per: 'week' },
      { ...dose('100'), ...parts({ days: [0], weekdays: ['mon', 'wed', 'fri'] }) },
      high,
    ],
    [
      'three and a bit of the week',
      { per: 'week' },
      { ...dose('100.000001'), ...parts({ days: [0], weekdays: ['mon', 'wed', 'fri'] }) },
      above,
    ],
    [
      'twice on one of them',
      { per: 'week' },
      { ...dose('150'), ...parts({ days: [0], weekdays: ['mon'], timesPerDay: 2 }) },
      high,
    ],
    ['one that comes once', { per: 'week' }, { ...dose('300'), ...parts({ days: [0] }) }, high],
    [
      'one and a bit that comes once',
      { per: 'week' },
      { ...dose('300.000001'), ...parts({ days: [0] }) },
      above,
    ],
    [
      'two days of one week, once',
      { per: 'week' },
      { ...dose('160'), ...parts({ days: [0, 6] }) },
      above,
    ],
    [
      'two days a week apart, once',
      { per: 'week' },
      { ...dose('160'), ...parts({ days: [0, 7] }) },
      [],
    ],
    [
      'three days, two of which are of one week',
      { per: 'week' },
      { ...dose('160'), ...parts({ days: [0, 9, 14] }) },
      above,
    ],
    [
      'three days in a row',
      { per: 'course' },
      { ...dose('100'), ...parts({ days: [0, 1, 2] }) },
      high,
    ],
    [
      'three days with a pause',
      { per: 'course' },
      { ...dose('150'), ...parts({ days: [0, 1, 3] }) },
      high,
    ],
    [
      'four days in a row',
      { per: 'course' },
      { ...dose('100'), ...parts({ days: [0, 1, 2, 3] }) },
      above,
    ],
    [
      'two within a week',
      { per: 'days', days: 7 },
      { ...dose('160'), ...parts({ days: [0, 6] }) },
      above,
    ],
    [
      'two a week apart',
      { per: 'days', days: 7 },
      { ...dose('160'), ...parts({ days: [0, 7] }) },
      [],
    ],
  ])('%s', (_, bounds, order, expected) => {
    const drug = {
      ...bounded({ softMin: '10', ...bounds }),
      dosingPattern: 'intermittent' as const,
    };
    expect(toldBy(doseFindings, ordered({ doses: undefined, ...order }), drug)).toEqual(expected);
  });

  it.each<[Partial<DoseBounds>, string]>([
    [{ per: 'dose' }, 'The dose is above the maximum.'],
    [{ per: 'day' }, 'The dose is above the maximum of a day.'],
    [{ per: 'days', days: 14 }, 'The dose is above the maximum of any 14 days.'],
  ])('%j is told as "%s"', (bounds, text) => {
    expect(foundBy(doseFindings, ordered(dose('301')), bounded(bounds))[0]?.text).toBe(text);
    expect(foundBy(doseFindings, ordered(dose('201')), bounded(bounds))[0]?.text).toBe(
      text.replace('the maximum', 'the usual range'),
    );
  });

  it('is told once, at the first amount, where it is one of the whole course', () => {
    const loaded = {
      ...{ ...dose('290'), loadingDose: { value: '280', unit: 'mg' } },
      frequency: { loadingDays: [0, 3], intervalDays: 28 },
    };
    expect(toldBy(doseFindings, ordered(loaded), bounded({ per: 'days', days: 7 }))).toEqual(above);
  });
});

describe('an amount that is named and does not come', () => {
  it('is held against the bound of a course all the same', () => {
    const goesOn = {
      ...{ ...dose('100'), loadingDose: { value: '301', unit: 'mg' } },
      ...{ firstDose: false, lastDoseOn: '2026-10-01' },
    };
    expect(
      toldBy(doseFindings, ordered(goesOn), bounded({ softMin: '10', per: 'course' })),
    ).toEqual(['block dose-above-maximum /order/loadingDose']);
  });
});

describe('an order of several amounts', () => {
  const amount = (value: string) => ({ value, unit: 'mg' });
  const often = { every: { value: 4, unit: 'wk' as const } };
  it.each<[string, Partial<Order>, string[]]>([
    [
      'a loading dose',
      { ...dose('150'), loadingDose: amount('301') },
      ['block dose-above-maximum /order/loadingDose'],
    ],
    [
      'both of them',
      { ...dose('19'), loadingDose: amount('301') },
      ['block dose-slip /order/dose', 'block dose-above-maximum /order/loadingDose'],
    ],
    [
      'a part of the course',
      { ...dose('150'), phases: [{ days: [0] }, { days: [0], ...often, dose: amount('301') }] },
      ['block dose-above-maximum /order/phases/1/dose'],
    ],
    [
      'the dose of two parts that have none of their own',
      { ...dose('301'), phases: [{ days: [0] }, { days: [0], ...often }] },
      above,
    ],
    ['parts without any dose', { dose: undefined, phases: [{ days: [0] }] }, []],
  ])('is told of where it is: %s', (_, order, expected) => {
    const one = ordered({ frequency: undefined, ...order });
    expect(toldBy(doseFindings, one, bounded({}))).toEqual(expected);
  });

  it('has each part at its own rate', () => {
    const rate = { value: '100', unit: 'mg/h' };
    const order = (durationMinutes: number | undefined) =>
      ordered({
        ...{ dose: rate, frequency: undefined, durationMinutes: 120 },
        phases: [{ days: [0], ...(durationMinutes ? { durationMinutes } : {}) }],
      });
    expect(toldBy(doseFindings, order(undefined), bounded({}))).toEqual([]);
    expect(toldBy(doseFindings, order(181), bounded({}))).toEqual(above);
  });
});

describe('a drug of several bounds', () => {
  const unknown: Partial<DoseBounds> = { unit: 'AUC' };
  it.each<[string, Partial<DoseBounds>[], string[]]>([
    ['a usual one and a hard one', [{ softMax: '140' }, { hardMax: '140' }], above],
    [
      'a usual one and one that cannot be computed',
      [{ softMax: '140' }, unknown],
      ['missing dose-not-computed /order/dose'],
    ],
    ['one that cannot be computed and a hard one', [unknown, { hardMax: '140' }], above],
    ['two usual ones', [{ softMax: '140' }, { softMin: '200', softMax: '250' }], high],
  ])('tells of the gravest alone: %s', (_, bounds, expected) => {
    expect(toldBy(doseFindings, ordered(dose('150')), bounded(...bounds))).toEqual(expected);
  });
});

describe('a dose that cannot be computed', () => {
  const nothing = { observations: [] };
  it.each<[string, Partial<Order>, Partial<DoseBounds>, string]>([
    [
      'by weight',
      dose('5', 'mg/kg'),
      {},
      'Send a dated body weight (LOINC 29463-7), or order a plain amount.',
    ],
    [
      'by surface',
      dose('5', 'mg/m2'),
      {},
      'Send a dated body weight and height (LOINC 29463-7, 8302-2), or order a plain amount.',
    ],
    [
      'by filtration',
      dose('5', 'AUC'),
      {},
      'Send a dated serum creatinine (LOINC 2160-0), a body weight, and the sex female or male, or order a plain amount.',
    ],
    [
      'a plain one of a drug by weight',
      dose('150'),
      byWeight,
      'Send a dated body weight (LOINC 29463-7), or order a plain amount.',
    ],
  ])('is asked for with what it needs: %s', (_, order, bounds, fix) => {
    const found = foundBy(doseFindings, ordered(order, nothing), bounded(bounds));
    expect(found).toMatchObject([
      { severity: 'missing', code: 'dose-not-computed', pointer: '/order/dose', fix },
    ]);
  });

  it('is not asked for where the drug has no maximum', () => {
    const { softMax: _, hardMax: __, ...least } = { ...usual, ...byWeight };
    const drug = { doseBounds: least, furtherBounds: [] };
    expect(toldBy(doseFindings, ordered(dose('150'), nothing), drug)).toEqual([]);
    const { hardMax: ___, ...soft } = { ...usual, ...byWeight };
    const softly = { doseBounds: soft, furtherBounds: [] };
    expect(toldBy(doseFindings, ordered(dose('150'), nothing), softly)).toEqual([
      'missing dose-not-computed /order/dose',
    ]);
  });
});
