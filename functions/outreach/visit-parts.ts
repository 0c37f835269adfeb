import { keys } from '../platform/keys.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { MoveWish, Visit } from '../series/visit.ts';

/** Only the visit as the patient saw it may be changed: same status, same revision. */
const asSeen = (tableName: string, { visitId }: Visit) => ({
  TableName: tableName,
  Key: keys.visit(visitId),
  ConditionExpression: '#status = :was AND revision = :revision',
  ExpressionAttributeNames: { '#status': 'status' },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

const seen = ({ status, revision }: Visit) => ({ ':was': status, ':revision': revision });

/** Planned → confirmed; who confirms no longer asks for another time. */
export const visitConfirmed = (tableName: string, visit: Visit, at: string): TransactItem => ({
  Update: {
    ...asSeen(tableName, visit),
    UpdateExpression:
      'SET #status = :confirmed, confirmedAt = :at REMOVE moveRequestedAt, moveWish',
    ExpressionAttributeValues: { ...seen(visit), ':confirmed': 'confirmed', ':at': at },
  },
});

/** The flag that schedulers see; a move, which is a new revision, answers it. */
export const moveRequested = (
  tableName: string,
  visit: Visit,
  wish: MoveWish,
  at: string,
): TransactItem => ({
  Update: {
    ...asSeen(tableName, visit),
    UpdateExpression: 'SET moveRequestedAt = :at, moveWish = :wish',
    ExpressionAttributeValues: { ...seen(visit), ':at': at, ':wish': wish },
  },
});
