import type { Therapy } from '../therapy/therapy.ts';
import { dosesOf, expectedStart } from './course.ts';
import { block, type Checked, missing, warn } from './findings.ts';
import type { Finding, Order } from './referral.ts';

const isCentral = ({ lineType }: Order): boolean =>
  lineType === 'picc' || lineType === 'port' || lineType === 'tunneled';

/** Doses looked at to tell one from many, and to see how long they go on. */
const dosesLookedAt = 60;

/** How many doses the drug has, and the days over which they go on. */
const lengthOf = (order: Order, therapy: Therapy, asOf: string) => {
  let length = { doses: 0, days: 0 };
  const facts = { therapy, firstOn: expectedStart(order, asOf) };
  for (const { number, day } of dosesOf(order, facts)) {
    length = { doses: number, days: day + 1 };
    if (number >= dosesLookedAt) break;
  }
  return length;
};

const unsuited = (therapy: Therapy): boolean => {
  const { tissue, central } = therapy.access;
  return tissue === 'vesicant' || (tissue === 'irritant' && central === 'serial');
};

/**
 * A drug that harms the vein it leaks from goes through a central line where its doses go on. Where
 * one is needed for any dose, the required elements ask for it.
 */
export const lineFindings = ({ submission: { order }, therapy, asOf }: Checked): Finding[] => {
  if (therapy?.route !== 'IV' || therapy.access.central === 'yes') return [];
  if (isCentral(order)) return [];
  const { tissue, centralFromDays, source } = therapy.access;
  const { doses, days } = lengthOf(order, therapy, asOf);
  const pointer = '/order/lineType';
  const tooLong = centralFromDays !== undefined && days >= centralFromDays;
  if (!unsuited(therapy) && !tooLong) return [];
  if (!order.lineType)
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
