import type { EnteredDrug } from './entered-drug.ts';
import { noKnownRisks } from './risks.ts';
import { type Setting, settings } from './setting.ts';
import { billed, evidence, infused, infusedAsComplexBiologic, nursedAtHome } from './shared.ts';
import { general } from './sources.ts';
import type { SettingRule, Therapy, ValueSource } from './therapy.ts';

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
