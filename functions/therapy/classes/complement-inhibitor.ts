import { noKnownRisks } from '../risks.ts';
import { infusedAsComplexBiologic, nursedAtHome } from '../shared.ts';
import { high } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { forBiologics } from './biologic.ts';

const program =
  'https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid=a9a590d9-0217-43c7-908d-e62a71279791';
export const complementScreening = 'https://prescriberpoint.com/therapies/ultomiris-a9a590d';
export const complementWarned = high(program);

export const complementIndications = [
  { prefix: 'D59.5', text: 'paroxysmal nocturnal hemoglobinuria' },
  { prefix: 'D59.3', text: 'hemolytic uremic syndrome' },
  { prefix: 'G70.0', text: 'myasthenia gravis' },
  { prefix: 'G36.0', text: 'neuromyelitis optica' },
] as const;

/** What inhibitors of complement C5 have in common. */
export const complementInhibitor = {
  class: 'biologic',
  family: 'complement-inhibitor',
  route: 'IV',
  prepMinutes: 30,
  closeoutMinutes: 15,
  risks: { ...noKnownRisks, opensToMeningococci: true },
  screening: [],
  reactionOrdersNeeded: true,
  premedicationNeeded: false,
  competencies: [...forBiologics, 'meningococcal-watch'],
  boxedWarning: 'serious meningococcal infections',
  siteCertification: { tag: 'complement-rems' },
  hazardous: false,
  dosingPattern: 'intermittent',
  adminCodes: [...infusedAsComplexBiologic, ...nursedAtHome],
} as const satisfies Partial<Therapy>;
