import type { Competency } from '../therapy.ts';

/** What a nurse must be current in to give an antibody. */
export const forBiologics: readonly Competency[] = [
  'peripheral-access',
  'infusion-reaction',
  'biologic-preparation',
];
