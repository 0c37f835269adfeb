import { noKnownRisks } from '../risks.ts';
import { billed, evidence, infused, inMg, lab, placed, pregnancy, sentLately } from '../shared.ts';
import { general, low, medium, priceFiles, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const summary =
  'https://doctoryg.blogspot.com/2019/03/ketamine-infusions-for-chronic-pain.html (summary of the 2018 guideline)';
const guideline =
  'https://www.asra.com/news-publications/asra-updates/blog-landing/guidelines/2018/07/01/consensus-guidelines-on-the-use-of-intravenous-ketamine-infusions-for-chronic-pain-management';

/** Ketamine raises the pressure; from here on it is a crisis: general knowledge - verify. */
const pressure = [
  ['systolic', 'systolic blood pressure', '8480-6', '180'],
  ['diastolic', 'diastolic blood pressure', '8462-4', '110'],
] as const;

export const ketamineInfusion: Therapy = {
  id: 'ketamine_infusion',
  name: 'Ketamine infusion',
  drugClass: 'sub-anesthetic pain treatment',
  class: 'pain',
  family: 'ketamine',
  route: 'IV',
  hcpcs: [billed('J3490', '1', { product: 'ketamine (unclassified drug)' })],
  rxnorm: ['6130'],
  names: ['ketamine', 'ketalar'],
  icd10: [
    { prefix: 'G90.5', text: 'complex regional pain syndrome' },
    { prefix: 'G89.4', text: 'chronic pain syndrome' },
  ],
  regimens: [
    {
      use: 'regional pain syndrome, off label, ten days',
      dose: '0.35',
      unit: 'mg/kg/h',
      everyDays: 1,
    },
  ],
  doseBounds: {
    unit: 'mg/kg/h',
    per: 'dose',
    softMin: '0.1',
    softMax: '0.5',
    hardMax: '1',
    ...low(guideline),
  },
  furtherBounds: [{ unit: 'mg/kg', per: 'day', hardMax: '4', ...low(guideline) }],
  vials: inMg('200', '500'),
  oncePerDay: true,
  infusionMinutes: { first: 240, subsequent: 240, ...medium(summary) },
  observationMinutes: { first: 60, subsequent: 60, ...unsure },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 1,
  toleranceDays: { before: 0, after: 1, ...general },
  risks: noKnownRisks,
  screening: [
    lab('liver', 'liver panel', ['1742-6', '1920-8'], {
      level: 'missing',
      withinDays: 90,
      ...usual.liver,
    }),
    pregnancy,
    ...pressure.map(([item, title, code, max]) =>
      lab(item, title, [code], {
        ...sentLately(30),
        limits: [{ unit: 'mm[Hg]', max }],
        outside: 'block',
      }),
    ),
  ],
  allergens: ['ketamine', 'ketalar', 'esketamine'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'dissociation and blood pressure: a monitor and trained rescuers',
    ...medium(guideline),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'with a monitor'],
      'infusion-center': ['conditional', 'only where anesthesia or trained rescuers are present'],
      home: ['not-usual', 'never as a routine'],
      'long-term-care': ['not-usual', 'not given there'],
    },
    medium(guideline),
  ),
  competencies: ['peripheral-access', 'sedation-monitoring'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  siteCertification: { tag: 'sedation-monitoring', outside: 'hospital-outpatient' },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: ['ketamine_visit', 'driver_needed'],
  adminCodes: infused,
  evidence: evidence({
    hcpcs: medium(priceFiles),
    rxnorm: unsure,
    regimens: medium(summary),
    screening: medium(summary),
    competencies: medium(guideline),
  }),
};
