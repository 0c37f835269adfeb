import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen, settleHold } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Policy } from '../therapy/policy.ts';
import { referralFindings } from './completeness.ts';
import { holdsUp } from './findings.ts';
import { roundWaits } from './hold-settlements.ts';
import {
  type ChangeReason,
  changeReasons,
  changesFor,
  compareOrders,
  standingFindings,
} from './order-change.ts';
import type { Finding, Submission } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';

type OrderChange = {
  /** Aspects of the order that differ and that somebody has to look at: codes of `orderAspects`. */
  changes: readonly string[];
  /** Codes of what the correction brought that keeps the referral from going on. */
  found: readonly string[];
  /** Everything that keeps it from going on. */
  standing: readonly Finding[];
};

/** Who corrected the order, and when. */
type Corrected = { by: Actor; now: Date };

/** A correction: the order as it was, and as it is sent now. */
type Correction = {
  records: ReferralFile;
  after: Submission;
  /** What the corrected order lacks. */
  findings: readonly Finding[];
  /** Ids of the holds that the correction ends. */
  settled: readonly string[];
  /** Local policies of the other drugs of the order. */
  beside?: readonly Policy[];
};

/** What a workflow looks at anew once one of these holds has ended; nothing is booked before. */
const looksAgainAt = [
  { holds: ['order-', ...roundWaits], at: 'everything' },
  { holds: ['coverage-', 'site-', 'authorization-need', 'no-capacity'], at: 'coverage and place' },
] as const;

/** What the referral's workflow will look at by itself, now that these holds have ended. */
const looksAgain = ({ records: { referral, holds }, settled }: Correction): string[] => {
  if (referral.status !== 'accepted') return [];
  const reasons = holds.flatMap(({ holdId, reason }) => (settled.includes(holdId) ? [reason] : []));
  return looksAgainAt
    .filter(({ holds: prefixes }) =>
      reasons.some((reason) => prefixes.some((prefix) => reason.startsWith(prefix))),
    )
    .map(({ at }) => at);
};

const coverageAndPlace: readonly string[] = ['coverage', 'place', 'home'];

/**
 * What a correction changes that no workflow looks at by itself. Before the check everything is
 * looked at there. A workflow that now goes on from the check, the coverage or the site looks at that
 * again as long as nothing is booked. `asOf` is a date in the desk's zone.
 */
export const findOrderChange = (correction: Correction, asOf: string): OrderChange => {
  const { records, after, findings, beside = [] } = correction;
  const { referral, submission: before } = records;
  if (referral.status !== 'accepted' && referral.status !== 'active')
    return { standing: findings.filter(holdsUp), changes: [], found: [] };
  const standing = standingFindings(
    referral.findings,
    referralFindings(before, asOf, { ...referral, beside }),
    findings,
  );
  const again = looksAgain(correction);
  if (again.includes('everything')) return { standing, changes: [], found: [] };
  const looked = again.includes('coverage and place') ? coverageAndPlace : [];
  const kept = new Set(referral.findings.map(({ code }) => code));
  return {
    standing,
    changes: compareOrders(before, after, referral).filter((code) => !looked.includes(code)),
    found: standing.map(({ code }) => code).filter((code) => !kept.has(code)),
  };
};

/**
 * The hold in which somebody looks at changes of one kind, with the parts that place it. One is open
 * at a time: a further change ends the one before, so that nobody accepts what they have not seen,
 * and the new one takes over its clock and what it was about.
 */
const openChangeHold = (
  tableName: string,
  { reason, changes, found, standing }: OrderChange & { reason: ChangeReason },
  { referral, holds }: Pick<ReferralFile, 'referral' | 'holds'>,
  { by, now }: Corrected,
): { hold: Hold; items: TransactItem[] } => {
  const open = holds.find((hold) => hold.reason === reason && isOpen(hold));
  const before = open && readEvidence(open, reason);
  const stillFound = (before?.found ?? []).filter((code) =>
    standing.some((finding) => finding.code === code),
  );
  const fresh = standingHold(
    {
      kind: 'order',
      scope: 'r',
      reason,
      stage: 'Book series',
      evidence: {
        orderVersion: referral.orderVersion + 1,
        changes: [...new Set([...(before?.changes ?? []), ...changes])],
        found: [...new Set([...stillFound, ...found])],
      },
    },
    referral,
    holds,
    now,
  );
  if (!open) return { hold: fresh, items: [placeStanding(tableName, fresh)] };
  const hold = { ...fresh, dueAt: open.dueAt };
  const replaced = { action: 'replaced', facts: {}, by, at: now.toISOString() };
  return {
    hold,
    items: [
      settleHold(tableName, open, { resume: open.stage }, replaced),
      placeStanding(tableName, hold),
    ],
  };
};

/** The holds that a change asks for, each with its parts; none when there is nothing to look at. */
export const orderChangeHolds = (
  tableName: string,
  { referral, holds: known }: Pick<ReferralFile, 'referral' | 'holds'>,
  { changes, found, standing }: OrderChange,
  corrected: Corrected,
): { holds: Hold[]; items: TransactItem[] } => {
  const holds: Hold[] = [];
  const items: TransactItem[] = [];
  for (const reason of changeReasons) {
    const about = {
      reason,
      changes: changesFor(reason, changes),
      found: reason === 'order-changed' ? found : [],
      standing,
    };
    if (about.changes.length + about.found.length === 0) continue;
    const records = { referral, holds: [...known, ...holds] };
    const placed = openChangeHold(tableName, about, records, corrected);
    holds.push(placed.hold);
    items.push(...placed.items);
  }
  return { holds, items };
};
