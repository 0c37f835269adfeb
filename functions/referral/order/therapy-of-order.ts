import type { Policy } from '../../therapy/policy.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import { lookUpTherapy } from '../../therapy/therapy-catalogue.ts';
import type { Order } from '../referral.ts';

/** The therapy of an order as the label of its product has it, under a local policy. */
export const therapyOfOrder = (
  order: Order,
  policy?: Policy | null,
  therapyId = order.therapyId,
): Therapy | undefined => lookUpTherapy(therapyId, order.entered, policy, order);
