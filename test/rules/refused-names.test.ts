import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { findProduct, findTherapy } from '../../functions/referral/order/drug.ts';
import { refusedIn, withoutRefused } from '../../functions/referral/order/refused-names.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const found = (therapyId: string, drug: string) => {
  const clean = cleanReferral(therapyId);
  const order = { ...clean.order, drug, hcpcs: undefined, codes: undefined, alsoNamed: undefined };
  return checkSubmission({ ...clean, order }, '2026-11-20')
    .map(({ severity, code }) => `${severity} ${code}`)
    .filter((one) => /drug|product|formulation/.test(one));
};

describe('a drug that is refused beside the one that is ordered', () => {
  it.each<[string, string, string[]]>([
    ['infliximab', 'Remicade (not Inflectra)', []],
    ['infliximab', 'Remicade, not Inflectra or Renflexis', []],
    ['infliximab', 'Remicade - do not substitute Inflectra', []],
    ['infliximab_dyyb', 'Inflectra (NOT Remicade)', []],
    ['rituximab', 'Truxima (do not substitute Rituxan)', []],
    ['paclitaxel', 'paclitaxel (not Abraxane, nab-paclitaxel)', []],
    ['rituximab', 'Rituxan, not Rituxan Hycela', []],
    ['hydration', 'sodium chloride 0.9 %, no potassium', []],
    ['infliximab', 'infliximab (not Remicade)', ['missing product-open']],
    ['infliximab', 'infliximab, not Remicade, Inflectra', ['missing product-open']],
    ['rituximab', 'rituximab (not Rituxan)', ['missing product-open']],
    ['infliximab', 'Remicade / Inflectra', ['block drug-contradictory']],
    ['paclitaxel', 'Abraxane', ['block formulation-other']],
    ['infliximab', 'Remicade, not to exceed 5 mg/kg', []],
  ])('%s: %s', (therapyId, drug, expected) => {
    const told = found(therapyId, drug);
    // "Not to" is doubted as such.
    expect(told.filter((one) => !one.includes('doubt'))).toEqual(expected);
  });

  it('is not what is given', () => {
    expect(findTherapy({ words: ['Inflectra (not Remicade)'] })?.id).toBe('infliximab_dyyb');
    const therapy = findTherapy({ words: ['Truxima, not Rituxan'] });
    const { order } = cleanReferral('rituximab');
    expect(therapy?.id).toBe('rituximab');
    expect(
      therapy && findProduct(therapy, { ...order, drug: 'Truxima, not Rituxan', codes: [] })?.name,
    ).toBe('Truxima');
    expect(findTherapy({ words: ['not Remicade'] })).toBeUndefined();
  });

  it('ends where the words turn to another thing', () => {
    expect(withoutRefused('not remicade but inflectra').trim()).toBe('but inflectra');
    expect(withoutRefused('remicade (not inflectra) 100 mg')).toBe('remicade ( ) 100 mg');
    expect(refusedIn('no inflectra. remicade')).toEqual(['no inflectra']);
    expect(refusedIn('do not substitute')).toEqual([]);
    expect(withoutRefused('not to exceed 5')).toBe('not to exceed 5');
  });
});
