import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import {
  billed,
  byPrescriber,
  evidence,
  infusedAsComplexBiologic,
  inMg,
  lab,
  nursedAtHome,
  placed,
} from '../shared.ts';
import { general, high, low, medium, rxnormMappings, unsure, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const label = 'https://www.empr.com/drug/leqembi/';
const imaging =
  'https://www.drugs.com/fda/fda-recommend-additional-earlier-mri-monitoring-patients-alzheimer-s-leqembi-lecanemab-14766.html';
const watching = 'https://leqembihcp.com/treat-and-monitor/monitor-for-safety';

const products: readonly Product[] = [
  branded('Leqembi', [billed('J0174', '1', { from: '2023-07-06' })], {
    names: ['lecanemab-irmb'],
    rxnorm: ['2626153', '2626156'],
    ndc: ['62856-0212', '62856-0215'],
  }),
];

export const lecanemab: Therapy = {
  id: 'lecanemab',
  name: 'Lecanemab',
  drugClass: 'amyloid antibody',
  class: 'biologic',
  family: 'amyloid-antibody',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['2626143'],
  names: ['lecanemab', 'lecanemab-irmb', 'leqembi'],
  icd10: [
    { prefix: 'G30', text: "Alzheimer's disease" },
    { prefix: 'G31.84', text: 'mild cognitive impairment' },
  ],
  regimens: [
    { use: "early Alzheimer's disease", dose: '10', unit: 'mg/kg', everyDays: 14 },
    { use: 'after 18 months', dose: '10', unit: 'mg/kg', everyDays: 28, later: true },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '9.5',
    softMax: '10.5',
    hardMax: '10.5',
    ...high(label),
  },
  vials: inMg('200', '500'),
  keeps: { minutes: 240, until: 'end', preparedBy: 'pharmacy', ...unsure },
  infusionMinutes: { first: 60, subsequent: 60, ...high(label) },
  observationMinutes: { first: 180, subsequent: 30, ...general },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 10,
  toleranceDays: { before: 3, after: 4, ...general },
  risks: noKnownRisks,
  screening: [
    lab('brain-mri', 'MRI of the brain', ['24590-2', '30657-1', '24587-8', '24589-4'], {
      level: 'missing',
      withinDays: 365,
      againBefore: [3, 5, 7, 14],
      positive: 'block',
    }),
    lab('apoe', 'ApoE genotype, or a note that it was declined', ['21619-2'], {
      level: 'warn',
      withinDays: 36_500,
      ...byPrescriber,
      descriptive: true,
    }),
  ],
  allergens: ['lecanemab', 'leqembi'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'reactions come hours after the first dose; imaging must be near',
    ...medium(watching),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'any dose'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['conditional', 'after the early doses, where the provider has a protocol'],
      'long-term-care': ['not-usual', 'not usually given there'],
    },
    low(verify),
  ),
  competencies: [...forBiologics, 'amyloid-imaging-watch'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  boxedWarning: 'swelling and bleeding in the brain (ARIA)',
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'lecanemab_ARIA',
    'MRI_appointments',
    'stroke_call_911_tell_on_lecanemab',
    'caregiver_plan',
  ],
  adminCodes: [...infusedAsComplexBiologic, ...nursedAtHome],
  evidence: evidence({
    rxnorm: high(rxnormMappings),
    regimens: medium(label),
    screening: high(imaging),
    competencies: medium(watching),
    boxedWarning: high('https://www.cancertherapyadvisor.com/drug/leqembi/'),
  }),
};
