import { describe, expect, it } from 'vitest';
import {
  drugsAt,
  drugsOf,
  drugsOrdered,
  ordersOf,
  sharesDays,
} from '../../functions/referral/order/regimen.ts';
import { policyFindings } from '../../functions/referral/order/regimen-policies.ts';
import type { Phase } from '../../functions/referral/phase.ts';
import type { InfusedDrug, Order } from '../../functions/referral/referral.ts';
import type { Policy } from '../../functions/therapy/policy.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { expectWellTold } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const every = (intervalDays: number) => ({ loadingDays: [], intervalDays });
const mgm2 = { value: '175', unit: 'mg/m2' } as const;
const carboplatin: InfusedDrug = {
  ...{ therapyId: 'carboplatin', drug: 'carboplatin', route: 'IV', frequency: every(21), doses: 6 },
  ...{ dose: { value: '5', unit: 'AUC' }, durationMinutes: 30 },
};
const saline: InfusedDrug = {
  ...{ therapyId: 'hydration', drug: 'sodium chloride 0.9 %', eachVisit: true },
  dose: { value: '500', unit: 'mL' },
};
const order = (different: Partial<Order> = {}): Order =>
  anOrder({
    ...{ therapyId: 'paclitaxel', dose: mgm2, frequency: every(21), durationMinutes: 180 },
    ...different,
  });
const submission = (different: Partial<Order> = {}) => aSubmission({ order: order(different) });

const paclitaxelGiven = { drug: 'Paclitaxel', dose: '175 mg/m2', route: 'IV', minutes: 180 };
const carboplatinGiven = { drug: 'Carboplatin', dose: '5 AUC', route: 'IV', minutes: 30 };

describe('a drug that is given beside another', () => {
  const visit = {
    ...{ startOn: '2026-12-01', signedAt: '2026-11-19T15:30:00Z', lineType: 'peripheral' },
    ...{ premedications: ['acetaminophen 650 mg by mouth'], reactionOrders: true },
  };
  const orderOf = (drug: InfusedDrug, different: Partial<Order> = {}) =>
    ordersOf(order({ alsoInfused: [drug], ...different }))[1];

  it('is an order of its own, with what the visits share', () => {
    expect(orderOf(carboplatin)).toStrictEqual({ ...visit, firstDose: true, ...carboplatin });
  });

  it('has the days of the order where it is given at each visit, and never its amounts', () => {
    const { eachVisit: _, ...fluid } = saline;
    expect(orderOf(saline)).toStrictEqual({
      ...{ ...visit, firstDose: true, ...fluid },
      ...{ frequency: every(21), doses: 6 },
    });
    const phases: Phase[] = [{ days: [0, 14], dose: mgm2, durationMinutes: 60 }];
    expect(orderOf(saline, { phases, nextDose: 2, frequency: undefined })).toMatchObject({
      ...{ phases: [{ days: [0, 14] }], nextDose: 2, dose: saline.dose },
    });
    const [part] = orderOf(saline, { phases })?.phases ?? [];
    expect(part).toStrictEqual({ days: [0, 14] });
  });

  it('was given as long as the order’s drug, unless it says so itself', () => {
    const before = { firstDose: false, lastDoseOn: '2026-11-01' };
    expect(orderOf(carboplatin, before)).toMatchObject(before);
    const anew = orderOf({ ...carboplatin, firstDose: true }, before);
    expect(anew?.firstDose).toBe(true);
    expect(anew).not.toHaveProperty('lastDoseOn');
  });

  it('is none where the order has one drug', () => {
    const alone = order();
    expect(ordersOf(alone)).toEqual([alone]);
    const one = submission();
    expect(drugsOf(one)[0]?.submission).toBe(one);
  });

  it('is held against its own policy, and the order’s drug as it is looked at', () => {
    const rules = { observationMinutes: { first: 90, subsequent: 60 } };
    const policy: Policy = { therapyId: 'carboplatin', version: 1, from: '2026-11-01', rules };
    const own = { ...(lookUpTherapy('paclitaxel') as Therapy), name: 'as looked at' };
    const two = submission({ alsoInfused: [carboplatin] });
    const [first, second] = drugsOf(two, own, [{ ...policy, therapyId: 'hydration' }, policy]);
    expect(first?.therapy).toBe(own);
    expect(second?.therapy?.observationMinutes.first).toBe(90);
    expect(drugsOf(two)[1]?.therapy).toEqual(lookUpTherapy('carboplatin'));
  });
});

