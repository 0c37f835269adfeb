import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, micro, type Quantity } from '../../functions/platform/quantity.ts';
import { doseFactorsOf } from '../../functions/referral/order/dose-factors.ts';
import { timedTherapy } from '../../functions/referral/order/timed-therapy.ts';
import { amountOf, doseUnits, neededBy } from '../../functions/therapy/dose-unit.ts';
import {
  bodySurface,
  calvertFactor,
  creatinineClearance,
} from '../../functions/therapy/formulas.ts';
import { runMinutes } from '../../functions/therapy/run-minutes.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const shown = (amount: bigint, places: number): string =>
  (Number(amount) / 1_000_000).toFixed(places);

describe('formulas of dosing, by worked examples', () => {
  it.each([
    ['170', '70', '1.8181'],
    ['158', '92', '2.0094'],
  ])('body surface of %s cm and %s kg is %s m2', (height, weight, surface) => {
    expect(shown(bodySurface(micro(height), micro(weight)), 4)).toBe(surface);
  });

  it.each([
    [{ age: 67, kg: '80', creatinine: '1.2', female: false }, '67.59'],
    [{ age: 72, kg: '58', creatinine: '0.9', female: true }, '51.73'],
    [{ age: 80, kg: '62', creatinine: '1.6', female: true }, '27.45'],
    [{ age: 140, kg: '70', creatinine: '1', female: false }, '0.00'],
    [{ age: 150, kg: '70', creatinine: '1', female: false }, '0.00'],
  ])('clearance of %o', ({ kg, creatinine, ...patient }, clearance) => {
    const found = creatinineClearance({
      ...patient,
      weight: micro(kg),
      creatinine: micro(creatinine),
    });
    expect(shown(found, 2)).toBe(clearance);
  });

  it.each([
    ['5', '90', '575'],
    ['6', '124.999999', '899.999994'],
    ['6', '125', '900'],
    ['6', '140', '900'],
  ])('carboplatin to an AUC of %s at %s mL/min is %s mg', (auc, gfr, mg) => {
    const dose = amountOf({ value: auc, unit: 'AUC' }, { filtration: calvertFactor(micro(gfr)) });
    expect(dose && decimal(dose)).toBe(mg);
  });
});

