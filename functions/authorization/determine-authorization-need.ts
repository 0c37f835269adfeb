import * as z from 'zod';
import { needsTold } from '../hold/decisions.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { Setting } from '../therapy/setting.ts';
import { judgeNeed, type NeedOutcome, needOutcome } from './need.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({
  /** The last round in which a payer was asked for this referral; 0 before the first. */
  round: z.number().int().min(0),
});

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'chain' | 'recordNeed'>;
  now: () => Date;
};

/**
 * Decides whether an authorization is needed for the setting that is chosen now, after a wait or where
 * the site stays. A site that is chosen anew has it decided with the choice.
 */
export const determineAuthorizationNeed =
  ({ store, now }: Deps) =>
  async ({
    referralId,
    operation,
    round,
  }: z.output<typeof Input>): Promise<NeedOutcome | { outcome: 'closed' }> => {
    const { referral, submission, eligibility, holds, sight } = await store.file(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' };
    const { payerId, therapyId } = referral;
    const setting = Setting.safeParse(referral.setting);
    if (!payerId || !therapyId || !setting.success)
      throw new PermanentFault('authorization-need-without-placement');
    const payer = await store.payer(payerId, sight);
    if (!payer) throw new PermanentFault('payer-unknown');
    const at = now();
    const records = needsTold(holds).length > 0 ? await store.chain(referralId) : [];
    const determination = judgeNeed(
      { payer, therapyId, submission, setting: setting.data, eligibility, holds, records },
      at,
    );
    const done = await store.recordNeed(referralId, operation, at.toISOString(), determination);
    if (done.outcome === 'refused') throw new TransientFault('need-contended');
    // A retry answers with what the first run recorded.
    return needOutcome(done.record, { referralId, round });
  };

export const handler = step('determine-authorization-need', Input, (input) =>
  determineAuthorizationNeed({ store: authorizationStore(table()), now: () => new Date() })(input),
);
