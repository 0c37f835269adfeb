import type { Items } from '../platform/items.ts';
import type { Change } from '../platform/record.ts';
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

/** What an action writes beside the end of its hold, and what else comes of it. */
export type Effected = {
  items: readonly TransactItem[];
  /** What the workflow is told, where that turns on what the hold is about. */
  settlement?: Settlement;
  /** What the record tells besides: ids and named outcomes, and the determination that explains it. */
  tells?: Pick<Change, 'detail' | 'determination'>;
};

/**
 * What an action writes besides ending its hold, in the same transaction.
 *
 * @throws Refusal 409 where what the action says is not so.
 */
export type Effect = (asked: ActionTaken) => Promise<readonly TransactItem[] | Effected>;

/** What the actions of a room's own reasons do; one that is not named only ends its hold. */
export type Effects<Own extends HoldReason = HoldReason> = Readonly<
  Partial<Record<Own, Readonly<Record<string, Effect>>>>
>;

const isWhole = (came: readonly TransactItem[] | Effected): came is Effected => 'items' in came;

/** What an effect came to, also where it only writes. */
export const wholeEffect = (came: readonly TransactItem[] | Effected): Effected =>
  isWhole(came) ? came : { items: came };

/** Several effects of one action, in this order. */
export const combineEffects =
  (...effects: readonly Effect[]): Effect =>
  async (asked) => {
    let whole: Effected = { items: [] };
    for (const effect of effects) {
      const came = wholeEffect(await effect(asked));
      whole = { ...whole, ...came, items: [...whole.items, ...came.items] };
    }
    return whole;
  };
