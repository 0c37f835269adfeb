import * as z from 'zod';
import { Decimal } from '../platform/quantity.ts';
import { oneLine, text } from '../platform/text.ts';
import { doseUnits, measureOf } from './dose-unit.ts';
import { Setting } from './setting.ts';
import { competencies } from './therapy.ts';

const Minutes = z.strictObject({
  first: z.number().int().min(0).max(1440),
  subsequent: z.number().int().min(0).max(1440),
});

/**
 * Codes that stand for any drug without one of its own: a payer knows by its NDC which drug is billed.
 * Names of HCPCS; that the NDC goes with them: CMS claims processing manual, general knowledge - verify.
 */
const unclassified: readonly string[] = ['C9399', 'J3490', 'J3590', 'J7999', 'J8999', 'J9999'];

/**
 * A drug that the catalogue does not know, as a pharmacist enters it for one order: what planning,
 * asking the payer and teaching need to know of it.
 */
export const EnteredDrug = z
  .strictObject({
    name: oneLine(100),
    route: z.enum(['IV', 'SC']),
    /** The billing code, and the amount that one unit of it stands for. */
    hcpcs: z.string().regex(/^[A-Z]\d{4}$/, 'must be a HCPCS code'),
    billingUnit: z.strictObject({ value: Decimal, unit: z.enum(['mg', 'mL', 'unit']) }),
    /** What is billed beside the code; a code of any drug is nothing without it. */
    ndc: z
      .string()
      .regex(/^\d{5}-\d{4}-\d{2}$/, 'must be an NDC of eleven digits, 12345-6789-01')
      .optional(),
    rxnorm: z
      .string()
      .regex(/^\d{1,8}$/, 'must be an RxNorm code')
      .optional(),
    /** Container sizes, in the unit of the billing code. */
    vials: z.array(Decimal).max(10).default([]),
    /** The most that one dose may be. */
    maxDose: z.strictObject({ value: Decimal, unit: z.enum(doseUnits) }),
    infusionMinutes: Minutes,
    observationMinutes: Minutes,
    minGapDays: z.number().int().min(1).max(365).optional(),
    competencies: z.array(z.enum(competencies)).min(1).max(12),
    settings: z.array(Setting).min(1).max(5),
    firstDoseAtHome: z.boolean().default(false),
    hazardous: z.boolean(),
    centralLine: z.boolean().default(false),
    reactionOrdersNeeded: z.boolean(),
    premedicationNeeded: z.boolean().default(false),
    educationTopics: z.array(oneLine(60)).min(1).max(12),
    /** What is watched during and after the infusion. */
    monitoring: text(500),
    /** Where this was read: the label, a guideline, a local policy. */
    source: oneLine(300),
  })
  .refine(({ billingUnit, maxDose }) => measureOf(maxDose.unit) === billingUnit.unit, {
    path: ['maxDose', 'unit'],
    message: 'must count the same as the unit of the billing code',
  })
  .refine(({ hcpcs, ndc }) => ndc !== undefined || !unclassified.includes(hcpcs), {
    path: ['ndc'],
    message: 'must be there: under an unclassified code a payer knows the drug by it',
  });
export type EnteredDrug = z.infer<typeof EnteredDrug>;
