import { outpatientAntibiotic, screened } from '../classes/outpatient-antibiotic.ts';
import { billed, evidence, inMg } from '../shared.ts';
import { high, medium, rxnormCohorts, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { creatinineWithin } from '../usual-ranges.ts';

export const ceftriaxone: Therapy = {
  ...outpatientAntibiotic,
  id: 'ceftriaxone',
  name: 'Ceftriaxone',
  drugClass: 'cephalosporin antibiotic',
  hcpcs: [billed('J0696', '250')],
  rxnorm: ['2193', '309090', '309092', '1665005', '1665021', '1665046'],
  names: ['ceftriaxone', 'rocephin'],
  icd10: [
    { prefix: 'M86', text: 'osteomyelitis' },
    { prefix: 'I33.0', text: 'endocarditis' },
    { prefix: 'A69.2', text: 'Lyme disease' },
    { prefix: 'G00', text: 'bacterial meningitis' },
    { prefix: 'J13', text: 'pneumonia' },
    { prefix: 'J15', text: 'pneumonia' },
    { prefix: 'J18', text: 'pneumonia' },
  ],
  regimens: [{ use: 'infections', dose: '1-2', unit: 'g', everyDays: 1 }],
  doseBounds: {
    unit: 'mg',
    per: 'day',
    softMin: '1000',
    softMax: '4000',
    hardMax: '4000',
    maxPerDoseMg: '4000',
    ...medium(verify),
  },
  vials: inMg('250', '500', '1000', '2000'),
  infusionMinutes: { first: 30, subsequent: 30, ...medium(verify) },
  screening: [{ ...creatinineWithin(14), level: 'warn' }],
  allergens: ['ceftriaxone', 'rocephin'],
  weightNeeded: false,
  evidence: evidence({ rxnorm: high(rxnormCohorts), screening: screened }),
};
