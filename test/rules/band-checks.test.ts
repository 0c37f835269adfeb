import { describe, expect, it } from 'vitest';
import {
  bandFindings,
  doseOfUseFindings,
  loadingFindings,
} from '../../functions/referral/checks/band-checks.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import type { Regimen, Therapy } from '../../functions/therapy/therapy.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const amount = (value: string, unit = 'mg') => ({ value, unit });
const every = { every: { value: 4, unit: 'wk' as const } };
const ordered = (order: Partial<Order>, kilograms: string | undefined = '50'): Submission =>
  aSubmission({
    order: anOrder({
      ...{ dose: amount('300'), frequency: { loadingDays: [], intervalDays: 28 }, doses: 30 },
      ...order,
    }),
    observations: kilograms
      ? [{ code: '29463-7', on: '2026-11-18', value: { value: kilograms, unit: 'kg' } }]
      : [],
  });
const goesOn = { firstDose: false, lastDoseOn: '2026-10-25' } as const;

describe('the first dose of a drug whose label names its loading amounts', () => {
  const bounds = { unit: 'mg', per: 'dose', source: 'the label', confidence: 'high' } as const;
  const regimens: Regimen[] = [
    { use: 'one', dose: '300', unit: 'mg', loadingDose: '600' },
    { use: 'another', dose: '300', unit: 'mg', loadingDose: '900' },
    { use: 'a third, without', dose: '300', unit: 'mg' },
  ];
  const drug: Partial<Therapy> = {
    doseBounds: { ...bounds, only: ['300', '600', '900'] },
    regimens,
  };
  const told = (order: Partial<Order>, different = drug) =>
    toldBy(loadingFindings, ordered(order), different);
  const other = ['block loading-dose-other /order/loadingDose'];

  it.each<[string, Partial<Order>, string[]]>([
    ['one of them', { loadingDose: amount('600') }, []],
    ['the other of them', { loadingDose: amount('900') }, []],
    ['the same in another unit', { loadingDose: amount('0.9', 'g') }, []],
    ['the steady dose', {}, other],
    [
      'a part of its own',
      { frequency: undefined, phases: [{ days: [0], ...every }] },
      ['block loading-dose-other /order/phases/0'],
    ],
    ['in who goes on with the drug', { ...goesOn }, []],
    ['in who is not said to begin', { firstDose: undefined }, []],
    ['in a unit that cannot be compared', { dose: amount('1', 'mL') }, []],
  ])('is one of these: %s', (_, order, expected) => {
    expect(told(order)).toEqual(expected);
  });

  it('is any where the label names no amounts, or none to begin with', () => {
    expect(told({}, { doseBounds: bounds, regimens })).toEqual([]);
    expect(told({}, { ...drug, regimens: regimens.slice(2) })).toEqual([]);
    expect(told({ therapyId: undefined })).toEqual([]);
  });

  it('is told with the amounts', () => {
    expect(foundBy(loadingFindings, ordered({}), drug)[0]?.text).toBe(
      'Who begins this drug has 600 or 900 mg first.',
    );
  });
});

