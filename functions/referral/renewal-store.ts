import { byStep } from '../platform/audit.ts';
import { type Committed, commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import { isAhead, Visit } from '../visit/visit.ts';
import { closingParts } from './closing.ts';
import { readItems } from './reading.ts';
import type { CloseReason } from './referral.ts';
import { referralUpdate } from './referral-item.ts';
import { type ReferralRecords, recordsFrom } from './referral-records.ts';

type Told = { operation: string; at: string };

type RenewalRecords = ReferralRecords & {
  /** Whether a visit is still to come or under way. */
  visitsAhead: boolean;
};

const actor = byStep('end-renewal');

export const renewalStore = (table: Table) => ({
  get: async (referralId: string): Promise<RenewalRecords> => {
    const items = await readItems(table, referralId);
    const visits = items
      .filter(({ sk }) => String(sk).startsWith('VISIT#'))
      .map((item) => Visit.parse(item));
    return {
      ...recordsFrom(items),
      visitsAhead: visits.some((visit) => isAhead(visit) || visit.status === 'in-progress'),
    };
  },

  /** Active → active: nothing is renewed any more, and the last visit ends the referral. */
  end: (
    referralId: string,
    detail: { outcome: 'renewed' | 'not-renewed'; reason?: CloseReason },
    { operation, at }: Told,
  ): Promise<Committed> =>
    commit(table, {
      referralId,
      operation,
      event: 'renewal.ended',
      actor,
      at,
      detail,
      items: [referralUpdate(table.name, referralId, ['active'], { set: { renewing: null } })],
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
