import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import type { Resource } from '../support/bundles.ts';
import { adding, foundIn, loinc, submissionOf, withoutResult } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';

/** A test for tuberculosis that was negative, of a chart that has no other. */
const screened = (dated: object): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: loinc('71774-4'),
  valueString: 'Negative',
  ...dated,
});
const ofChart = (dated: object) =>
  foundIn(withoutResult('71774-4'), adding(screened(dated))).filter((one) =>
    one.includes('tuberculosis'),
  );
const specimen = (collection: object) => ({
  contained: [{ resourceType: 'Specimen', id: 'blood', collection }],
  specimen: { reference: '#blood' },
});
const issued = { issued: '2026-10-21T09:30:00-04:00' };

describe('the day of a result in a bundle', () => {
  it.each<[string, object]>([
    ['its own', { effectiveDateTime: '2026-10-20' }],
    ['its own, beside that of the report', { effectiveDateTime: '2026-10-20', ...issued }],
    ['that of its specimen', { ...specimen({ collectedDateTime: '2026-10-20' }), ...issued }],
    [
      'the first of those on which its specimen was taken',
      specimen({ collectedPeriod: { start: '2026-10-20', end: '2026-10-21' } }),
    ],
  ])('is %s', (_, dated) => {
    expect(ofChart(dated)).toEqual([]);
  });

  it.each<[string, object]>([
    ['the report', issued],
    ['the report, beside one that cannot be read', { effectiveDateTime: 'lately', ...issued }],
    ['the report, beside a specimen of no day', { ...specimen({}), ...issued }],
    ['neither', {}],
  ])('is asked for where it is told by %s', (_, dated) => {
    expect(ofChart(dated)).toEqual(['missing tuberculosis-undated']);
  });

  it('is kept as that of the report, of a report that concludes too', () => {
    const report: Resource = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: loinc('71774-4'),
      conclusion: 'Negative',
      ...issued,
    };
    const kept = submissionOf(withoutResult('71774-4'), adding(screened(issued), report))
      .observations.filter(({ code }) => code === '71774-4')
      .map(({ on, dayOfReport }) => ({ on, dayOfReport }));
    const reported = { on: '2026-10-21', dayOfReport: true };
    expect(kept).toEqual([reported, reported]);
  });
});

const found = (therapyId: string, ...sent: Observation[]) => {
  const clean = cleanReferral(therapyId);
  const codes = new Set(sent.map(({ code }) => code));
  const observations = [...clean.observations.filter(({ code }) => !codes.has(code)), ...sent];
  return checkSubmission({ ...clean, observations }, today).map(
    ({ severity, code }) => `${severity} ${code}`,
  );
};
const measured = (code: string, value: string, unit: string, on: string): Observation => ({
  code,
  on,
  value: { value, unit },
});
const reported = (one: Observation): Observation => ({ ...one, dayOfReport: true });

describe('a result of which only the day of the report is known', () => {
  const liver = (...sent: Observation[]) =>
    found('tocilizumab', ...sent).filter((one) => one.includes(' ast-'));
  const high = measured('1920-8', '95', 'U/L', '2026-11-18');
  const fair = measured('1920-8', '20', 'U/L', '2026-11-18');
  const before = measured('1920-8', '20', 'U/L', '2026-11-01');

  it('speaks against a therapy as of that day', () => {
    expect(liver(high)).toEqual(['block ast-outside-limits']);
    expect(liver(reported(high))).toEqual(['block ast-outside-limits', 'warn ast-undated']);
    expect(liver(before, reported(high))).toEqual(['block ast-outside-limits']);
  });

  it('speaks for none: an earlier one that is known to be bad stands', () => {
    const bad = { ...high, on: '2026-11-01' };
    expect(liver(bad, fair)).toEqual([]);
    expect(liver(bad, reported(fair))).toEqual(['block ast-outside-limits']);
    expect(liver(before, reported(fair))).toEqual([]);
  });

  it('is no weight to dose by', () => {
    const weight = measured('29463-7', '82', 'kg', '2026-11-18');
    expect(found('infliximab', weight)).toEqual([]);
    expect(found('infliximab', reported(weight))).toEqual(
      expect.arrayContaining(['block weight-stated', 'missing weight-missing']),
    );
  });

  it('takes nothing away that is found of one with a day', () => {
    for (const one of [
      measured('29463-7', '820', 'kg', '2026-11-18'),
      measured('2160-0', '4.8', 'mg/dL', '2026-11-18'),
      { code: '71774-4', on: '2026-10-20', value: { coded: 'Positive' } },
      { code: '71774-4', on: '2026-10-20', value: { coded: 'Borderline' } },
      { code: '19080-1', on: '2026-11-18', value: { coded: 'Positive' } },
    ] satisfies Observation[])
      for (const therapyId of ['infliximab', 'zoledronic_acid', 'vancomycin', 'paclitaxel'])
        expect(found(therapyId, reported(one)), `${therapyId} ${one.code}`).toEqual(
          expect.arrayContaining(found(therapyId, one)),
        );
  });
});
