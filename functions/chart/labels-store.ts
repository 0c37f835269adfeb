import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import { noteOn } from '../platform/note-readings.ts';
import { unpacked } from '../platform/packed.ts';
import { readTogether } from '../platform/read-items.ts';
import type { Table } from '../platform/table.ts';

/** As much of a main item and of an order as a label takes; one that cannot be read has none. */
const Main = z.object({
  pk: z.string(),
  practiceNpi: z.string(),
  orderVersion: z.number().int().positive(),
});
const Ordered = z.object({
  patient: z.object({
    name: z.object({ given: z.string(), family: z.string() }),
    birthDate: z.iso.date(),
  }),
});

/** What a referral's patient is called in its order as it stands, and whose the referral is. */
export type Labelled = { referralId: string; practiceNpi: string } & z.infer<
  typeof Ordered
>['patient'];

export const labelsStore = (table: Table) => ({
  noteReading: noteOn(table),

  /** Those of these referrals that there are, at most a hundred: two calls. */
  labelled: async (referralIds: readonly string[]): Promise<Labelled[]> => {
    const mains = await readTogether(table, [...new Set(referralIds)].map(keys.referral));
    const referrals = mains.flatMap((item) => {
      const { data } = Main.safeParse(item);
      return data ? [{ ...data, id: data.pk.slice('REF#'.length) }] : [];
    });
    const orders = await readTogether(
      table,
      referrals.map(({ id, orderVersion }) => keys.order(id, orderVersion)),
    );
    return referrals.flatMap(({ id, practiceNpi, orderVersion }) => {
      const { pk, sk } = keys.order(id, orderVersion);
      const order = orders.find((item) => item.pk === pk && item.sk === sk);
      const { data } = Ordered.safeParse(unpacked(order?.submission));
      return data ? [{ referralId: id, practiceNpi, ...data.patient }] : [];
    });
  },
});

export type LabelsStore = ReturnType<typeof labelsStore>;
