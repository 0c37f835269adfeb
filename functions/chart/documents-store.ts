import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { unpacked } from '../platform/packed.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';
import { DocumentReference } from '../referral/referral.ts';

const Main = z.object({ practiceNpi: z.string(), orderVersion: z.number().int().positive() });
const Ordered = z.object({ documents: z.array(DocumentReference).catch([]) });

/** The documents of a referral's order as it stands, and whose the referral is. */
export type ReferralDocuments = { practiceNpi: string; documents: DocumentReference[] };

export const documentsStore = (table: Table) => ({
  noteReading: noteOn(table),

  /** Two reads; undefined where there is no such referral. */
  documents: async (referralId: string): Promise<ReferralDocuments | undefined> => {
    const [item] = await readTogether(table, [keys.referral(referralId)]);
    const { data: main } = Main.safeParse(item);
    if (!main) return undefined;
    const [order] = await readTogether(table, [keys.order(referralId, main.orderVersion)]);
    const { data } = Ordered.safeParse(unpacked(order?.submission));
    return { practiceNpi: main.practiceNpi, documents: data?.documents ?? [] };
  },
});

export type DocumentsStore = ReturnType<typeof documentsStore>;
