import type { Payer } from '../../payer/payer.ts';
import { localDate } from '../../platform/zoned-time.ts';
import type { Submission } from '../../referral/referral.ts';
import { lookUpTherapy } from '../../therapy/therapy-catalogue.ts';
import type { Authorization } from '../authorization.ts';
import { criteriaWords } from './criteria-wait.ts';
import { judgeCriteria } from './judge-packs.ts';

/** What the payer is told of its criteria, as they stood when the request was first sent so. */
export const shownTo = (
  payer: Payer,
  submission: Submission,
  authorization: Authorization,
  at: string,
): string[] => {
  const { therapyId, criteria, setting, lines } = authorization;
  const therapy = lookUpTherapy(therapyId, submission.order.entered);
  if (!criteria || !therapy) return [];
  const on = localDate(new Date(at), payer.zone);
  return criteriaWords(judgeCriteria({ payer, submission, therapy, setting, lines, on }), criteria);
};
