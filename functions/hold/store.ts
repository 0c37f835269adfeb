import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Actor, byStep } from '../platform/audit.ts';
import { sha256 } from '../platform/canonical.ts';
import { keys } from '../platform/keys.ts';
import { type Committed, commit, headOf } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Asked } from './escalation.ts';
import {
  closesReferral,
  Hold,
  isOpen,
  type Resolution,
  type Settlement,
  settleHold,
} from './hold.ts';
import { holdItem, listKeys, renewHold } from './hold-item.ts';

export type HoldPage = { items: Record<string, unknown>[]; next?: Record<string, unknown> };

/** `next` is the place of the last one shown in the order of the list. */
export type TeamPage = { items: Record<string, unknown>[]; next?: string };

/** Which hold it is, and whether somebody is on it. */
type HoldOutline = { holdId: string } & Partial<Pick<Hold, 'reason' | 'status' | 'taskToken'>>;

const Outline = z.object({
  reason: Hold.shape.reason.optional().catch(undefined),
  status: Hold.shape.status.optional().catch(undefined),
  taskToken: z.string().optional().catch(undefined),
});

const outlineOf = (referralId: string, item: Record<string, unknown>): HoldOutline => ({
  holdId: `hold_${referralId.slice('ref_'.length)}_${String(item.sk).slice('HOLD#'.length)}`,
  ...Outline.parse(item),
});

