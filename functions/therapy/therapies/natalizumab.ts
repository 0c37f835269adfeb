import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { suppressesImmunity } from '../risks.ts';
import { billed, evidence, infusedAsComplexBiologic, inMg, lab, placed } from '../shared.ts';
import { general, high, medium } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const dosing =
  'https://tysabrihcp.com/en_us/home/get-started-with-support/dosing-administration.html';
const program =
  'https://www.accessdata.fda.gov/scripts/cder/rems/index.cfm?REMS=63&event=IndvRemsDetails.page';

const products: readonly Product[] = [
  branded('Tysabri', [billed('J2323', '1')], {
    rxnorm: ['603541', '1656275'],
    ndc: ['64406-0008'],
  }),
  branded('Tyruko', [billed('Q5134', '1', { from: '2024-04-01' })], {
    names: ['natalizumab-sztn'],
  }),
];

export const natalizumab: Therapy = {
  id: 'natalizumab',
  name: 'Natalizumab',
  drugClass: 'integrin antagonist',
  class: 'biologic',
  family: 'integrin-antagonist',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['354770', '477484'],
  names: ['natalizumab', 'tysabri', 'tyruko', 'natalizumab-sztn'],
  icd10: [
    { prefix: 'G35', text: 'multiple sclerosis' },
    { prefix: 'K50', text: "Crohn's disease" },
  ],
  regimens: [
    { use: "multiple sclerosis, Crohn's disease", dose: '300', unit: 'mg', everyDays: 28 },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '300',
    softMax: '300',
    hardMax: '300',
    only: ['300'],
    maxPerDoseMg: '300',
    ...high(dosing),
  },
  vials: inMg('300'),
  keeps: {
    minutes: 480,
    until: 'end',
    preparedBy: 'pharmacy',
    ...medium('https://scholarsinmedicine.com/resources/drugs/283'),
  },
  infusionMinutes: { first: 60, subsequent: 60, ...high(dosing) },
  // After twelve infusions without a reaction the nurse may judge; the plan keeps the hour.
  observationMinutes: { first: 60, subsequent: 60, ...high(dosing) },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 21,
  toleranceDays: { before: 3, after: 7, ...general },
  risks: suppressesImmunity,
  screening: [
    lab('jcv', 'JC virus antibody', ['70173-0'], {
      level: 'missing',
      withinDays: 180,
      positive: 'warn',
    }),
    lab('brain-mri', 'MRI of the brain', ['24590-2', '30657-1', '24587-8', '24589-4'], {
      level: 'missing',
      withinDays: 365,
      positive: 'block',
      othersReadBy: 'the prescriber',
    }),
  ],
  allergens: ['natalizumab', 'tysabri', 'tyruko', 'murine', 'mouse protein'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'only sites that the program has authorized may give it',
    ...high(dosing),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'if the program has authorized it'],
      'infusion-center': ['allowed', 'the usual place, if the program has authorized it'],
      home: ['not-usual', 'only by a home provider that is an authorized site'],
      'long-term-care': ['not-usual', 'only as an authorized site'],
    },
    medium(`${dosing}; ${program}`),
  ),
  competencies: [...forBiologics, 'natalizumab-checklist'],
  access: { tissue: 'non-vesicant', central: 'no', ...high(dosing) },
  boxedWarning: 'progressive multifocal leukoencephalopathy',
  siteCertification: { tag: 'touch' },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'PML_awareness',
    'TOUCH_med_guide_each_dose',
    'reaction_when_to_call',
  ],
  adminCodes: infusedAsComplexBiologic,
  evidence: evidence({
    rxnorm: high('https://github.com/mi-erasmusmc/ema-authorised-to-rxnorm-mappings'),
    regimens: high(dosing),
    screening: high(program),
    boxedWarning: high(
      'https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=c5fdde91-1989-4dd2-9129-4f3323ea2962',
    ),
  }),
};
