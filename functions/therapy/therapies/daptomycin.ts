import { kidney, outpatientAntibiotic, screened } from '../classes/outpatient-antibiotic.ts';
import { billed, evidence, inMg, lab } from '../shared.ts';
import { general, high, low, medium, rxnormMappings, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const daptomycinLabel = 'https://medlibrary.org/lib/rx/meds/daptomycin-5/page/2/';

export const daptomycin: Therapy = {
  ...outpatientAntibiotic,
  id: 'daptomycin',
  name: 'Daptomycin',
  drugClass: 'lipopeptide antibiotic',
  hcpcs: [
    billed('J0878', '1'),
    billed('J0873', '1', { product: 'Xellia' }),
    billed('J0872', '1', { product: 'Xellia, unrefrigerated' }),
    billed('J0874', '1', { product: 'Baxter' }),
    billed('J0877', '1', { product: 'Hospira' }),
  ],
  rxnorm: ['403920', '404652', '1731099', '1996246', '2632127', '2632130', '2632132', '2632133'],
  names: ['daptomycin', 'cubicin'],
  icd10: [
    { prefix: 'A41', text: 'sepsis' },
    { prefix: 'R78.81', text: 'bacteremia' },
    { prefix: 'I33.0', text: 'endocarditis' },
    { prefix: 'L03', text: 'skin infection' },
    { prefix: 'M86', text: 'osteomyelitis' },
  ],
  regimens: [
    { use: 'skin infection', dose: '4', unit: 'mg/kg', everyDays: 1 },
    {
      use: 'bacteremia',
      dose: '6-10',
      unit: 'mg/kg',
      everyDays: 1,
      kidney: { below: '30', everyDays: 2 },
    },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '4',
    softMax: '10',
    hardMax: '12',
    ...medium(daptomycinLabel),
  },
  furtherBounds: [{ unit: 'mg/kg', per: 'day', hardMax: '12', ...medium(daptomycinLabel) }],
  vials: inMg('350', '500'),
  keeps: { minutes: 720, until: 'end', preparedBy: 'pharmacy', ...general },
  oncePerDay: true,
  infusionMinutes: { first: 30, subsequent: 2, ...high(daptomycinLabel) },
  screening: [
    kidney,
    // The drug is stopped above 1000 U/L with signs, above 2000 U/L without (label).
    lab('creatine-kinase', 'creatine kinase (CPK)', ['2157-6'], {
      level: 'warn',
      withinDays: 14,
      limits: [{ unit: 'U/L', max: '1000' }],
      outside: 'block',
    }),
  ],
  allergens: ['daptomycin', 'cubicin'],
  weightNeeded: true,
  evidence: evidence({
    regimens: high(daptomycinLabel),
    rxnorm: high(rxnormMappings),
    screening: screened,
    competencies: low(verify),
  }),
};
