import { subcutaneousGlobulins } from '../classes/globulin-products.ts';
import {
  globulinAllergens,
  globulinGuide,
  globulinIndications,
} from '../classes/immune-globulin.ts';
import { codesOf } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import { evidence, inMg, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { iga, igg } from '../usual-ranges.ts';

const scDosing = 'https://www.hizentra.com/hcp/cidp-pi-dosing-administration';

export const scig: Therapy = {
  id: 'scig',
  name: 'Immune globulin, subcutaneous',
  drugClass: 'immune globulin',
  class: 'immune-globulin',
  family: 'immune-globulin',
  route: 'SC',
  hcpcs: codesOf(subcutaneousGlobulins),
  products: subcutaneousGlobulins,
  rxnorm: [],
  names: ['immune globulin subcutaneous', 'scig', 'hizentra', 'cuvitru', 'hyqvia'],
  icd10: globulinIndications,
  regimens: [
    { use: 'immune deficiency, a week', dose: '0.1-0.2', unit: 'g/kg', everyDays: 7 },
    { use: 'immune deficiency, two weeks at once', dose: '0.2-0.4', unit: 'g/kg', everyDays: 14 },
    { use: 'chronic inflammatory neuropathy, a week', dose: '0.2-0.4', unit: 'g/kg', everyDays: 7 },
  ],
  doseBounds: {
    unit: 'g/kg',
    per: 'week',
    softMin: '0.05',
    softMax: '0.4',
    hardMax: '0.4',
    ...medium(scDosing),
  },
  vials: inMg('1000', '2000', '4000', '10000'),
  infusionMinutes: { first: 90, subsequent: 60, ...medium(scDosing) },
  observationMinutes: { first: 30, subsequent: 0, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 1,
  // A month at once is how it is given into a vein.
  mostGapDays: 21,
  toleranceDays: { before: 2, after: 2, ...general },
  risks: { ...noKnownRisks, liveVaccine: 'warn' },
  screening: [iga('warn'), igg],
  allergens: globulinAllergens,
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'yes',
    reason: 'without a prior reaction, taught by a nurse over several visits',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'rarely'],
      'infusion-center': ['conditional', 'for training only'],
      home: ['allowed', 'preferred'],
      'long-term-care': ['allowed', 'the staff can give it'],
    },
    high(scDosing),
  ),
  competencies: ['self-infusion-teaching', 'infusion-reaction', 'immune-globulin'],
  access: { tissue: 'none', central: 'no', ...high(scDosing) },
  boxedWarning: 'thrombosis',
  hazardous: false,
  dosingPattern: 'intermittent',
  nurseVisits: {
    everyDays: 7,
    atMost: 3,
    firstMinutes: 165,
    subsequentMinutes: 105,
    ...general,
  },
  educationTopics: [
    'self_infusion_SC',
    'sites_rotation',
    'logbook_lot_numbers',
    'sharps_waste',
    'clot_symptoms',
  ],
  adminCodes: [
    { code: '96369', text: 'subcutaneous infusion, first hour' },
    ...nursedAtHome,
    { code: 'S9338', text: 'home immunotherapy, per day', settings: ['home'] },
  ],
  evidence: evidence({ regimens: high(scDosing), icd10: medium(globulinGuide) }),
};
