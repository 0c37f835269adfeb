import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { suppressesImmunity } from '../risks.ts';
import {
  astBeside,
  billed,
  byPrescriber,
  evidence,
  hepatitisB,
  infused,
  inMg,
  lab,
  nursedAtHome,
  oneFormsTolerance,
  placed,
  tuberculosis,
} from '../shared.ts';
import { general, high, low, medium, sitePolicy, unsure, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const tocilizumabDosing = 'https://www.drugs.com/dosage/tocilizumab.html';

const tocilizumabLabel =
  'https://download.skyscape.com/download/ota/lonestar/3C52715-7DF0-47C4-BF2A-379E6E7AC9B5/skyscaperx.edxx/content/HTML/n/tu434.htm';

const products: readonly Product[] = [
  branded('Actemra', [billed('J3262', '1')], {
    rxnorm: ['895762', '1657975', '1657976', '1657980', '1657982'],
    ndc: ['50242-0135', '50242-0136', '50242-0137'],
  }),
  branded('Tofidence', [billed('Q5133', '1', { from: '2024-04-01' })], {
    names: ['tocilizumab-bavi'],
    rxnorm: ['2680299', '2680294', '2680297'],
  }),
  branded('Tyenne', [billed('Q5135', '1', { from: '2024-10-01' })], {
    names: ['tocilizumab-aazg'],
    rxnorm: ['2679438', '2679441', '2679443'],
    ndc: ['65219-0590', '65219-0592', '65219-0594'],
  }),
  branded('Avtozma', [billed('Q5156', '1')], {
    names: ['tocilizumab-anoh'],
    rxnorm: ['2705453', '2705448', '2705451'],
  }),
];

export const tocilizumab: Therapy = {
  id: 'tocilizumab',
  name: 'Tocilizumab',
  drugClass: 'IL-6 receptor blocker',
  class: 'biologic',
  family: 'il6-blocker',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['612865', '895758', '1162729', '1657973', '1657974', '1657979', '1657981'],
  names: ['tocilizumab', 'actemra', 'tofidence', 'tyenne', 'avtozma'],
  icd10: [
    { prefix: 'M05', text: 'rheumatoid arthritis' },
    { prefix: 'M06', text: 'rheumatoid arthritis' },
    { prefix: 'M31.5', text: 'giant cell arteritis' },
    { prefix: 'M31.6', text: 'giant cell arteritis' },
    { prefix: 'M08', text: 'juvenile arthritis' },
  ],
  regimens: [
    { use: 'rheumatoid arthritis', dose: '4-8', unit: 'mg/kg', everyDays: 28 },
    { use: 'juvenile arthritis of several joints', dose: '8-10', unit: 'mg/kg', everyDays: 28 },
    { use: 'systemic juvenile arthritis', dose: '8-12', unit: 'mg/kg', everyDays: 14 },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '4',
    softMax: '12',
    hardMax: '12',
    hardMaxAdult: '8',
    // Ten and twelve a kilogram are doses of children below 30 kg.
    asAdultFromKg: '30',
    maxPerDoseMg: '800',
    ...high(tocilizumabDosing),
  },
  furtherBounds: [
    {
      unit: 'mg/kg',
      per: 'days',
      days: 26,
      hardMax: '24',
      hardMaxAdult: '8',
      ...high(tocilizumabDosing),
    },
  ],
  vials: inMg('80', '200', '400'),
  infusionMinutes: { first: 60, subsequent: 60, ...high(tocilizumabDosing) },
  observationMinutes: { first: 30, subsequent: 15, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 14,
  toleranceDays: { before: 4, after: 4, ...oneFormsTolerance },
  risks: suppressesImmunity,
  screening: [
    tuberculosis('missing'),
    hepatitisB('warn'),
    lab('neutrophils', 'neutrophil count', ['751-8', '753-4'], {
      level: 'missing',
      limits: [
        { unit: '10*3/uL', min: '2' },
        { unit: '/uL', min: '2000' },
      ],
      outside: 'block',
    }),
    lab('platelets', 'platelet count', ['777-3', '26515-7'], {
      level: 'missing',
      limits: [
        { unit: '10*3/uL', min: '100' },
        { unit: '/uL', min: '100000' },
      ],
      outside: 'block',
    }),
    // One and a half times the upper limit, by a limit of 40 U/L.
    lab('liver', 'liver panel', ['1742-6'], {
      level: 'missing',
      limits: [{ unit: 'U/L', max: '60' }],
      outside: 'block',
    }),
    astBeside({ limits: [{ unit: 'U/L', max: '60' }], outside: 'block' }),
    lab('lipids', 'lipid panel', ['2093-3', '13457-7', '18262-6', '2571-8'], {
      level: 'warn',
      withinDays: 365,
      ...byPrescriber,
    }),
  ],
  allergens: ['tocilizumab', 'actemra'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'first dose in a facility; home later is common',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'start of therapy or unstable'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['allowed', 'after a tolerated dose'],
      'long-term-care': ['conditional', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  competencies: forBiologics,
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  boxedWarning: 'serious infections',
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'infection_risk_TB_HBV',
    'GI_perforation_symptoms',
    'live_vaccine_advice',
  ],
  adminCodes: [...infused, ...nursedAtHome],
  evidence: evidence({
    regimens: high(tocilizumabLabel),
    rxnorm: high('https://github.com/nmdp-ig/cibmtr-reporting-ig'),
    screening: high(tocilizumabDosing),
    competencies: low(verify),
  }),
};
