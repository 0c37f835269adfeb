import { type Hold, isOpen } from '../hold/hold.ts';
import type { HoldReason } from '../hold/hold-reasons.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Referral } from '../referral/referral.ts';
import type { Authorization } from './authorization.ts';

/** A hold about an authorization that a person works while the workflow goes on. */
export const authorizationHold = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  reason: HoldReason,
  referral: Referral,
  known: readonly Pick<Hold, 'holdId'>[],
  now: Date,
): Hold =>
  standingHold(
    {
      kind: 'authorization',
      scope: `a${Number(authorizationId.split('_')[2])}.`,
      reason,
      stage: 'authorization',
      evidence: { authorizationId },
    },
    referral,
    known,
    now,
  );

/** A payer takes back what it approved: a person calls it, unless one is on it already. */
export const contraryHold = (
  tableName: string,
  authorization: Authorization,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): TransactItem[] => {
  if (referral.status === 'closed') return [];
  const open = holds.some(
    (hold) => hold.reason === 'payer-contact' && !hold.taskToken && isOpen(hold),
  );
  if (open) return [];
  const hold = authorizationHold(authorization, 'payer-contact', referral, holds, now);
  return [placeStanding(tableName, hold)];
};
