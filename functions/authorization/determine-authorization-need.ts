import * as z from 'zod';
import { needsTold } from '../hold/decisions.ts';
import { type HoldOutcome, hold } from '../hold/hold-clock.ts';
import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { authorizationId, authorizationScope } from '../platform/ids.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';
import { Setting } from '../therapy/setting.ts';
import { type AuthorizationNeed, determineNeed } from './authorization-rules.ts';
import { recordedNeed } from './recorded-need.ts';
import { type AuthorizationStore, authorizationStore } from './store.ts';

const Input = StepInput.extend({
  /** The last round in which a payer was asked for this referral; 0 before the first. */
  round: z.number().int().min(0),
});

type Deps = {
  store: Pick<AuthorizationStore, 'file' | 'payer' | 'chain' | 'recordNeed'>;
  now: () => Date;
};

type Outcome =
  | { outcome: 'needed'; round: number; authorization: ReturnType<typeof roundInput> }
  | { outcome: 'not-needed' | 'closed' }
  | HoldOutcome;

/** What the workflow of a round with the payer begins with. */
const roundInput = (referralId: string, round: number) => ({
  referralId,
  authorizationId: authorizationId(referralId, round),
  scope: authorizationScope(authorizationId(referralId, round)),
  turn: 0,
  level: 0,
});

const outcomeOf = (
  need: AuthorizationNeed,
  referralId: string,
  round: number,
  at: Date,
): Outcome => {
  if (need === 'unknown') return hold('authorization-need-unknown', at);
  if (need === 'not-needed') return { outcome: 'not-needed' };
  return { outcome: 'needed', round, authorization: roundInput(referralId, round) };
};

/**
 * Decides from the payer's rules, its eligibility answer and what a person recorded, for the
 * setting that is chosen now: another setting is another question. Where one is needed it says what
 * the next round begins with.
 */
export const determineAuthorizationNeed =
  ({ store, now }: Deps) =>
  async ({ referralId, operation, round }: z.output<typeof Input>): Promise<Outcome> => {
    const { referral, eligibility, holds, sight } = await store.file(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' };
    const { payerId, therapyId } = referral;
    const setting = Setting.safeParse(referral.setting);
    if (!payerId || !therapyId || !setting.success)
      throw new PermanentFault('authorization-need-without-placement');
    const payer = await store.payer(payerId, sight);
    if (!payer) throw new PermanentFault('payer-unknown');
    const at = now();
    const about = { payerId, therapyId, setting: setting.data };
    const answered = needsTold(holds);
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
    const { detail, at: answeredAt } = done.record;
    return outcomeOf(
      detail.answer as AuthorizationNeed,
      referralId,
      round + 1,
      new Date(answeredAt),
    );
  };

export const handler = step('determine-authorization-need', Input, (input) =>
  determineAuthorizationNeed({ store: authorizationStore(table()), now: () => new Date() })(input),
);
