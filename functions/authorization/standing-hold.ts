import type { Hold } from '../hold/hold.ts';
import { holdDueAt } from '../hold/hold-clock.ts';
import { holdItem } from '../hold/hold-item.ts';
import { type HoldReason, reasonRow } from '../hold/hold-reasons.ts';
import { type HoldScope, holdId } from '../platform/ids.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Referral } from '../referral/referral.ts';
import type { Authorization } from './authorization.ts';

/** Holds that no workflow waits with count from here, apart from those that one does. */
const firstStanding = 900;

/** A hold that a person works while the workflow goes on: it has no task token. */
export const standingHold = (
  authorization: Pick<Authorization, 'authorizationId' | 'referralId' | 'practiceNpi'>,
  reason: HoldReason,
  referral: Pick<Referral, 'doseBy'>,
  known: readonly Pick<Hold, 'holdId'>[],
  now: Date,
): Hold => {
  const scope: HoldScope = `a${Number(authorization.authorizationId.split('_')[2])}.`;
  const standing = known.filter(({ holdId: id }) => {
    const place = id.split('_')[2] ?? '';
    return place.startsWith(scope) && Number(place.slice(scope.length)) >= firstStanding;
  });
  const row = reasonRow(reason);
  return {
    holdId: holdId(authorization.referralId, scope, firstStanding + standing.length),
    referralId: authorization.referralId,
    reason,
    stage: 'authorization',
    status: 'open',
    owner: row.owner,
    team: row.team,
    practiceNpi: authorization.practiceNpi,
    openedAt: now.toISOString(),
    dueAt: holdDueAt(reason, now),
    level: 0,
    ...(referral.doseBy ? { doseBy: referral.doseBy } : {}),
    evidence: { authorizationId: authorization.authorizationId },
  };
};

/** The part that places it, once. */
export const placeStanding = (tableName: string, hold: Hold): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: holdItem(hold),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** A payer takes back what it approved: a person calls it, unless one is on it already. */
export const contraryHold = (
  tableName: string,
  authorization: Authorization,
  { referral, holds }: { referral: Referral; holds: readonly Hold[] },
  now: Date,
): TransactItem[] => {
  if (referral.status === 'closed') return [];
  const open = holds.some(
    ({ reason, status, taskToken }) =>
      reason === 'payer-contact' && !taskToken && (status === 'open' || status === 'overdue'),
  );
  if (open) return [];
  return [
    placeStanding(tableName, standingHold(authorization, 'payer-contact', referral, holds, now)),
  ];
};
