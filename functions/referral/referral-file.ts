import type * as z from 'zod';
import { Hold } from '../hold/hold.ts';
import { placeIn } from '../platform/chain-place.ts';
import { beginning, type Items } from '../platform/items.ts';
import type { Sight } from '../platform/kept-entries.ts';
import { keys } from '../platform/keys.ts';
import { lazily } from '../platform/lazily.ts';
import { unpacked } from '../platform/packed.ts';
import { Finding, type Referral, readMain, Submission } from './referral.ts';

/** All that is kept of one referral, from one query; each part is checked when it is asked for. */
export type ReferralFile = {
  referral: Referral;
  /** The current order. */
  submission: Submission;
  /** Findings of the current order, doubts included. */
  findings: Finding[];
  holds: Hold[];
  /**
   * How many records its audit chain has: the facts are not older than that. Undefined when the items
   * do not tell, or were read while they were written, so that the order is not that of the main item.
   */
  head: number | undefined;
  /**
   * What its steps must see of the network: no less than when its coverage was verified, and once
   * people were asked, who may have changed the network for it, all.
   */
  sight: Sight | undefined;
  /** The digest of what the receipt judged, while the order is as received. */
  judged: string | undefined;
  /** What another room keeps on the main item under a name of its own. */
  kept: <T>(name: string, schema: z.ZodType<T>) => T | undefined;
  /** The one item that another room keeps beside it under this sort key. */
  one: <T>(sk: string, schema: z.ZodType<T>) => T | undefined;
  /** What another room keeps beside it, in the order of the keys that begin so. */
  each: <T>(prefix: string, schema: z.ZodType<T>) => T[];
};

/**
 * Reads the items kept under a referral; undefined without a main item and an order. What holds the
 * referral up stands on the main item, as last checked; doubts stand with the order they are about.
 */
export const referralFile = (items: Items): ReferralFile | undefined => {
  const main = items.find(({ sk }) => sk === keys.referral('').sk);
  const orders = beginning(items, 'ORDER#').reverse();
  const [order] = orders;
  if (!main || !order) return undefined;
  const each = <T>(prefix: string, schema: z.ZodType<T>): T[] =>
    beginning(items, prefix).map((item) => schema.parse(item));
  const file: ReferralFile = lazily<ReferralFile>({
    referral: () => readMain(main),
    submission: () => Submission.parse(unpacked(order.submission)),
    findings: () => {
      const told = orders.find(({ findings }) => Array.isArray(findings));
      const doubts = Finding.array()
        .parse(told?.findings ?? [])
        .filter(({ severity }) => severity === 'warn');
      return [...file.referral.findings, ...doubts];
    },
    holds: () => each('HOLD#', Hold),
    head: () =>
      order.sk === keys.order('', file.referral.orderVersion).sk
        ? placeIn(items)?.sequence
        : undefined,
    sight: () => {
      const { networkEdition } = file.referral;
      return networkEdition && file.holds.length === 0 ? { atLeast: networkEdition } : undefined;
    },
    judged: () => (typeof order.judged === 'string' ? order.judged : undefined),
    kept: () => (name, schema) => schema.optional().parse(main[name]),
    one: () => (sk, schema) => schema.optional().parse(items.find((item) => item.sk === sk)),
    each: () => each,
  });
  return file;
};
