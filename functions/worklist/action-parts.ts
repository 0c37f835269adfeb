import { type Effected, wholeEffect } from '../hold/effects.ts';
import type { Hold, Resolution, Settlement } from '../hold/hold.ts';
import type { Items } from '../platform/items.ts';
import type { Table } from '../platform/table.ts';
import { readItems } from '../referral/reading.ts';
import { findEffect } from './hold-effects.ts';
import type { ResolutionBody } from './routes.ts';

/** What an action writes besides ending its hold, in the same transaction, and what else comes of it. */
export const partsOfAction =
  (table: Table) =>
  async (
    hold: Hold,
    { action }: Pick<ResolutionBody, 'action'>,
    resolution: Resolution,
    settlement: Settlement,
  ): Promise<Effected> => {
    const effect = findEffect(hold.reason, action);
    let read: Promise<Items> | undefined;
    const items = () => {
      read ??= readItems(table, hold.referralId);
      return read;
    };
    return effect
      ? wholeEffect(await effect({ table, hold, resolution, settlement, items }))
      : { items: [] };
  };
