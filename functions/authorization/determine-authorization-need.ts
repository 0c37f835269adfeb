import * as z from 'zod';
import { needsTold } from '../hold/decisions.ts';
import { holdsClaims } from '../payer/pack.ts';
import type { Payer } from '../payer/payer.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { visitTherapy } from '../referral/order/regimen.ts';
import { Setting } from '../therapy/setting.ts';
import { conditionsAskedAt } from './criteria/conditions-wait.ts';
import { criteriaDetermination, gapsOf, judgeConditions } from './criteria/judge-packs.ts';
import { type ConditionsJudged, judgeNeed, type NeedOutcome, needOutcome } from './need.ts';
import type { AuthorizationFile } from './reading.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({
  /** The last round in which a payer was asked for this referral; 0 before the first. */
  round: z.number().int().min(0),
});

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'chain' | 'recordNeed'>;
  now: () => Date;
};

type Booked = Pick<AuthorizationFile, 'referral' | 'submission'> & {
  payer: Payer;
  setting: Setting;
};

/**
 * How what the claims will be held against stands; undefined where nothing is on file for the therapy.
 *
 * @param records what was found before, where somebody was asked about it
 */
const conditionsOf = (
  { payer, referral, submission, setting }: Booked,
  records: readonly AuditRecord[],
  at: Date,
): ConditionsJudged | undefined => {
  const therapy = visitTherapy(referral.therapyId, submission.order, referral.policy);
  if (!therapy) throw new PermanentFault('therapy-unknown');
  const on = localDate(at, payer.zone);
  const judged = judgeConditions({ payer, submission, therapy, setting, on });
  const determination = criteriaDetermination(judged, {
    ...{ therapyId: therapy.id, setting, on },
    orderVersion: referral.orderVersion,
  });
  return (
    determination && { determination, askedAt: conditionsAskedAt(gapsOf(judged), records, at) }
  );
};

/**
 * Decides whether an authorization is needed for the setting that is chosen now, after a wait or where
 * the site stays. A site that is chosen anew has it decided with the choice. Where nobody is asked and the
 * payer holds its claims against conditions all the same, they are looked at here, before visits are booked.
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
    const wasAsked = holds.some(({ reason }) => reason === 'conditions-undocumented');
    const records = needsTold(holds).length > 0 || wasAsked ? await store.chain(referralId) : [];
    const determination = judgeNeed(
      { payer, therapyId, submission, setting: setting.data, eligibility, holds, records },
      at,
    );
    const conditions =
      determination.answer === 'not-needed' && holdsClaims(payer)
        ? conditionsOf({ payer, referral, submission, setting: setting.data }, records, at)
        : undefined;
    const done = await store.recordNeed(referralId, operation, at.toISOString(), {
      need: determination,
      conditions,
    });
    if (done.outcome === 'refused') throw new TransientFault('need-contended');
    // A retry answers with what the first run recorded.
    return needOutcome(done.record, { referralId, round });
  };

export const handler = step('determine-authorization-need', Input, (input) =>
  determineAuthorizationNeed({ store: authorizationStore(table()), now: () => new Date() })(input),
);
