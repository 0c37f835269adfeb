import { evidenceOf } from '../hold/evidence.ts';
import { type Hold, isOpen } from '../hold/hold.ts';
import { placeStanding, standingHold } from '../hold/standing-hold.ts';
import { authorizationScope } from '../platform/ids.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Referral } from '../referral/referral.ts';
import type { Authorization } from './authorization.ts';

/** Why a person looks at an authorization that no workflow waits for. */
type AuthorizationReason =
  | 'approval-taken-back'
  | 'approval-lost'
  | 'answer-unexpected'
  | 'authorization-ending';

/** A hold about an authorization that a person works while the workflow goes on. */
export const authorizationHold = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  reason: AuthorizationReason,
  referral: Referral,
  known: Parameters<typeof standingHold>[2],
  now: Date,
): Hold =>
  standingHold(
    {
      kind: 'authorization',
      scope: authorizationScope(authorizationId),
      reason,
      stage: 'Obtain authorization',
      evidence: { authorizationId },
    },
    referral,
    known,
    now,
  );

type About = { referral: Referral; holds: readonly Hold[] };

/** The part that opens this hold about an authorization, unless one like it is open already. */
const openedOnce = (
  tableName: string,
  authorization: Authorization,
  reason: AuthorizationReason,
  { referral, holds }: About,
  now: Date,
): TransactItem[] => {
  if (referral.status === 'closed') return [];
  const { authorizationId } = authorization;
  const open = holds.some(
    (hold) => isOpen(hold) && evidenceOf(hold, reason)?.authorizationId === authorizationId,
  );
  if (open) return [];
  return [placeStanding(tableName, authorizationHold(authorization, reason, referral, holds, now))];
};

/** A payer takes back what it approved, or answers what nobody asks any more: a person calls it. */
export const contraryHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] =>
  openedOnce(
    tableName,
    authorization,
    authorization.status === 'approved' ? 'approval-taken-back' : 'answer-unexpected',
    about,
    now,
  );

/** An approval is gone while visits are booked on it: a person wins it back or ends the referral. */
export const lostHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] => openedOnce(tableName, authorization, 'approval-lost', about, now);

/** A payer's answer was taken on, but no workflow waits to go on with it: a person sees to it. */
export const unawaitedHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] => openedOnce(tableName, authorization, 'answer-unexpected', about, now);
