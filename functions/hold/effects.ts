import type { Items } from '../platform/items.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import type { Hold, Resolution, Settlement } from './hold.ts';
import type { HoldReason } from './hold-reasons.ts';

/** A person ends a hold by one of its actions. */
export type ActionTaken = {
  table: Table;
  hold: Hold;
  resolution: Resolution;
  settlement: Settlement;
  /** Everything kept under the referral, read once, when an effect first asks for it. */
  items: () => Promise<Items>;
};

/**
 * What an action writes besides ending its hold, in the same transaction.
 *
 * @throws Refusal 409 where what the action says is not so.
 */
export type Effect = (asked: ActionTaken) => Promise<readonly TransactItem[]>;

/** What the actions of a room's own reasons do; one that is not named only ends its hold. */
export type Effects = Readonly<Partial<Record<HoldReason, Readonly<Record<string, Effect>>>>>;

/** Several effects of one action, in this order. */
export const combineEffects =
  (...effects: readonly Effect[]): Effect =>
  async (asked) => {
    const parts: TransactItem[] = [];
    for (const effect of effects) parts.push(...(await effect(asked)));
    return parts;
  };
