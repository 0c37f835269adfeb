import { describe, expect, it } from 'vitest';
import { bandFindings } from '../../functions/referral/checks/band-checks.ts';
import { doseFindings } from '../../functions/referral/checks/dose-checks.ts';
import { weightFindings } from '../../functions/referral/checks/weight-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const weighing = (therapyId: string, kilograms: string) => {
  const submission = cleanReferral(therapyId);
  const others = submission.observations.filter(
    ({ code }) => code !== '29463-7' && (kilograms === '80' || code !== '8302-2'),
  );
  const weight = { code: '29463-7', on: '2026-11-18', value: { value: kilograms, unit: 'kg' } };
  return { ...submission, observations: [...others, weight] };
};
const told = (therapyId: string, different: Partial<Order>, kilograms = '80') => {
  const submission = weighing(therapyId, kilograms);
  const changed = { ...submission, order: { ...submission.order, ...different } };
  return [doseFindings, bandFindings, weightFindings]
    .flatMap((check) => foundBy(check, changed))
    .filter(({ severity }) => severity !== 'warn')
    .map(({ severity, code }) => `${severity} ${code}`);
};
const dose = (value: string, unit: string) => ({ dose: { value, unit } });
const often = (timesPerDay: number) => ({
  frequency: { loadingDays: [], intervalDays: 1, timesPerDay },
});
const days = (...loadingDays: number[]) => ({
  frequency: { loadingDays },
  doses: loadingDays.length,
});
const weekly = { frequency: { loadingDays: [], intervalDays: 7 }, doses: 6 };
const most = ['block dose-above-maximum'];

describe('the most of a day, of some weeks and of a course', () => {
  it.each<[string, string, Partial<Order>, string[]]>([
    [
      'eighteen a kilogram three times a day',
      'vancomycin',
      { ...dose('18', 'mg/kg'), ...often(3) },
      [],
    ],
    ['fifty-six a kilogram a day', 'vancomycin', { ...dose('14', 'mg/kg'), ...often(4) }, []],
    ['four and a half grams a day', 'vancomycin', { ...dose('1500', 'mg'), ...often(3) }, []],
    ['six grams a day', 'vancomycin', { ...dose('1500', 'mg'), ...often(4) }, most],
    ['a daily drug twice a day', 'daptomycin', { ...dose('8', 'mg/kg'), ...often(2) }, most],
    ['two doses of a course', 'ferric_carboxymaltose', days(0, 7), []],
    ['a third one', 'ferric_carboxymaltose', days(0, 7, 14), most],
    ['a third one past four weeks', 'ferric_carboxymaltose', days(0, 7, 28), []],
    [
      'one more after one that was given',
      'ferric_carboxymaltose',
      { ...days(0), firstDose: false, lastDoseOn: '2026-11-10' },
      [],
    ],
    [
      'two more after one that was given',
      'ferric_carboxymaltose',
      {
        frequency: { loadingDays: [], intervalDays: 7 },
        doses: 2,
        firstDose: false,
        lastDoseOn: '2026-11-15',
      },
      most,
    ],
    ['a gram of iron', 'iron_sucrose', days(0, 3, 7, 10, 13), []],
    ['two grams of iron', 'iron_sucrose', { ...dose('400', 'mg'), ...days(0, 3, 7, 10, 13) }, most],
    ['the weekly dose weekly', 'paclitaxel', { ...dose('80', 'mg/m2'), ...weekly }, []],
    ['the dose of three weeks weekly', 'paclitaxel', weekly, most],
    [
      'the dose of two weeks three times a week',
      'imiglucerase',
      { frequency: undefined, phases: [{ days: [0], weekdays: ['mon', 'wed', 'fri'] }], doses: 9 },
      most,
    ],
    [
      'a small dose three times a week',
      'imiglucerase',
      {
        ...dose('2.5', 'units/kg'),
        frequency: undefined,
        phases: [{ days: [0], weekdays: ['mon', 'wed', 'fri'] }],
        doses: 9,
      },
      [],
    ],
    ['four units in a week', 'rbc_transfusion', days(0, 6), []],
    ['six units in a week', 'rbc_transfusion', days(0, 3, 6), most],
    ['four hours', 'ketamine_infusion', { ...dose('0.5', 'mg/kg/h'), durationMinutes: 240 }, []],
    [
      'a whole day',
      'ketamine_infusion',
      { ...dose('0.5', 'mg/kg/h'), durationMinutes: 1440 },
      most,
    ],
    ['four milligrams an hour', 'hydromorphone_pca', dose('4', 'mg/h'), []],
    ['five milligrams an hour', 'hydromorphone_pca', dose('5', 'mg/h'), most],
  ])('%s of %s', (_, therapyId, order, expected) => {
    expect(told(therapyId, order).filter((one) => !one.includes('weight'))).toEqual(expected);
  });
});

describe('a drug that has but a few amounts', () => {
  it.each([
    ['vedolizumab', '300', []],
    ['vedolizumab', '108', ['block dose-not-of-label']],
    ['vedolizumab', '299.999999', ['block dose-not-of-label']],
    ['natalizumab', '150', ['block dose-not-of-label']],
    ['natalizumab', '30', ['block dose-slip']],
    ['ocrelizumab', '450', ['block dose-not-of-label']],
    ['eculizumab', '1000', ['block dose-not-of-label']],
  ])('%s is given at %s mg: %j', (therapyId, value, expected) => {
    const order = therapyId === 'eculizumab' ? { phases: undefined } : {};
    expect(told(therapyId, { ...order, ...dose(value, 'mg') })).toEqual(expected);
  });
});

