import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { type Change, chartDay, foundIn, resourceOf, submissionOf } from '../support/charts.ts';

const amount = (value: number, unit: string) => ({ value, unit, code: unit });
const intravenous = { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] };

/** One instruction, every day for four weeks. */
const daily =
  (drug: string, doseAndRate: object[]): Change =>
  (chart) => {
    Object.assign(resourceOf(chart, 'MedicationRequest'), {
      medicationCodeableConcept: { text: drug },
      dosageInstruction: [
        {
          route: intravenous,
          timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd', count: 28 } },
          doseAndRate,
        },
      ],
    });
  };
const orderOf = (...given: Parameters<typeof daily>): Submission['order'] =>
  submissionOf(daily(...given)).order;
const askedOf = ({ notUnderstood = [] }: Submission['order']): string[] =>
  notUnderstood.map(({ about }) => about);
const inTime = (numerator: object, denominator: object) => ({
  rateRatio: { numerator, denominator },
});

describe('a drug that runs on and on is ordered by its rate', () => {
  it.each<[string, object, object | undefined]>([
    [
      'by weight, a minute',
      { rateQuantity: amount(0.375, 'ug/kg/min') },
      { value: '0.375', unit: 'mcg/kg/min' },
    ],
    ['an hour', { rateQuantity: amount(0.5, 'mg/h') }, { value: '0.5', unit: 'mg/h' }],
    ['as a ratio', inTime(amount(0.5, 'mg'), amount(1, 'h')), { value: '0.5', unit: 'mg/h' }],
    ['as a ratio of several hours', inTime(amount(12, 'mg'), amount(24, 'h')), undefined],
    ['of a volume', { rateQuantity: amount(40, 'mL/h') }, undefined],
    [
      'within limits',
      { rateRange: { low: amount(0.25, 'ug/kg/min'), high: amount(0.5, 'ug/kg/min') } },
      undefined,
    ],
  ])('%s', (_, rate, dose) => {
    const order = orderOf('milrinone continuous infusion', [rate]);
    expect(order.dose).toEqual(dose);
    expect(askedOf(order).includes('remark')).toBe(dose === undefined);
  });
  it.each([
    [0.375, false],
    [37.5, true],
  ])('%s micrograms for a kilogram in a minute: above the maximum is %s', (value, isAbove) => {
    const change = daily('milrinone', [{ rateQuantity: amount(value, 'ug/kg/min') }]);
    const found = checkSubmission(submissionOf(change), chartDay).map(({ code }) => code);
    expect(found.includes('dose-above-maximum')).toBe(isAbove);
    expect(found).not.toContain('dose-missing');
  });
});

describe('a rate in the place of the dose of a drug that does not run on', () => {
  it.each([
    ['infliximab', { rateQuantity: amount(200, 'mg/h') }],
    ['vancomycin', inTime(amount(1000, 'mg'), amount(1, 'h'))],
    ['rituximab', { rateQuantity: amount(6, 'mg/kg/h') }],
  ])('of %s is asked back', (drug, rate) => {
    expect(foundIn(daily(drug, [rate]))).toContain('missing dose-not-computed');
  });
  it.each([
    ['milrinone', { rateQuantity: amount(0.375, 'ug/kg/min') }],
    ['ketamine', { rateQuantity: amount(0.1, 'mg/kg/h') }],
    ['hydromorphone', { rateQuantity: amount(0.5, 'mg/h') }],
  ])('of %s, which does, is its dose', (drug, rate) => {
    expect(foundIn(daily(drug, [rate]))).not.toContain('missing dose-not-computed');
  });
  it.each<[string, string[]]>([
    ['5 mg/kg over 2 hours', ['dose']],
    ['400 mg over 2 hours', ['dose']],
    ['over 2 hours', []],
    ['200 mg per hour over 2 hours', []],
  ])('beside "%s"', (text, asked) => {
    const order = submissionOf(
      daily('infliximab', [{ rateQuantity: amount(200, 'mg/h') }]),
      (chart) => {
        for (const one of resourceOf(chart, 'MedicationRequest').dosageInstruction as object[])
          Object.assign(one, { text });
      },
    ).order;
    expect(askedOf(order).filter((about) => about === 'dose')).toEqual(asked);
  });
});

