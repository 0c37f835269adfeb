import { intravenousGlobulins } from '../classes/globulin-products.ts';
import {
  globulinAllergens,
  globulinGuide,
  globulinIndications,
  globulinLabel,
} from '../classes/immune-globulin.ts';
import { codesOf } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import {
  creatinine,
  evidence,
  infused,
  inMg,
  nursedAtHome,
  oneFormsTolerance,
  placed,
} from '../shared.ts';
import {
  general,
  high,
  infusionPolicy,
  medium,
  rxnormMappings,
  sitePolicy,
  unsure,
} from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { iga, igg } from '../usual-ranges.ts';

const gammagardLabel =
  'https://hm-online.eztelemed.com/drugs/6812/view (Gammagard Liquid label text)';

export const ivig: Therapy = {
  id: 'ivig',
  name: 'Immune globulin, intravenous',
  drugClass: 'immune globulin',
  class: 'immune-globulin',
  family: 'immune-globulin',
  route: 'IV',
  hcpcs: codesOf(intravenousGlobulins),
  products: intravenousGlobulins,
  rxnorm: ['343818'],
  names: [
    'immune globulin intravenous',
    'immune globulin',
    'ivig',
    'gammagard',
    'privigen',
    'octagam',
    'gamunex-c',
    'panzyga',
    'bivigam',
  ],
  icd10: [
    ...globulinIndications,
    { prefix: 'G61.82', text: 'multifocal motor neuropathy' },
    { prefix: 'D69.3', text: 'immune thrombocytopenia' },
    { prefix: 'G70.01', text: 'myasthenia gravis with exacerbation' },
    { prefix: 'M33', text: 'dermatomyositis' },
  ],
  regimens: [
    { use: 'immune deficiency', dose: '0.3-0.8', unit: 'g/kg', everyDays: 28 },
    {
      use: 'nerve and muscle disease, per course',
      loadingDose: '2',
      dose: '0.5-2',
      unit: 'g/kg',
      everyDays: 21,
    },
  ],
  doseBounds: {
    unit: 'g/kg',
    per: 'course',
    softMin: '0.2',
    softMax: '2.4',
    hardMax: '2.4',
    ...medium(globulinLabel),
  },
  furtherBounds: [
    { unit: 'g/kg', per: 'days', days: 13, hardMax: '2.4', ...medium(globulinLabel) },
    { unit: 'g/kg', per: 'day', softMax: '1', ...general },
  ],
  vials: inMg('1000', '2500', '5000', '10000', '20000', '30000'),
  infusionMinutes: { first: 240, subsequent: 180, ...medium(globulinLabel) },
  fastest: { rate: '12', of: 'amount-a-minute-per-kg', ...general },
  observationMinutes: { first: 60, subsequent: 30, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 14,
  toleranceDays: { before: 4, after: 4, ...oneFormsTolerance },
  risks: { ...noKnownRisks, liveVaccine: 'warn' },
  screening: [iga('missing'), creatinine, igg],
  allergens: globulinAllergens,
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'first dose or a new product in a monitored place; then home is usual',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'first dose, severe reaction, heart or kidney risk'],
      'infusion-center': ['allowed', 'the usual place of first doses'],
      home: ['allowed', 'usual after a tolerated first dose; the nurse stays throughout'],
      'long-term-care': ['conditional', 'with the nurses of the house and a reaction kit'],
    },
    high(`${sitePolicy}; ${infusionPolicy}`),
  ),
  competencies: ['peripheral-access', 'infusion-reaction', 'rate-titration', 'immune-globulin'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  boxedWarning: 'thrombosis; kidney failure',
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'ig_therapy',
    'drink_fluids',
    'headache_aseptic_meningitis',
    'clot_symptoms',
    'live_vaccine_delay_MMR_varicella',
    'line_care',
  ],
  adminCodes: [
    ...infused,
    ...nursedAtHome,
    { code: 'S9338', text: 'home immunotherapy, per day', settings: ['home'] },
  ],
  evidence: evidence({
    regimens: high(globulinLabel),
    boxedWarning: high(gammagardLabel),
    rxnorm: high(rxnormMappings),
    icd10: medium(globulinGuide),
    screening: high(globulinLabel),
  }),
};
