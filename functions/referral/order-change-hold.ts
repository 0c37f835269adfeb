import { type Hold, isOpen, settleHold } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { findingsOf } from './completeness.ts';
import { holdsUp } from './findings.ts';
import { changesOf, standingFindings } from './order-change.ts';
import type { Finding, Referral, Submission } from './referral.ts';
import type { ReferralRecords } from './referral-records.ts';

type OrderChange = {
  /** Aspects of the order that differ and that somebody has to look at: codes of `orderAspects`. */
  changes: readonly string[];
  /** Codes of what the correction brought that keeps the referral from going on. */
  found: readonly string[];
  /** Everything that keeps it from going on. */
  standing: readonly Finding[];
};

/**
 * What a correction changes that no workflow looks at by itself. Before the check everything is
 * looked at there. A workflow that now goes on from the check, or from the coverage, looks at that
 * again as long as nothing is booked.
 */
export const orderChangeOf = (
  { referral, submission: before, holds }: ReferralRecords,
  after: Submission,
  findings: readonly Finding[],
  settled: readonly string[],
  asOf: string,
): OrderChange => {
  if (referral.status !== 'accepted' && referral.status !== 'active')
    return { standing: findings.filter(holdsUp), changes: [], found: [] };
  const standing = standingFindings(referral.findings, findingsOf(before, asOf), findings);
  const ended = holds.filter(({ holdId }) => settled.includes(holdId));
  const looksAgain = (prefix: 'order-' | 'coverage-') =>
    referral.status === 'accepted' && ended.some(({ reason }) => reason.startsWith(prefix));
  if (looksAgain('order-')) return { standing, changes: [], found: [] };
  const kept = new Set(referral.findings.map(({ code }) => code));
  return {
    standing,
    changes: changesOf(before, after).filter(
      (code) => code !== 'coverage' || !looksAgain('coverage-'),
    ),
    found: standing.map(({ code }) => code).filter((code) => !kept.has(code)),
  };
};

/**
 * The parts that ask a clinician to look at a changed order; none when there is nothing to look at. One hold is open at a time: a further
 * change ends the one before, so that nobody accepts an order they have not seen, and it takes over
 * its clock and what it was about.
 */
export const orderChangeHold = (
  tableName: string,
  referral: Referral,
  holds: readonly Hold[],
  { changes, found }: OrderChange,
  by: Actor,
  now: Date,
): { hold: Hold; items: TransactItem[] } | undefined => {
  if (changes.length + found.length === 0) return undefined;
  const open = holds.find((hold) => hold.reason === 'order-changed' && isOpen(hold));
  const before = Array.isArray(open?.evidence.changes) ? open.evidence.changes.map(String) : [];
  const fresh = standingHold(
    {
      kind: 'order',
      scope: 'r',
      reason: 'order-changed',
      stage: 'schedule',
      evidence: {
        orderVersion: referral.orderVersion + 1,
        changes: [...new Set([...before, ...changes])],
        found: [...found],
      },
    },
    referral,
    holds,
    now,
  );
  const hold = open ? { ...fresh, dueAt: open.dueAt } : fresh;
  const replaced = open
    ? [
        settleHold(
          tableName,
          open,
          { resume: open.stage },
          { action: 'replaced', facts: {}, by, at: now.toISOString() },
        ),
      ]
    : [];
  return { hold, items: [...replaced, placeStanding(tableName, hold)] };
};
