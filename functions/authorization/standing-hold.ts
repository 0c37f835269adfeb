import { readEvidence } from '../hold/evidence.ts';
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

/** The referral that an authorization is for, and the holds it has had. */
type About = { referral: Referral; holds: readonly Hold[] };

/** A hold about an authorization that a person works while the workflow goes on. */
export const authorizationHold = (
  { authorizationId }: Pick<Authorization, 'authorizationId'>,
  reason: AuthorizationReason,
  { referral, holds }: About,
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
    holds,
    now,
  );

/** This hold about an authorization; none while one like it is open, or for a closed referral. */
const holdOnce = (
  authorization: Authorization,
  reason: AuthorizationReason,
  about: About,
  now: Date,
): Hold[] => {
  if (about.referral.status === 'closed') return [];
  const { authorizationId } = authorization;
  const isAsked = about.holds.some(
    (hold) => isOpen(hold) && readEvidence(hold, reason)?.authorizationId === authorizationId,
  );
  return isAsked ? [] : [authorizationHold(authorization, reason, about, now)];
};

/**
 * A payer takes back what it approved, answers what nobody asks any more, or may answer later than it
 * decided otherwise: a person calls it.
 */
export const contraryHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] => {
  const reason = authorization.status === 'approved' ? 'approval-taken-back' : 'answer-unexpected';
  return holdOnce(authorization, reason, about, now).map((hold) => placeStanding(tableName, hold));
};

/** An approval is gone while visits are booked on it: a person wins it back or ends the referral. */
export const lostHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] =>
  holdOnce(authorization, 'approval-lost', about, now).map((hold) =>
    placeStanding(tableName, hold),
  );

/** A payer's answer was taken on, but no workflow waits to go on with it: a person sees to it. */
export const unawaitedHold = (
  tableName: string,
  authorization: Authorization,
  about: About,
  now: Date,
): TransactItem[] =>
  holdOnce(authorization, 'answer-unexpected', about, now).map((hold) =>
    placeStanding(tableName, hold),
  );
