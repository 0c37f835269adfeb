import { Authorization } from '../authorization/authorization.ts';
import { lostHold } from '../authorization/standing-hold.ts';
import type { Hold, Resolution, Settlement } from '../hold/hold.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { closingParts } from '../referral/closing.ts';
import { CloseReason, type Referral } from '../referral/referral.ts';

/** The referral of a hold that ends, and the holds beside it. */
type About = { referral: Referral; holds: readonly Hold[] };

/** What ends a referral whose hold no workflow waits with; nothing if it has ended. */
export const closedBy = (
  tableName: string,
  { referral, holds }: About,
  { closeReason }: Settlement,
  { action, by, at }: Resolution,
): TransactItem[] =>
  referral.status === 'closed'
    ? []
    : closingParts(tableName, referral, [referral.status], CloseReason.parse(closeReason), holds, {
        action,
        by,
        at,
      });

/** The hold that follows when a payer holds to taking its approval back. */
export const approvalLost = (
  tableName: string,
  hold: Hold,
  { referral, holds }: About,
  round: Record<string, unknown> | undefined,
  { at }: Resolution,
): TransactItem[] =>
  round
    ? lostHold(
        tableName,
        Authorization.parse(round),
        { referral, holds: [...holds, hold] },
        new Date(at),
      )
    : [];
