import { enzyme } from '../classes/enzyme.ts';
import { branded, codesOf, type Product } from '../product.ts';
import { billed, evidence, inMg } from '../shared.ts';
import { high, rxnormMappings } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

const label = 'https://prescriberpoint.com/therapies/fabrazyme-988513a';
const administration = 'https://www.fabrazyme.com/healthcare/About-Fabrazyme/Administration.aspx';

const products: readonly Product[] = [
  branded('Fabrazyme', [billed('J0180', '1')], {
    rxnorm: ['1804758', '1804762'],
    ndc: ['58468-0040', '58468-0041'],
  }),
];

export const agalsidaseBeta: Therapy = {
  ...enzyme(label),
  id: 'agalsidase_beta',
  name: 'Agalsidase beta',
  hcpcs: codesOf(products),
  products,
  rxnorm: ['338817'],
  names: ['agalsidase beta', 'fabrazyme'],
  icd10: [{ prefix: 'E75.21', text: 'Fabry disease' }],
  regimens: [
    { use: 'Fabry disease', dose: '1', unit: 'mg/kg', everyDays: 14 },
    { use: 'again after a severe reaction', dose: '0.5', unit: 'mg/kg', everyDays: 14 },
  ],
  doseBounds: {
    unit: 'mg/kg',
    per: 'dose',
    softMin: '0.9',
    softMax: '1.1',
    hardMax: '1.1',
    ...high(administration),
  },
  vials: inMg('5', '35'),
  infusionMinutes: { first: 90, subsequent: 90, ...high(administration) },
  // 15 mg an hour at first; then raised step by step, as far as doses are tolerated.
  rate: { of: 'amount-a-minute', first: '0.25', subsequent: '0.388889' },
  minGapDays: 11,
  allergens: ['agalsidase', 'fabrazyme'],
  evidence: evidence({
    rxnorm: high(rxnormMappings),
    regimens: high(label),
    boxedWarning: high(label),
  }),
};