describe('a dose with its rate runs for so long', () => {
  it.each<[string, object, object, number | undefined]>([
    ['in one unit', amount(1200, 'mg'), { rateQuantity: amount(1200, 'mg/h') }, 60],
    ['in two', amount(1.2, 'g'), { rateQuantity: amount(20, 'mg/min') }, 60],
    ['by weight', amount(15, 'mg/kg'), { rateQuantity: amount(10, 'mg/kg/h') }, 90],
    ['as a ratio', amount(1200, 'mg'), inTime(amount(1200, 'mg'), amount(30, 'min')), 30],
    [
      'of which one is by weight',
      amount(15, 'mg/kg'),
      { rateQuantity: amount(800, 'mg/h') },
      undefined,
    ],
  ])('%s', (_, dose, rate, minutes) => {
    const order = orderOf('vancomycin', [{ doseQuantity: dose, ...rate }]);
    expect(order.durationMinutes).toBe(minutes);
    expect(askedOf(order)).toEqual(minutes === undefined ? ['remark'] : []);
  });
  it('and is too fast where that is too short', () => {
    const fast = {
      doseQuantity: amount(1200, 'mg'),
      ...inTime(amount(1200, 'mg'), amount(30, 'min')),
    };
    expect(foundIn(daily('vancomycin', [fast]))).toContain('block rate-too-fast');
  });
});

describe('a range of one amount', () => {
  const ranging = (low: number, high: number, unit = 'mg/kg') =>
    orderOf('infliximab', [{ doseRange: { low: amount(low, unit), high: amount(high, 'mg/kg') } }]);
  it.each<[string, Submission['order'], object | undefined]>([
    ['is that amount', ranging(5, 5), { value: '5', unit: 'mg/kg' }],
    ['in two units is none', ranging(5, 5, 'mg'), undefined],
    ['of two is asked about', ranging(5, 10), undefined],
  ])('%s', (_, order, dose) => {
    expect(order.dose).toEqual(dose);
    expect(askedOf(order)).toEqual(dose ? [] : ['dose']);
  });
});

describe('what was calculated beside the dose that is ordered', () => {
  const calculatedAs =
    (told: object): Change =>
    (chart) => {
      const kind = (code: string) => ({ coding: [{ code }] });
      for (const dosage of resourceOf(chart, 'MedicationRequest').dosageInstruction as {
        doseAndRate: { doseQuantity?: object }[];
      }[]) {
        const [{ doseQuantity } = {}] = dosage.doseAndRate;
        dosage.doseAndRate = [
          { type: kind('ordered'), doseQuantity } as object,
          { type: kind('calculated'), ...told } as object,
        ] as typeof dosage.doseAndRate;
      }
    };
  const calculated = (value: number, unit: string) =>
    calculatedAs({ doseQuantity: amount(value, unit) });
  const weight = Number(
    submissionOf().observations.flatMap(({ code, value }) =>
      code === '29463-7' && value && 'value' in value ? [value.value] : [],
    )[0],
  );
  it.each<[string, Change, boolean]>([
    ['to what the weight gives', calculated(5 * weight, 'mg'), false],
    ['rounded up to a vial', calculated(Math.ceil((5 * weight) / 100) * 100, 'mg'), false],
    ['to twice as much', calculated(10 * weight, 'mg'), true],
    ['to a tenth', calculated(weight / 2, 'mg'), true],
    ['in the same measure', calculated(5, 'mg/kg'), false],
    ['in the same measure, rounded', calculated(5.2, 'mg/kg'), false],
    ['in the same measure, otherwise', calculated(10, 'mg/kg'), true],
    [
      'as a range of twice as much',
      calculatedAs({
        doseRange: { low: amount(10 * weight, 'mg'), high: amount(10 * weight, 'mg') },
      }),
      true,
    ],
  ])('%s', (_, change, isAsked) => {
    expect(foundIn(change).includes('missing dose-not-understood')).toBe(isAsked);
  });
});
