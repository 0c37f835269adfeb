import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { suppressesImmunity } from '../risks.ts';
import {
  billed,
  evidence,
  hepatitisB,
  infusedAsComplexBiologic,
  inMg,
  lab,
  placed,
  pregnancy,
} from '../shared.ts';
import { general, high, medium, rxnormCohorts, verify } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const rituximabDosing = 'https://www.rituxanforra-hcp.com/dosing/6-month-interval.html';

const rituximabLabel = 'https://acteropharma.com/rituxiver';

const products: readonly Product[] = [
  branded('Rituxan', [billed('J9312', '10')], {
    rxnorm: ['573051', '1657863', '1657864', '1657866', '1657868'],
    ndc: ['50242-0051', '50242-0053'],
  }),
  branded('Truxima', [billed('Q5115', '10')], {
    names: ['rituximab-abbs'],
    rxnorm: [
      '2105824',
      '2105825',
      '2105826',
      '2105828',
      '2105831',
      '2105833',
      '2105834',
      '2105835',
    ],
    ndc: ['63459-0103', '63459-0104'],
  }),
  branded('Ruxience', [billed('Q5119', '10', { from: '2020-07-01' })], {
    names: ['rituximab-pvvr'],
    rxnorm: ['2273510', '2273511', '2273512', '2273514', '2273517', '2273520', '2273521'],
    ndc: ['00069-0238', '00069-0249'],
  }),
  branded('Riabni', [billed('Q5123', '10', { from: '2021-07-01' })], {
    names: ['rituximab-arrx'],
    rxnorm: ['2472325', '2472326', '2472327', '2472329', '2472332', '2472335', '2472336'],
    ndc: ['55513-0224', '55513-0326'],
  }),
];

export const rituximab: Therapy = {
  id: 'rituximab',
  name: 'Rituximab',
  drugClass: 'anti-CD20 antibody',
  class: 'biologic',
  family: 'anti-cd20',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['121191', '1657862', '1657867'],
  names: ['rituximab', 'rituxan', 'truxima', 'ruxience', 'riabni'],
  icd10: [
    { prefix: 'M05', text: 'rheumatoid arthritis' },
    { prefix: 'M06', text: 'rheumatoid arthritis' },
    { prefix: 'M31.3', text: 'granulomatosis with polyangiitis' },
    { prefix: 'M31.7', text: 'microscopic polyangiitis' },
    { prefix: 'L10.0', text: 'pemphigus vulgaris' },
    { prefix: 'C82', text: 'follicular lymphoma' },
    { prefix: 'C83', text: 'diffuse lymphoma' },
    { prefix: 'C91.1', text: 'chronic lymphocytic leukemia' },
  ],
  // The fixed non-oncology course is 1000 mg; mg/m2 regimens are not bounded here.
  regimens: [
    {
      use: 'rheumatoid arthritis, with methotrexate',
      dose: '1000',
      unit: 'mg',
      loadingDays: [0, 14],
      loadingAgain: true,
      everyDays: 168,
    },
    {
      use: 'vasculitis, induction',
      dose: '375',
      unit: 'mg/m2',
      loadingDays: [0, 7, 14, 21],
      loadingAgain: true,
    },
    { use: 'lymphoma, leukemia', dose: '375-500', unit: 'mg/m2' },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '500',
    softMax: '1000',
    hardMax: '1250',
    ...medium(verify),
  },
  furtherBounds: [{ unit: 'mg', per: 'days', days: 28, hardMax: '3750', ...general }],
  vials: inMg('100', '500'),
  infusionMinutes: { first: 255, subsequent: 195, ...high(rituximabLabel) },
  observationMinutes: { first: 60, subsequent: 30, ...general },
  prepMinutes: 60,
  closeoutMinutes: 15,
  minGapDays: 112,
  toleranceDays: { before: 0, after: 14, ...general },
  risks: suppressesImmunity,
  screening: [
    hepatitisB('missing'),
    lab('platelets', 'blood count with platelets', ['777-3'], {
      level: 'missing',
      ...usual.platelets,
    }),
    lab('immunoglobulins', 'immunoglobulin level', ['2465-3'], {
      level: 'warn',
      withinDays: 180,
      ...usual.globulin,
    }),
    pregnancy,
  ],
  allergens: ['rituximab', 'rituxan', 'murine', 'mouse protein'],
  reactionOrdersNeeded: true,
  premedicationNeeded: true,
  weightNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'only where severe reactions can be managed; boxed warning',
    ...high(rituximabDosing),
  },
  settings: placed(
    {
      'hospital-outpatient': ['allowed', 'usual for the first infusion'],
      'infusion-center': ['allowed', 'the usual place outside oncology'],
      home: ['not-usual', 'not usually given at home'],
      'long-term-care': ['not-usual', 'not usually given there'],
    },
    medium(rituximabDosing),
  ),
  competencies: [...forBiologics, 'rate-titration'],
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  boxedWarning: 'fatal infusion reactions; hepatitis B; PML; severe skin reactions',
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'infection_risk_TB_HBV',
    'vaccines_before_CD20',
    'PML_awareness',
  ],
  adminCodes: infusedAsComplexBiologic,
  evidence: evidence({
    regimens: high(rituximabDosing),
    rxnorm: high(rxnormCohorts),
    screening: high(rituximabLabel),
  }),
};
