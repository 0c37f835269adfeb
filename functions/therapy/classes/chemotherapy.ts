import { suppressesImmunity } from '../risks.ts';
import { lab, placed, pregnancy } from '../shared.ts';
import { general } from '../sources.ts';
import type { Screening, Therapy } from '../therapy.ts';

export const hazardousList =
  'https://ncpa.org/newsroom/qam/2025/01/28/updates-niosh-list-hazardous-drugs-healthcare-settings';

/** What every chemotherapy of the catalogue has in common. */
export const chemotherapy = {
  class: 'chemotherapy',
  route: 'IV',
  prepMinutes: 60,
  closeoutMinutes: 15,
  toleranceDays: { before: 0, after: 3, ...general },
  risks: { ...suppressesImmunity, harmsUnborn: true, passesIntoMilk: true },
  reactionOrdersNeeded: true,
  premedicationNeeded: true,
  weightNeeded: false,
  firstDoseHome: { value: 'no', reason: 'started where cancer is treated', ...general },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'any cycle'],
      'infusion-center': ['allowed', 'a center that may prepare chemotherapy'],
      home: ['not-usual', 'not given at home'],
      'long-term-care': ['not-usual', 'not given there'],
    },
    general,
  ),
  competencies: ['peripheral-access', 'infusion-reaction', 'chemotherapy', 'hazardous-drugs'],
  siteCertification: { tag: 'hazardous-drugs' },
  hazardous: true,
  dosingPattern: 'intermittent',
} as const satisfies Partial<Therapy>;

const plateletLimits = [
  { unit: '10*3/uL', min: '100' },
  { unit: '/uL', min: '100000' },
] as const;

/** Blood counts before a cycle, at most a week old. */
export const bloodCounts: readonly Screening[] = [
  lab('neutrophils', 'neutrophil count', ['751-8', '753-4', '26499-4'], {
    level: 'missing',
    withinDays: 7,
    limits: [
      { unit: '10*3/uL', min: '1.5' },
      { unit: '/uL', min: '1500' },
    ],
    outside: 'block',
  }),
  lab('platelets', 'platelet count', ['777-3', '26515-7'], {
    level: 'missing',
    withinDays: 7,
    limits: plateletLimits,
    outside: 'block',
  }),
];

export const cyclePregnancy: Screening = { ...pregnancy, level: 'missing', withinDays: 7 };