describe('the amount of a dose', () => {
  const factors = {
    kilograms: micro('80'),
    surface: micro('2'),
    filtration: micro('100'),
    minutes: 60,
  };
  it.each([
    ['1.5', 'g', '1500'],
    ['5', 'mg/kg', '400'],
    ['0.5', 'g/kg', '40000'],
    ['175', 'mg/m2', '350'],
    ['5', 'AUC', '500'],
    ['2', 'mg/h', '2'],
    ['0.35', 'mg/kg/h', '28'],
    ['0.5', 'mcg/kg/min', '2.4'],
    ['1', 'L', '1000'],
    ['20', 'mL/kg', '1600'],
    ['60', 'units/kg', '4800'],
    ['2', 'units', '2'],
  ])('%s %s is %s', (value, unit, amount) => {
    const found = amountOf({ value, unit }, factors);
    expect(found && decimal(found)).toBe(amount);
  });

  it('is not known without what it is multiplied by, nor in a unit that nobody knows', () => {
    for (const unit of doseUnits)
      if (neededBy(unit)) expect(amountOf({ value: '1', unit }, { minutes: 60 })).toBeUndefined();
    expect(amountOf({ value: '1', unit: 'mg/h' }, {})).toBeUndefined();
    for (const unit of ['ug', 'mg/lb', 'MG', 'constructor', '', 'mg/m2/h'])
      expect(amountOf({ value: '1', unit }, factors)).toBeUndefined();
  });

  it('grows with the dose, whatever its unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...doseUnits),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (unit, less, more) => {
          const [a, b] = [less, less + more].map((value) =>
            amountOf({ value: String(value), unit }, factors),
          );
          expect(a !== undefined && b !== undefined && a < b).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('what a dose is multiplied by', () => {
  const measured = (code: string, value: string, unit: string) => ({
    ...{ code, on: '2026-11-18', value: { value, unit } },
  });
  const withCreatinine = (
    value: string,
    unit = 'mg/dL',
    sex: 'female' | 'male' | 'other' = 'female',
    observations = aSubmission().observations,
  ) => {
    const submission = aSubmission();
    return doseFactorsOf(
      {
        ...submission,
        patient: { ...submission.patient, sex },
        observations: [...observations, measured('2160-0', value, unit)],
      },
      undefined,
    );
  };
  const small = [measured('29463-7', '40', 'kg'), measured('8302-2', '150', 'cm')];

  it('is the newest weight and height, and the filtration of the newest creatinine', () => {
    // 42 years, 82 kg, 0.85 of (98 x 82) / (72 x 1) = 94.87
    expect(shown(withCreatinine('1').filtration ?? 0n, 1)).toBe('119.9');
    expect(shown(withCreatinine('88.4', 'umol/L').filtration ?? 0n, 1)).toBe('119.9');
    expect(shown(withCreatinine('1').surface ?? 0n, 3)).toBe('1.956');
  });

  it('takes a creatinine under 0.7 as 0.7, and the filtration as 125 at most', () => {
    expect(withCreatinine('0.3').filtration).toBe(withCreatinine('0.7').filtration);
    expect(withCreatinine('0.7').filtration).toBe(micro('150'));
    const of = (value: string) =>
      shown(withCreatinine(value, 'mg/dL', 'female', small).filtration ?? 0n, 1);
    // 42 years, 40 kg: 0.85 of (98 x 40) / (72 x 0.7) = 66.1
    expect([of('0.3'), of('0.7'), of('0.71')]).toEqual(['91.1', '91.1', '90.2']);
  });

  it('is more of a man, and of a creatinine of 20 at most', () => {
    // (98 x 82) / (72 x 2) = 55.8
    expect(shown(withCreatinine('2', 'mg/dL', 'male').filtration ?? 0n, 1)).toBe('80.8');
    expect(shown(withCreatinine('2').filtration ?? 0n, 1)).toBe('72.4');
    expect(shown(withCreatinine('20').filtration ?? 0n, 1)).toBe('29.7');
    expect(withCreatinine('20.01').filtration).toBeUndefined();
  });

  it('is only what is measured, and the minutes that are ordered or usual', () => {
    const [weight, height] = small;
    const infliximab = lookUpTherapy('infliximab') as Therapy;
    const factorsOf = (
      observations: (typeof small)[number][],
      durationMinutes: number | undefined,
      therapy?: Therapy,
    ) => doseFactorsOf(aSubmission({ observations, order: anOrder({ durationMinutes }) }), therapy);
    const creatinine = measured('2160-0', '1', 'mg/dL');
    expect(factorsOf([], undefined)).toStrictEqual({});
    expect(factorsOf([], 45, infliximab)).toStrictEqual({ minutes: 45 });
    expect(factorsOf([], undefined, infliximab)).toStrictEqual({ minutes: 120 });
    expect(factorsOf([weight as never], undefined)).toStrictEqual({ kilograms: micro('40') });
    expect(factorsOf([height as never, creatinine], undefined)).toStrictEqual({});
  });

  it('is no filtration of a slipped unit, or where the formula does not know the sex', () => {
    for (const one of [
      withCreatinine('88.4'),
      withCreatinine('1', 'g/L'),
      withCreatinine('0'),
      withCreatinine('1', 'mg/dL', 'other'),
      doseFactorsOf(aSubmission(), undefined),
    ])
      expect(one.filtration).toBeUndefined();
  });
});

describe('how long a dose runs', () => {
  const minutes = (dose: string, amount: Quantity) => {
    const [id, kind] = dose.split(' ') as [string, 'first' | 'subsequent'];
    const factors = { kilograms: micro('70'), surface: micro('1.8') };
    return runMinutes(lookUpTherapy(id) as Therapy, kind, amountOf(amount, factors), factors);
  };
  it.each([
    ['one bag of red cells', 'rbc_transfusion first', { value: '1', unit: 'units' }, 120],
    ['two bags of red cells', 'rbc_transfusion first', { value: '2', unit: 'units' }, 240],
    [
      'an enzyme by weight, slowly at first',
      'agalsidase_beta first',
      { value: '1', unit: 'mg/kg' },
      280,
    ],
    [
      'an enzyme by weight, faster later',
      'agalsidase_beta subsequent',
      { value: '1', unit: 'mg/kg' },
      180,
    ],
    [
      'a small dose of an enzyme',
      'agalsidase_beta subsequent',
      { value: '0.3', unit: 'mg/kg' },
      90,
    ],
    ['a liter of fluid', 'hydration first', { value: '1', unit: 'L' }, 120],
    ['two liters of fluid', 'hydration first', { value: '2', unit: 'L' }, 240],
    ['a little fluid', 'hydration first', { value: '100', unit: 'mL' }, 30],
    ['paclitaxel weekly', 'paclitaxel first', { value: '80', unit: 'mg/m2' }, 60],
    ['paclitaxel every three weeks', 'paclitaxel first', { value: '175', unit: 'mg/m2' }, 180],
    ['iron sucrose of 200 mg', 'iron_sucrose first', { value: '200', unit: 'mg' }, 15],
    ['iron sucrose of 300 mg', 'iron_sucrose first', { value: '300', unit: 'mg' }, 90],
    ['iron sucrose of 400 mg', 'iron_sucrose first', { value: '400', unit: 'mg' }, 150],
    ['vancomycin of two grams', 'vancomycin subsequent', { value: '2', unit: 'g' }, 120],
    ['vancomycin of a gram', 'vancomycin subsequent', { value: '1', unit: 'g' }, 60],
    ['half a dose of ocrelizumab', 'ocrelizumab subsequent', { value: '300', unit: 'mg' }, 150],
    ['a whole dose of ocrelizumab', 'ocrelizumab subsequent', { value: '600', unit: 'mg' }, 210],
    ['alpha-1 by weight', 'alpha1_pi subsequent', { value: '60', unit: 'mg/kg' }, 30],
  ] as const)('%s', (_, dose, amount, expected) => {
    expect(minutes(dose, amount)).toBe(expected);
  });

  it('is told with the therapy, for the dose that is ordered', () => {
    const told = (id: string, dose: Quantity) => {
      const therapy = lookUpTherapy(id) as Therapy;
      const found = timedTherapy(therapy, aSubmission({ order: anOrder({ dose }) }));
      return [found.infusionMinutes.first, found.infusionMinutes.subsequent, found === therapy];
    };
    expect(told('infliximab', { value: '5', unit: 'mg/kg' })).toEqual([120, 120, true]);
    expect(told('iron_sucrose', { value: '300', unit: 'mg' })).toEqual([90, 90, false]);
    expect(told('agalsidase_beta', { value: '1', unit: 'mg/kg' })).toEqual([328, 211, false]);
  });

  it('is the usual time where the amount is not known', () => {
    const therapy = lookUpTherapy('rbc_transfusion') as Therapy;
    expect(runMinutes(therapy, 'first', undefined, {})).toBe(120);
  });
});
