import type { Eligibility } from '../coverage/eligibility.ts';
import { needsTold } from '../hold/decisions.ts';
import type { Hold } from '../hold/hold.ts';
import { type HoldOutcome, hold } from '../hold/hold-clock.ts';
import type { Payer } from '../payer/payer.ts';
import type { AuditRecord } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { authorizationId, authorizationScope } from '../platform/ids.ts';
import { localDate } from '../platform/zoned-time.ts';
import type { Submission } from '../referral/referral.ts';
import type { Setting } from '../therapy/setting.ts';
import { type AuthorizationNeed, determineNeed } from './authorization-rules.ts';
import { recordedNeed } from './recorded-need.ts';

/** The last round in which a payer was asked for a referral; 0 before the first. */
export type Round = { referralId: string; round: number };

/** What is known when the need is judged; `records` are asked for only after a person's word. */
type Known = {
  payer: Payer;
  therapyId: string;
  /** The order: the need of a regimen is that of the drug which needs most. */
  submission: Pick<Submission, 'order'>;
  setting: Setting;
  eligibility: Eligibility | undefined;
  holds: readonly Hold[];
  records: readonly AuditRecord[];
};

/**
 * Whether an authorization is needed, from the payer's rules, its eligibility answer and what a
 * person recorded, for this setting: another setting is another question.
 */
export const judgeNeed = (
  { payer, therapyId, submission, setting, eligibility, holds, records }: Known,
  at: Date,
): Determination => {
  const { payerId } = payer;
  const about = { payerId, therapyId, setting };
  const answered = needsTold(holds);
  const others = (submission.order.alsoInfused ?? []).flatMap((drug) => drug.therapyId ?? []);
  const judged = [therapyId, ...others].map((id) => ({
    id,
    ...determineNeed({
      ...about,
      therapyId: id,
      on: localDate(at, payer.zone),
      rules: payer.authorizationRules,
      eligibilitySays:
        eligibility?.payerId === payerId ? eligibility.authorizationNeeded : undefined,
      recorded: answered.length > 0 ? recordedNeed(answered, records, about) : undefined,
    }),
  }));
  const [most] = strictest.flatMap((need) => judged.find((one) => one.need === need) ?? []);
  const { id, determination } = most as (typeof judged)[number];
  return id === therapyId
    ? determination
    : { ...determination, facts: { ...determination.facts, therapyId, decidedBy: id } };
};

/** Nobody asks a payer for a part of a visit: what one drug needs, the order needs. */
const strictest: readonly AuthorizationNeed[] = ['needed', 'unknown', 'not-needed'];

/** What the workflow of a round with the payer begins with. */
const roundInput = (referralId: string, round: number) => ({
  referralId,
  authorizationId: authorizationId(referralId, round),
  scope: authorizationScope(authorizationId(referralId, round)),
  turn: 0,
  level: 0,
});

export type NeedOutcome =
  | { outcome: 'needed'; round: number; authorization: ReturnType<typeof roundInput> }
  | { outcome: 'not-needed' }
  | HoldOutcome;

/** The answer as it was recorded; where one is needed, with what the next round begins with. */
export const needOutcome = (
  { at, detail }: Pick<AuditRecord, 'at' | 'detail'>,
  { referralId, round }: Round,
): NeedOutcome => {
  const need = detail.answer as AuthorizationNeed;
  if (need === 'unknown') return hold('authorization-need-unknown', new Date(at));
  if (need === 'not-needed')
    return detail.conditions === undefined || detail.conditions === 'met'
      ? { outcome: 'not-needed' }
      : hold('conditions-undocumented', new Date(String(detail.askedAt ?? at)));
  return {
    outcome: 'needed',
    round: round + 1,
    authorization: roundInput(referralId, round + 1),
  };
};

/** What claims are held against, and since when what lacks of it is asked for. */
export type ConditionsJudged = { determination: Determination; askedAt?: string | undefined };

/**
 * The need as the audit chain tells it, by itself or with the site that it was judged for, and how the
 * conditions stand that claims are held against, where nobody is asked.
 */
export const tellNeed = (determination: Determination, conditions?: ConditionsJudged) => ({
  event: 'authorization.need-determined',
  detail: {
    answer: determination.answer,
    ...(conditions
      ? {
          conditions: conditions.determination.answer,
          ...(conditions.askedAt ? { askedAt: conditions.askedAt } : {}),
        }
      : {}),
  },
  determination,
});
