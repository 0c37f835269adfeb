import { type HoldScope, holdId } from '../platform/ids.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Evidence, ToldReason } from './evidence.ts';
import type { Hold } from './hold.ts';
import { holdDueAt } from './hold-clock.ts';
import { holdItem } from './hold-item.ts';
import { reasonRow } from './hold-reasons.ts';
import type { Stage } from './stage.ts';

/**
 * A standing hold is one that no workflow waits with: a person works it while the workflow goes
 * on, and it has no task token. A workflow numbers its own holds from 1 by the turns it takes, far
 * below these, so that an id never means two holds: 500-599 what a nurse reports, 600-699 what a
 * scheduler is asked for, 700-799 what could not be delivered, 800-899 an order that changed,
 * 900-999 what a payer takes back or lets run out.
 */
export const standingFrom = {
  report: 500,
  request: 600,
  message: 700,
  order: 800,
  authorization: 900,
} as const;

const placeOf = (id: string): string => id.split('_')[2] ?? '';

/** The number of a hold within its scope. */
export const numberOf = ({ holdId: id }: Pick<Hold, 'holdId'>): number =>
  Number(/\d+$/.exec(id)?.[0] ?? 0);

/** Whether a hold's number is one that a workflow gives. */
export const isOfWorkflow = (hold: Pick<Hold, 'holdId'>): boolean =>
  numberOf(hold) < standingFrom.report;

/** The next free number of a kind in a scope; two that are placed at once get the same one. */
const nextNumber = (
  kind: keyof typeof standingFrom,
  scope: HoldScope,
  known: readonly Pick<Hold, 'holdId'>[],
): number => {
  const first = standingFrom[kind];
  const ends = Math.min(...Object.values(standingFrom).filter((from) => from > first), 1000);
  const taken = known
    .filter(({ holdId: id }) => placeOf(id).startsWith(scope))
    .map(numberOf)
    .filter((number) => number >= first && number < ends);
  return Math.max(first - 1, ...taken) + 1;
};

/** What a standing hold is placed with; its reason says what it must tell. */
type Standing = {
  [R in ToldReason]: {
    kind: keyof typeof standingFrom;
    scope: HoldScope;
    reason: R;
    stage: Stage | 'outreach';
    evidence: Evidence<R>;
  };
}[ToldReason];

/** The referral that waits. */
type Subject = { referralId: string; practiceNpi: string; doseBy?: string | undefined };

/** An open standing hold, due by the clock of its reason. */
export const standingHold = (
  { kind, scope, reason, stage, evidence }: Standing,
  { referralId, practiceNpi, doseBy }: Subject,
  known: readonly Pick<Hold, 'holdId'>[],
  now: Date,
): Hold => {
  const { owner, team } = reasonRow(reason);
  return {
    holdId: holdId(referralId, scope, nextNumber(kind, scope, known)),
    referralId,
    reason,
    stage,
    status: 'open',
    owner,
    team,
    practiceNpi,
    openedAt: now.toISOString(),
    dueAt: holdDueAt(reason, now),
    level: 0,
    ...(doseBy ? { doseBy } : {}),
    evidence,
  };
};

/** The part that tells an open standing hold anew, provided that nobody took it on meanwhile. */
export const rewriteStanding = (tableName: string, hold: Hold): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: holdItem(hold),
    ConditionExpression: '#status = :status AND #level = :level',
    ExpressionAttributeNames: { '#status': 'status', '#level': 'level' },
    ExpressionAttributeValues: { ':status': hold.status, ':level': hold.level },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** The part that places a standing hold, once. */
export const placeStanding = (tableName: string, hold: Hold): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: holdItem(hold),
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
