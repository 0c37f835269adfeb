import { describe, expect, it } from 'vitest';
import { vaccineFindings } from '../../functions/referral/checks/vaccine-checks.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

const shingles = (on: string, cvx = '187') => [{ cvx, on, given: true }];
const found = (
  therapyId: string,
  on: string,
  different: { firstDose?: boolean; cvx?: string } = {},
) => {
  const clean = cleanReferral(therapyId);
  const { firstDose = true, cvx } = different;
  const order = { ...clean.order, firstDose, startOn: '2026-12-08' };
  return foundBy(vaccineFindings, { ...clean, order, vaccinations: shingles(on, cvx) }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
};

describe('a vaccine that is not live, before B cells are taken away', () => {
  it.each<[string, string, string[]]>([
    ['ocrelizumab', '2026-11-24', []],
    ['ocrelizumab', '2026-11-25', ['warn vaccine-recent']],
    ['rituximab', '2026-12-01', ['warn vaccine-recent']],
    ['infliximab', '2026-12-01', []],
  ])('%s, vaccinated on %s', (therapyId, on, expected) => {
    expect(found(therapyId, on)).toEqual(expected);
  });
  it('is of no matter where the therapy goes on, and a live one is more', () => {
    expect(found('ocrelizumab', '2026-12-01', { firstDose: false })).toEqual([]);
    expect(found('ocrelizumab', '2026-12-01', { cvx: '21' })).toEqual(['block live-vaccine']);
  });
});
