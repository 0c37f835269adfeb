import { noKnownRisks } from '../risks.ts';
import { atHome, creatinine, infused, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium } from '../sources.ts';
import type { Screening, Therapy } from '../therapy.ts';

export const opatGuideline = 'https://www.guidelinecentral.com/guideline/12798/ (IDSA 2018 OPAT)';
const agencyPolicy =
  'https://pnsystem.com/Policy%20Manual/Policy%20Manual%20sample/1138 (first doses at home)';

/** What every antibiotic given outside a hospital has in common. */
export const outpatientAntibiotic = {
  class: 'antibiotic',
  family: 'antibacterial',
  route: 'IV',
  observationMinutes: { first: 30, subsequent: 0, ...medium(agencyPolicy) },
  prepMinutes: 20,
  closeoutMinutes: 15,
  // The drug runs daily; this is the play of the nurse's visits.
  toleranceDays: { before: 1, after: 1, ...general },
  risks: noKnownRisks,
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
  access: { tissue: 'non-vesicant', central: 'no', ...medium(opatGuideline) },
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
    {
      ...atHome('S9500', 'home antibiotics every 24 hours, per day'),
      timesPerDay: { from: 1, below: 2 },
    },
    {
      ...atHome('S9501', 'home antibiotics every 12 hours, per day'),
      timesPerDay: { from: 2, below: 3 },
    },
    {
      ...atHome('S9502', 'home antibiotics every 8 hours, per day'),
      timesPerDay: { from: 3, below: 4 },
    },
    {
      ...atHome('S9503', 'home antibiotics every 6 hours, per day'),
      timesPerDay: { from: 4, below: 6 },
    },
    {
      ...atHome('S9504', 'home antibiotics every 4 hours, per day'),
      timesPerDay: { from: 6, below: 8 },
    },
    {
      ...atHome('S9497', 'home antibiotics every 3 hours, per day'),
      timesPerDay: { from: 8 },
    },
  ],
} as const satisfies Partial<Therapy>;

export const kidney: Screening = { ...creatinine, withinDays: 14 };
export const screened = medium(opatGuideline);
