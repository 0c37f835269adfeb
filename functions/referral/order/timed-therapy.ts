import { runMinutes } from '../../therapy/run-minutes.ts';
import type { Therapy } from '../../therapy/therapy.ts';
import type { Submission } from '../referral.ts';
import { orderedAmount } from './dose.ts';
import { doseFactorsOf } from './dose-factors.ts';

/** The therapy with the minutes that the dose of this order runs, where they follow from it. */
export const timedTherapy = (therapy: Therapy, submission: Submission): Therapy => {
  if (!therapy.rate && !therapy.minutesUpTo) return therapy;
  const factors = doseFactorsOf(submission, therapy);
  const amount = orderedAmount(submission, therapy);
  const minutes = (kind: 'first' | 'subsequent') => runMinutes(therapy, kind, amount, factors);
  return {
    ...therapy,
    infusionMinutes: {
      ...therapy.infusionMinutes,
      first: minutes('first'),
      subsequent: minutes('subsequent'),
    },
  };
};
