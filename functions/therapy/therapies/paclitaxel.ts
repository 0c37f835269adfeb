import {
  bloodCounts,
  chemotherapy,
  cyclePregnancy,
  hazardousList,
} from '../classes/chemotherapy.ts';
import { billed, evidence, hepatitisB, infusedAsComplexBiologic, inMg, lab } from '../shared.ts';
import { general, high, medium, rxnormCohorts } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const dosing = 'https://pfizermedicalinformation.com/paclitaxel/dosage-admin';
const boxed = 'http://blackboxrx.com/app/display.php?id=134';

export const paclitaxel: Therapy = {
  ...chemotherapy,
  id: 'paclitaxel',
  name: 'Paclitaxel',
  drugClass: 'taxane',
  family: 'taxane',
  hcpcs: [billed('J9267', '1')],
  rxnorm: ['56946', '312199'],
  names: ['paclitaxel', 'taxol'],
  icd10: [
    { prefix: 'C50', text: 'breast cancer' },
    { prefix: 'C56', text: 'ovarian cancer' },
    { prefix: 'C34', text: 'lung cancer' },
    { prefix: 'Z51.11', text: 'encounter for chemotherapy' },
  ],
  regimens: [
    { use: 'every three weeks, over three hours', dose: '135-175', unit: 'mg/m2', everyDays: 21 },
    { use: 'weekly, over an hour', dose: '80', unit: 'mg/m2', everyDays: 7 },
  ],
  doseBounds: {
    unit: 'mg/m2',
    per: 'dose',
    softMin: '50',
    softMax: '175',
    hardMax: '200',
    maxPerDoseMg: '420',
    ...medium(dosing),
  },
  furtherBounds: [
    { unit: 'mg/m2', per: 'days', days: 20, softMax: '240', hardMax: '300', ...general },
  ],
  vials: inMg('30', '100', '300'),
  infusionMinutes: { first: 180, subsequent: 180, ...high(dosing) },
  // The weekly dose runs an hour; what is given every three weeks runs three, and never less.
  minutesUpTo: [
    { dose: { value: '90', unit: 'mg/m2' }, minutes: 60 },
    { dose: { value: '200', unit: 'mg/m2' }, minutes: 180 },
  ],
  fastest: { minutes: 60, ...high(dosing) },
  observationMinutes: { first: 60, subsequent: 30, ...general },
  minGapDays: 6,
  screening: [
    ...bloodCounts,
    lab('bilirubin', 'bilirubin', ['1975-2'], {
      level: 'missing',
      withinDays: 14,
      ...usual.bilirubin,
    }),
    lab('liver', 'liver panel', ['1920-8', '1742-6'], {
      level: 'missing',
      withinDays: 14,
      ...usual.liver,
    }),
    hepatitisB('missing'),
    cyclePregnancy,
  ],
  allergens: ['paclitaxel', 'taxol', 'castor oil', 'cremophor', 'taxane'],
  firstDoseHome: {
    value: 'no',
    reason: 'severe hypersensitivity: only where it can be managed',
    ...high(boxed),
  },
  access: { tissue: 'vesicant', central: 'serial', ...general },
  boxedWarning: 'anaphylaxis and severe hypersensitivity; low neutrophils',
  educationTopics: [
    'chemo_general',
    'neutropenic_fever',
    'neuropathy',
    'hair_loss',
    'contraception',
    'hazardous_at_home_48h',
  ],
  adminCodes: infusedAsComplexBiologic,
  evidence: evidence({
    rxnorm: high(rxnormCohorts),
    regimens: medium(dosing),
    screening: high(boxed),
    boxedWarning: high(boxed),
    hazardous: medium(hazardousList),
  }),
};
