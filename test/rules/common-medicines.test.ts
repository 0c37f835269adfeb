import { describe, expect, it } from 'vitest';
import { isKnownMedicine } from '../../functions/referral/facts/common-medicines.ts';

describe('a medicine', () => {
  it.each([
    'humira 40 mg pen',
    'amoxicillin 500 mg',
    'valtrex',
    'famciclovir',
    'metformin er',
    'takes metformin',
    'ramipril',
    'telmisartan 40 mg',
    'fish oil',
    'polyethylene glycol 3350',
    'sodium chloride 0.9 % flush',
    'b-complex vitamins',
    'famotidine 20 mg',
    'oxcarbazepine',
    'potassium citrate er',
    'calcium citrate',
    'norvasc 5 mg',
    'prilosec otc',
    'zoloft 50 mg',
  ])('"%s" is known', (words) => {
    expect(isKnownMedicine(words)).toBe(true);
  });

  it.each([
    'zyblofan 10 mg',
    '',
    'oil',
    'glycol',
    'sodium',
    'pril',
    'xpril',
    'metforminol',
    'sartans',
    'azacitidine',
    'ixazomib citrate',
    'cephalic',
    'cholesterol pill',
  ])('"%s" is not', (words) => {
    expect(isKnownMedicine(words)).toBe(false);
  });
});
