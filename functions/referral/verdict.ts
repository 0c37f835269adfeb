import type { Finding } from './referral.ts';

export type CompletenessVerdict =
  | 'complete'
  | 'missing'
  | 'unsafe'
  | 'drug-unknown'
  /** Keyed in by our staff, and not signed by its practice; or sent back by it. */
  | 'unsigned'
  | 'sent-back';

/**
 * What the findings come to; blocks that a clinician has cleared no longer count. A drug that nobody
 * knows comes first: what else its order lacks is known once it is.
 */
export const judgeFindings = (
  findings: readonly Finding[],
  cleared: ReadonlySet<string> = new Set(),
): CompletenessVerdict => {
  if (findings.some(({ code }) => code === 'therapy-unknown')) return 'drug-unknown';
  if (findings.some(({ code }) => code === 'order-sent-back')) return 'sent-back';
  if (findings.some(({ code }) => code === 'order-to-sign')) return 'unsigned';
  if (findings.some(({ severity }) => severity === 'missing')) return 'missing';
  const blocked = findings.some(({ severity, code }) => severity === 'block' && !cleared.has(code));
  return blocked ? 'unsafe' : 'complete';
};

/** Where a referral stands once its order is judged. */
export const statusAfter = (verdict: CompletenessVerdict): 'accepted' | 'incomplete' =>
  verdict === 'complete' ? 'accepted' : 'incomplete';
