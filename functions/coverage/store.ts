import type { Payer } from '../payer/payer.ts';
import { readPayerNow } from '../payer/store.ts';
import { byStep } from '../platform/audit.ts';
import type { Determination } from '../platform/determination.ts';
import { type Committed, commit, type Told } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readFile } from '../referral/reading.ts';
import { openStatuses, type Referral } from '../referral/referral.ts';
import type { ReferralFile } from '../referral/referral-file.ts';
import { referralUpdate } from '../referral/referral-item.ts';
import { type CoverageTold, type Eligibility, mostWords } from './eligibility.ts';

export const coverageStore = (table: Table) => {
  /** The network's edition when a payer was last read. */
  let networkEdition: number | undefined;

  return {
    read: (referralId: string): Promise<ReferralFile> => readFile(table, referralId),

    payer: async (payerId: string): Promise<Payer | undefined> => {
      const { payer, edition } = await readPayerNow(table, payerId);
      networkEdition = edition || undefined;
      return payer;
    },

    /**
     * Any open status with the order that was read: the answer and what it rests on. The newest
     * eligibility stands on the main item; older ones are in the audit chain.
     */
    recordEligibility: (
      referral: Referral,
      { operation, at }: { operation: string; at: string },
      determination: Determination,
      eligibility?: Eligibility,
    ): Promise<Committed> =>
      commit(table, {
        referralId: referral.referralId,
        operation,
        event: 'coverage.verified',
        actor: byStep('verify-eligibility'),
        at,
        detail: {
          answer: determination.answer,
          ...(eligibility ? { payerId: eligibility.payerId, rank: eligibility.rank } : {}),
          ...(eligibility && referral.siteId && referral.payerId !== eligibility.payerId
            ? { replaces: referral.payerId ?? '' }
            : {}),
        },
        determination,
        items: [
          referralUpdate(table.name, referral.referralId, openStatuses, {
            ...(eligibility
              ? {
                  set: {
                    payerId: eligibility.payerId,
                    coverageRank: eligibility.rank,
                    networkEdition,
                  },
                  keep: { eligibility },
                }
              : {}),
            started: true,
            seen: { orderVersion: referral.orderVersion },
          }),
        ],
      }),

    /** Any open status with the order that was read: what a payer told, and the waits that it ends. */
    recordWord: (
      referral: Referral,
      { word, before }: { word: CoverageTold; before: readonly CoverageTold[] },
      determination: Determination,
      { waits, ...told }: Told & { waits: readonly TransactItem[] },
    ): Promise<Committed> =>
      commit(table, {
        referralId: referral.referralId,
        ...told,
        event: 'coverage.told',
        detail: {
          payerId: word.payerId,
          way: word.way,
          ...(word.uploadId ? { uploadId: word.uploadId } : {}),
        },
        determination,
        items: [
          referralUpdate(table.name, referral.referralId, openStatuses, {
            keep: {
              // The last word of each payer, the newest first.
              coverageTold: [
                word,
                ...before.filter(({ payerId }) => payerId !== word.payerId),
              ].slice(0, mostWords),
            },
            seen: { orderVersion: referral.orderVersion },
          }),
          ...waits,
        ],
      }),
  };
};

export type CoverageStore = ReturnType<typeof coverageStore>;
