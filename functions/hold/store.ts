import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { byStep } from '../platform/audit.ts';
import { sha256 } from '../platform/canonical.ts';
import { authorizationId, readScope } from '../platform/ids.ts';
import { holdIdAt, keys } from '../platform/keys.ts';
import { type Committed, commit, countRecords } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { Escalation } from './escalation.ts';
import { Hold, isOpen, type Settlement } from './hold.ts';
import { holdItem, holdListKeys, putOpen, renewHold, type Waiting } from './hold-item.ts';
import { readHold } from './reading.ts';

/** Which hold it is, and whether somebody is on it. */
type HoldOutline = { holdId: string } & Partial<
  Pick<Hold, 'scope' | 'count' | 'standing' | 'reason' | 'status' | 'taskToken'>
>;

const Outline = z.object({
  scope: Hold.shape.scope.optional().catch(undefined),
  count: Hold.shape.count.optional().catch(undefined),
  standing: Hold.shape.standing.catch(undefined),
  reason: Hold.shape.reason.optional().catch(undefined),
  status: Hold.shape.status.optional().catch(undefined),
  taskToken: z.string().optional().catch(undefined),
});

const outlineOf = (referralId: string, item: Record<string, unknown>): HoldOutline => ({
  holdId: holdIdAt(referralId, String(item.sk)),
  ...Outline.parse(item),
});

const noAlerts = { alerts: [] };
/** Of a request, only when people are asked about its denial; one that cannot be read asks nobody early. */
const Alerts = z.object({
  denial: z
    .object({ alerts: z.array(z.iso.datetime()) })
    .default(noAlerts)
    .catch(noAlerts),
});

/** When a step writes, and the name of its operation. */
type Told = { operation: string; at: string };

/** Reads and conditional writes of holds. */
export const holdStore = (table: Table) => {
  const { client, name } = table;

  return {
    get: (holdId: string): Promise<Hold | undefined> => readHold(table, holdId),

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

    /**
     * When a person is to look at a request that was denied, before what may be done about it runs out;
     * nothing for a hold about anything else.
     */
    alertsOf: async ({ referralId, scope }: Pick<Hold, 'referralId' | 'scope'>) => {
      const { kind, number } = readScope(scope);
      if (kind !== 'authorization') return [];
      const { Item } = await client.send(
        new GetCommand({
          TableName: name,
          Key: keys.authorization(authorizationId(referralId, number)),
          ConsistentRead: true,
        }),
      );
      return Alerts.parse(Item ?? {}).denial.alerts;
    },

    /** Ids of open standing holds that were due before this instant, oldest first. */
    standingDue: async (before: string, limit: number): Promise<string[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :due AND dueSort < :before',
          ExpressionAttributeValues: { ':due': holdListKeys.standing, ':before': before },
          Limit: limit,
        }),
      );
      return Items.map(({ dueSort }) => String(dueSort).split('#')[1] ?? '');
    },

    /** How far the referral's story has gone. */
    head: (referralId: string): Promise<number> => countRecords(table, referralId),

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
    renew: (hold: Hold, waiting: Waiting, { operation, at }: Told) =>
      commit(table, {
        referralId: hold.referralId,
        operation: `${operation}:${sha256(waiting.taskToken).slice(0, 12)}`,
        event: 'hold.renewed',
        actor: byStep('place-hold'),
        at,
        detail: { holdId: hold.holdId, dueAt: waiting.dueAt },
        items: [renewHold(name, hold, waiting, at)],
      }),

    /** Open or overdue → overdue, on its own team's list and on that of the team asked too. */
    escalate: (
      hold: Hold,
      { team, level, dueAt, reminds }: Escalation,
      { operation, at }: Told,
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
          putOpen(name, hold, {
            ...hold,
            status: 'overdue',
            level,
            dueAt,
            ...(also ? { escalatedTo: team } : {}),
          }),
        ],
      });
    },
  };
};

export type HoldStore = ReturnType<typeof holdStore>;

export const stillOpen = (hold: Hold | undefined): hold is Hold =>
  hold !== undefined && isOpen(hold);
