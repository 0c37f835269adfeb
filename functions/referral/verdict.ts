import type { Finding } from './referral.ts';

export type Verdict = 'complete' | 'missing' | 'unsafe';

/** What the findings come to; blocks that a clinician has cleared no longer count. */
export const verdictOf = (
  findings: readonly Finding[],
  cleared: ReadonlySet<string> = new Set(),
): Verdict => {
  if (findings.some(({ severity }) => severity === 'missing')) return 'missing';
  const blocked = findings.some(({ severity, code }) => severity === 'block' && !cleared.has(code));
  return blocked ? 'unsafe' : 'complete';
};

/** Where a referral stands once its order is judged. */
export const statusAfter = (verdict: Verdict): 'accepted' | 'incomplete' =>
  verdict === 'complete' ? 'accepted' : 'incomplete';
