import { readEvidence } from '../hold/evidence.ts';
import { type Hold, isOpen, settleHold } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import type { Actor } from '../platform/audit.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { type ChangeReason, changeReasons, changesFor } from './order-change.ts';
import type { Finding } from './referral.ts';
import type { ReferralFile } from './referral-file.ts';
import type { StricterLimit } from './stricter-policy.ts';

export type OrderChange = {
  /** Aspects of the order that differ and that somebody has to look at: codes of `orderAspects`. */
  changes: readonly string[];
  /** Codes of what the correction brought that keeps the referral from going on. */
  found: readonly string[];
  /** Everything that keeps it from going on. */
  standing: readonly Finding[];
  /** Limits of local policy that are stricter than those it was judged by. */
  limits?: readonly StricterLimit[];
};

/** Who changed what the order is judged by, when, and which version of it is looked at. */
type Changed = { by: Actor; now: Date; orderVersion: number };

/**
 * The hold in which somebody looks at changes of one kind, with the parts that place it. One is open
 * at a time: a further change ends the one before, so that nobody accepts what they have not seen,
 * and the new one takes over its clock and what it was about.
 */
const openChangeHold = (
  tableName: string,
  { reason, changes, found, standing, limits }: Required<OrderChange> & { reason: ChangeReason },
  { referral, holds }: Pick<ReferralFile, 'referral' | 'holds'>,
  { by, now, orderVersion }: Changed,
): { hold: Hold; items: TransactItem[] } => {
  const open = holds.find((hold) => hold.reason === reason && isOpen(hold));
  const before = open && readEvidence(open, reason);
  const stillFound = standing
    .map(({ code }) => code)
    .filter((code) => before?.found?.includes(code));
  const stricter = [...(before?.limits ?? []), ...limits].map((limit) => ({ ...limit }));
  const fresh = standingHold(
    {
      kind: 'order',
      scope: 'r',
      reason,
      stage: 'Book series',
      evidence: {
        orderVersion,
        changes: [...new Set([...(before?.changes ?? []), ...changes])],
        found: [...new Set([...stillFound, ...found])],
        ...(stricter.length > 0 ? { limits: stricter } : {}),
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
  { changes, found, standing, limits = [] }: OrderChange,
  changed: Changed,
): { holds: Hold[]; items: TransactItem[] } => {
  const holds: Hold[] = [];
  const items: TransactItem[] = [];
  for (const reason of changeReasons) {
    const about = {
      reason,
      changes: changesFor(reason, changes),
      found: reason === 'order-changed' ? found : [],
      standing,
      limits: reason === 'order-changed' ? limits : [],
    };
    if (about.changes.length + about.found.length === 0) continue;
    const records = { referral, holds: [...known, ...holds] };
    const placed = openChangeHold(tableName, about, records, changed);
    holds.push(placed.hold);
    items.push(...placed.items);
  }
  return { holds, items };
};
