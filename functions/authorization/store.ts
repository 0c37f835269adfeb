import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Eligibility } from '../coverage/eligibility.ts';
import { readPayer } from '../coverage/payer-store.ts';
import { Hold } from '../hold/hold.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { beginning, type Items } from '../platform/items.ts';
import { keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import { type Change, type Committed, chain, commit, headOf } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readItems } from '../referral/reading.ts';
import { Referral, Submission } from '../referral/referral.ts';
import { Site } from '../scheduling/network.ts';
import { Series } from '../scheduling/series.ts';
import { Authorization } from './authorization.ts';
import { putAuthorization, renewalList } from './authorization-item.ts';

/** Everything of one referral that authorization looks at, from one query. */
export type AuthorizationFile = {
  referral: Referral;
  series: Series | undefined;
  submission: Submission;
  eligibility: Eligibility | undefined;
  holds: readonly Hold[];
  authorizations: readonly Authorization[];
};

const fileOf = (items: Items): AuthorizationFile => {
  const main = items.find(({ sk }) => sk === 'REFERRAL');
  const order = beginning(items, 'ORDER#').at(-1);
  if (!main || !order) throw notFound('referral');
  return {
    referral: Referral.parse(main),
    series: Series.optional().parse(main.series),
    submission: Submission.parse(unpacked(order.submission)),
    eligibility: Eligibility.optional().parse(main.eligibility),
    holds: beginning(items, 'HOLD#').map((item) => Hold.parse(item)),
    authorizations: beginning(items, 'AUTH#').map((item) => Authorization.parse(item)),
  };
};

/** One change of an authorization as the audit chain tells it. */
type Telling = Omit<Change, 'referralId' | 'items'>;

export const authorizationStore = (table: Table) => {
  const { client, name } = table;
  const item = async (key: { pk: string; sk: string }, consistent = true) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: name, Key: key, ConsistentRead: consistent }),
    );
    return Item;
  };

  return {
    file: async (referralId: string): Promise<AuthorizationFile> =>
      fileOf(await readItems(table, referralId)),

    get: async (authorizationId: string): Promise<Authorization | undefined> => {
      const found = await item(keys.authorization(authorizationId));
      return found && Authorization.parse(found);
    },

    payer: (payerId: string) => readPayer(table, payerId),

    site: async (siteId: string): Promise<Site | undefined> => {
      const found = await item(keys.site(siteId), false);
      return found && Site.parse(found);
    },

    /** Ids of the authorizations whose renewal is to be looked at by this day, oldest first. */
    renewalsDue: async (on: string, limit: number): Promise<string[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'due',
          KeyConditionExpression: 'due = :renewals AND dueSort < :end',
          ExpressionAttributeValues: { ':renewals': renewalList, ':end': `${on}$` },
          Limit: limit,
        }),
      );
      return Items.map(({ id }) => String(id));
    },

    chain: (referralId: string) => chain(table, referralId),

    hasNotification: async (payerId: string, eventKey: string): Promise<boolean> =>
      (await item(keys.notification(payerId, eventKey))) !== undefined,

    /** Any open referral: the answer to whether an authorization is needed. */
    recordNeed: (
      referralId: string,
      operation: string,
      at: string,
      determination: Determination,
    ): Promise<Committed> =>
      commit(table, {
        referralId,
        operation,
        event: 'authorization.need-determined',
        actor: byStep('determine-authorization-need'),
        at,
        detail: { answer: determination.answer },
        determination,
        items: [],
      }),

    /** How far the referral's story has gone. */
    head: (referralId: string): Promise<number> => headOf(table, referralId),

    /**
     * Nothing, or whatever may be drafted anew → drafted. Refused when anything has happened to the
     * referral since `since`.
     */
    draft: (after: Authorization, since: number, operation: string, at: string) =>
      commit(table, {
        referralId: after.referralId,
        since,
        operation,
        event: 'authorization.drafted',
        actor: byStep('draft-authorization'),
        at,
        detail: {
          authorizationId: after.authorizationId,
          version: after.version,
          lines: after.lines.length,
        },
        items: [putAuthorization(name, after)],
      }),

    /** The authorization as it was read, at `rev - 1` → as given, with what goes beside it. */
    put: (
      after: Authorization,
      telling: Telling,
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
        items: [putAuthorization(name, after), ...beside],
      }),

    /** Something happened that leaves the authorization as it is. */
    note: (
      referralId: string,
      telling: Telling,
      items: readonly TransactItem[] = [],
    ): Promise<Committed> => commit(table, { ...telling, referralId, items }),
  };
};

export type AuthorizationStore = ReturnType<typeof authorizationStore>;
