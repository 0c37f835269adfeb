import { PermanentFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { mayFollow } from '../platform/lifecycle.ts';
import type { TransactItem } from '../platform/transaction.ts';
import {
  type Hold,
  holdLife,
  holdListView,
  isOpen,
  type Settlement,
  worklistSort,
} from './hold.ts';

/** Partitions of the list indexes. */
export const holdListKeys = {
  team: (team: string) => `W#${team}`,
  /** The holds of a team that wait for one reason. */
  reasons: (team: string, reason: string) => `W#${team}#${reason}`,
  /** Those of one person, whatever their team. */
  assigned: (personId: string) => `WHO#${personId}`,
  practice: (practiceNpi: string) => `PRACTICE#${practiceNpi}#HOLD`,
  unsettled: 'DUE#unsettled',
  /** Open holds that wait until a payer answers again. */
  payer: 'DUE#payer',
  /** Open holds that no workflow waits with; a sweep runs their clocks. */
  standing: 'DUE#standing',
} as const;

/** What the relay looks for: an ended hold whose workflow has not been told yet. */
const unsettled = (at: string, holdId: string) => ({
  unsettled: at,
  due: holdListKeys.unsettled,
  dueSort: `${at}#${holdId}`,
});

/** By which sweep an open hold is found: by the payer it waits for, or when its clock runs out. */
const dueFor = (hold: Hold) => {
  const { reason, evidence, holdId, openedAt, dueAt, doseBy = '9999-12-31' } = hold;
  if (reason === 'payer-unavailable')
    return {
      due: holdListKeys.payer,
      dueSort: `${openedAt}#${evidence.payerId}#${evidence.channel}#${doseBy}#${holdId}`,
    };
  return hold.taskToken ? {} : { due: holdListKeys.standing, dueSort: `${dueAt}#${holdId}` };
};

/**
 * A hold as it is stored: on its team's and its practice's list while it is open, and on that of
 * the team it was escalated to. With a
 * settlement it ends as it is placed: the referral closed before anyone could be asked.
 */
export const holdItem = (hold: Hold, settlement?: Settlement): Record<string, unknown> => ({
  ...keys.hold(hold.holdId),
  ...hold,
  ...(settlement ? { settlement, ...unsettled(hold.openedAt, hold.holdId) } : {}),
  ...(isOpen(hold)
    ? {
        view: holdListView(hold),
        worklist: holdListKeys.team(hold.team),
        worklistSort: worklistSort(hold),
        ...(hold.escalatedTo
          ? { escalated: holdListKeys.team(hold.escalatedTo), escalatedSort: worklistSort(hold) }
          : {}),
        reasons: holdListKeys.reasons(hold.team, hold.reason),
        reasonsSort: worklistSort(hold),
        ...(hold.assignee
          ? { assigned: holdListKeys.assigned(hold.assignee), assignedSort: worklistSort(hold) }
          : {}),
        practice: holdListKeys.practice(hold.practiceNpi),
        practiceSort: worklistSort(hold),
        ...dueFor(hold),
      }
    : {}),
});

type Condition = readonly [string, Record<string, string | number>];

const asIs = (attribute: string, value: string | number | undefined): Condition =>
  value === undefined
    ? [` AND attribute_not_exists(${attribute})`, {}]
    : [` AND ${attribute} = :${attribute}`, { [`:${attribute}`]: value }];

/** That nothing was written down at an open hold since it was read, and nobody else took it on. */
export const asLastSeen = ({
  correspondence,
  assignee,
}: Pick<Hold, 'correspondence' | 'assignee'>): Condition => {
  const [logged, count] = asIs('correspondence', correspondence);
  const [given, who] = asIs('assignee', assignee);
  return [`${logged}${given}`, { ...count, ...who }];
};

/**
 * The part that counts a call, a letter or a look at an open hold, and keeps the next day that it
 * names. The hold goes on waiting as it does.
 */
export const countCorrespondence = (
  tableName: string,
  hold: Pick<Hold, 'holdId'>,
  nextOn?: string,
): TransactItem => ({
  Update: {
    TableName: tableName,
    Key: keys.hold(hold.holdId),
    UpdateExpression: `SET correspondence = if_not_exists(correspondence, :none) + :one${
      nextOn ? ', nextOn = :nextOn, #view.nextOn = :nextOn' : ''
    }`,
    ConditionExpression: '#status IN (:open, :overdue)',
    ExpressionAttributeNames: { '#status': 'status', ...(nextOn ? { '#view': 'view' } : {}) },
    ExpressionAttributeValues: {
      ':none': 0,
      ':one': 1,
      ':open': 'open',
      ':overdue': 'overdue',
      ...(nextOn ? { ':nextOn': nextOn } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/** How a workflow's task waits with a hold, and until when. */
export type Waiting = { taskToken: string; dueAt: string };

/** The part that gives a hold its new task token; an ended hold is to be settled again. */
export const renewHold = (
  tableName: string,
  hold: Hold,
  { taskToken, dueAt }: Waiting,
  at: string,
): TransactItem => {
  const [unchanged, seenSo] = asLastSeen(hold);
  return {
    Put: {
      TableName: tableName,
      Item: {
        ...holdItem({ ...hold, taskToken, ...(isOpen(hold) ? { dueAt } : {}) }),
        ...(isOpen(hold) ? {} : unsettled(at, hold.holdId)),
      },
      ConditionExpression: `#status = :status${unchanged}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ...seenSo, ':status': hold.status },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};

/**
 * Writes an open hold anew, provided that it was not escalated or ended since it was read, that
 * nothing was written down at it, nobody else took it on, and the same workflow waits with it.
 *
 * @throws PermanentFault when a hold never goes from the one status to the other.
 */
export const putOpen = (tableName: string, seen: Hold, hold: Hold): TransactItem => {
  if (!mayFollow(holdLife, seen.status, hold.status))
    throw new PermanentFault('hold-status-illegal');
  const [unchanged, seenSo] = asLastSeen(seen);
  return {
    Put: {
      TableName: tableName,
      Item: holdItem(hold),
      ConditionExpression: `#status = :status AND ${
        seen.taskToken ? 'taskToken = :token' : 'attribute_not_exists(taskToken)'
      }${unchanged}`,
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ...seenSo,
        ':status': seen.status,
        ...(seen.taskToken ? { ':token': seen.taskToken } : {}),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
};
