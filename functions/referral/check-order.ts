import { deskZone } from '../hold/hold-clock.ts';
import type { Answer, Request } from '../platform/http.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { checkRoutes, OrderChecked } from './check-routes.ts';
import { referralFindings } from './checks/completeness.ts';
import { orderTold } from './order/order-told.ts';
import { policiesBeside } from './order/regimen-policies.ts';
import type { Submission } from './referral.ts';
import type { ReferralStore } from './store.ts';
import { readSubmission } from './submission-body.ts';
import { judgeFindings, statusAfter } from './verdict.ts';

type Deps = { store: Pick<ReferralStore, 'policy'>; now: () => Date };
type Checking = Pick<
  Request<(typeof checkRoutes)['POST /referrals/check']>,
  'principal' | 'contentType'
> & { body: unknown };

/**
 * What would be found of an order if it were sent now: nothing is kept, and nobody is asked. Whether
 * the patient is known to us is not looked at: a check tells nothing of others.
 */
export const checkOrder =
  ({ store, now }: Deps, mayFor: (submission: Submission) => void) =>
  async ({ body, contentType }: Checking): Promise<Answer> => {
    const asOf = localDate(now(), deskZone);
    const { submission } = readSubmission(body, contentType, asOf);
    mayFor(submission);
    const { order } = submission;
    const [policy, beside] = await Promise.all([
      store.policy(order.therapyId, asOf),
      policiesBeside(store, order, asOf),
    ]);
    const findings = referralFindings(submission, asOf, { policy, beside });
    const { account } = submission;
    return {
      body: {
        status: statusAfter(judgeFindings(findings)),
        findings: [...findings],
        ...(account ? { account } : {}),
        ...(order.therapyId ? { therapyId: order.therapyId } : {}),
        drug: order.drug,
        ...orderTold(submission, policy),
      } satisfies OrderChecked,
    };
  };
