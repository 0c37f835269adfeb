import { at, type ReadSegment, repetitions } from '../../x12/read-segment.ts';
import { granting, inTotal, isNumber, noneRequired } from '../answer/agreement.ts';
import type { LineAnswer } from '../payer-answer.ts';
import { all, segmentAsSent } from './read-levels.ts';

/** One decision (HCR) with the numbers that stand beside it. */
export type HcrReview = Pick<
  LineAnswer,
  'action' | 'number' | 'reference' | 'reasons' | 'doubts' | 'said'
>;

/** UM02 of a request that takes a grant back. */
const cancellation = '3';

/** Whether a level says that the request takes back what was granted. */
export const takesBack = (own: readonly ReadSegment[]): boolean =>
  all(own, 'UM').some((um) => at(um, 2) === cancellation);

/** Numbers that may stand beside a decision: the payer's reference, and that of an earlier one. */
const numbersRead = ['NT', 'BB'];

/** The decision of a level; two of them are none. */
export const readHcr = (own: readonly ReadSegment[]): HcrReview => {
  const decisions = all(own, 'HCR');
  const [hcr] = decisions;
  const action = at(hcr, 1).toUpperCase();
  const number = at(hcr, 2);
  const reasons = hcr ? repetitions(hcr, 3).map((one) => one.trim().toUpperCase()) : [];
  const references = all(own, 'REF');
  const reference = at(
    references.find((one) => at(one, 1) === 'NT'),
    2,
  );
  const isGrant = granting.has(action);
  return {
    ...(action ? { action } : {}),
    ...(number && isNumber(number) ? { number } : {}),
    ...(reference ? { reference: reference.slice(0, 60) } : {}),
    reasons: reasons.map((one) => one.slice(0, 10)),
    doubts: [
      ...(decisions.length > 1 ? ['two decisions'] : []),
      ...(hcr && !action ? ['a decision without its code'] : []),
      ...(number && isGrant && !isNumber(number) ? ['a number that cannot be one'] : []),
      ...(inTotal.has(action) && reasons.some((one) => one !== noneRequired)
        ? ['a reason beside a grant']
        : []),
      // `N` says that none is; whatever else stands there is not understood.
      ...(isGrant && !['', 'N'].includes(at(hcr, 4)) ? ['a second opinion is wanted'] : []),
      ...(isGrant && takesBack(own) ? ['a grant of taking it back'] : []),
      ...(references.some((one) => !numbersRead.includes(at(one, 1)))
        ? ['a number of another kind']
        : []),
    ],
    said: [...decisions, ...references].map(segmentAsSent),
  };
};
