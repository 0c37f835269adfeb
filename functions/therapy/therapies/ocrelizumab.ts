import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { suppressesImmunity } from '../risks.ts';
import {
  astBeside,
  billed,
  evidence,
  hepatitisB,
  infusedAsComplexBiologic,
  inMg,
  lab,
  nursedAtHome,
  placed,
  pregnancy,
} from '../shared.ts';
import { general, high, medium, rxnormCohorts } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const ocrelizumabDosing = 'https://www.ocrevus.com/hcp/dosing/administration.html';

const ocrelizumabLabel = 'https://prescriberpoint.com/therapies/ocrevus-9da4236 (label 8/2025)';

const products: readonly Product[] = [
  branded('Ocrevus', [billed('J2350', '1')], { ndc: ['50242-0150'] }),
];

export const ocrelizumab: Therapy = {
  id: 'ocrelizumab',
  name: 'Ocrelizumab',
  drugClass: 'anti-CD20 antibody',
  class: 'biologic',
  family: 'anti-cd20',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['1876366'],
  names: ['ocrelizumab', 'ocrevus'],
  // G35 was divided into finer codes for fiscal year 2026; the prefix holds for both.
  icd10: [{ prefix: 'G35', text: 'multiple sclerosis' }],
  regimens: [
    {
      use: 'multiple sclerosis',
      loadingDose: '300',
      dose: '600',
      unit: 'mg',
      loadingDays: [0, 14],
      everyDays: 168,
    },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '300',
    softMax: '600',
    hardMax: '600',
    only: ['300', '600'],
    ...high(ocrelizumabDosing),
  },
  vials: inMg('300'),
  keeps: { minutes: 480, until: 'end', preparedBy: 'pharmacy', ...general },
  infusionMinutes: { first: 150, subsequent: 210, ...high(ocrelizumabDosing) },
  minutesUpTo: [{ dose: { value: '300', unit: 'mg' }, minutes: 150 }],
  observationMinutes: { first: 60, subsequent: 60, ...high(ocrelizumabDosing) },
  prepMinutes: 60,
  closeoutMinutes: 15,
  minGapDays: 140,
  toleranceDays: { before: 0, after: 14, ...general },
  risks: suppressesImmunity,
  screening: [
    hepatitisB('missing'),
    lab('immunoglobulins', 'immunoglobulin level', ['2465-3'], {
      level: 'missing',
      withinDays: 180,
      ...usual.globulin,
    }),
    lab('liver', 'liver panel', ['1742-6'], { level: 'missing', ...usual.liver }),
    astBeside(usual.liver),
    pregnancy,
  ],
  allergens: ['ocrelizumab', 'ocrevus'],
  reactionOrdersNeeded: true,
  premedicationNeeded: true,
  weightNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'a third of patients react, most at the first infusion',
    ...medium(ocrelizumabLabel),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'usual for the first pair of doses'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['conditional', 'from the third dose without a serious reaction; a long visit'],
      'long-term-care': ['not-usual', 'rarely given there'],
    },
    medium('https://verity.backworkai.com/policy/EVICORE-MEDICAL_DRUG-84277953'),
  ),
  competencies: [...forBiologics, 'rate-titration'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'infection_risk_TB_HBV',
    'vaccines_before_CD20',
    'PML_awareness',
    'reaction_up_to_24h',
  ],
  adminCodes: [...infusedAsComplexBiologic, ...nursedAtHome],
  evidence: evidence({
    regimens: high(ocrelizumabDosing),
    rxnorm: high(rxnormCohorts),
    screening: high(ocrelizumabLabel),
  }),
};
