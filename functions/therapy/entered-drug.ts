import * as z from 'zod';
import { Decimal } from '../platform/quantity.ts';
import { oneLine, text } from '../platform/text.ts';
import { doseUnits, measureOf } from './dose-unit.ts';
import { noKnownRisks } from './risks.ts';
import { Setting, settings } from './setting.ts';
import { billed, evidence, infused, infusedAsComplexBiologic, nursedAtHome } from './shared.ts';
import { general } from './sources.ts';
import { competencies, type SettingRule, type Therapy, type ValueSource } from './therapy.ts';

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

/** Stands as the therapy of an order whose drug a pharmacist has entered. */
export const enteredTherapyId = 'entered_drug';

const placedIn = (
  allowed: readonly Setting[],
  entered: ValueSource,
): Record<Setting, SettingRule> =>
  Object.fromEntries(
    settings.map((setting) => [
      setting,
      allowed.includes(setting)
        ? { status: 'allowed', reason: 'as the pharmacist entered it', ...entered }
        : { status: 'not-usual', reason: 'not entered by the pharmacist', ...entered },
    ]),
  ) as Record<Setting, SettingRule>;

/** The drug as a therapy: planned, placed, asked for and taught by what was entered. */
export const enteredTherapy = (drug: EnteredDrug): Therapy => {
  const entered = {
    source: `entered by a pharmacist: ${drug.source}`,
    confidence: 'medium',
  } as const;
  const { billingUnit, maxDose } = drug;
  return {
    id: enteredTherapyId,
    name: drug.name,
    drugClass: 'entered by a pharmacist for this order',
    class: 'entered',
    measure: billingUnit.unit,
    family: `entered: ${drug.name.toLowerCase()}`,
    route: drug.route,
    hcpcs: [
      billed(drug.hcpcs, billingUnit.value, { unit: billingUnit.unit, source: entered.source }),
    ],
    rxnorm: drug.rxnorm ? [drug.rxnorm] : [],
    names: [drug.name.toLowerCase()],
    icd10: [],
    regimens: [],
    doseBounds: { unit: maxDose.unit, per: 'dose', hardMax: maxDose.value, ...entered },
    vials: drug.vials.map((value) => ({ value, unit: billingUnit.unit })),
    infusionMinutes: { ...drug.infusionMinutes, ...entered },
    observationMinutes: { ...drug.observationMinutes, ...entered },
    prepMinutes: drug.hazardous ? 60 : 30,
    closeoutMinutes: 15,
    ...(drug.minGapDays ? { minGapDays: drug.minGapDays } : {}),
    toleranceDays: { before: 0, after: 1, ...general },
    // Of a drug that nobody has looked up, a live vaccine is told.
    risks: { ...noKnownRisks, liveVaccine: 'warn' },
    screening: [],
    allergens: [drug.name.toLowerCase()],
    reactionOrdersNeeded: drug.reactionOrdersNeeded,
    premedicationNeeded: drug.premedicationNeeded,
    weightNeeded: /kg|m2|AUC/.test(maxDose.unit),
    firstDoseHome: {
      value: drug.firstDoseAtHome ? 'yes' : 'no',
      reason: 'as the pharmacist entered it',
      ...entered,
    },
    settings: placedIn(drug.settings, entered),
    competencies: drug.competencies,
    access: { tissue: 'irritant', central: drug.centralLine ? 'yes' : 'no', ...entered },
    ...(drug.hazardous ? { siteCertification: { tag: 'hazardous-drugs' } } : {}),
    hazardous: drug.hazardous,
    dosingPattern: 'intermittent',
    educationTopics: drug.educationTopics,
    adminCodes: [...(drug.hazardous ? infusedAsComplexBiologic : infused), ...nursedAtHome],
    evidence: evidence({
      hcpcs: entered,
      rxnorm: entered,
      vials: entered,
      competencies: entered,
      education: entered,
      hazardous: entered,
    }),
  };
};