describe('a dose by bands of weight', () => {
  const course = (first: string, later: string): Partial<Order> => ({
    dose: { value: later, unit: 'mg' },
    phases: [
      { days: [0], dose: { value: first, unit: 'mg' } },
      { days: [0], startsOnDay: 14, every: { value: 8, unit: 'wk' }, doses: 3 },
    ],
  });
  const wrong = ['block dose-not-of-band'];
  it.each([
    ['39.999999', '2400', '3000', ['block weight-below-bands']],
    ['40', '2400', '3000', []],
    ['59.999999', '2400', '3000', []],
    ['60', '2400', '3000', wrong],
    ['60', '2700', '3300', []],
    ['99.999999', '2700', '3300', []],
    ['99.999999', '3000', '3600', wrong],
    ['100', '3000', '3600', []],
    ['80', '3300', '3300', wrong],
    ['80', '2700', '2700', wrong],
  ])('at %s kg, %s mg and then %s mg', (kilograms, first, later, expected) => {
    expect(told('ravulizumab', course(first, later), kilograms)).toEqual(expected);
  });

  it('who goes on has the later dose from the first one', () => {
    const goesOn = { firstDose: false, lastDoseOn: '2026-09-30' };
    expect(told('ravulizumab', { ...course('2700', '3300'), ...goesOn })).toEqual([]);
    expect(told('ravulizumab', { ...course('2700', '2700'), ...goesOn })).toEqual(wrong);
  });
});

describe('rounding to vials', () => {
  it('is a tenth at most, which a whole vial in a child is not', () => {
    const child = { ...weighing('infliximab', '24') };
    const patient = { ...child.patient, birthDate: '2018-03-09' };
    const at = (value: string) =>
      foundBy(doseFindings, {
        ...{ ...child, patient },
        order: { ...child.order, dose: { value, unit: 'mg' } },
      }).map(({ code }) => code);
    expect(at('264')).not.toContain('dose-above-maximum');
    expect(at('264.000001')).toContain('dose-above-maximum');
  });
});

describe('a plain amount of a drug that is bounded by size', () => {
  it('is not held against nothing when the size is not there', () => {
    expect(told('paclitaxel', dose('300', 'mg'), '79')).toContain('missing dose-not-computed');
    expect(told('carboplatin', dose('450', 'mg'))).toEqual([]);
  });
});

describe('iron by weight and by age', () => {
  const born = (therapyId: string, kilograms: string, birthDate: string) => {
    const submission = weighing(therapyId, kilograms);
    return { ...submission, patient: { ...submission.patient, birthDate } };
  };
  const found = (
    therapyId: string,
    amount: Partial<Order>,
    { kilograms, birthDate = '1980-01-01' }: { kilograms: string; birthDate?: string },
  ) => {
    const submission = born(therapyId, kilograms, birthDate);
    const changed = { ...submission, order: { ...submission.order, ...amount, ...days(0) } };
    return foundBy(doseFindings, changed).map(({ severity, code }) => `${severity} ${code}`);
  };
  const high = ['warn dose-high'];

  it.each<[string, string, string[]]>([
    ['750', '50', []],
    ['750', '49.9', high],
    ['750', '46', high],
    ['750', '45', most],
    ['750', '40', most],
    ['735', '49', []],
    ['600', '40', []],
    ['661', '40', most],
    ['1000', '70', []],
    ['1000', '60', high],
  ])('ferric carboxymaltose, %s mg at %s kg', (value, kilograms, expected) => {
    expect(found('ferric_carboxymaltose', dose(value, 'mg'), { kilograms })).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['15', '40', []],
    ['16', '40', most],
    ['16', '55', high],
  ])('ferric carboxymaltose, %s mg/kg at %s kg', (value, kilograms, expected) => {
    expect(found('ferric_carboxymaltose', dose(value, 'mg/kg'), { kilograms })).toEqual(expected);
  });

  it('a flat amount for who was not weighed is asked for the weight', () => {
    const submission = weighing('ferric_carboxymaltose', '80');
    const unweighed = {
      ...submission,
      observations: submission.observations.filter(({ code }) => code !== '29463-7'),
    };
    expect(foundBy(doseFindings, unweighed).map(({ code }) => code)).toEqual(['dose-not-computed']);
  });

  const child = { birthDate: '2018-01-01' };
  it.each<[string, object, string, string[]]>([
    ['a label dose of a child', child, '10', []],
    ['twice that', child, '20', high],
    ['the dose of an adult', child, '200', most],
    ['a hundred', child, '100', high],
    ['more than a hundred', child, '100.1', most],
    ['the day before the birthday', { birthDate: '2008-11-21' }, '200', most],
    ['on the birthday', { birthDate: '2008-11-20' }, '200', []],
    ['a child’s dose of an adult', {}, '10', ['block dose-slip']],
  ])('iron sucrose, %s', (_, born, value, expected) => {
    expect(found('iron_sucrose', dose(value, 'mg'), { kilograms: '20', ...born })).toEqual(
      expected,
    );
  });
});
