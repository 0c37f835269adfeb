import {
  bloodCounts,
  chemotherapy,
  cyclePregnancy,
  hazardousList,
} from '../classes/chemotherapy.ts';
import { atHome, billed, evidence, inMg, lab, placed } from '../shared.ts';
import { general, high, medium, rxnormCohorts, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { creatinineWithin, usual } from '../usual-ranges.ts';

const regimen = 'https://doctor123.org/Drugs/2925-Fluorouracil-Systemic- (mFOLFOX6 dosing)';
const deficiency =
  'https://www.epocrates.com/online/article/fda-updates-cancer-drug-labels-to-warn-of-enzyme-deficiency-linked-toxicity (FDA 2026-02-05)';
const pumps =
  'https://www.jhoponline.com/issue-archive/2022-issues/march-2022-vol-12-special-feature/19318-evaluation-of-the-reliability-of-5-fu-elastomeric-pump-in-an-ambulatory-infusion-center';

export const fluorouracilPump: Therapy = {
  ...chemotherapy,
  id: 'fluorouracil_pump',
  name: 'Fluorouracil by pump',
  drugClass: 'antimetabolite',
  family: 'fluoropyrimidine',
  hcpcs: [billed('J9190', '500')],
  rxnorm: ['4492', '239177', '1791701', '1791736'],
  names: ['fluorouracil', 'adrucil', '5-fu'],
  icd10: [
    { prefix: 'C18', text: 'colon cancer' },
    { prefix: 'C19', text: 'rectosigmoid cancer' },
    { prefix: 'C20', text: 'rectal cancer' },
    { prefix: 'C25', text: 'pancreatic cancer' },
    { prefix: 'C15', text: 'esophageal cancer' },
    { prefix: 'C16', text: 'stomach cancer' },
  ],
  regimens: [{ use: 'over 46 hours, after a bolus', dose: '2400', unit: 'mg/m2', everyDays: 14 }],
  doseBounds: {
    unit: 'mg/m2',
    per: 'dose',
    softMin: '1600',
    softMax: '2400',
    hardMax: '3000',
    maxPerDoseMg: '7200',
    ...medium(regimen),
  },
  vials: inMg('500', '1000', '2500', '5000'),
  infusionMinutes: { first: 2760, subsequent: 2760, ...medium(regimen) },
  // The other drugs of the regimen run in the center before the pump is connected.
  attendedMinutes: { first: 240, subsequent: 240, ...general },
  fastest: { minutes: 2640, ...medium(regimen) },
  observationMinutes: { first: 30, subsequent: 15, ...unsure },
  minGapDays: 13,
  screening: [
    lab('dpyd', 'DPYD test', ['79719-1', '45284-7'], {
      level: 'missing',
      withinDays: 36_500,
      positive: 'block',
    }),
    ...bloodCounts,
    creatinineWithin(14),
    lab('liver', 'liver panel', ['1742-6', '1920-8'], {
      level: 'missing',
      withinDays: 14,
      ...usual.liver,
    }),
    cyclePregnancy,
  ],
  allergens: ['fluorouracil', 'adrucil', 'capecitabine', '5-fu'],
  premedicationNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'connected in a clinic; the pump then runs at home',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'to connect'],
      'infusion-center': ['allowed', 'to connect and disconnect'],
      home: ['allowed', 'where the pump runs; disconnected by a nurse trained in chemotherapy'],
      'long-term-care': ['conditional', 'rarely'],
    },
    medium('http://landmarkportal.com/wiki/10/lcd-infusion'),
  ),
  competencies: [
    'central-line',
    'infusion-reaction',
    'chemotherapy',
    'hazardous-drugs',
    'infusion-pump',
  ],
  access: { tissue: 'irritant', central: 'yes', ...medium(pumps) },
  boxedWarning: 'serious or fatal reactions with complete lack of the enzyme DPD',
  educationTopics: [
    'chemo_general',
    'pump_care',
    'spill_kit',
    'mouth_diarrhea_rules',
    'DPD_warning',
    'line_care',
  ],
  adminCodes: [
    { code: '96416', text: 'start of a chemotherapy pump that runs over 8 hours' },
    { code: 'G0498', text: 'chemotherapy pump started here that runs at home' },
    atHome('S9330', 'home chemotherapy by continuous pump, per day'),
  ],
  evidence: evidence({
    rxnorm: high(rxnormCohorts),
    regimens: high(regimen),
    screening: high(deficiency),
    competencies: high(
      'https://cjon.ons.org/cjon/22/6/5-fluorouracil-and-capecitabine-assessment-and-treatment-uncommon-early-onset-severe',
    ),
    boxedWarning: high(deficiency),
    hazardous: medium(hazardousList),
  }),
};
