import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Authorization } from '../authorization/authorization.ts';
import { putAuthorization, renewalList } from '../authorization/authorization-item.ts';
import { readAuthorizationFile } from '../authorization/reading.ts';
import type { Hold } from '../hold/hold.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { byStep } from '../platform/audit.ts';
import { notFound } from '../platform/principal.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { closingParts } from '../referral/closing.ts';
import { readItems } from '../referral/reading.ts';
import type { CloseReason, Referral } from '../referral/referral.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { readSeriesFile } from '../scheduling/series-holds.ts';
import type { SeriesFile } from '../scheduling/series-rest.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import { isAhead } from '../series/visit.ts';

type Told = { operation: string; at: string };

export type RenewalFile = {
  referral: Referral;
  holds: readonly Hold[];
  /** The referral with its visits, as the rules about its series read it. */
  series: SeriesFile & { referral: Referral };
  /** Whether a visit is still to come or under way. */
  visitsAhead: boolean;
};

const actor = byStep('end-renewal');

export const renewalStore = (table: Table) => ({
  file: (referralId: string) => readAuthorizationFile(table, referralId),

  /** Ids of the authorizations whose renewal is to be looked at by this day, oldest first. */
  renewalsDue: async (on: string, limit: number): Promise<string[]> => {
    const { Items = [] } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'due',
        KeyConditionExpression: 'due = :renewals AND dueSort < :end',
        ExpressionAttributeValues: { ':renewals': renewalList, ':end': `${on}$` },
        Limit: limit,
      }),
    );
    return Items.map(({ id }) => String(id));
  },

  /** The authorization as it was read, at `rev - 1` → looked at, with the hold that it leads to. */
  recordLook: (
    after: Authorization,
    hold: Hold | undefined,
    ending: string | undefined,
    at: string,
  ): Promise<Committed> =>
    commit(table, {
      referralId: after.referralId,
      operation: `renewal:${after.authorizationId}`,
      event: hold ? 'hold.placed' : 'authorization.renewal-checked',
      actor: byStep('watch-renewals'),
      at,
      detail: {
        authorizationId: after.authorizationId,
        status: after.status,
        ...(hold
          ? {
              holdId: hold.holdId,
              reason: hold.reason,
              owner: hold.owner,
              dueAt: hold.dueAt,
              ...(ending ? { ending } : {}),
            }
          : {}),
      },
      items: [
        putAuthorization(table.name, after),
        ...(hold ? [placeStanding(table.name, hold)] : []),
      ],
    }),

  get: async (referralId: string): Promise<RenewalFile> => {
    const file = readVisitFile(await readItems(table, referralId));
    if (!file) throw notFound('referral');
    const { referral, holds } = file;
    return {
      referral,
      holds,
      series: { ...readSeriesFile(file), referral },
      visitsAhead: file.visits.some((visit) => isAhead(visit) || visit.status === 'in-progress'),
    };
  },

  /** Active → active: nothing is renewed any more, and the last visit ends the referral. */
  end: (
    referralId: string,
    detail: { outcome: 'renewed' | 'not-renewed'; reason?: CloseReason },
    hold: Hold | undefined,
    { operation, at }: Told,
  ): Promise<Committed> =>
    commit(table, {
      referralId,
      operation,
      event: 'renewal.ended',
      actor,
      at,
      detail: { ...detail, ...(hold ? { holdId: hold.holdId } : {}) },
      items: [
        referralUpdate(table.name, referralId, ['active'], { set: { renewing: null } }),
        ...(hold ? [placeStanding(table.name, hold)] : []),
      ],
    }),

  /** Active → active: somebody is asked about the doses that follow. */
  ask: (hold: Hold, { operation, at }: Told): Promise<Committed> =>
    commit(table, {
      referralId: hold.referralId,
      operation,
      event: 'hold.placed',
      actor,
      at,
      detail: { holdId: hold.holdId, reason: hold.reason, owner: hold.owner, dueAt: hold.dueAt },
      items: [placeStanding(table.name, hold)],
    }),

  /** Active → closed: nothing is renewed and nothing is left to come. */
  close: (
    { referral, holds }: Pick<RenewalFile, 'referral' | 'holds'>,
    closeReason: CloseReason,
    { operation, at }: Told,
  ): Promise<Committed> =>
    commit(table, {
      referralId: referral.referralId,
      operation,
      event: 'referral.closed',
      actor,
      at,
      detail: { closeReason },
      items: closingParts(
        table.name,
        { referral, holds },
        { from: ['active'], closeReason },
        { action: 'closed', by: actor, at },
      ),
    }),
});

export type RenewalStore = ReturnType<typeof renewalStore>;
