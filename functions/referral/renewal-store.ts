import type { Hold } from '../hold/hold.ts';
import { placeStanding } from '../hold/standing-hold.ts';
import { byStep } from '../platform/audit.ts';
import { notFound } from '../platform/principal.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { SeriesFile } from '../scheduling/series-rest.ts';
import { seriesFileOf } from '../visit/series-holds.ts';
import { isAhead } from '../visit/visit.ts';
import { visitFileOf } from '../visit/visit-file.ts';
import { closingParts } from './closing.ts';
import { readItems } from './reading.ts';
import type { CloseReason, Referral } from './referral.ts';
import { referralUpdate } from './referral-item.ts';
import { type ReferralRecords, recordsFrom } from './referral-records.ts';

type Told = { operation: string; at: string };

export type RenewalRecords = ReferralRecords & {
  /** The referral with its visits, as the rules about its series read it. */
  series: SeriesFile & { referral: Referral };
  /** Whether a visit is still to come or under way. */
  visitsAhead: boolean;
};

const actor = byStep('end-renewal');

export const renewalStore = (table: Table) => ({
  get: async (referralId: string): Promise<RenewalRecords> => {
    const items = await readItems(table, referralId);
    const records = recordsFrom(items);
    const file = visitFileOf(items);
    if (!file) throw notFound('referral');
    return {
      ...records,
      series: { ...seriesFileOf(file), referral: records.referral },
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
    { referral, holds }: ReferralRecords,
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
      items: closingParts(table.name, referral, ['active'], closeReason, holds, {
        action: 'closed',
        by: actor,
        at,
      }),
    }),
});

export type RenewalStore = ReturnType<typeof renewalStore>;
