import {
  kidney,
  opatGuideline,
  outpatientAntibiotic,
  screened,
} from '../classes/outpatient-antibiotic.ts';
import { billed, evidence, inMg, lab, sentLately } from '../shared.ts';
import { high, medium, rxnormCohorts, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const vancomycinConsensus =
  'https://kidney360.asnjournals.org (table citing the revised vancomycin consensus)';

const vancomycinStudy = 'https://pmc.ncbi.nlm.nih.gov/articles/PMC7358040';

export const vancomycin: Therapy = {
  ...outpatientAntibiotic,
  id: 'vancomycin',
  name: 'Vancomycin',
  drugClass: 'glycopeptide antibiotic',
  hcpcs: [
    // The day of the change from 500 mg to 10 mg units is not sourced: 50-fold if wrong.
    billed('J3373', '10', { from: '2025-07-01', source: `${verify} (first day)` }),
    billed('J3374', '10', {
      from: '2025-07-01',
      product: 'Mylan',
      source: `${verify} (first day)`,
    }),
    billed('J3375', '10', {
      from: '2025-07-01',
      product: 'Xellia',
      source: `${verify} (first day)`,
    }),
    billed('J3370', '500', { through: '2025-06-30', source: `${verify} (last day)` }),
    billed('J3372', '500', {
      through: '2025-06-30',
      product: 'Xellia',
      source: `${verify} (last day)`,
    }),
  ],
  rxnorm: [
    '11124',
    '239209',
    '313572',
    '1807508',
    '1807510',
    '1807511',
    '1807513',
    '1807516',
    '1807518',
    '2049888',
    '2049890',
    '2049891',
    '2118448',
    '2118449',
    '2387078',
    '2387079',
  ],
  names: ['vancomycin', 'vancocin'],
  icd10: [
    { prefix: 'M86', text: 'osteomyelitis' },
    { prefix: 'B95.62', text: 'methicillin-resistant staphylococcus' },
    { prefix: 'I33.0', text: 'endocarditis' },
    { prefix: 'A41.02', text: 'staphylococcal sepsis' },
  ],
  regimens: [
    {
      use: 'serious staphylococcal infection, every 8 to 12 hours',
      loadingDose: '20-35',
      dose: '15-20',
      unit: 'mg/kg',
    },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '10',
    softMax: '20',
    hardMax: '35',
    maxPerDoseMg: '3000',
    ...medium(vancomycinConsensus),
  },
  furtherBounds: [
    { unit: 'mg/kg', per: 'day', hardMax: '60', ...medium(vancomycinConsensus) },
    { unit: 'mg', per: 'day', softMax: '4000', hardMax: '4500', ...medium(vancomycinConsensus) },
  ],
  vials: inMg('500', '750', '1000', '1250', '1500', '2000'),
  infusionMinutes: { first: 90, subsequent: 60, ...high(vancomycinConsensus) },
  // A gram in an hour.
  rate: { of: 'amount-a-minute', first: '16.666667', subsequent: '16.666667' },
  fastest: { rate: '16.666667', ...high(vancomycinConsensus) },
  screening: [
    kidney,
    // Above 20 mg/L the kidneys are harmed (guideline of 2020).
    lab('trough', 'vancomycin trough', ['4092-3'], {
      ...sentLately(14),
      limits: [{ unit: 'ug/mL', max: '20' }],
      outside: 'block',
    }),
  ],
  allergens: ['vancomycin', 'vancocin', 'glycopeptide'],
  weightNeeded: true,
  access: { tissue: 'irritant', central: 'no', centralFromDays: 14, ...medium(opatGuideline) },
  evidence: evidence({
    regimens: high(vancomycinStudy),
    rxnorm: high(rxnormCohorts),
    screening: screened,
  }),
};
