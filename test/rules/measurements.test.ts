import { describe, expect, it } from 'vitest';
import {
  hasUnreadableWeight,
  readCreatinines,
  readHeights,
  readWeights,
} from '../../functions/referral/order/measurements.ts';
import type { Observation, Submission } from '../../functions/referral/referral.ts';
import { aSubmission } from '../support/referrals.ts';

const on = '2026-11-18';
const sent = (...observations: Observation[]): Submission => ({ ...aSubmission(), observations });
const of = (
  code: string,
  value: string,
  unit: string,
  more: Partial<Observation> = {},
): Observation => ({
  ...{ code, on, value: { value, unit } },
  ...more,
});
const weight = '29463-7';

describe('a body weight', () => {
  it.each([
    ['29463-7', false],
    ['3141-9', false],
    ['3142-7', true],
    ['8341-0', false],
    ['8335-2', true],
  ])('is known under the code %s, and stated only: %s', (code, stated) => {
    expect(readWeights(sent(of(code, '72', 'kg')))).toEqual([
      { on, micro: 72_000_000n, text: '72', stated },
    ]);
  });

  it.each([
    ['72.5', 'kg', '72.5'],
    ['3500', 'g', '3.5'],
    ['160', '[lb_av]', '72.574779'],
    ['160', 'lb', '72.574779'],
    ['160', 'lbs', '72.574779'],
    ['120', '[oz_av]', '3.401942'],
    ['0.000001', 'lb', '0'],
    ['0.000002', 'lb', '0.000001'],
  ])('of %s %s is %s kg', (value, unit, kilograms) => {
    expect(readWeights(sent(of(weight, value, unit)))[0]?.text).toBe(kilograms);
  });

  it.each<[string, Partial<Observation>]>([
    ['in a unit that nobody knows', { value: { value: '11', unit: 'stone' } }],
    ['in a unit of another name', { value: { value: '11', unit: 'toString' } }],
    ['as a bound', { value: { value: '70', unit: 'kg', comparator: '>' } }],
    ['in words', { value: { coded: 'about seventy' } }],
    ['without a value', { value: undefined } as never],
  ])('is not read %s, and somebody is asked', (_, more) => {
    const submission = sent(of(weight, '70', 'kg', more));
    expect(readWeights(submission)).toEqual([]);
    expect(hasUnreadableWeight(submission)).toBe(true);
  });

  it.each<[Partial<Observation>, boolean]>([
    [{ status: 'final' }, true],
    [{ status: 'amended' }, true],
    [{ status: 'corrected' }, true],
    [{ status: 'preliminary' }, true],
    [{ status: 'cancelled' }, false],
    [{ status: 'entered-in-error' }, false],
    [{ untied: true }, false],
    [{ on: undefined } as never, false],
  ])('that is %j counts: %s', (more, counts) => {
    expect(readWeights(sent(of(weight, '72', 'kg', more)))).toHaveLength(counts ? 1 : 0);
  });

  it('is the newest first', () => {
    const days = ['2026-11-01', '2026-11-18', '2026-11-09'];
    const found = readWeights(sent(...days.map((day) => of(weight, '72', 'kg', { on: day }))));
    expect(found.map((one) => one.on)).toEqual(['2026-11-18', '2026-11-09', '2026-11-01']);
  });

  it('that is read leaves nothing to ask, and another result neither', () => {
    expect(hasUnreadableWeight(sent(of(weight, '72', 'kg')))).toBe(false);
    expect(hasUnreadableWeight(sent(of('8302-2', '11', 'stone')))).toBe(false);
    expect(readWeights(sent(of('8302-2', '72', 'kg')))).toEqual([]);
  });
});

describe('a body height', () => {
  it.each(['8302-2', '3137-7', '8306-3', '8308-9'])('is known under the code %s', (code) => {
    expect(readHeights(sent(of(code, '180', 'cm')))[0]?.text).toBe('180');
  });

  it.each([
    ['1.8', 'm', '180'],
    ['70', '[in_i]', '177.8'],
    ['70', 'in', '177.8'],
  ])('of %s %s is %s cm', (value, unit, centimeters) => {
    expect(readHeights(sent(of('8302-2', value, unit)))[0]?.text).toBe(centimeters);
  });
});

describe('a serum creatinine', () => {
  it.each([
    ['1.1', 'mg/dL', '1.1'],
    ['88.4', 'umol/L', '1'],
  ])('of %s %s is %s mg/dL', (value, unit, milligrams) => {
    expect(readCreatinines(sent(of('2160-0', value, unit)))[0]?.text).toBe(milligrams);
    expect(readCreatinines(sent(of('2823-3', value, unit)))).toEqual([]);
  });
});
