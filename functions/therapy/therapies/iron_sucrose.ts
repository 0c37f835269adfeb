import { ironAllergens, ironAtHome, ironStudies } from '../classes/iron.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import {
  billed,
  byPrescriber,
  evidence,
  infused,
  inMg,
  lab,
  nursedAtHome,
  placed,
} from '../shared.ts';
import { general, high, low, medium, sitePolicy } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const sucroseDosing = 'https://venofer.com/dosing';

const sucroseLabel =
  'https://realvalueproducts.com/products/venofer-iv-sol-20mgml-5ml-x-10 (label text)';

const products: readonly Product[] = [
  branded('Venofer', [billed('J1756', '1')], {
    ndc: ['00517-2310', '00517-2325', '00517-2340', '49230-0530', '49230-0534'],
  }),
];

export const ironSucrose: Therapy = {
  id: 'iron_sucrose',
  name: 'Iron sucrose',
  drugClass: 'intravenous iron',
  class: 'iron',
  family: 'iv-iron',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['24909'],
  names: ['iron sucrose', 'venofer'],
  icd10: [
    { prefix: 'D63.1', text: 'anemia in chronic kidney disease' },
    { prefix: 'D50', text: 'iron deficiency anemia' },
  ],
  regimens: [
    {
      use: 'kidney disease without dialysis',
      dose: '200',
      unit: 'mg',
      loadingDays: [0, 3, 7, 10, 13],
    },
    { use: 'dialysis, at each session', dose: '100', unit: 'mg' },
    { use: 'peritoneal dialysis', dose: '300-400', unit: 'mg', loadingDays: [0, 14, 28] },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '100',
    softMax: '400',
    hardMax: '400',
    ages: 'adults',
    ...medium(sucroseDosing),
  },
  furtherBounds: [
    { unit: 'mg', per: 'days', days: 28, hardMax: '1000', ...high(sucroseDosing) },
    // Of the label for children with kidney disease: half a milligram for each kilogram.
    { unit: 'mg/kg', per: 'dose', ages: 'children', softMin: '0.4', softMax: '0.5', ...general },
    { unit: 'mg', per: 'dose', ages: 'children', hardMax: '100', ...general },
  ],
  vials: inMg('50', '100', '200'),
  oncePerDay: true,
  infusionMinutes: { first: 15, subsequent: 15, ...high(sucroseDosing) },
  minutesUpTo: [
    { dose: { value: '200', unit: 'mg' }, minutes: 15 },
    { dose: { value: '300', unit: 'mg' }, minutes: 90 },
    { dose: { value: '400', unit: 'mg' }, minutes: 150 },
  ],
  observationMinutes: {
    first: 30,
    subsequent: 30,
    ...high('https://prescriberpoint.com/therapies/venofer-b998ef3'),
  },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 1,
  toleranceDays: { before: 1, after: 3, ...general },
  risks: noKnownRisks,
  screening: [
    ...ironStudies,
    lab('kidney', 'kidney function (eGFR)', ['98979-8', '62238-1', '33914-3'], {
      level: 'warn',
      ...byPrescriber,
    }),
  ],
  allergens: ironAllergens,
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: false,
  firstDoseHome: ironAtHome,
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'when watched more closely'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['conditional', 'common after the first of repeated visits'],
      'long-term-care': ['conditional', 'with a nurse'],
    },
    low(sitePolicy),
  ),
  competencies: ['peripheral-access', 'infusion-reaction', 'iron-infusion'],
  access: { tissue: 'irritant', central: 'no', ...high(sucroseLabel) },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['iron_infusion', 'low_BP_after_iron'],
  adminCodes: [...infused.slice(0, 1), ...nursedAtHome],
  evidence: evidence({ regimens: high(sucroseDosing), screening: medium(sucroseDosing) }),
};
