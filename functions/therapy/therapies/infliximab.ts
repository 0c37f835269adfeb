import { forBiologics } from '../classes/biologic.ts';
import { codesOf, type Product } from '../product.ts';
import { suppressesImmunity } from '../risks.ts';
import {
  billed,
  evidence,
  hepatitisB,
  infusedAsComplexBiologic,
  inMg,
  nursedAtHome,
  oneFormsTolerance,
  placed,
  tuberculosis,
} from '../shared.ts';
import {
  general,
  high,
  infusionPolicy,
  medium,
  ndcLists,
  rxnormCohorts,
  sitePolicy,
  unsure,
} from '../sources.ts';

import type { Therapy } from '../therapy.ts';

const infliximabLabel = 'https://www.drugs.com/dosage/infliximab.html';

const janssenLabel =
  'https://pdfslide.net/documents/janssen-biotech-inc-infliximab-infliximab-injection-.html';

const remicade: Product = {
  name: 'Remicade',
  names: [],
  hcpcs: [billed('J1745', '10')],
  rxnorm: ['213361'],
  ndc: ['57894-0030', '57894-0160'],
  ...medium(ndcLists),
};

export const infliximab: Therapy = {
  id: 'infliximab',
  name: 'Infliximab',
  drugClass: 'TNF blocker',
  class: 'biologic',
  family: 'tnf-blocker',
  route: 'IV',
  hcpcs: codesOf([remicade]),
  products: [remicade],
  // The ingredient, and its 100 mg vial without a brand.
  rxnorm: ['191831', '310994'],
  names: ['infliximab', 'remicade'],
  icd10: [
    { prefix: 'K50', text: "Crohn's disease" },
    { prefix: 'K51', text: 'ulcerative colitis' },
    { prefix: 'M05', text: 'rheumatoid arthritis' },
    { prefix: 'M06', text: 'rheumatoid arthritis' },
    { prefix: 'M45', text: 'ankylosing spondylitis' },
    { prefix: 'L40.5', text: 'psoriatic arthritis' },
    { prefix: 'L40.0', text: 'plaque psoriasis' },
  ],
  regimens: [
    {
      use: "Crohn's disease, colitis, psoriasis",
      dose: '5',
      unit: 'mg/kg',
      loadingDays: [0, 14, 42],
      everyDays: 56,
    },
    {
      use: 'rheumatoid arthritis, with methotrexate',
      dose: '3-10',
      unit: 'mg/kg',
      loadingDays: [0, 14, 42],
      everyDays: 56,
    },
    {
      use: 'ankylosing spondylitis',
      dose: '5',
      unit: 'mg/kg',
      loadingDays: [0, 14, 42],
      everyDays: 42,
    },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '3',
    softMax: '10',
    hardMax: '10',
    ...high(infliximabLabel),
  },
  vials: inMg('100'),
  keeps: { minutes: 180, until: 'start', preparedBy: 'nurse', ...general },
  infusionMinutes: { first: 120, subsequent: 120, ...high(infliximabLabel) },
  fastest: { minutes: 60, ...general },
  observationMinutes: { first: 60, subsequent: 30, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 28,
  toleranceDays: { before: 4, after: 4, ...oneFormsTolerance },
  risks: suppressesImmunity,
  screening: [tuberculosis('missing'), hepatitisB('missing')],
  allergens: ['infliximab', 'remicade', 'murine', 'mouse protein'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'infusion reactions: first doses in a facility, then home or an infusion center',
    ...medium(infusionPolicy),
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'first doses, prior severe reaction or unstable'],
      'infusion-center': ['allowed', 'preferred for loading and maintenance'],
      home: ['conditional', 'after uneventful loading; the nurse stays for the whole visit'],
      'long-term-care': ['conditional', 'only with a nurse and a reaction kit'],
    },
    high(sitePolicy),
  ),
  competencies: forBiologics,
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  boxedWarning: 'serious infections; malignancy',
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'infection_risk_TB_HBV',
    'live_vaccine_advice',
    'reaction_when_to_call',
  ],
  adminCodes: [...infusedAsComplexBiologic, ...nursedAtHome],
  evidence: evidence({
    regimens: high(infliximabLabel),
    boxedWarning: high(janssenLabel),
    rxnorm: high(rxnormCohorts),
    screening: high(infliximabLabel),
  }),
};
