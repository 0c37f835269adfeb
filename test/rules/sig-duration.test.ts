import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { minutesInWords } from '../../functions/referral/sig/duration.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { withResource } from '../support/bundles.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';

it.each<[string, number | undefined]>([
  ['5 mg IV once over 15 minutes', 15],
  ['Infuse over at least 3.5 hours', 210],
  ['2400 mg/m2 over 46 h every 14 days', 2760],
  ['700 mg IV q2wk over ~1 hr', 60],
  ['over two hours', 120],
  ['over 2-3 hours', undefined],
  ['over 30 min, then over 60 min', undefined],
  ['premedicate with methylprednisolone over 15 minutes; infuse over 2 hours', 120],
  ['premedicate over 15 minutes; infuse over 2 hours', 120],
  ['pre-med over 15 min; infuse over 2 hours', 120],
  ['Solu-Medrol over 30 min; infuse over 2 hours', 120],
  ['solumedrol over 30 min. Infuse over 2 hours', 120],
  ['flush over 5 minutes; infuse over 1 hour', 60],
  ['flushes over 5 minutes; infuse over 1 hour', 60],
  ['daily over 2 weeks', undefined],
  ['5 mg/kg every 8 weeks', undefined],
])('"%s" runs %s minutes', (text, minutes) => {
  expect(minutesInWords(text)).toBe(minutes);
});

it('a duration of each bag is none of the dose', () => {
  expect(minutesInWords('2 units, each over 2 hours', true)).toBeUndefined();
  expect(minutesInWords('2 units over 2 hours', true)).toBe(120);
  expect(minutesInWords('weeks 0 and 2, each over 2 hours')).toBe(120);
});

describe('a duration that is only written out', () => {
  const ordered = (therapyId: string, sig: string, different: Partial<Order> = {}) => {
    const { account: _, ...clean } = cleanReferral(therapyId);
    return readNative({ ...clean, order: { ...clean.order, sig, ...different } });
  };
  const found = (therapyId: string, sig: string, different: Partial<Order> = {}) =>
    checkSubmission(ordered(therapyId, sig, different), today)
      .filter(({ code }) => /duration|rate-too-fast/.test(code))
      .map(({ severity, code }) => `${severity} ${code}`);

  it.each<[string, string, string[]]>([
    ['fluorouracil_pump', '2400 mg/m2 over 4 hours every 14 days', ['block duration-slip']],
    ['fluorouracil_pump', '2400 mg/m2 over 46 hours every 14 days', []],
    ['zoledronic_acid', '5 mg once over 5 minutes', ['block rate-too-fast']],
    ['zoledronic_acid', '5 mg once over 15 minutes', []],
    [
      'infliximab',
      '5 mg/kg at weeks 0, 2, 6 then every 8 weeks, over 1 hour',
      ['warn duration-short'],
    ],
  ])('of %s as "%s" is held against the drug', (therapyId, sig, expected) => {
    expect(found(therapyId, sig)).toEqual(expected);
  });

  it('is asked back where the fields say another', () => {
    const sig = '5 mg once over 5 minutes';
    expect(found('zoledronic_acid', sig, { durationMinutes: 15 })).toEqual([
      'missing duration-not-understood',
    ]);
  });

  it('is read from the instruction of a bundle, and compared with its coded timing', () => {
    const orderOf = (text: string, repeat: object) => {
      const bundle = withResource('MedicationRequest', (request) => {
        const [first] = request.dosageInstruction as Record<string, unknown>[];
        request.dosageInstruction = [
          {
            ...first,
            text,
            timing: { repeat: { frequency: 1, period: 8, periodUnit: 'wk', ...repeat } },
          },
        ];
      });
      const read = submissionFromBundle(bundle, today);
      if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
      return read.submission.order;
    };
    const text = '5 mg/kg every 8 weeks over 2 hours';
    expect(orderOf(text, {}).durationMinutes).toBe(120);
    expect(orderOf(text, { duration: 2, durationUnit: 'h' }).durationMinutes).toBe(120);
    const other = orderOf(text, { duration: 30, durationUnit: 'min' });
    expect(other.durationMinutes).toBeUndefined();
    expect(other.notUnderstood).toMatchObject([{ about: 'duration' }]);
  });
});
