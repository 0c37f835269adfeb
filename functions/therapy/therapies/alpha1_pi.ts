import { branded, codesOf, type Product } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import { atHome, billed, evidence, infused, inMg, lab, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium, rxnormMappings, sitePolicy, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { iga } from '../usual-ranges.ts';

const policy = 'https://verity.backworkai.com/policy/EVICORE-MEDICAL_DRUG-59B4FE25';
const rates =
  'https://reference.medscape.com/drug/aralast-np-glassia-alpha-1-proteinase-inhibitor-342867';

const products: readonly Product[] = [
  branded('Prolastin-C', [billed('J0256', '10')], {
    names: ['prolastin'],
    ndc: [
      '13533-0000',
      '13533-0100',
      '13533-0200',
      '13533-0700',
      '13533-0701',
      '13533-0702',
      '13533-0703',
      '13533-0705',
    ],
    vials: inMg('500', '1000', '4000'),
  }),
  branded('Zemaira', [billed('J0256', '10')], {
    ndc: ['00053-7201', '00053-7202', '00053-7211', '00053-7212', '00053-7213', '00053-7653'],
    vials: inMg('1000', '4000', '5000'),
  }),
  branded('Aralast NP', [billed('J0256', '10')], {
    names: ['aralast'],
    ndc: ['00944-2803', '00944-2804', '00944-2814', '00944-2815', '52919-0011'],
    vials: inMg('500', '1000'),
  }),
  branded('Glassia', [billed('J0257', '10')], { ndc: ['00944-2884'], vials: inMg('1000') }),
];

export const alpha1Pi: Therapy = {
  id: 'alpha1_pi',
  name: 'Alpha-1 proteinase inhibitor',
  drugClass: 'plasma protein',
  class: 'plasma-protein',
  family: 'alpha1-proteinase-inhibitor',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['1661208'],
  names: [
    'alpha-1 proteinase inhibitor',
    'alpha1-proteinase inhibitor',
    'alpha-1 antitrypsin',
    'prolastin-c',
    'zemaira',
    'aralast',
    'glassia',
  ],
  icd10: [
    { prefix: 'E88.01', text: 'alpha-1 antitrypsin deficiency' },
    { prefix: 'J43', text: 'emphysema' },
  ],
  regimens: [{ use: 'emphysema of severe deficiency', dose: '60', unit: 'mg/kg', everyDays: 7 }],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '55',
    softMax: '65',
    hardMax: '75',
    ...medium(policy),
  },
  vials: inMg('500', '1000', '4000', '5000'),
  keeps: { minutes: 180, until: 'start', preparedBy: 'nurse', ...general },
  infusionMinutes: { first: 45, subsequent: 30, ...medium(rates) },
  // 0.08 mL a minute for each kilogram, of 50 mg in a milliliter.
  rate: { of: 'amount-a-minute-per-kg', first: '4', subsequent: '4' },
  fastest: { rate: '4', of: 'amount-a-minute-per-kg', ...medium(rates) },
  observationMinutes: { first: 30, subsequent: 0, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 5,
  toleranceDays: { before: 1, after: 2, ...general },
  risks: noKnownRisks,
  screening: [
    lab('alpha1-antitrypsin', 'alpha-1 antitrypsin level', ['1825-9', '6771-0'], {
      level: 'missing',
      withinDays: 36_500,
      // Policies: less than 11 micromoles a liter, by nephelometry less than 57 mg/dL.
      limits: [
        { unit: 'umol/L', max: '11' },
        { unit: 'mg/dL', max: '57' },
        { unit: 'g/L', max: '0.57' },
      ],
      outside: 'warn',
    }),
    iga('missing'),
  ],
  allergens: ['alpha-1', 'alpha1', 'prolastin', 'zemaira', 'aralast', 'glassia'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'the first doses are watched; then home is usual',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'when watched more closely'],
      'infusion-center': ['allowed', 'the usual place of first doses'],
      home: ['allowed', 'usual once doses are tolerated'],
      'long-term-care': ['allowed', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  competencies: ['peripheral-access', 'infusion-reaction', 'plasma-protein'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['alpha1_home', 'stop_smoking', 'logbook_lot_numbers'],
  adminCodes: [
    ...infused,
    ...nursedAtHome,
    atHome('S9346', 'home alpha-1 proteinase inhibitor, per day'),
  ],
  evidence: evidence({
    rxnorm: high(rxnormMappings),
    regimens: high(policy),
    screening: high(policy),
  }),
};
