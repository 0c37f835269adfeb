import { decimal, type Quantity } from '../../platform/quantity.ts';
import type { Policy } from '../../therapy/policy.ts';
import type { DoseBounds } from '../../therapy/therapy.ts';
import type { Submission } from '../referral.ts';
import { amountsOf, orderedAmount } from './dose.ts';
import { therapyOfOrder } from './therapy-of-order.ts';

/** What an order's doses come to, and within which amounts its therapy is dosed. */
export type OrderTold = {
  doses: { ordered: Quantity; amount?: Quantity }[];
  bounds?: {
    unit: string;
    per: string;
    only?: string[];
    usualFrom?: string;
    usualTo?: string;
    most?: string;
  };
};

const boundsOf = (bounds: DoseBounds): NonNullable<OrderTold['bounds']> => {
  const { unit, per, days, softMin, softMax, hardMax, only } = bounds;
  return {
    unit,
    per: per === 'days' ? `${days} days` : per,
    ...(only ? { only: [...only] } : {}),
    ...(softMin ? { usualFrom: softMin } : {}),
    ...(softMax ? { usualTo: softMax } : {}),
    ...(hardMax ? { most: hardMax } : {}),
  };
};

/**
 * What each amount of an order comes to by its newest measurements, where that can be told, beside the
 * bounds of the catalogue or of a local policy.
 */
export const orderTold = (submission: Submission, policy: Policy | undefined): OrderTold => {
  const { order } = submission;
  const therapy = therapyOfOrder(order, policy);
  if (!therapy) return { doses: [] };
  return {
    doses: amountsOf(order).map((dose) => {
      const amount = orderedAmount(submission, therapy, dose);
      return {
        ordered: dose,
        ...(amount === undefined
          ? {}
          : { amount: { value: decimal(amount), unit: therapy.measure ?? 'mg' } }),
      };
    }),
    bounds: boundsOf(therapy.doseBounds),
  };
};
