import { noKnownRisks } from '../risks.ts';
import { creatinine, infused, nursedAtHome, placed } from '../shared.ts';
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
    { code: 'S9500', text: 'home antibiotics every 24 hours, per day', settings: ['home'] },
  ],
} as const satisfies Partial<Therapy>;

export const kidney: Screening = { ...creatinine, withinDays: 14 };
export const screened = medium(opatGuideline);
