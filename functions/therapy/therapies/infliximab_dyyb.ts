import { codesOf, type Product } from '../product.ts';
import { billed } from '../shared.ts';
import { medium, ndcLists } from '../sources.ts';
import type { Therapy } from '../therapy.ts';
import { infliximab } from './infliximab.ts';

/** Each is billed by a code of its own. Suffixes: FDA Purple Book. */
const products: readonly Product[] = [
  {
    name: 'Inflectra',
    names: ['infliximab-dyyb'],
    hcpcs: [billed('Q5103', '10', { product: 'Inflectra' })],
    rxnorm: ['1790541', '1790542', '1790546'],
    ndc: ['00069-0809'],
    ...medium(ndcLists),
  },
  {
    name: 'Renflexis',
    names: ['infliximab-abda'],
    hcpcs: [billed('Q5104', '10', { product: 'Renflexis' })],
    rxnorm: ['1927285'],
    ndc: ['00006-4305', '78206-0162'],
    ...medium(ndcLists),
  },
  {
    name: 'Avsola',
    names: ['infliximab-axxq'],
    hcpcs: [billed('Q5121', '10', { product: 'Avsola', from: '2020-07-01' })],
    rxnorm: [],
    ndc: ['55513-0670'],
    ...medium(ndcLists),
  },
];

export const infliximabDyyb: Therapy = {
  ...infliximab,
  id: 'infliximab_dyyb',
  name: 'Infliximab biosimilar',
  drugClass: 'TNF blocker, biosimilar',
  hcpcs: codesOf(products),
  products,
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
