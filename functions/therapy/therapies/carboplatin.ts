import {
  bloodCounts,
  chemotherapy,
  cyclePregnancy,
  hazardousList,
} from '../classes/chemotherapy.ts';
import { billed, evidence, infusedAsComplexBiologic, inMg } from '../shared.ts';
import { general, high, medium, rxnormCohorts, unsure } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { creatinineWithin } from '../usual-ranges.ts';

const label = 'https://medlibrary.org/lib/rx/meds/carboplatin-13/page/5/';
const calvert = 'https://www.droracle.ai/articles/808539/ (secondary; filtration capped at 125)';

export const carboplatin: Therapy = {
  ...chemotherapy,
  id: 'carboplatin',
  name: 'Carboplatin',
  drugClass: 'platinum compound',
  family: 'platinum',
  hcpcs: [billed('J9045', '50')],
  rxnorm: ['40048', '93698', '378363', '597195', '686161', '1156104'],
  names: ['carboplatin', 'paraplatin'],
  icd10: [
    { prefix: 'C56', text: 'ovarian cancer' },
    { prefix: 'C34', text: 'lung cancer' },
    { prefix: 'C50', text: 'breast cancer' },
    { prefix: 'Z51.11', text: 'encounter for chemotherapy' },
  ],
  regimens: [{ use: 'every three weeks', dose: '4-6', unit: 'AUC', everyDays: 21 }],
  doseBounds: {
    unit: 'AUC',
    per: 'dose',
    softMin: '4',
    softMax: '6',
    hardMax: '7',
    maxPerDoseMg: '900',
    ...medium(calvert),
  },
  vials: inMg('50', '150', '450', '600'),
  keeps: { minutes: 480, until: 'end', preparedBy: 'pharmacy', ...unsure },
  infusionMinutes: { first: 30, subsequent: 30, ...high(label) },
  observationMinutes: { first: 30, subsequent: 30, ...general },
  minGapDays: 20,
  screening: [...bloodCounts, creatinineWithin(7), cyclePregnancy],
  allergens: ['carboplatin', 'paraplatin', 'cisplatin', 'oxaliplatin', 'platinum', 'mannitol'],
  access: { tissue: 'irritant', central: 'serial', ...general },
  boxedWarning: 'bone marrow suppression; vomiting; anaphylaxis',
  educationTopics: ['chemo_general', 'neutropenic_fever', 'nausea_vomiting', 'allergy_late_cycles'],
  adminCodes: infusedAsComplexBiologic,
  evidence: evidence({
    rxnorm: high(rxnormCohorts),
    regimens: medium(calvert),
    screening: high(label),
    hazardous: medium(hazardousList),
  }),
};
