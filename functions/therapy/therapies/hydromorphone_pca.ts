import { pumpAtHome } from '../classes/pump-at-home.ts';
import { noKnownRisks } from '../risks.ts';
import { atHome, billed, evidence, inMg, nursedAtHome, placed } from '../shared.ts';
import { general, high, medium, rxnormCohorts, unsure, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const agency =
  'https://www.yumpu.com/en/document/view/4993626/hhc-health-home-care-clinical-policy-and/215';
const painManual =
  'https://docslib.org/doc/13650033/infusion-therapy-pain-management-parenteral-therapy-section-25-30';
const pumpCoverage = 'http://landmarkportal.com/wiki/10/lcd-infusion';
const changed = `${verify} (day of the change from 4 mg to 0.1 mg units)`;

export const hydromorphonePca: Therapy = {
  ...pumpAtHome,
  id: 'hydromorphone_pca',
  name: 'Hydromorphone by patient-controlled pump',
  drugClass: 'opioid',
  class: 'pain',
  family: 'opioid',
  hcpcs: [
    billed('J1171', '0.1', { from: '2025-01-01', source: changed }),
    billed('J1170', '4', { through: '2024-12-31', source: changed }),
  ],
  rxnorm: ['3423', '897653', '897745', '897753', '1724276', '1724338', '1724340', '1724341'],
  names: ['hydromorphone', 'dilaudid'],
  icd10: [
    { prefix: 'G89.3', text: 'pain of a neoplasm' },
    { prefix: 'G89.4', text: 'chronic pain syndrome' },
    { prefix: 'Z51.5', text: 'palliative care' },
  ],
  regimens: [
    { use: 'continuous, for who is used to opioids', dose: '0-2', unit: 'mg/h', everyDays: 1 },
  ],
  doseBounds: { unit: 'mg/h', per: 'dose', softMax: '2', hardMax: '4', ...unsure },
  vials: inMg('50', '100', '500'),
  observationMinutes: { first: 60, subsequent: 30, ...medium(agency) },
  risks: { ...noKnownRisks, passesIntoMilk: true },
  screening: [],
  usedTo: { medicineClass: 'opioid', ...medium(painManual) },
  allergens: ['hydromorphone', 'dilaudid'],
  weightNeeded: false,
  firstDoseHome: {
    value: 'conditional',
    reason: 'begun in a place that watches, or someone stays for the first 24 hours',
    ...high(agency),
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'to begin'],
      'infusion-center': ['not-usual', 'a pump runs day and night'],
      home: ['allowed', 'in cancer and palliative care, with a caregiver'],
      'long-term-care': ['allowed', 'in nursing facilities and hospice'],
    },
    medium(pumpCoverage),
  ),
  competencies: ['central-line', 'pain-pump'],
  access: { tissue: 'non-vesicant', central: 'yes', ...medium(painManual) },
  boxedWarning: 'addiction; slowed breathing; use with other sedatives; newborn withdrawal',
  nurseVisits: {
    firstDays: [0, 1],
    everyDays: 3.5,
    firstMinutes: 120,
    subsequentMinutes: 60,
    ...general,
  },
  educationTopics: [
    'pca_pump',
    'only_patient_presses',
    'naloxone_use',
    'constipation',
    'safe_storage_disposal',
  ],
  adminCodes: [
    ...nursedAtHome,
    atHome('S9326', 'home continuous pain management, per day'),
    atHome('E0781', 'ambulatory infusion pump'),
  ],
  evidence: evidence({
    rxnorm: high(rxnormCohorts),
    screening: medium(`${agency}; ${painManual}`),
  }),
};
