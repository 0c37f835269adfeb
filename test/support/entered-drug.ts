import { EnteredDrug } from '../../functions/therapy/entered-drug.ts';

/** Ferumoxytol, as a pharmacist would enter it; name only what your case needs to differ. */
export const anEnteredDrug = (different: Partial<EnteredDrug> = {}): EnteredDrug =>
  EnteredDrug.parse({
    name: 'Ferumoxytol',
    route: 'IV',
    hcpcs: 'Q0138',
    billingUnit: { value: '1', unit: 'mg' },
    vials: ['510'],
    maxDose: { value: '510', unit: 'mg' },
    infusionMinutes: { first: 15, subsequent: 15 },
    observationMinutes: { first: 30, subsequent: 30 },
    minGapDays: 3,
    competencies: ['peripheral-access', 'infusion-reaction', 'iron-infusion'],
    settings: ['infusion-center', 'hospital-outpatient'],
    hazardous: false,
    reactionOrdersNeeded: true,
    educationTopics: ['iron_infusion'],
    monitoring: 'Blood pressure before, during and for 30 minutes after.',
    source: 'label of ferumoxytol, section 2',
    ...different,
  });
