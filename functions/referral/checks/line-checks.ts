import { isCentral } from '../../therapy/line-choice.ts';
import { courseLength, harmsVeins } from '../order/line-course.ts';
import type { Finding } from '../referral.ts';
import { block, type Checked, missing, warn } from './findings.ts';
import { lineInPlace } from './vascular-access.ts';

/**
 * A drug that harms the vein it leaks from goes through a central line where its doses go on. Where
 * one is needed for any dose, the required elements ask for it.
 */
export const lineFindings = ({ submission, therapy, asOf }: Checked): Finding[] => {
  if (therapy?.route !== 'IV' || therapy.access.central === 'yes') return [];
  const { order } = submission;
  const line = lineInPlace(submission);
  if (isCentral(line)) return [];
  const { tissue, centralFromDays, source } = therapy.access;
  const { doses, days } = courseLength(order, therapy, asOf);
  const pointer = '/order/lineType';
  const tooLong = centralFromDays !== undefined && days >= centralFromDays;
  if (!harmsVeins(therapy) && !tooLong) return [];
  if (!line)
    return therapy.dosingPattern === 'daily'
      ? [] // A daily drug is asked for its line already.
      : [
          missing({
            code: 'line-unknown',
            pointer,
            text: 'This drug harms the tissue around a vein, and the order does not say which line is in place.',
            fix: 'Say which line is in place: peripheral, midline, picc, port or tunneled.',
            source,
          }),
        ];
  if (doses > 1)
    return [
      block({
        code: 'line-not-central',
        pointer,
        text: 'This drug harms the vein, and doses that go on for so long need a central line.',
        fix: 'Say which central line is in place, or have a clinician decide with a reason.',
        source,
      }),
    ];
  return tissue === 'vesicant'
    ? [
        warn({
          code: 'line-peripheral',
          pointer,
          text: 'This drug harms the tissue around a vein; one dose may run through a peripheral line while blood returns from it.',
          fix: 'Check the blood return before and during the infusion.',
          source,
        }),
      ]
    : [];
};
