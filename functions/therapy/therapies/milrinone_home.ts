import { pumpAtHome } from '../classes/pump-at-home.ts';
import { noKnownRisks } from '../risks.ts';
import { atHome, billed, evidence, inMg, lab, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { creatinineWithin, usual } from '../usual-ranges.ts';

const discharge =
  'https://uconnect.wisc.edu/cosmos/swiftbot/depts/uwmf/patient-resources/social-guide/manual/discharge-planning-and-referrals/iv-infusions/inotropic-drug/';
const nearTheEnd =
  'https://www.mypcnow.org/fast-fact/use-of-home-inotropes-in-patients-near-the-end-of-life/';
const pumpCoverage = 'http://landmarkportal.com/wiki/10/lcd-infusion';

export const milrinoneHome: Therapy = {
  ...pumpAtHome,
  id: 'milrinone_home',
  name: 'Milrinone, continuous',
  drugClass: 'inotrope',
  class: 'heart',
  family: 'inotrope',
  hcpcs: [billed('J2260', '5')],
  rxnorm: ['52769'],
  names: ['milrinone', 'primacor'],
  icd10: [{ prefix: 'I50', text: 'heart failure' }],
  regimens: [
    {
      use: 'end-stage heart failure, without a bolus',
      dose: '0.375-0.75',
      unit: 'mcg/kg/min',
      everyDays: 1,
    },
  ],
  doseBounds: {
    unit: 'mcg/kg/min',
    per: 'dose',
    softMin: '0.125',
    softMax: '0.75',
    hardMax: '0.75',
    ...high(discharge),
  },
  vials: inMg('20', '40'),
  risks: noKnownRisks,
  screening: [
    lab('potassium', 'potassium', ['2823-3', '6298-4'], {
      level: 'missing',
      withinDays: 14,
      ...usual.potassium,
    }),
    lab('magnesium', 'magnesium', ['19123-9'], {
      level: 'missing',
      withinDays: 14,
      ...usual.magnesium,
    }),
    creatinineWithin(14),
  ],
  allergens: ['milrinone', 'primacor', 'inamrinone'],
  weightNeeded: true,
  firstDoseHome: {
    value: 'no',
    reason: 'begun in the hospital, with pressures measured',
    ...high(discharge),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'begun as an inpatient'],
      'infusion-center': ['not-usual', 'a pump runs day and night'],
      home: ['allowed', 'gone on with, with help at every hour'],
      'long-term-care': ['conditional', 'selected nursing facilities'],
    },
    medium(`${discharge}; ${pumpCoverage}`),
  ),
  competencies: ['central-line', 'inotrope-pump'],
  access: { tissue: 'irritant', central: 'yes', ...general },
  nurseVisits: {
    firstDays: [0, 1, 2],
    everyDays: 3.5,
    firstMinutes: 120,
    subsequentMinutes: 60,
    ...general,
  },
  educationTopics: ['inotrope_pump', 'never_stop', 'backup_pump', 'weights_diuretic', 'line_care'],
  adminCodes: [
    ...nursedAtHome,
    atHome('S9348', 'home inotrope by continuous pump, per day'),
    atHome('E0781', 'ambulatory infusion pump'),
  ],
  evidence: evidence({
    rxnorm: unsure,
    regimens: high(discharge),
    screening: high(`${discharge}; ${nearTheEnd}`),
    competencies: medium(nearTheEnd),
  }),
};
