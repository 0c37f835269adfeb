import * as z from 'zod';
import { Hold } from '../hold/hold.ts';
import { parseSafeguard } from '../hold/safeguard.ts';
import { TransientFault } from '../platform/errors.ts';
import { beginning } from '../platform/items.ts';
import { keys } from '../platform/keys.ts';
import { readTogether } from '../platform/read-items.ts';
import { commit } from '../platform/record.ts';
import type { Table } from '../platform/table.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { readItems } from '../referral/reading.ts';
import { type Doing, saidAs } from './patient-store.ts';
import { endUnclear } from './preference-parts.ts';
import { holdOfText, textKept, type Written } from './written-text.ts';

/** Of a referral's main item what tells the newest open one; any of it may be unreadable. */
const Dated = z.object({
  status: z.string().catch('unknown'),
  receivedAt: z.string().catch(''),
});

const attempts = 4;

/** As many as one call reads, with room; more than belong to those who share a number. */
const mostReferrals = 80;

/** Texts wait where one asks to end something that it does not name. */
const unclearEnd = (
  tableName: string,
  { text: { textId, asksToEnd }, number, former }: Written,
  at: string,
): TransactItem[] => (asksToEnd && !former ? [endUnclear(tableName, number, { textId, at })] : []);

/** What patients write, as it comes to people. */
export const textStore = (table: Table) => ({
  /** Of these referrals the one that came last and has not ended; the last one if all have ended. */
  newestOf: async (referralIds: readonly string[]): Promise<string | undefined> => {
    const ids = [...new Set(referralIds)].slice(-mostReferrals);
    const items = await readTogether(table, ids.map(keys.referral));
    const stored = new Map(items.map((item) => [item.pk, Dated.parse(item)]));
    const dated = ids
      .flatMap((id) => {
        const item = stored.get(keys.referral(id).pk);
        return item ? [{ id, ...item }] : [];
      })
      .sort((a, b) => b.receivedAt.localeCompare(a.receivedAt));
    return (dated.find(({ status }) => status !== 'closed') ?? dated[0])?.id;
  },

  /**
   * Gives a text to a person, with a hold on the referral. One that was kept before stays as it is.
   *
   * @throws TransientFault when others changed the holds four times meanwhile.
   */
  keep: async (
    referralId: string,
    written: Written,
    { operation, actor, at, speaker }: Doing,
  ): Promise<'applied' | 'already'> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const items = await readItems(table, referralId);
      const holds = beginning(items, 'HOLD#').map((item) => Hold.parse(item));
      if (holdOfText(holds, written.text.textId)) return 'already';
      const subject = parseSafeguard(items.find(({ sk }) => sk === keys.referral(referralId).sk));
      const { hold, item } = textKept(
        table.name,
        { subject: { referralId, ...subject }, holds },
        written,
        new Date(at),
      );
      const done = await commit(table, {
        referralId,
        operation,
        event: 'text.received',
        actor,
        at,
        detail: {
          holdId: hold.holdId,
          reason: hold.reason,
          ...(written.severe ? { severe: true } : {}),
          ...saidAs({ speaker }),
        },
        items: [item, ...unclearEnd(table.name, written, at)],
      });
      if (done.outcome !== 'refused') return done.outcome;
    }
    throw new TransientFault('holds-contended');
  },
});

export type TextStore = ReturnType<typeof textStore>;
