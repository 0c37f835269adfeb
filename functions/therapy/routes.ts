import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';
import { DoseUnitName } from './dose-unit.ts';

/** What an order form needs to know of a therapy; clinical facts stay with the rules that use them. */
export const TherapyForm = z.object({
  therapyId: z.string(),
  called: z.string(),
  class: z.string(),
  route: z.enum(['IV', 'SC']),
  products: z.array(z.object({ called: z.string(), hcpcs: z.array(z.string()) })),
  /** Units a dose may be ordered in. */
  units: z.array(DoseUnitName),
  /** Usual ways of dosing, to choose from; the order is still the prescriber's. */
  regimens: z.array(
    z.object({
      use: z.string(),
      dose: z.string(),
      unit: DoseUnitName,
      loadingDose: z.string().optional(),
      loadingDays: z.array(z.number().int()).optional(),
      steadyFrom: z.number().int().optional(),
      everyDays: z.number().int().optional(),
    }),
  ),
  /** What such an order is asked for beyond what every order is. */
  asked: z.array(z.string()),
});
export type TherapyForm = z.infer<typeof TherapyForm>;

export const therapyRoutes = defineRoutes({
  'GET /therapies': {
    function: 'list-therapies',
    summary: 'The therapies of the catalogue, as an order form needs them',
    access: ['referrer', 'system', 'coordinator', 'clinician', 'scheduler', 'admin'],
    success: { status: 200, body: z.object({ items: z.array(TherapyForm) }) },
  },
});