describe('a drug whose uses have doses of their own', () => {
  const drug: Partial<Therapy> = {
    regimens: [
      { use: 'one', icd10: ['D59.5'], dose: '900', unit: 'mg' },
      { use: 'another', icd10: ['G70.0'], dose: '1200', unit: 'mg' },
    ],
  };
  const told = (code: string, order: Partial<Order>, different = drug) =>
    toldBy(doseOfUseFindings, { ...ordered(order), diagnoses: [{ code }] }, different);
  it.each<[string, string, Partial<Order>, string[]]>([
    ['the dose of the use', 'D59.5', { dose: amount('900') }, []],
    ['the same in another unit', 'D59.5', { dose: amount('0.9', 'g') }, []],
    [
      'that of another use',
      'D59.5',
      { dose: amount('1200') },
      ['warn dose-of-other-use /order/dose'],
    ],
    [
      'the other way round',
      'G70.01',
      { dose: amount('900') },
      ['warn dose-of-other-use /order/dose'],
    ],
    ['any for a use that is not listed', 'I10', { dose: amount('1200') }, []],
    [
      'the last of several parts',
      'D59.5',
      {
        frequency: undefined,
        phases: [
          { dose: amount('600'), days: [0] },
          { dose: amount('1200'), days: [28], ...every },
        ],
      },
      ['warn dose-of-other-use /order/phases'],
    ],
    [
      'the dose of the use at last',
      'D59.5',
      {
        frequency: undefined,
        phases: [
          { dose: amount('600'), days: [0] },
          { dose: amount('900'), days: [28], ...every },
        ],
      },
      [],
    ],
    ['one in a unit that cannot be compared', 'D59.5', { dose: amount('1', 'mL') }, []],
  ])('has %s', (_says, code, order, expected) => {
    expect(told(code, order)).toEqual(expected);
  });
});

describe('a drug that is given by bands of weight', () => {
  const bands = [
    { from: '40', loadingDose: '600', dose: '300' },
    { from: '60', loadingDose: '900', dose: '450' },
  ];
  const drug: Partial<Therapy> = {
    regimens: [
      { use: 'without bands', dose: '1', unit: 'mg' },
      { use: 'by bands', dose: '300-450', unit: 'mg', bands },
    ],
  };
  const told = (order: Partial<Order>, kilograms?: string, different = drug) =>
    toldBy(bandFindings, ordered(order, kilograms), different);
  const loaded = (first: string, later: string): Partial<Order> => ({
    ...{ dose: amount(later), frequency: undefined },
    phases: [
      { days: [0], dose: amount(first) },
      { days: [0], startsOnDay: 28, ...every },
    ],
  });
  const below = ['block weight-below-bands /observations'];
  const wrong = ['block dose-not-of-band /order/phases'];

  it.each<[string, string, string, string[]]>([
    ['39.999999', '600', '300', below],
    ['40', '600', '300', []],
    ['59.999999', '600', '300', []],
    ['60', '600', '300', wrong],
    ['60', '900', '450', []],
    ['200', '900', '450', []],
    ['40', '900', '450', wrong],
    ['40', '600', '450', wrong],
    ['40', '300', '300', wrong],
  ])('at %s kg, with %s mg first and %s mg later', (kilograms, first, later, expected) => {
    expect(told(loaded(first, later), kilograms)).toEqual(expected);
  });

  it('has the later dose from the first one in who goes on', () => {
    expect(told({ ...loaded('600', '300'), ...goesOn })).toEqual([]);
    expect(told({ ...loaded('300', '600'), ...goesOn })).toEqual(wrong);
    expect(told({ ...goesOn, dose: amount('301') })).toEqual([
      'block dose-not-of-band /order/dose',
    ]);
  });

  it('is asked of its first twenty doses', () => {
    const later = (doses: number): Partial<Order> => ({
      ...{ dose: amount('300'), frequency: undefined, doses: undefined },
      phases: [
        { days: [0], dose: amount('600') },
        { days: [0], startsOnDay: 28, ...every, doses },
        { days: [0], ...every, dose: amount('301'), doses: 3 },
      ],
    });
    expect(told(later(18))).toEqual(wrong);
    expect(told(later(19))).toEqual([]);
  });

  it('is not held against what is not known', () => {
    expect(told({ dose: amount('999') }, '')).toEqual([]);
    expect(told({ ...goesOn, dose: amount('1', 'mL') })).toEqual([]);
    expect(told({ ...goesOn, dose: amount('999') }, '50', { regimens: [] })).toEqual([]);
    expect(told({ therapyId: undefined })).toEqual([]);
  });

  it('is told with the doses of its band', () => {
    const [finding] = foundBy(bandFindings, ordered(loaded('600', '300'), '60'), drug);
    expect(finding?.text).toBe(
      'By the newest weight the first dose is 900 mg and each later one 450 mg.',
    );
  });
});
