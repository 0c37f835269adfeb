import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { type Change, chartDay, resourceOf, submissionOf } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

/** Forms of orders that the examples of FHIR, mCODE and makers of records have. */

const intravenous = { coding: [{ system: 'http://snomed.info/sct', code: '47625008' }] };
const milliliters = (value: number, unit = 'mL') => ({ value, unit, code: unit });
const ordering =
  (name: string, instruction: object, more: object = {}): Change =>
  (chart) => {
    const order = resourceOf(chart, 'MedicationRequest');
    Object.assign(order, {
      medicationCodeableConcept: { text: name },
      dosageInstruction: [instruction],
      ...more,
    });
  };
const orderOf = (...changes: Change[]): Submission['order'] => submissionOf(...changes).order;
const askedOf = (about: string, { notUnderstood = [] }: Submission['order']) =>
  notUnderstood.filter((one) => one.about === about).map(({ why }) => why);

describe('a volume at a rate', () => {
  const saline = (rate: object, text = '1,000 mL IV once', dose: object = milliliters(1000)) =>
    orderOf(
      ordering('sodium chloride 0.9 %', {
        ...{ text, route: intravenous, timing: { repeat: { count: 1 } } },
        doseAndRate: [{ doseQuantity: dose, ...rate }],
      }),
    );
  const ratio = (numerator: object, denominator: object) => ({
    rateRatio: { numerator, denominator },
  });
  it.each<[string, object, number | undefined]>([
    ['as a ratio an hour', ratio(milliliters(125), milliliters(1, 'h')), 480],
    ['as a ratio of more than one hour', ratio(milliliters(250), milliliters(2, 'h')), 480],
    ['as a ratio a minute', ratio(milliliters(10), milliliters(1, 'min')), 100],
    ['in liters', ratio(milliliters(0.5, 'L'), milliliters(1, 'h')), 120],
    ['as one unit', { rateQuantity: milliliters(125, 'mL/h') }, 480],
    ['as one unit that is only named', { rateQuantity: { value: 125, unit: 'mL/hr' } }, 480],
    ['of a drug', { rateQuantity: milliliters(60, 'mg/m2') }, undefined],
    ['of a dose in a time', ratio(milliliters(1, 'g'), milliliters(90, 'min')), undefined],
    ['of nothing', { rateQuantity: milliliters(0, 'mL/h') }, undefined],
    ['slower than a week', { rateQuantity: milliliters(0.09, 'mL/h') }, undefined],
    ['in less than a minute', { rateQuantity: milliliters(4000, 'mL/min') }, undefined],
    ['without a number', { rateQuantity: { unit: 'mL/h' } }, undefined],
  ])('%s runs for so long', (_, rate, minutes) => {
    const order = saline(rate);
    expect(order.durationMinutes).toBe(minutes);
    expect(askedOf('duration', order)).toEqual([]);
  });

  it('is held against the time that the words name', () => {
    const rate = { rateQuantity: milliliters(125, 'mL/h') };
    expect(saline(rate, '1,000 mL IV over 8 hours once').durationMinutes).toBe(480);
    const rounded = { rateQuantity: milliliters(131, 'mL/h') };
    expect(saline(rounded, '1,000 mL IV over 8 hours once').durationMinutes).toBe(480);
    const other = saline(rate, '1,000 mL IV over 4 hours once');
    expect(other.durationMinutes).toBeUndefined();
    expect(askedOf('duration', other)).toEqual(['is another duration than the rate gives']);
  });

  it('tells nothing of a dose in another measure', () => {
    const rate = { rateQuantity: milliliters(125, 'mL/h') };
    expect(saline(rate, '1 g IV once', milliliters(1, 'g')).durationMinutes).toBeUndefined();
  });
});

describe('a dose that stands in words only', () => {
  it.each([
    ['4 mg IV every 6 months for 3 years.', ['stands in words only']],
    ['300mg IV x2 doses (2 weeks apart), then 600mg IV every 6 months', ['stands in words only']],
    ['2 grams IV daily', ['stands in words only']],
    ['every 8 weeks', []],
    ['every 8 weeks, at 125 mL/h', []],
  ])('"%s" is asked back with its words', (text, why) => {
    const order = orderOf(ordering('infliximab', { text, route: intravenous }));
    expect(order.dose).toBeUndefined();
    expect(askedOf('dose', order)).toEqual(why);
  });

  it('leaves the days that the same words name as they are', () => {
    const text = '300 mg IV every 2 wks';
    const order = orderOf(
      ordering('infliximab', {
        ...{ text, route: intravenous },
        timing: { repeat: { frequency: 1, period: 2, periodUnit: 'wk' } },
      }),
    );
    expect(order.frequency?.intervalDays).toBe(14);
    expect(order.notUnderstood).toEqual([
      expect.objectContaining({ about: 'dose', words: text, why: 'stands in words only' }),
    ]);
  });

  it('is not said to be missing as well', () => {
    const submission = submissionOf(
      ordering('infliximab', { text: '5 mg/kg IV every 8 weeks', route: intravenous }),
    );
    const codes = checkSubmission(submission, chartDay).map(({ code }) => code);
    expect(codes).toContain('dose-not-understood');
    expect(codes).not.toContain('dose-missing');
  });
});

describe('the order among what is sent', () => {
  it('is the drug of the catalogue, also where nothing is said but as needed', () => {
    const order = orderOf(ordering('infliximab 100 MG Injection', { asNeededBoolean: true }));
    expect(order.drug).toBe('infliximab 100 MG Injection');
    expect(order.premedications?.[0]).toMatch(/^acetaminophen/);
    expect(askedOf('timing', order)).toContain('is to be given as needed, which names no days');
  });

  it('has a route and a line by the words and codes that examples use', () => {
    const order = orderOf(
      ordering('infliximab', {
        text: '5 mg/kg every 8 weeks',
        route: { coding: [{ system: 'http://snomed.info/sct', code: '255560000' }] },
        method: { text: 'PICC line' },
        doseAndRate: [{ doseQuantity: { value: 5, unit: 'mg/kg', code: 'mg/kg' } }],
      }),
    );
    expect([order.route, order.lineType]).toEqual(['IV', 'picc']);
    expect(askedOf('route', order)).toEqual([]);
  });
});

it('zoledronic acid for the bones after cancer of the breast is given twice a year', () => {
  const clean = cleanReferral('zoledronic_acid');
  const found = (months: number) =>
    checkSubmission(
      {
        ...clean,
        order: {
          ...clean.order,
          ...{ drug: 'Zometa', dose: { value: '4', unit: 'mg' }, frequency: undefined },
          ...{ hcpcs: undefined, doses: undefined, codes: undefined },
          phases: [
            { days: [0], every: { value: months, unit: 'mo' }, lasts: { value: 3, unit: 'a' } },
          ],
        },
      },
      '2026-11-20',
    ).map(({ code }) => code);
  expect(found(6)).not.toContain('interval-too-long');
  expect(found(7)).toContain('interval-too-long');
});
