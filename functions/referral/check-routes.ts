import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { Quantity } from '../platform/quantity.ts';
import { Account } from './account.ts';
import { Finding, ReferralStatus } from './referral.ts';
import { orderBodies } from './routes.ts';

/** What would be found of an order if it were sent now. */
export const OrderChecked = z.object({
  status: ReferralStatus,
  findings: z.array(Finding),
  account: Account.optional(),
  therapyId: z.string().optional(),
  drug: z.string(),
  doses: z.array(z.object({ ordered: Quantity, amount: Quantity.optional() })).meta({
    description: 'Each amount of the order, and what it comes to by the newest measurements',
  }),
  /** Within which amounts the therapy is dosed. */
  bounds: z
    .object({
      unit: z.string(),
      per: z.string(),
      only: z.array(z.string()).optional(),
      usualFrom: z.string().optional(),
      usualTo: z.string().optional(),
      most: z.string().optional(),
    })
    .optional(),
});
export type OrderChecked = z.infer<typeof OrderChecked>;

/** For receiving alone: the functions of a referral that stands do not carry it. */
export const checkRoutes = defineRoutes({
  'POST /referrals/check': {
    function: 'receive-referral',
    summary: 'Learn what would be found of an order, and what its doses come to; nothing is kept',
    access: ['referrer', 'system', 'coordinator'],
    body: z.looseObject({}),
    contentTypes: orderBodies,
    success: { status: 200, body: OrderChecked },
    problems: {
      'bundle-invalid': 'elements of the bundle cannot be read; each is named with its remedy',
      'submission-invalid': 'fields of the native form cannot be read; each is named',
      'not-your-practice': 'the order names a practice that the caller does not work for',
    },
  },
});
