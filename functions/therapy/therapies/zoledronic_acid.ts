import { creatinineCodes } from '../creatinine.ts';
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
  pregnancy,
} from '../shared.ts';
import { general, high, medium, rxnormMappings, sitePolicy, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const zoledronicDosing = 'https://www.cancertherapyadvisor.com/drug/reclast/';

/** What both labels ask for before a dose. */
const calcium = lab('calcium', 'serum calcium', ['17861-6', '2000-8', '29265-6', '46099-8'], {
  level: 'missing',
  // Low calcium is corrected first, says the label; the limit: usual range of adults.
  limits: [
    { unit: 'mg/dL', min: '8.5' },
    { unit: 'mmol/L', min: '2.12' },
  ],
  outside: 'block',
  corrected: 'for-albumin',
});

const products: readonly Product[] = [
  branded('Reclast', [billed('J3489', '1')], { rxnorm: ['705824'], ndc: ['00078-0435'] }),
  branded('Zometa', [billed('J3489', '1')], {
    rxnorm: ['351945', '1865665', '1114087', '1114085', '351114'],
    ndc: ['00078-0387', '00078-0590'],
    vials: inMg('4'),
    // 4 mg, or less for the kidney; the other brand is 5 mg.
    toldBy: { from: '3', to: '4' },
    otherwise: {
      icd10: [
        { prefix: 'C79.5', text: 'metastases of bone' },
        { prefix: 'C90.0', text: 'multiple myeloma' },
        { prefix: 'E83.52', text: 'hypercalcemia of malignancy' },
      ],
      regimens: [
        { use: 'bone metastases, myeloma', dose: '4', unit: 'mg', everyDays: 28 },
        { use: 'bone metastases, later on', dose: '4', unit: 'mg', everyDays: 84, later: true },
      ],
      // Down to 3 mg where the kidney clears less.
      doseBounds: { unit: 'mg', per: 'dose', softMin: '3', softMax: '4', hardMax: '4', ...general },
      minGapDays: 21,
      // Every six months for the bones after cancer of the breast: general knowledge - verify.
      mostGapDays: 190,
      toleranceDays: { before: 0, after: 4, ...general },
      screening: [
        lab(
          'creatinine-clearance',
          'creatinine, or its clearance,',
          [...creatinineCodes, '2164-2', '35591-7'],
          { level: 'missing', withinDays: 30, judgedBy: 'kidney' },
        ),
        calcium,
        pregnancy,
      ],
    },
  }),
];

export const zoledronicAcid: Therapy = {
  id: 'zoledronic_acid',
  name: 'Zoledronic acid',
  drugClass: 'bisphosphonate',
  class: 'bone',
  family: 'bisphosphonate',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: [],
  names: ['zoledronic acid', 'reclast', 'zometa'],
  icd10: [
    { prefix: 'M81', text: 'osteoporosis' },
    { prefix: 'M80', text: 'osteoporosis with fracture' },
    { prefix: 'M88', text: "Paget's disease of bone" },
  ],
  regimens: [
    { use: 'osteoporosis', dose: '5', unit: 'mg', everyDays: 364 },
    { use: 'prevention of osteoporosis', dose: '5', unit: 'mg', everyDays: 728 },
    { use: "Paget's disease, once", dose: '5', unit: 'mg' },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '4',
    softMax: '5',
    hardMax: '5',
    ...high(zoledronicDosing),
  },
  vials: inMg('5'),
  infusionMinutes: { first: 15, subsequent: 15, ...high(zoledronicDosing) },
  fastest: { minutes: 15, ...high(zoledronicDosing) },
  observationMinutes: { first: 15, subsequent: 15, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 330,
  toleranceDays: { before: 0, after: 28, ...general },
  risks: { ...noKnownRisks, harmsUnborn: true, passesIntoMilk: true },
  screening: [
    lab('creatinine-clearance', 'creatinine clearance', ['2164-2', '35591-7'], {
      level: 'missing',
      withinDays: 30,
      limits: [{ unit: 'mL/min', min: '35' }],
      outside: 'block',
    }),
    calcium,
    lab('vitamin-d', '25-OH vitamin D', ['62292-8', '1989-3'], {
      level: 'warn',
      withinDays: 365,
      limits: [{ unit: 'ng/mL', min: '20' }],
      outside: 'warn',
    }),
    pregnancy,
  ],
  allergens: ['zoledronic', 'bisphosphonate'],
  reactionOrdersNeeded: false,
  premedicationNeeded: false,
  weightNeeded: false,
  firstDoseHome: {
    value: 'conditional',
    reason: 'short, with few acute reactions',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'not needed for a stable patient'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['allowed', 'once a year'],
      'long-term-care': ['allowed', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  competencies: ['peripheral-access'],
  access: { tissue: 'irritant', central: 'no', ...general },
  // On the NIOSH list of 2016 for reproductive risk; the list of 2024 is to be checked.
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['zoledronic_infusion', 'flu_like_3days', 'calcium_vitD', 'jaw_thigh_pain'],
  adminCodes: [...infused.slice(0, 1), ...nursedAtHome],
  evidence: evidence({
    regimens: high(zoledronicDosing),
    rxnorm: high(rxnormMappings),
    screening: medium(zoledronicDosing),
  }),
};
