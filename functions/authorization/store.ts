import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { readSite } from '../network/store.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import type { Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import {
  type Change,
  type Committed,
  commit,
  countRecords,
  recordAlone,
} from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { writeItems } from '../platform/write-items.ts';
import { keepAnswerNames } from './answer-names.ts';
import type { Authorization } from './authorization.ts';
import { putAuthorization } from './authorization-item.ts';
import { inquiryList, moveInquiry } from './inquiry-item.ts';
import { OpenInquiry } from './inquiry-rules.ts';
import { type ConditionsJudged, tellNeed } from './need.ts';
import { type AuthorizationFile, readAuthorizationFile } from './reading.ts';
import { nameHash } from './resource-names.ts';
import { shownAuthorizationStore } from './shown-store.ts';

const Named = z.object({ authorizationId: z.string() });

/** One change of an authorization as the audit chain tells it. */
type Telling = Omit<Change, 'referralId' | 'items'>;

export const authorizationStore = (table: Table) => {
  const { client, name } = table;
  const item = async (key: { pk: string; sk: string }) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: true }),
    );
    return Item;
  };

  return {
    ...shownAuthorizationStore(table),

    /** How far the referral's story has gone, by the chain itself. */
    head: (referralId: string): Promise<number> => countRecords(table, referralId),

    file: (referralId: string): Promise<AuthorizationFile> =>
      readAuthorizationFile(table, referralId),

    site: (siteId: string, sight?: Sight) => readSite(table, siteId, sight),

    /** The request that a resource of a payer answered, by what the payer calls it. */
    answeredBy: async (payerId: string, plainName: string): Promise<string | undefined> =>
      Named.safeParse(await item(keys.answerNamed(payerId, nameHash(plainName)))).data
        ?.authorizationId,

    hasNotification: async (payerId: string, eventKey: string): Promise<boolean> =>
      (await item(keys.notification(payerId, eventKey))) !== undefined,

    /** Any open referral: the answer to whether an authorization is needed. */
    recordNeed: (
      referralId: string,
      operation: string,
      at: string,
      { need, conditions }: { need: Determination; conditions: ConditionsJudged | undefined },
    ): Promise<Committed> => {
      const actor = byStep('determine-authorization-need');
      return recordAlone(table, {
        referralId,
        operation,
        ...tellNeed(need, conditions),
        ...(conditions
          ? {
              next: {
                event: 'authorization.conditions-judged',
                actor,
                detail: { answer: conditions.determination.answer },
                determination: conditions.determination,
              },
            }
          : {}),
        actor,
        at,
      });
    },

    /**
     * Nothing, or whatever may be drafted anew → drafted; `besides` are given up with it. Refused when
     * anything has happened to the referral since `since`.
     */
    draft: (
      [after, ...besides]: readonly [Authorization, ...Authorization[]],
      since: number,
      { operation, at }: Pick<Change, 'operation' | 'at'>,
      determination?: Determination,
    ) =>
      commit(table, {
        referralId: after.referralId,
        since,
        operation,
        event: 'authorization.drafted',
        actor: byStep('submit-authorization'),
        at,
        detail: {
          authorizationId: after.authorizationId,
          version: after.version,
          lines: after.lines.length,
        },
        determination,
        items: [after, ...besides].map((one) => putAuthorization(name, one)),
      }),

    /** The authorization as it was read, at `rev - 1` → as given, with what goes beside it. */
    put: (
      after: Authorization,
      { names, ...telling }: Telling & { names?: readonly string[] | undefined },
      beside: readonly TransactItem[] = [],
    ): Promise<Committed> =>
      commit(table, {
        ...telling,
        referralId: after.referralId,
        detail: {
          authorizationId: after.authorizationId,
          status: after.status,
          ...telling.detail,
        },
        items: [putAuthorization(name, after), ...keepAnswerNames(name, after, names), ...beside],
      }),

    /** What is still to be asked of a payer about a request. */
    openInquiry: async (authorizationId: string): Promise<OpenInquiry | undefined> => {
      const found = await item(keys.inquiry(authorizationId));
      return found?.due ? OpenInquiry.safeParse(found).data : undefined;
    },

    /** What is to be asked of payers by now, the longest due first. */
    inquiriesDue: async (before: string, limit: number): Promise<OpenInquiry[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :due AND dueSort < :before',
          ExpressionAttributeValues: { ':due': inquiryList, ':before': `${before}~` },
          Limit: limit,
        }),
      );
      const found = await Promise.all(
        Items.map(({ dueSort }) => item(keys.inquiry(String(dueSort).split('#')[1] ?? ''))),
      );
      return found.flatMap((one) => OpenInquiry.safeParse(one).data ?? []);
    },

    /** An inquiry → ended, or left for its next try; another notice meanwhile has it asked at once. */
    moveInquiry: async (seen: OpenInquiry, next: OpenInquiry | undefined): Promise<void> => {
      await writeItems(table, [moveInquiry(name, seen, next)]);
    },

    /** Something happened that leaves the authorization as it is. */
    note: (
      referralId: string,
      telling: Telling,
      items: readonly TransactItem[],
    ): Promise<Committed> => commit(table, { ...telling, referralId, items }),
  };
};

export type AuthorizationStore = ReturnType<typeof authorizationStore>;
