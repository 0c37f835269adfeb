import {
  complementIndications,
  complementInhibitor,
  complementScreening,
  complementWarned,
} from '../classes/complement-inhibitor.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { billed, evidence, inMg, placed } from '../shared.ts';
import { general, high, medium, rxnormMappings, sitePolicy, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const label = 'https://www.psychiatryadvisor.com/drug/ultomiris/';
const dosing = 'https://ultomirisgmghcp.com/dosing';

const products: readonly Product[] = [
  branded('Ultomiris', [billed('J1303', '10')], {
    names: ['ravulizumab-cwvz'],
    rxnorm: ['2461140', '2461136'],
    ndc: ['25682-0025', '25682-0028'],
  }),
];

export const ravulizumab: Therapy = {
  ...complementInhibitor,
  id: 'ravulizumab',
  name: 'Ravulizumab',
  drugClass: 'complement C5 inhibitor, long acting',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['2107301'],
  names: ['ravulizumab', 'ravulizumab-cwvz', 'ultomiris'],
  icd10: complementIndications,
  regimens: [
    {
      use: 'all indications, from 40 kg',
      loadingDose: '2400-3000',
      dose: '3000-3600',
      unit: 'mg',
      loadingDays: [0],
      steadyFrom: 14,
      everyDays: 56,
      bands: [
        { from: '40', loadingDose: '2400', dose: '3000' },
        { from: '60', loadingDose: '2700', dose: '3300' },
        { from: '100', loadingDose: '3000', dose: '3600' },
      ],
    },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '2400',
    softMax: '3600',
    hardMax: '3600',
    maxPerDoseMg: '3600',
    ...high(label),
  },
  vials: inMg('300', '1100'),
  keeps: { minutes: 240, until: 'end', preparedBy: 'pharmacy', ...unsure },
  infusionMinutes: { first: 48, subsequent: 55, ...medium(dosing) },
  observationMinutes: { first: 60, subsequent: 60, ...high(`${label}; ${dosing}`) },
  minGapDays: 49,
  // The first maintenance dose has no such room; the plan keeps windows from meeting.
  toleranceDays: { before: 7, after: 7, ...high(dosing) },
  allergens: ['ravulizumab', 'ultomiris'],
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'vaccines, program and reactions; at home once the loading dose is tolerated',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'to begin'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['allowed', 'after a tolerated loading dose'],
      'long-term-care': ['conditional', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  educationTopics: ['biologic_infusion', 'meningococcal_warning_card', 'vaccine_meningococcal'],
  evidence: evidence({
    rxnorm: high(rxnormMappings),
    regimens: high(label),
    screening: high(complementScreening),
    boxedWarning: complementWarned,
  }),
};
