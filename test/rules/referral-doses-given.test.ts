import { describe, expect, it } from 'vitest';
import type { AccountLine } from '../../functions/referral/account.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { type TestBundle, withResource } from '../support/bundles.ts';

const today = '2026-11-20';
const mapped = (bundle: TestBundle): Submission => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};

const saysFirst = 'urn:dripline:first-dose';

/** The infliximab order, silent of its history unless `first` is said, with what was given before. */
const given = (
  administrations: readonly Record<string, unknown>[],
  first?: boolean,
  medication?: Record<string, unknown>,
): TestBundle => {
  const bundle = withResource('MedicationRequest', (request) => {
    if (medication) delete request.medicationReference;
    Object.assign(request, medication, {
      extension: first === undefined ? [] : [{ url: saysFirst, valueBoolean: first }],
    });
  });
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
  for (const [index, one] of administrations.entries())
    bundle.entry.push({
      fullUrl: `urn:uuid:given-${index}`,
      resource: {
        resourceType: 'MedicationAdministration',
        subject: { reference: patient?.fullUrl },
        status: 'completed',
        effectiveDateTime: '2026-11-02',
        ...one,
      } as never,
    });
  return bundle;
};
const of = (text: string) => ({ medicationCodeableConcept: { text } });
const ours = of('Remicade');
const ended = (submission: Submission): AccountLine['became'] | undefined =>
  submission.account?.find(({ type }) => type === 'MedicationAdministration')?.became;

describe('a dose given before', () => {
  it.each<[string, Record<string, unknown>, Partial<Submission['order']>, string]>([
    ['of this drug', ours, { firstDose: false, lastDoseOn: '2026-11-02' }, 'used'],
    [
      'of this drug by another brand of the catalogue',
      of('infliximab 100 mg vial'),
      { firstDose: false, lastDoseOn: '2026-11-02' },
      'used',
    ],
    [
      'that was stopped before its end',
      { ...ours, status: 'stopped' },
      { firstDose: false, lastDoseOn: '2026-11-02', stoppedDoseOn: '2026-11-02' },
      'used',
    ],
    ['of another drug, which is a medicine beside it', of('ceftriaxone'), {}, 'used'],
    ['of a drug that is not named', {}, {}, 'not-understood'],
    ['that was not given', { ...ours, status: 'not-done' }, {}, 'not-used'],
    ['that was entered in error', { ...ours, status: 'entered-in-error' }, {}, 'not-used'],
    ['of which it is not known whether', { ...ours, status: 'unknown' }, {}, 'not-understood'],
    ['without a status', { ...ours, status: undefined }, {}, 'not-understood'],
  ])('%s counts for what it is', (_, administration, history, became) => {
    const submission = mapped(given([administration]));
    const { firstDose, lastDoseOn, stoppedDoseOn } = submission.order;
    expect(JSON.parse(JSON.stringify({ firstDose, lastDoseOn, stoppedDoseOn }))).toEqual(history);
    expect(ended(submission)).toBe(became);
  });

  it('of one unknown drug is none of another unknown drug', () => {
    const unknown = { medicationCodeableConcept: { text: 'zanzimab' } };
    const other = mapped(given([of('quorlimab')], undefined, unknown));
    expect(other.order.firstDose).toBeUndefined();
    expect(ended(other)).toBe('not-understood');
    const same = mapped(given([of('Zanzimab')], undefined, unknown));
    expect(same.order).toMatchObject({ firstDose: false, lastDoseOn: '2026-11-02' });
  });

  it('is asked back beside the word that this is the first dose, and neither is believed', () => {
    const bundle = given([ours], true);
    const { order } = mapped(bundle);
    expect(order.firstDose).toBeUndefined();
    expect(order.notUnderstood).toMatchObject([{ about: 'history' }]);
    const codes = checkSubmission(mapped(bundle), today).map(({ code }) => code);
    expect(codes).toContain('history-not-understood');
    expect(codes).not.toContain('first-dose-unknown');
  });

  it('that is not of this drug leaves the word that this is the first dose', () => {
    for (const one of [of('ceftriaxone'), { ...ours, status: 'not-done' }])
      expect(mapped(given([one], true)).order).toMatchObject({ firstDose: true });
  });
});
