import { type HoldScope, holdId } from '../platform/ids.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Evidence, ToldReason } from './evidence.ts';
import type { Hold } from './hold.ts';
import { holdDueAt } from './hold-clock.ts';
import { asLastSeen, holdItem } from './hold-item.ts';
import { reasonRow } from './hold-reasons.ts';
import type { Stage } from './stage.ts';

/** Whether a workflow waits, or waited, with it: it was placed by one, or because one had failed. */
export const isOfWorkflow = ({ standing }: Pick<Hold, 'standing'>): boolean =>
  standing === undefined;

/** The next free number of a standing hold in a place; two that are placed at once get the same. */
const nextCount = (
  place: HoldScope,
  known: readonly Pick<Hold, 'scope' | 'count' | 'standing'>[],
): number =>
  Math.max(
    0,
    ...known
      .filter((hold) => hold.scope === place && !isOfWorkflow(hold))
      .map(({ count }) => count),
  ) + 1;

/** What a standing hold is placed with; its reason says what it must tell. */
type Standing = {
  [R in ToldReason]: {
    kind: NonNullable<Hold['standing']>;
    scope: HoldScope;
    reason: R;
    stage: Stage | 'outreach';
    evidence: Evidence<R>;
    /** Where the reason has no clock of its own. */
    dueAt?: string;
  };
}[ToldReason];

/** The referral that waits. */
type Subject = { referralId: string; practiceNpi: string; doseBy?: string | undefined };

/** An open standing hold, due by the clock of its reason. */
export const standingHold = (
  { kind, scope, reason, stage, evidence, dueAt }: Standing,
  { referralId, practiceNpi, doseBy }: Subject,
  known: readonly Pick<Hold, 'scope' | 'count' | 'standing'>[],
  now: Date,
): Hold => {
  const { owner, team } = reasonRow(reason);
  const count = nextCount(scope, known);
  return {
    holdId: holdId(referralId, scope, count, true),
    referralId,
    scope,
    count,
    standing: kind,
    reason,
    stage,
    status: 'open',
    owner,
    team,
    practiceNpi,
    openedAt: now.toISOString(),
    dueAt: dueAt ?? holdDueAt(reason, now),
    level: 0,
    ...(doseBy ? { doseBy } : {}),
    evidence,
  };
};

/** The part that tells an open standing hold anew, provided that nobody took it on meanwhile. */
export const rewriteStanding = (tableName: string, hold: Hold): TransactItem => {
  const [unchanged, seenSo] = asLastSeen(hold);
  return {
    Put: {
      TableName: tableName,
      Item: holdItem(hold),
      ConditionExpression: `#status = :status AND #level = :level${unchanged}`,
      ExpressionAttributeNames: { '#status': 'status', '#level': 'level' },
      ExpressionAttributeValues: { ...seenSo, ':status': hold.status, ':level': hold.level },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/** The part that places a standing hold, once. */
export const placeStanding = (tableName: string, hold: Hold): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: holdItem(hold),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The part that places a standing hold, or tells anew one that is among those known. */
export const askStanding = (
  tableName: string,
  hold: Hold,
  known: readonly Pick<Hold, 'holdId'>[],
): TransactItem =>
  known.some(({ holdId: id }) => id === hold.holdId)
    ? rewriteStanding(tableName, hold)
    : placeStanding(tableName, hold);
