import { type HoldOutcome, hold } from '../hold/hold-clock.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { Setting } from '../therapy/setting.ts';
import { determineNeed, type Need } from './authorization-rules.ts';
import { needHolds, recordedNeed } from './recorded-need.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'chain' | 'recordNeed'>;
  now: () => Date;
};

type Outcome = { outcome: 'needed' | 'not-needed' | 'closed' } | HoldOutcome;

const outcomes: Readonly<Record<Need, (now: Date) => Outcome>> = {
  needed: () => ({ outcome: 'needed' }),
  'not-needed': () => ({ outcome: 'not-needed' }),
  unknown: (now) => hold('authorization-need-unknown', now),
};

/**
 * Decides from the payer's rules, its eligibility answer and what a person recorded, for the
 * setting that is chosen now: another setting is another question.
 */
export const determineAuthorizationNeed =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput): Promise<Outcome> => {
    const { referral, eligibility, holds } = await store.file(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' };
    const { payerId, therapyId } = referral;
    const setting = Setting.safeParse(referral.setting);
    if (!payerId || !therapyId || !setting.success)
      throw new PermanentFault('authorization-need-without-placement');
    const payer = await store.payer(payerId);
    if (!payer) throw new PermanentFault('payer-unknown');
    const at = now();
    const about = { payerId, therapyId, setting: setting.data };
    const answered = needHolds(holds);
    const { determination } = determineNeed({
      ...about,
      on: localDate(at, payer.zone),
      rules: payer.authorizationRules,
      eligibilitySays:
        eligibility?.payerId === payerId ? eligibility.authorizationNeeded : undefined,
      recorded:
        answered.length > 0
          ? recordedNeed(answered, await store.chain(referralId), about)
          : undefined,
    });
    const done = await store.recordNeed(referralId, operation, at.toISOString(), determination);
    if (done.outcome === 'refused') throw new TransientFault('need-contended');
    // A retry answers with what the first run recorded.
    return outcomes[done.record.detail.answer as Need](new Date(done.record.at));
  };

export const handler = step('determine-authorization-need', StepInput, (input) =>
  determineAuthorizationNeed({ store: authorizationStore(table()), now: () => new Date() })(input),
);
