import { enzyme } from '../classes/enzyme.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { billed, evidence, inUnits } from '../shared.ts';
import { general, high, rxnormMappings } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const label = 'https://prescriberpoint.com/therapies/cerezyme-df60f03';

const products: readonly Product[] = [
  branded('Cerezyme', [billed('J1786', '10', { unit: 'unit' })], {
    rxnorm: ['1726268'],
    ndc: ['58468-1983', '58468-4663'],
  }),
];

export const imiglucerase: Therapy = {
  ...enzyme(label),
  id: 'imiglucerase',
  name: 'Imiglucerase',
  measure: 'unit',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['84959'],
  names: ['imiglucerase', 'cerezyme'],
  icd10: [{ prefix: 'E75.22', text: 'Gaucher disease' }],
  regimens: [
    { use: 'Gaucher disease, most often', dose: '60', unit: 'units/kg', everyDays: 14 },
    { use: 'Gaucher disease, three times a week', dose: '2.5', unit: 'units/kg' },
  ],
  doseBounds: {
    unit: 'units/kg',
    per: 'dose',
    softMin: '2.5',
    softMax: '60',
    hardMax: '60',
    ...general,
  },
  furtherBounds: [{ unit: 'units/kg', per: 'days', days: 13, hardMax: '60', ...general }],
  vials: inUnits('400'),
  infusionMinutes: { first: 120, subsequent: 90, ...general },
  minGapDays: 2,
  // Other enzymes for the same disease: an anaphylaxis to one is weighed before another.
  allergens: [
    'imiglucerase',
    'cerezyme',
    'alglucerase',
    'velaglucerase',
    'vpriv',
    'taliglucerase',
    'elelyso',
  ],
  evidence: evidence({
    rxnorm: high(rxnormMappings),
    boxedWarning: high(label),
  }),
};
