import { noKnownRisks } from '../risks.ts';
import { atHome, billed, evidence, inMilliliters, lab, nursedAtHome, placed } from '../shared.ts';
import { general, medium, priceFiles, sitePolicy, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { creatinineWithin, usual } from '../usual-ranges.ts';

const inMl = { unit: 'mL' } as const;

export const hydration: Therapy = {
  id: 'hydration',
  name: 'Intravenous hydration',
  drugClass: 'intravenous fluids',
  class: 'hydration',
  family: 'intravenous-fluid',
  measure: 'mL',
  route: 'IV',
  hcpcs: [
    billed('J7030', '1000', { ...inMl, product: 'sodium chloride 0.9 %, 1000 mL' }),
    billed('J7040', '500', { ...inMl, product: 'sodium chloride 0.9 %, 500 mL' }),
    billed('J7050', '250', { ...inMl, product: 'sodium chloride 0.9 %, 250 mL' }),
    billed('J7120', '1000', { ...inMl, product: 'lactated Ringer' }),
  ],
  rxnorm: [],
  names: [
    'sodium chloride 0.9',
    'normal saline',
    '0.9% sodium chloride',
    'lactated ringer',
    'lactated ringers',
    'ringer lactate',
    'ringers lactate',
    "ringer's lactate",
    '0.9 % sodium chloride',
    '0.9% nacl',
    'nacl 0.9',
    'intravenous hydration',
    'iv hydration',
    'iv fluids',
  ],
  icd10: [
    { prefix: 'E86', text: 'dehydration' },
    { prefix: 'O21.1', text: 'hyperemesis with metabolic disturbance' },
    { prefix: 'R11.2', text: 'nausea with vomiting' },
    { prefix: 'K31.84', text: 'gastroparesis' },
    { prefix: 'G90.A', text: 'postural orthostatic tachycardia' },
  ],
  regimens: [{ use: 'adults, up to daily', dose: '1000-3000', unit: 'mL' }],
  doseBounds: {
    unit: 'mL',
    per: 'day',
    softMin: '250',
    softMax: '2000',
    hardMax: '3000',
    ...general,
  },
  vials: inMilliliters('250', '500', '1000'),
  infusionMinutes: { first: 30, subsequent: 30, ...general },
  // A liter in two hours.
  rate: { of: 'amount-a-minute', first: '8.333334', subsequent: '8.333334' },
  fastest: { rate: '16.666667', ...general },
  observationMinutes: { first: 0, subsequent: 0, ...general },
  prepMinutes: 15,
  closeoutMinutes: 15,
  minGapDays: 1,
  toleranceDays: { before: 0, after: 1, ...general },
  risks: noKnownRisks,
  screening: [
    creatinineWithin(14),
    lab('potassium', 'potassium', ['2823-3', '6298-4'], {
      level: 'missing',
      withinDays: 14,
      ...usual.potassium,
    }),
    lab('sodium', 'sodium', ['2951-2'], { level: 'missing', withinDays: 14, ...usual.sodium }),
  ],
  allergens: [],
  reactionOrdersNeeded: false,
  premedicationNeeded: false,
  weightNeeded: false,
  firstDoseHome: { value: 'yes', reason: 'little risk for a stable patient', ...general },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'when watched more closely'],
      'infusion-center': ['allowed', 'a short visit'],
      home: ['allowed', 'for a stable patient'],
      'long-term-care': ['allowed', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  competencies: ['peripheral-access', 'fluid-balance'],
  access: { tissue: 'isotonic', central: 'no', ...general },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['hydration_iv', 'overload_signs', 'line_care'],
  adminCodes: [
    { code: '96360', text: 'hydration, first hour' },
    { code: '96361', text: 'hydration, each further hour' },
    ...nursedAtHome,
    {
      ...atHome('S9374', 'home hydration of one liter, per day'),
      perDose: { from: '0', below: '1000.000001' },
    },
    {
      ...atHome('S9375', 'home hydration of two liters, per day'),
      perDose: { from: '1000.000001', below: '2000.000001' },
    },
    {
      ...atHome('S9376', 'home hydration of three liters, per day'),
      perDose: { from: '2000.000001', below: '3000.000001' },
    },
  ],
  evidence: evidence({ hcpcs: medium(priceFiles), rxnorm: unsure }),
};
