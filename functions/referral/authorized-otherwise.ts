import { type Hold, isOpen } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { authorizedAspects } from './order-change.ts';
import type { Referral } from './referral.ts';

/**
 * The parts of a hold in which the payer is asked about an order that it has authorized otherwise;
 * none without an authorization, or while the payer is to be asked anyway.
 */
export const authorizedOtherwise = (
  tableName: string,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  changes: unknown,
  now: Date,
): TransactItem[] => {
  const about = authorizedAspects(changes);
  const isAsked = holds.some((hold) => hold.reason === 'coverage-changed' && isOpen(hold));
  if (about.length === 0 || isAsked) return [];
  const evidence = { orderVersion: referral.orderVersion, changes: about, found: [] };
  const hold = standingHold(
    { kind: 'order', scope: 'r', reason: 'coverage-changed', stage: 'Book series', evidence },
    referral,
    holds,
    now,
  );
  return [placeStanding(tableName, hold)];
};
