import { forBiologics } from '../classes/biologic.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { noKnownRisks } from '../risks.ts';
import {
  astBeside,
  billed,
  evidence,
  infusedAsComplexBiologic,
  inMg,
  lab,
  nursedAtHome,
  oneFormsTolerance,
  placed,
  tuberculosis,
} from '../shared.ts';
import { general, high, medium, rxnormMappings, sitePolicy } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { usual } from '../usual-ranges.ts';

const vedolizumabLabel =
  'https://download.skyscape.com/download/ota/lonestar/3C52715-7DF0-47C4-BF2A-379E6E7AC9B5 (label text)';

const products: readonly Product[] = [
  branded('Entyvio', [billed('J3380', '1')], { rxnorm: ['1538142'], ndc: ['64764-0300'] }),
];

export const vedolizumab: Therapy = {
  id: 'vedolizumab',
  name: 'Vedolizumab',
  drugClass: 'gut-selective integrin antagonist',
  class: 'biologic',
  family: 'integrin-antagonist',
  route: 'IV',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['1538097', '1538137'],
  names: ['vedolizumab', 'entyvio'],
  icd10: [
    { prefix: 'K50', text: "Crohn's disease" },
    { prefix: 'K51', text: 'ulcerative colitis' },
  ],
  regimens: [
    {
      use: "Crohn's disease, ulcerative colitis",
      dose: '300',
      unit: 'mg',
      loadingDays: [0, 14, 42],
      everyDays: 56,
    },
  ],
  doseBounds: {
    unit: 'mg',
    per: 'dose',
    softMin: '300',
    softMax: '300',
    hardMax: '300',
    only: ['300'],
    ...high(vedolizumabLabel),
  },
  vials: inMg('300'),
  keeps: { minutes: 720, until: 'end', preparedBy: 'pharmacy', ...general },
  infusionMinutes: { first: 30, subsequent: 30, ...high(vedolizumabLabel) },
  observationMinutes: {
    first: 60,
    subsequent: 30,
    ...medium('http://entyvio.net/about-entyvio/dosing-and-administration'),
  },
  prepMinutes: 30,
  closeoutMinutes: 15,
  minGapDays: 28,
  toleranceDays: { before: 4, after: 4, ...oneFormsTolerance },
  risks: { ...noKnownRisks, liveVaccine: 'warn' },
  screening: [
    tuberculosis('warn'),
    lab('liver', 'liver panel', ['1742-6'], { level: 'warn', ...usual.liver }),
    astBeside(usual.liver),
  ],
  allergens: ['vedolizumab', 'entyvio'],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  weightNeeded: false,
  firstDoseHome: {
    value: 'no',
    reason: 'hypersensitivity at first doses; home suits maintenance',
    ...general,
  },
  settings: placed(
    {
      'hospital-outpatient': ['conditional', 'first doses or prior severe reaction'],
      'infusion-center': ['allowed', 'the usual place'],
      home: ['allowed', 'after one or two tolerated doses'],
      'long-term-care': ['conditional', 'with a nurse'],
    },
    medium(sitePolicy),
  ),
  competencies: forBiologics,
  access: { tissue: 'non-vesicant', central: 'no', ...general },
  hazardous: false,
  dosingPattern: 'intermittent',
  educationTopics: [
    'biologic_infusion',
    'PML_awareness',
    'live_vaccine_advice',
    'reaction_when_to_call',
  ],
  adminCodes: [...infusedAsComplexBiologic, ...nursedAtHome],
  evidence: evidence({ regimens: high(vedolizumabLabel), rxnorm: high(rxnormMappings) }),
};
