import { billed } from '../shared.ts';
import type { Therapy } from '../therapy.ts';
import { infliximab } from './infliximab.ts';

export const infliximabDyyb: Therapy = {
  ...infliximab,
  id: 'infliximab_dyyb',
  name: 'Infliximab-dyyb',
  drugClass: 'TNF blocker, biosimilar',
  hcpcs: [
    billed('Q5103', '10', { product: 'Inflectra' }),
    billed('Q5104', '10', { product: 'Renflexis' }),
    billed('Q5121', '10', { product: 'Avsola' }),
  ],
  // The ingredient's code is the originator's; a biosimilar is told by its name or HCPCS code.
  rxnorm: [],
  names: [
    'infliximab-dyyb',
    'inflectra',
    'infliximab-abda',
    'renflexis',
    'infliximab-axxq',
    'avsola',
  ],
};
