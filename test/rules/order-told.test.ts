import { describe, expect, it } from 'vitest';
import { orderTold } from '../../functions/referral/order/order-told.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const weighing = (kilograms: string) => [
  { code: '29463-7', on: '2026-11-01', value: { value: kilograms, unit: 'kg' } },
];
const order = (dose: { value: string; unit: string }, more: object = {}) =>
  anOrder({ therapyId: 'infliximab', drug: 'infliximab', dose, ...more });

describe('what is told of an order before it is sent', () => {
  it('is what each of its amounts comes to, beside the bounds of the catalogue', () => {
    const told = orderTold(
      aSubmission({
        order: order(
          { value: '5', unit: 'mg/kg' },
          { loadingDose: { value: '300', unit: 'mg' }, phases: undefined },
        ),
        observations: weighing('82'),
      }),
      undefined,
    );
    expect(told).toEqual({
      doses: [
        { ordered: { value: '5', unit: 'mg/kg' }, amount: { value: '410', unit: 'mg' } },
        { ordered: { value: '300', unit: 'mg' }, amount: { value: '300', unit: 'mg' } },
      ],
      bounds: { unit: 'mg/kg', per: 'dose', usualFrom: '3', usualTo: '10', most: '10' },
    });
  });

  it('is no amount where the weight is not there, or the unit counts something else', () => {
    const none = aSubmission({ order: order({ value: '5', unit: 'mg/kg' }), observations: [] });
    expect(orderTold(none, undefined).doses).toEqual([{ ordered: { value: '5', unit: 'mg/kg' } }]);
    const volume = aSubmission({ order: order({ value: '5', unit: 'mL' }) });
    expect(orderTold(volume, undefined).doses).toEqual([{ ordered: { value: '5', unit: 'mL' } }]);
  });

  it.each([
    ['ocrelizumab', { per: 'dose', only: ['300', '600'], most: '600' }],
    ['ivig', { per: 'course', usualFrom: '0.2', most: '2.4' }],
    ['hydration', { unit: 'mL', per: 'day', usualTo: '2000', most: '3000' }],
  ])('has the bounds of %s as the catalogue counts them', (therapyId, bounds) => {
    const told = orderTold(aSubmission({ order: anOrder({ therapyId }) }), undefined);
    expect(told.bounds).toMatchObject(bounds);
  });

  it('is nothing of a drug that the catalogue does not know', () => {
    const unknown = aSubmission({
      order: anOrder({ therapyId: undefined, drug: 'nothing known' }),
    });
    expect(orderTold(unknown, undefined)).toEqual({ doses: [] });
  });
});
