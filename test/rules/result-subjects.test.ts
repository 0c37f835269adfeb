import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { withResource } from '../support/bundles.ts';

const today = '2026-11-20';

/** What is found of a screening once its negative result in a good order is changed. */
const screened = (change: (observation: Record<string, unknown>) => void): string[] => {
  const nth = [0, 1, 2, 3, 4, 5, 6, 7].find((index) => {
    let isScreen = false;
    try {
      withResource(
        'Observation',
        (one) => {
          isScreen = JSON.stringify(one.code).includes('5196-1');
        },
        { nth: index },
      );
    } catch {
      return false;
    }
    return isScreen;
  });
  const read = submissionFromBundle(withResource('Observation', change, { nth: nth ?? 99 }), today);
  if (read.outcome === 'refused') throw new Error(JSON.stringify(read.problems));
  return checkSubmission(read.submission, today)
    .filter(({ severity, code }) => severity !== 'warn' && /hepatitis|result/.test(code))
    .map(({ code }) => code);
};

describe('a negative result', () => {
  const specimen = (parts: object) => (one: Record<string, unknown>) => {
    one.contained = [{ resourceType: 'Specimen', id: 's', ...parts }];
    one.specimen = { reference: '#s' };
  };
  it.each<[string, (one: Record<string, unknown>) => void, boolean]>([
    ['as it is', () => {}, true],
    [
      'that is about the patient',
      (one) => {
        one.focus = [one.subject];
      },
      true,
    ],
    [
      'that is about a fetus',
      (one) => {
        one.focus = [{ display: 'fetus' }];
      },
      false,
    ],
    [
      'that is about a donor',
      (one) => {
        one.focus = [{ reference: 'RelatedPerson/donor' }];
      },
      false,
    ],
    ['of a good specimen', specimen({ status: 'available' }), true],
    ['of a specimen that did not serve', specimen({ status: 'unsatisfactory' }), false],
    ['of a hemolyzed specimen', specimen({ condition: [{ text: 'Hemolyzed' }] }), false],
    ['of a specimen that was rejected', specimen({ note: [{ text: 'Specimen rejected' }] }), false],
    [
      'whose note says that it was rejected',
      (one) => {
        one.note = [{ text: 'specimen rejected' }];
      },
      false,
    ],
  ])('%s', (_, change, isClear) => {
    const found = screened(change);
    if (isClear) expect(found).toEqual([]);
    else expect(found).not.toEqual([]);
  });
});
