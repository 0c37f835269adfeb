import {
  complementIndications,
  complementInhibitor,
  complementScreening,
  complementWarned,
} from '../classes/complement-inhibitor.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { billed, evidence, inMg, placed } from '../shared.ts';
import { general, high, medium, sitePolicy, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const label =
  'https://www.recallguide.org/manufacturer/alexion-pharmaceuticals-inc/ (Soliris label text)';
const dosing = 'https://www.renalandurologynews.com/drug/soliris/';
const euLabel = 'https://uat.mimsdev.com/malaysia/drug/info/soliris/dosage';
const changed = `${verify} (day of the change from 10 mg to 2 mg units)`;

const products: readonly Product[] = [
  branded(
    'Soliris',
    [
      billed('J1299', '2', { from: '2025-04-01', source: changed }),
      billed('J1300', '10', { through: '2025-03-31', source: changed }),
    ],
    { ndc: ['25682-0001'] },
  ),
  branded('Epysqli', [billed('Q5151', '2', { from: '2025-04-01' })], {
    names: ['eculizumab-aagh'],
    ndc: ['51759-0208'],
  }),
  branded(
    'Bkemv',
    [
      billed('Q5152', '2', { from: '2025-04-01' }),
      billed('Q5139', '10', { from: '2025-01-01', through: '2025-03-31', source: changed }),
    ],
    { names: ['eculizumab-aeeb'] },
  ),
];

export const eculizumab: Therapy = {
  ...complementInhibitor,
  id: 'eculizumab',
  name: 'Eculizumab',
  drugClass: 'complement C5 inhibitor',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['591781'],
  names: ['eculizumab', 'soliris', 'epysqli', 'bkemv'],
  icd10: complementIndications,
  regimens: [
    {
      use: 'paroxysmal nocturnal hemoglobinuria',
      icd10: ['D59.5'],
      loadingDose: '600',
      dose: '900',
      unit: 'mg',
      loadingDays: [0, 7, 14, 21],
      steadyFrom: 28,
      everyDays: 14,
    },
    {
      use: 'other indications, adults',
      icd10: ['D59.3', 'G70.0', 'G36.0'],
      loadingDose: '900',
      dose: '1200',
      unit: 'mg',
      loadingDays: [0, 7, 14, 21],
      steadyFrom: 28,
      everyDays: 14,
    },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '300',
    softMax: '1200',
    hardMax: '1200',
    only: ['300', '600', '900', '1200'],
    maxPerDoseMg: '1200',
    ...high(label),
  },
  vials: inMg('300'),
  infusionMinutes: { first: 35, subsequent: 35, ...high(dosing) },
  observationMinutes: { first: 60, subsequent: 60, ...high(dosing) },
  minGapDays: 12,
  toleranceDays: { before: 2, after: 2, ...high(label) },
  allergens: ['eculizumab', 'soliris', 'murine', 'mouse protein'],
  weightNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'vaccines, program and reactions; at home once doses are tolerated',
    ...medium(euLabel),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'to begin'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['allowed', 'after doses tolerated in a clinic, given by a nurse'],
      'long-term-care': ['conditional', 'with a nurse'],
    },
    high(`${euLabel}; ${sitePolicy}`),
  ),
  access: { tissue: 'non-vesicant', central: 'serial', ...general },
  educationTopics: [
    'biologic_infusion',
    'meningococcal_warning_card',
    'vaccine_meningococcal',
    'reaction_when_to_call',
  ],
  evidence: evidence({
    rxnorm: medium(verify),
    regimens: high(label),
    screening: high(complementScreening),
    boxedWarning: complementWarned,
  }),
};
