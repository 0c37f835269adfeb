import { type Hold, isOpen, type Resolution, settleHold } from '../hold/hold.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { visitReplace } from '../scheduling/booking.ts';
import { holdsOfVisit, isSuspended } from '../series/suspension.ts';
import { isAhead, type Visit } from '../series/visit.ts';

/**
 * What goes beside a clinician's clearance: the visits that it lets go on are no longer suspended,
 * and their own waits for a clearance end with it.
 */
export const liftSuspension = (
  tableName: string,
  cleared: Hold,
  { visits, holds }: { visits: readonly Visit[]; holds: readonly Hold[] },
  resolution: Resolution,
): TransactItem[] => {
  const after = holds.map((hold) =>
    hold.holdId === cleared.holdId ? { ...hold, status: 'resolved' as const, resolution } : hold,
  );
  return visits
    .filter((visit) => visit.suspendedAt && isAhead(visit) && !isSuspended(visit, after))
    .flatMap((visit) => [
      visitReplace(tableName, visit, { ...visit, suspendedAt: undefined }),
      ...holdsOfVisit(after, visit)
        .filter((hold) => hold.reason === 'visit-suspended' && hold.taskToken && isOpen(hold))
        .map((hold) => settleHold(tableName, hold, { resume: 'Check visit' }, resolution)),
    ]);
};
