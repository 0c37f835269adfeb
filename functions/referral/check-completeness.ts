import { countsThrough } from '../hold/clearance.ts';
import { blocksCleared } from '../hold/decisions.ts';
import { deskZone, dueAfter, type HoldOutcome, hold } from '../hold/hold-clock.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { digestDetermination } from '../platform/determination.ts';
import { TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { localDate } from '../platform/zoned-time.ts';

import { policiesKept, policyKept } from '../therapy/policy.ts';
import {
  clinicalHash,
  completenessDetermination,
  countDoseBy,
  referralFindings,
} from './checks/completeness.ts';
import { holdsUp } from './checks/findings.ts';
import { policiesBeside } from './order/regimen-policies.ts';
import type { Finding, Referral, Submission } from './referral.ts';
import { type ReferralStore, referralStore } from './store.ts';
import { type CompletenessVerdict, judgeFindings } from './verdict.ts';

type Deps = {
  store: Pick<ReferralStore, 'get' | 'records' | 'recordCheck' | 'markStarted' | 'policy'>;
  now: () => Date;
};

/**
 * The blocks that were cleared: those of the last check before the clearing, provided that the
 * order is still the one that was cleared. A changed order is looked at anew.
 */
const clearedCodes = (
  records: readonly AuditRecord[],
  clearedAt: string,
  submission: Submission,
): Set<string> => {
  const checked = records
    .filter(({ at, determination }) => determination?.question === 'complete' && at <= clearedAt)
    .at(-1)?.determination;
  if (checked?.facts.clinicalHash !== clinicalHash(submission)) return new Set();
  const { blocks } = checked.facts;
  return new Set(Array.isArray(blocks) ? blocks.map(String) : []);
};

/** What the order waits for by what it was found to be; what nobody knows has a clock of its own. */
const waitOf = {
  missing: 'order-incomplete',
  unsafe: 'order-unsafe',
  unsigned: 'order-to-sign',
  'sent-back': 'order-sent-back',
} as const satisfies Record<Exclude<CompletenessVerdict, 'complete' | 'drug-unknown'>, HoldReason>;

/** An urgent drug is to be given within two days: its pharmacist has two hours. Own target. */
const urgently = { hours: 2 } as const;

const outcomeOf = (
  verdict: CompletenessVerdict,
  at: Date,
  urgency: Referral['urgency'],
): { outcome: 'complete' } | HoldOutcome => {
  if (verdict === 'complete') return { outcome: 'complete' };
  if (verdict === 'drug-unknown')
    return hold(
      'order-drug-unknown',
      at,
      urgency === 'urgent' ? dueAfter(urgently, at) : undefined,
    );
  return hold(waitOf[verdict], at);
};

/**
 * Decides whether the order is complete and safe, and records why. The receipt has judged it
 * already: if that judgement still holds word for word when the workflow first looks, it stands.
 */
export const checkCompleteness =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput) => {
    const { referral, submission, holds, judged } = await store.get(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' as const };
    const at = now();
    const asOf = localDate(at, deskZone);
    const [standing] = blocksCleared(holds).filter(
      ({ clearance, at: made }) =>
        countsThrough(clearance, localDate(new Date(made), deskZone)) >= asOf,
    );
    const cleared = standing
      ? clearedCodes(await store.records(referralId), standing.at, submission)
      : new Set<string>();
    const isCleared = ({ severity, code }: Finding): boolean =>
      severity === 'block' && cleared.has(code);
    const [policy, beside] = await Promise.all([
      store.policy(submission.order.therapyId, asOf),
      policiesBeside(store, submission.order, asOf),
    ]);
    const findings = referralFindings(submission, asOf, { ...referral, policy, beside });
    const verdict = judgeFindings(findings, cleared);
    const { orderVersion } = referral;
    const order = { submission, orderVersion, policy };
    const determination = completenessDetermination(
      order,
      asOf,
      findings,
      standing && { codes: cleared, covers: standing.clearance },
    );
    // A hold about anything else than the order changes nothing of that judgement.
    const isFirst = holds.every(({ reason }) => !reason.startsWith('order-'));
    if (isFirst && judged === digestDetermination(determination)) {
      // A complete order's watch ends with what the next step writes.
      if (verdict !== 'complete') await store.markStarted(referralId);
      return outcomeOf(verdict, new Date(referral.receivedAt), referral.urgency);
    }
    const done = await store.recordCheck(
      referral,
      {
        verdict,
        findings,
        standing: findings.filter((finding) => holdsUp(finding) && !isCleared(finding)),
        cleared: findings.filter(isCleared),
        doseBy: countDoseBy(submission, localDate(new Date(referral.receivedAt), deskZone), policy),
        policy: policyKept(referral, policy),
        beside: policiesKept(referral, beside),
        determination,
      },
      operation,
      at.toISOString(),
    );
    // Corrected, booked or closed while we looked: the retry sees which.
    if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return outcomeOf(
      done.record.detail.verdict as CompletenessVerdict,
      new Date(done.record.at),
      referral.urgency,
    );
  };

export const handler = step('check-completeness', StepInput, (input) =>
  checkCompleteness({ store: referralStore(table()), now: () => new Date() })(input),
);
