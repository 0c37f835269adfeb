import { billed, creatinine, evidence, infused, inMg, nursedAtHome, placed } from './shared.ts';
import { general, high, low, medium, rxnormCohorts, rxnormMappings, verify } from './sources.ts';
import type { Screening, Therapy } from './therapy.ts';

const opatGuideline = 'https://www.guidelinecentral.com/guideline/12798/ (IDSA 2018 OPAT)';
const agencyPolicy =
  'https://pnsystem.com/Policy%20Manual/Policy%20Manual%20sample/1138 (first doses at home)';
const vancomycinConsensus =
  'https://kidney360.asnjournals.org (table citing the revised vancomycin consensus)';
const ertapenemLabel = 'https://kidneydiseaseclinic.net/kdc/ertapenem';
const daptomycinLabel = 'https://medlibrary.org/lib/rx/meds/daptomycin-5/page/2/';

/** What every antibiotic given outside a hospital has in common. */
const outpatientAntibiotic = {
  family: 'antibacterial',
  route: 'IV',
  observationMinutes: { first: 30, subsequent: 0, ...medium(agencyPolicy) },
  prepMinutes: 20,
  closeoutMinutes: 15,
  // The drug runs daily; this is the play of the nurse's visits.
  toleranceDays: { before: 1, after: 1, ...general },
  reactionOrdersNeeded: false,
  premedicationNeeded: false,
  firstDoseHome: {
    value: 'conditional',
    reason: 'without an allergy to the class, watched by staff equipped for anaphylaxis',
    ...high(opatGuideline),
  },
  settings: placed(
    {
      'hospital-outpatient': [
        'conditional',
        'complex, or a daily clinic when home is not possible',
      ],
      'infusion-center': ['allowed', 'a daily visit'],
      home: ['allowed', 'given by the patient after teaching, with nurse visits'],
      'long-term-care': ['allowed', 'a house that can give intravenous drugs'],
    },
    medium(opatGuideline),
  ),
  competencies: ['central-line', 'antibiotic-teaching', 'infusion-reaction'],
  hazardous: false,
  dosingPattern: 'daily',
  nurseVisits: { everyDays: 7, firstMinutes: 120, subsequentMinutes: 45, ...general },
  educationTopics: [
    'opat_self_admin',
    'line_care',
    'infection_prevention',
    'pump_or_push_steps',
    'c_diff_diarrhea',
    'lab_schedule',
    'supplies_storage',
    'sharps_waste',
  ],
  adminCodes: [
    ...infused.slice(0, 1),
    ...nursedAtHome,
    { code: 'S9500', text: 'home antibiotics every 24 hours, per day', settings: ['home'] },
  ],
} as const satisfies Partial<Therapy>;

const kidney: Screening = { ...creatinine, withinDays: 14 };
const betaLactams = ['penicillin', 'cephalosporin', 'beta-lactam', 'beta lactam'];
const screened = medium(opatGuideline);

export const antibiotics: readonly Therapy[] = [
  {
    ...outpatientAntibiotic,
    id: 'ceftriaxone',
    name: 'Ceftriaxone',
    drugClass: 'cephalosporin antibiotic',
    hcpcs: [billed('J0696', '250')],
    rxnorm: ['2193'],
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
    screening: [{ ...kidney, level: 'warn' }],
    allergens: ['ceftriaxone', 'rocephin', ...betaLactams],
    weightNeeded: false,
    evidence: evidence({ rxnorm: high(rxnormCohorts), screening: screened }),
  },
  {
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
    ],
    rxnorm: ['11124'],
    names: ['vancomycin', 'vancocin'],
    icd10: [
      { prefix: 'M86', text: 'osteomyelitis' },
      { prefix: 'B95.62', text: 'methicillin-resistant staphylococcus' },
      { prefix: 'I33.0', text: 'endocarditis' },
      { prefix: 'A41.02', text: 'staphylococcal sepsis' },
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
    vials: inMg('500', '750', '1000', '1250', '1500', '2000'),
    infusionMinutes: { first: 90, subsequent: 60, ...high(vancomycinConsensus) },
    screening: [kidney],
    allergens: ['vancomycin', 'vancocin', 'glycopeptide'],
    weightNeeded: true,
    evidence: evidence({ rxnorm: high(rxnormCohorts), screening: screened }),
  },
  {
    ...outpatientAntibiotic,
    id: 'ertapenem',
    name: 'Ertapenem',
    drugClass: 'carbapenem antibiotic',
    hcpcs: [billed('J1335', '500')],
    rxnorm: ['325642', '1734683'],
    names: ['ertapenem', 'invanz'],
    icd10: [
      { prefix: 'N10', text: 'kidney infection' },
      { prefix: 'N39.0', text: 'urinary tract infection' },
      { prefix: 'K65', text: 'abdominal infection' },
      { prefix: 'L03', text: 'skin infection' },
      { prefix: 'L08', text: 'skin infection' },
      { prefix: 'E11.621', text: 'diabetic foot ulcer' },
    ],
    doseBounds: {
      unit: 'mg',
      per: 'day',
      softMin: '500',
      softMax: '1000',
      hardMax: '1000',
      maxPerDoseMg: '1000',
      ...high(ertapenemLabel),
    },
    vials: inMg('1000'),
    infusionMinutes: { first: 30, subsequent: 30, ...high(ertapenemLabel) },
    screening: [kidney],
    allergens: ['ertapenem', 'invanz', 'carbapenem', ...betaLactams],
    weightNeeded: false,
    evidence: evidence({ rxnorm: high(rxnormCohorts), screening: screened }),
  },
  {
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
    rxnorm: ['404652'],
    names: ['daptomycin', 'cubicin'],
    icd10: [
      { prefix: 'A41', text: 'sepsis' },
      { prefix: 'R78.81', text: 'bacteremia' },
      { prefix: 'I33.0', text: 'endocarditis' },
      { prefix: 'L03', text: 'skin infection' },
      { prefix: 'M86', text: 'osteomyelitis' },
    ],
    doseBounds: {
      unit: 'mg/kg',
      per: 'dose',
      softMin: '4',
      softMax: '10',
      hardMax: '12',
      ...medium(daptomycinLabel),
    },
    vials: inMg('350', '500'),
    infusionMinutes: { first: 30, subsequent: 2, ...high(daptomycinLabel) },
    screening: [kidney],
    allergens: ['daptomycin', 'cubicin'],
    weightNeeded: true,
    evidence: evidence({
      rxnorm: high(rxnormMappings),
      screening: screened,
      competencies: low(verify),
    }),
  },
];