/** Reads and conditional writes of holds. */
export const holdStore = (table: Table) => {
  const { client, name } = table;

  const get = async (holdId: string): Promise<Hold | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: keys.hold(holdId), ConsistentRead: true }),
    );
    return Item ? Hold.parse(Item) : undefined;
  };

  const page = async (
    index: 'practice',
    key: string,
    limit: number,
    from?: Record<string, unknown>,
  ): Promise<HoldPage> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index,
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': index },
        ExpressionAttributeValues: { ':key': key },
        Limit: limit,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    return {
      items: Items.map(({ view }) => view as Record<string, unknown>),
      ...(LastEvaluatedKey ? { next: LastEvaluatedKey } : {}),
    };
  };

  /** Views of a list with their places in its order, from after a place on. */
  const placed = async (
    index: 'worklist' | 'escalated',
    key: string,
    limit: number,
    after: string = ' ',
  ) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: index,
        KeyConditionExpression: '#key = :key AND #place > :after',
        ExpressionAttributeNames: { '#key': index, '#place': `${index}Sort` },
        ExpressionAttributeValues: { ':key': key, ':after': after },
        Limit: limit,
      }),
    );
    return Items.map((item) => ({
      place: String(item[`${index}Sort`]),
      view: item.view as Record<string, unknown>,
    }));
  };

  return {
    get,

    /** Every hold a referral ever had, in outline: one that does not parse counts all the same. */
    outlines: async (referralId: string): Promise<HoldOutline[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :holds)',
          ExpressionAttributeValues: { ':pk': keys.referral(referralId).pk, ':holds': 'HOLD#' },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => outlineOf(referralId, item));
    },

    /** Ids of open standing holds that were due before this instant, oldest first. */
    standingDue: async (before: string, limit: number): Promise<string[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :due AND dueSort < :before',
          ExpressionAttributeValues: { ':due': listKeys.standing, ':before': before },
          Limit: limit,
        }),
      );
      return Items.map(({ dueSort }) => String(dueSort).split('#')[1] ?? '');
    },

    /** The holds a team works and those escalated to it, most urgent first; `after` is a place. */
    ofTeam: async (team: string, limit: number, after?: string): Promise<TeamPage> => {
      const lists = await Promise.all([
        placed('worklist', listKeys.team(team), limit, after),
        placed('escalated', listKeys.team(team), limit, after),
      ]);
      const all = lists.flat().sort((a, b) => (a.place < b.place ? -1 : 1));
      const shown = all.slice(0, limit);
      const last = shown.at(-1)?.place;
      return {
        items: shown.map(({ view }) => view),
        ...(shown.length === limit && last ? { next: last } : {}),
      };
    },

    /** The open holds of one practice's referrals. */
    ofPractice: (practiceNpi: string, limit: number, from?: Record<string, unknown>) =>
      page('practice', listKeys.practice(practiceNpi), limit, from),

    /** How far the referral's story has gone. */
    head: (referralId: string): Promise<number> => headOf(table, referralId),

    /**
     * Nothing → open, or settled at once when nobody has to wait any more. With `since` it is refused
     * when anything has happened to the referral meanwhile.
     */
    place: (
      hold: Hold,
      operation: string,
      {
        settlement,
        since,
      }: { settlement?: Settlement | undefined; since?: number | undefined } = {},
    ): Promise<Committed> =>
      commit(table, {
        referralId: hold.referralId,
        ...(since === undefined ? {} : { since }),
        operation,
        event: 'hold.placed',
        actor: byStep('place-hold'),
        at: hold.openedAt,
        detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
        items: [
          {
            Put: {
              TableName: name,
              Item: holdItem(hold, settlement),
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      }),

    /** The waiting task has a new token; an answer that was given meanwhile is sent to it. */
    renew: (hold: Hold, taskToken: string, dueAt: string, operation: string, at: string) =>
      commit(table, {
        referralId: hold.referralId,
        operation: `${operation}:${sha256(taskToken).slice(0, 12)}`,
        event: 'hold.renewed',
        actor: byStep('place-hold'),
        at,
        detail: { holdId: hold.holdId, dueAt },
        items: [renewHold(name, hold, taskToken, dueAt, at)],
      }),

    /** Open or overdue → overdue, on its own team's list and on that of the team asked too. */
    escalate: (
      hold: Hold,
      { team, level, dueAt, reminds }: Asked,
      operation: string,
      at: string,
    ) => {
      const also = team !== hold.team;
      return commit(table, {
        referralId: hold.referralId,
        operation,
        event: reminds ? 'hold.reminded' : 'hold.escalated',
        actor: byStep('escalate-hold'),
        at,
        detail: {
          holdId: hold.holdId,
          reason: hold.reason,
          team,
          also,
          dueAt,
          // Whose turn it is hears of it once.
          ...(hold.level === 0 ? { firstFor: hold.owner } : {}),
        },
        items: [
          putOpen(name, {
            ...hold,
            status: 'overdue',
            level,
            dueAt,
            ...(also ? { escalatedTo: team } : {}),
          }),
        ],
      });
    },

    /** Open or overdue, with a new assignee. */
    assign: (hold: Hold, assignee: string, actor: Actor, operation: string, at: string) =>
      commit(table, {
        referralId: hold.referralId,
        operation,
        event: 'hold.assigned',
        actor,
        at,
        detail: { holdId: hold.holdId, assignee },
        items: [putOpen(name, { ...hold, assignee })],
      }),

    /** Open or overdue → resolved, with whatever the action writes besides. */
    resolve: (
      hold: Hold,
      settlement: Settlement,
      resolution: Resolution,
      operation: string,
      beside: readonly TransactItem[],
    ) =>
      commit(table, {
        referralId: hold.referralId,
        operation,
        // The referral's own end is told as such; its visits are released because of it.
        event: closesReferral(hold, settlement) ? 'referral.closed' : 'hold.resolved',
        actor: resolution.by,
        at: resolution.at,
        detail: {
          holdId: hold.holdId,
          reason: hold.reason,
          action: resolution.action,
          resume: settlement.resume,
          ...(settlement.closeReason ? { closeReason: settlement.closeReason } : {}),
        },
        items: [settleHold(name, hold, settlement, resolution), ...beside],
      }),

    /** A resolution that came after the hold had ended: kept on record, nothing changed. */
    recordLate: (hold: Hold, action: string, actor: Actor, operation: string, at: string) =>
      commit(table, {
        referralId: hold.referralId,
        operation,
        event: 'hold.answered-late',
        actor,
        at,
        detail: { holdId: hold.holdId, action, status: hold.status },
        items: [],
      }),
  };
};

export type HoldStore = ReturnType<typeof holdStore>;

/** Writes an open hold anew, provided it is still as it was read. */
const putOpen = (tableName: string, hold: Hold): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: holdItem(hold),
    ConditionExpression: `#status IN (:open, :overdue) AND ${
      hold.taskToken ? 'taskToken = :token' : 'attribute_not_exists(taskToken)'
    }`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':open': 'open',
      ':overdue': 'overdue',
      ...(hold.taskToken ? { ':token': hold.taskToken } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

export const stillOpen = (hold: Hold | undefined): hold is Hold =>
  hold !== undefined && isOpen(hold);
