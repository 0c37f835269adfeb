import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { pauseFindings } from '../../functions/referral/checks/pause-checks.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { expectWellTold, foundBy } from '../support/findings.ts';

/** Goes on from the last dose, on a start of its own. */
const since = (lastDoseOn: string, startOn = '2026-12-01'): Partial<Order> => ({
  firstDose: false,
  lastDoseOn,
  startOn,
  loadingDose: undefined,
  frequency: { loadingDays: [], intervalDays: 28 },
  phases: undefined,
});
const found = (therapyId: string, order: Partial<Order>): string[] => {
  const clean = cleanReferral(therapyId);
  return foundBy(pauseFindings, { ...clean, order: { ...clean.order, ...order } }).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
};
const stops = ['block course-interrupted'];
const tells = ['warn course-interrupted'];

describe('a course that goes on after a pause', () => {
  it.each<[string, string, Partial<Order>, string[]]>([
    ['eight weeks', 'infliximab', since('2026-10-06'), []],
    ['three intervals', 'infliximab', since('2026-06-16'), []],
    ['a day more', 'infliximab', since('2026-06-15'), stops],
    ['three years', 'infliximab', since('2023-10-01'), stops],
    [
      'three years, with loading doses anew',
      'infliximab',
      { ...since('2023-10-01'), frequency: { loadingDays: [0, 14, 42], intervalDays: 56 } },
      tells,
    ],
    ['two years', 'natalizumab', since('2024-12-01'), stops],
    ['two years', 'vedolizumab', since('2024-12-01'), stops],
    ['two years', 'agalsidase_beta', since('2024-12-01'), stops],
    ['two years', 'eculizumab', since('2024-12-01'), stops],
    ['a year', 'ocrelizumab', since('2025-12-01'), []],
    ['three years', 'ocrelizumab', since('2023-12-01'), stops],
    ['courses that each begin anew', 'rituximab', since('2024-12-01'), tells],
    ['half a year', 'ivig', since('2026-06-01'), tells],
    ['half a year', 'paclitaxel', since('2026-06-01'), tells],
    ['two weeks', 'ceftriaxone', since('2026-11-17'), []],
    ['three weeks', 'ceftriaxone', since('2026-11-10'), tells],
    ['three weeks', 'milrinone_home', since('2026-11-10'), stops],
    ['three weeks', 'hydromorphone_pca', since('2026-11-10'), stops],
    ['three weeks', 'parenteral_nutrition', since('2026-11-10'), stops],
    ['a start that had passed', 'milrinone_home', since('2025-11-10', '2025-11-11'), stops],
    ['a first dose', 'infliximab', { ...since('2023-10-01'), firstDose: true }, []],
    ['no last dose told', 'infliximab', { ...since('2023-10-01'), lastDoseOn: undefined }, []],
  ])('%s of %s', (_, therapyId, order, expected) => {
    expect(found(therapyId, order)).toEqual(expected);
  });

  it.each([
    'zoledronic_acid',
    'ferric_carboxymaltose',
    'iron_sucrose',
    'hydration',
    'rbc_transfusion',
  ])('is nothing where each dose stands for itself: %s', (therapyId) => {
    expect(found(therapyId, since('2022-01-01'))).toEqual([]);
  });

  it('is judged for every therapy, and found with everything else', () => {
    for (const { id } of therapies) expect(() => found(id, since('2020-01-01'))).not.toThrow();
    const clean = cleanReferral('infliximab');
    const findings = checkSubmission(
      { ...clean, order: { ...clean.order, ...since('2023-10-01') } },
      '2026-11-20',
    );
    expect(findings.map(({ code }) => code)).toContain('course-interrupted');
    expectWellTold(findings);
  });
});
