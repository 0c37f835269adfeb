import type { LooserLimit, Policy } from '../therapy/policy.ts';
import { looserThan } from '../therapy/policy-limits.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { Referral, Submission } from './referral.ts';

/** Limits that every planning of visits follows anew, whatever the order was judged under. */
const plannedAnew = /^(minutes watched|competency |days (before|after) the planned day)/;

/**
 * What the local policy of today forbids that the one which an order was judged under did not: the
 * order was found safe by limits that do not hold any more, and somebody looks at it again.
 */
export const stricterLimits = (
  { therapyId, policy: judgedUnder }: Pick<Referral, 'therapyId' | 'policy'>,
  { order }: Pick<Submission, 'order'>,
  today: Policy | undefined,
): LooserLimit[] => {
  if (judgedUnder?.version === today?.version) return [];
  const judged = lookUpTherapy(therapyId, order.entered, judgedUnder);
  const now = lookUpTherapy(therapyId, order.entered, today);
  return judged && now
    ? looserThan(now, judged).filter(({ limit }) => !plannedAnew.test(limit))
    : [];
};