describe('the drugs of a visit', () => {
  const unknown: InfusedDrug = { drug: 'zanzimab', eachVisit: true };
  const monthly: Phase[] = [{ days: [0], every: { value: 1, unit: 'mo' } }];
  const byMonth = { frequency: undefined, doses: undefined, phases: monthly };
  const every31 = { ...carboplatin, frequency: every(31) };
  const every28 = { ...carboplatin, frequency: every(28) };
  it.each<[string, Partial<Order>, number, string, object[]]>([
    ['one', {}, 1, '2026-12-01', [paclitaxelGiven]],
    ['two', { alsoInfused: [carboplatin] }, 6, '2027-03-16', [paclitaxelGiven, carboplatinGiven]],
    ['none after the last', { alsoInfused: [carboplatin] }, 7, '2027-04-06', []],
    [
      'one between',
      { alsoInfused: [{ ...carboplatin, frequency: every(42) }] },
      2,
      '2026-12-22',
      [paclitaxelGiven],
    ],
    [
      'one after the other ends',
      { alsoInfused: [{ ...carboplatin, doses: 1 }] },
      2,
      '2026-12-22',
      [paclitaxelGiven],
    ],
    [
      'both again after one',
      { alsoInfused: [{ ...carboplatin, frequency: every(42) }] },
      3,
      '2027-01-12',
      [paclitaxelGiven, carboplatinGiven],
    ],
    [
      'both after a month of 31 days',
      { ...byMonth, alsoInfused: [every31] },
      2,
      '2027-02-15',
      [paclitaxelGiven, carboplatinGiven],
    ],
    [
      'one after a month of 31 days',
      { ...byMonth, alsoInfused: [every28] },
      2,
      '2027-02-15',
      [paclitaxelGiven],
    ],
    [
      'both after a month of 28 days',
      { ...byMonth, alsoInfused: [every28] },
      2,
      '2027-03-15',
      [paclitaxelGiven, carboplatinGiven],
    ],
    [
      'one of which nothing is known but its name',
      { alsoInfused: [unknown] },
      2,
      '2026-12-22',
      [paclitaxelGiven, { drug: 'zanzimab' }],
    ],
  ])('are %s', (...[, different, number, on, given]) => {
    expect(drugsAt(submission(different), number, on)).toStrictEqual(given);
  });

  it('are ordered with the amounts that go on', () => {
    expect(drugsOrdered(submission({ alsoInfused: [carboplatin, unknown] }))).toStrictEqual([
      ...[paclitaxelGiven, carboplatinGiven, { drug: 'zanzimab' }],
    ]);
  });

  it.each<[string, Partial<Order>, Partial<Order>, boolean]>([
    ['the same', {}, {}, true],
    ['fewer', {}, { doses: 2 }, true],
    ['more', {}, { doses: 7 }, false],
    ['every other one', {}, { frequency: every(42), doses: 3 }, true],
    ['others', {}, { frequency: every(28) }, false],
    ['none', {}, { nextDose: 9, frequency: { loadingDays: [0, 21] } }, false],
    ['without end', { doses: undefined }, { doses: undefined }, true],
    [
      'one more after a year and a week',
      { frequency: every(7), doses: 53 },
      { frequency: undefined, phases: [{ days: [0] }, { days: [0], startsOnDay: 371 }] },
      false,
    ],
    [
      'one more, later than is compared',
      { frequency: every(7), doses: 53 },
      { frequency: undefined, phases: [{ days: [0] }, { days: [0], startsOnDay: 372 }] },
      true,
    ],
  ])('have days that the order has: %s', (_, own, other, shared) => {
    const facts = { therapy: undefined, firstOn: '2026-12-01' };
    expect(sharesDays(order(own), order(other), { order: facts, other: facts })).toBe(shared);
  });
});

describe('the policy of another drug', () => {
  const policy = (rules: Policy['rules'], therapyId = 'carboplatin'): Policy => ({
    ...{ therapyId, version: 1, from: '2026-11-01', rules },
  });
  const limits = { doseLimits: [] };
  const minutes = { observationMinutes: { first: 90, subsequent: 60 } };
  const pointer = '/order/alsoInfused/1';
  it.each<[string, Policy[], string[]]>([
    ['says nothing', [], []],
    ['is empty', [policy({})], []],
    ['says what may be given', [policy(limits)], []],
    ['says what is looked for', [policy({ screening: [] })], []],
    ['says what is given before', [policy({ premedicationNeeded: true })], []],
    ['says what is ordered against reactions', [policy({ reactionOrdersNeeded: true })], []],
    ['says how it is given', [policy(minutes)], [pointer]],
    ['says how it is given beside more', [policy({ ...limits, ...minutes })], [pointer]],
    ['is that of a third', [policy(minutes, 'rituximab')], []],
    ['stands beside that of a third', [policy({}, 'rituximab'), policy(minutes)], [pointer]],
  ])('%s', (_, policies, pointers) => {
    const found = policyFindings(order({ alsoInfused: [saline, carboplatin] }), policies);
    expectWellTold(found);
    expect(found.map((one) => one.pointer)).toEqual(pointers);
  });

  it('is of no order of one drug', () => {
    expect(policyFindings(order(), [policy(minutes)])).toEqual([]);
  });
});
