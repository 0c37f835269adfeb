import { ironAllergens, ironAtHome, ironStudies } from '../classes/iron.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import {
  billed,
  evidence,
  infused,
  inMg,
  lab,
  nursedAtHome,
  placed,
  sentLately,
} from '../shared.ts';
import { general, high, low, sitePolicy } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const ferricDosing = 'https://www.drugs.com/dosage/injectafer.html';

const products: readonly Product[] = [
  branded('Injectafer', [billed('J1439', '1')], { ndc: ['00517-0602', '00517-0650'] }),
];

export const ferricCarboxymaltose: Therapy = {
  id: 'ferric_carboxymaltose',
  name: 'Ferric carboxymaltose',
  drugClass: 'intravenous iron',
  class: 'iron',
  family: 'iv-iron',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: [],
  names: ['ferric carboxymaltose', 'injectafer'],
  icd10: [
    { prefix: 'D50', text: 'iron deficiency anemia' },
    { prefix: 'D63.1', text: 'anemia in chronic kidney disease' },
    { prefix: 'E61.1', text: 'iron deficiency' },
  ],
  regimens: [
    { use: 'iron deficiency, from 50 kg', dose: '750', unit: 'mg', loadingDays: [0, 7] },
    { use: 'iron deficiency, under 50 kg', dose: '15', unit: 'mg/kg', loadingDays: [0, 7] },
    { use: 'heart failure', dose: '500-1000', unit: 'mg', loadingDays: [0, 42] },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMax: '15',
    hardMax: '20',
    maxPerDoseMg: '1000',
    ...high(ferricDosing),
  },
  furtherBounds: [
    // Not a flat 750 mg.
    {
      unit: 'mg/kg',
      per: 'dose',
      belowKg: '50',
      softMax: '15',
      hardMax: '15',
      ...high(ferricDosing),
    },
    { unit: 'mg', per: 'days', days: 28, hardMax: '1500', ...high(ferricDosing) },
  ],
  vials: inMg('100', '750', '1000'),
  infusionMinutes: { first: 15, subsequent: 15, ...high(ferricDosing) },
  observationMinutes: { first: 30, subsequent: 30, ...general },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 7,
  toleranceDays: { before: 0, after: 7, ...general },
  risks: noKnownRisks,
  screening: [
    ...ironStudies,
    // It lowers phosphate, and low phosphate is corrected first (label).
    lab('phosphate', 'phosphate', ['2777-1'], {
      ...sentLately(90),
      limits: [{ unit: 'mg/dL', min: '2.5' }],
      outside: 'warn',
      critical: [{ unit: 'mg/dL', min: '2' }],
    }),
  ],
  allergens: ironAllergens,
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: ironAtHome,
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'when watched more closely'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['conditional', 'where the payer allows, with a nurse and a reaction kit'],
      'long-term-care': ['conditional', 'with a nurse and a reaction kit'],
    },
    low(sitePolicy),
  ),
  competencies: ['peripheral-access', 'infusion-reaction', 'iron-infusion'],
  access: { tissue: 'irritant', central: 'no', ...general },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['iron_infusion', 'delayed_arthralgia', 'low_phosphate_signs', 'skin_staining'],
  adminCodes: [...infused.slice(0, 1), ...nursedAtHome],
  evidence: evidence({ regimens: high(ferricDosing), screening: high(ferricDosing) }),
};
