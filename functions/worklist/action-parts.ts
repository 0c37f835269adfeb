import type { Hold, Resolution, Settlement } from '../hold/hold.ts';
import type { Items } from '../platform/items.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readItems } from '../referral/reading.ts';
import { findEffect } from './hold-effects.ts';
import type { ResolutionBody } from './routes.ts';

/** What an action writes besides ending its hold, in the same transaction. */
export const partsOfAction =
  (table: Table) =>
  async (
    hold: Hold,
    { action }: Pick<ResolutionBody, 'action'>,
    resolution: Resolution,
    settlement: Settlement,
  ): Promise<readonly TransactItem[]> => {
    const effect = findEffect(hold.reason, action);
    let read: Promise<Items> | undefined;
    const items = () => {
      read ??= readItems(table, hold.referralId);
      return read;
    };
    return effect ? effect({ table, hold, resolution, settlement, items }) : [];
  };
