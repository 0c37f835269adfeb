import type { Hold } from '../hold/hold.ts';
import { type HoldOutcome, hold } from '../hold/hold-clock.ts';
import type { AuditRecord } from '../platform/audit.ts';
import { TransientFault } from '../platform/errors.ts';
import { StepInput, step } from '../platform/step.ts';
import { table } from '../platform/table.ts';
import { deskDate } from './calendar.ts';
import {
  clinicalHash,
  completenessDetermination,
  doseByOf,
  findingsOf,
  verdictOf,
} from './completeness.ts';
import { holdsUp } from './findings.ts';
import type { Submission } from './referral.ts';
import { type ReferralStore, referralStore } from './store.ts';

type Deps = {
  store: Pick<ReferralStore, 'get' | 'records' | 'recordCheck'>;
  now: () => Date;
};

type Verdict = ReturnType<typeof verdictOf>;

/** When a clinician last cleared an order-unsafe hold. */
const lastCleared = (holds: readonly Hold[]): string | undefined =>
  holds
    .filter(({ reason, resolution }) => reason === 'order-unsafe' && resolution?.action === 'clear')
    .map(({ resolution }) => resolution?.at ?? '')
    .sort()
    .at(-1);

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

const outcomeOf = (verdict: Verdict, at: Date): { outcome: 'complete' } | HoldOutcome => {
  if (verdict === 'complete') return { outcome: 'complete' };
  return hold(verdict === 'missing' ? 'order-incomplete' : 'order-unsafe', at);
};

/** Decides whether the order is complete and safe, and records why. */
export const checkCompleteness =
  ({ store, now }: Deps) =>
  async ({ referralId, operation }: StepInput) => {
    const { referral, submission, holds } = await store.get(referralId);
    if (referral.status === 'closed') return { outcome: 'closed' as const };
    const at = now();
    const asOf = deskDate(at);
    const clearedAt = lastCleared(holds);
    const cleared = clearedAt
      ? clearedCodes(await store.records(referralId), clearedAt, submission)
      : new Set<string>();
    const findings = findingsOf(submission, asOf);
    const verdict = verdictOf(findings, cleared);
    const done = await store.recordCheck(
      referral,
      {
        verdict,
        findings,
        standing: findings.filter(
          (finding) =>
            holdsUp(finding) && !(finding.severity === 'block' && cleared.has(finding.code)),
        ),
        doseBy: doseByOf(submission, deskDate(new Date(referral.receivedAt))),
        determination: completenessDetermination(
          submission,
          referral.orderVersion,
          asOf,
          findings,
          cleared,
        ),
      },
      operation,
      at.toISOString(),
    );
    // Corrected, booked or closed while we looked: the retry sees which.
    if (done.outcome === 'refused') throw new TransientFault('referral-changed-meanwhile');
    return outcomeOf(done.record.detail.verdict as Verdict, new Date(done.record.at));
  };

export const handler = step('check-completeness', StepInput, (input) =>
  checkCompleteness({ store: referralStore(table()), now: () => new Date() })(input),
);
