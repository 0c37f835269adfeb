import { describe, expect, it } from 'vitest';
import { notUnderstoodFindings } from '../../functions/referral/not-understood.ts';
import { totalWhy } from '../../functions/referral/not-understood-words.ts';
import type { Observation, Order } from '../../functions/referral/referral.ts';
import { amountsOfOtherMeasure } from '../../functions/referral/sig/agreement.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { toldBy } from '../support/findings.ts';

const asks = ['missing dose-not-understood /order/sig'];

/** What is asked of an order of someone who weighs so much, with these words beside its dose. */
const told = (therapyId: string, words: string, order: Partial<Order>, kilograms = '80') => {
  const clean = cleanReferral(therapyId);
  const weight: Observation = {
    ...{ code: '29463-7', on: '2026-11-18' },
    value: { value: kilograms, unit: 'kg' },
  };
  const others = clean.observations.filter(({ code }) => code !== weight.code);
  const notUnderstood = [{ about: 'total' as const, at: '/order/sig', words, why: totalWhy }];
  return toldBy(notUnderstoodFindings, {
    ...clean,
    observations: kilograms ? [...others, weight] : others,
    order: { ...clean.order, ...order, notUnderstood },
  });
};
const perKilo = { dose: { value: '5', unit: 'mg/kg' } };
const inAll = { dose: { value: '400', unit: 'mg' } };

describe('a dose that words name in another measure', () => {
  it.each<[string, string, string, Partial<Order>, string[]]>([
    ['the same in all', 'infliximab', '400 mg every 8 weeks', perKilo, []],
    ['more in all', 'infliximab', '500 mg every 8 weeks', perKilo, asks],
    ['less in all', 'infliximab', '350 mg every 8 weeks', perKilo, asks],
    ['a tenth less', 'infliximab', '360 mg every 8 weeks', perKilo, []],
    ['ten times as much', 'infliximab', '4 g every 8 weeks', perKilo, asks],
    ['both ways', 'infliximab', '5 mg/kg = 400 mg', perKilo, []],
    ['both ways, one of them wrong', 'infliximab', '5 mg/kg = 800 mg', perKilo, asks],
    ['the same for each kilogram', 'infliximab', '5 mg/kg every 8 weeks', inAll, []],
    ['twice as much for each kilogram', 'infliximab', '10 mg/kg every 8 weeks', inAll, asks],
    ['units in all', 'imiglucerase', '4800 units', { dose: { value: '60', unit: 'units/kg' } }, []],
    [
      'half the units in all',
      'imiglucerase',
      '2400 units',
      { dose: { value: '60', unit: 'units/kg' } },
      asks,
    ],
  ])('is %s', (_, ...[therapyId, words, order, expected]) => {
    expect(told(therapyId, words, order)).toEqual(expected);
  });

  it('may be rounded up to a whole vial', () => {
    // 5 mg/kg of 66 kg are 330 mg, in vials of 100 mg.
    expect(told('infliximab', '400 mg every 8 weeks', perKilo, '66')).toEqual([]);
    expect(told('infliximab', '430 mg every 8 weeks', perKilo, '66')).toEqual(asks);
  });

  it('is not asked about where the weight is, for that is asked for', () => {
    expect(told('infliximab', '500 mg every 8 weeks', perKilo, '')).toEqual([]);
    expect(told('infliximab', '5 mg/kg every 8 weeks', inAll, '')).toEqual(asks);
  });
});

describe('the amounts of another measure in words', () => {
  it.each([
    ['400 mg', 'mg/kg', ['400 mg']],
    ['0.4 g over 2 hours', 'mg/kg', ['0.4 g']],
    ['5 mg/kg', 'mg', ['5 mg/kg']],
    ['600 mg', 'AUC', ['600 mg']],
    ['175 mg/m2 (310 mg)', 'mg/m2', ['310 mg']],
    ['5 mg/kg', 'mg/kg', []],
    ['400 mg', 'mg', []],
    ['5 mg/kg, rounded to the nearest 100 mg vial', 'mg/kg', []],
    ['5 mg/kg, round up to 400 mg', 'mg/kg', []],
    ['10 mg/kg, max 800 mg', 'mg/kg', []],
    ['5 mg/kg in 250 mL after diphenhydramine 50 mg', 'mg/kg', []],
    ['0.5 mg/h', 'mg/kg', []],
    ['400 mg', 'mg/h', []],
  ])('%s, beside a dose in %s', (words, unit, expected) => {
    expect(
      amountsOfOtherMeasure(words, { value: '1', unit }).map((one) => `${one.value} ${one.unit}`),
    ).toEqual(expected);
  });
});

describe('a dose that stands in the name of the drug', () => {
  const named = (drug: string, order: Partial<Order>, therapyId = 'infliximab') => {
    const clean = cleanReferral(therapyId);
    return toldBy(notUnderstoodFindings, { ...clean, order: { ...clean.order, drug, ...order } });
  };
  const asksName = ['missing dose-not-understood /order/drug'];
  // They weigh 80 kg.
  it.each<[string, Partial<Order>, string[]]>([
    ['infliximab 400 mg in sodium chloride 0.9 % 250 mL', perKilo, []],
    ['infliximab 800 mg in sodium chloride 0.9 % 250 mL', perKilo, asksName],
    ['inFLIXimab 5 mg/kg in NS 250 mL', perKilo, []],
    ['inFLIXimab 10 mg/kg in NS 250 mL', perKilo, asksName],
    ['infliximab 400 mg IVPB', inAll, []],
    ['infliximab 4,000 mg IVPB', inAll, asksName],
    ['infliximab 100 mg injection', perKilo, []],
    ['infliximab 100 MG in vial', perKilo, []],
    ['infliximab', perKilo, []],
    ['infliximab 400 mg in 250 mL', { dose: undefined }, []],
  ])('%s: %j', (drug, order, expected) => {
    expect(named(drug, order)).toEqual(expected);
  });

  it('stands in any of its names', () => {
    const order = { ...perKilo, alsoNamed: ['Remicade 900 mg in NS 500 mL'] };
    expect(named('infliximab', order)).toEqual(asksName);
  });
});
