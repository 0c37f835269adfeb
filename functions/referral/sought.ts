import * as z from 'zod';
import type { Key } from '../platform/keys.ts';
import { keys } from '../platform/keys.ts';
import { unpacked } from '../platform/packed.ts';
import type { Sought } from './person/search.ts';

/** As much of a main item as tells whose a referral is. */
const Main = z.object({
  pk: z.string(),
  practiceNpi: z.string(),
  patientId: z.string(),
  status: z.string().catch('unknown'),
  therapyId: z.string().optional().catch(undefined),
  orderVersion: z.number().int().positive(),
});

/** As much of an order as tells who it is for. */
const Ordered = z.object({
  patient: z.object({
    name: z.object({ given: z.string(), middle: z.string().optional(), family: z.string() }),
    birthDate: z.iso.date(),
    phone: z.string().optional(),
  }),
  coverages: z.array(z.object({ memberId: z.string() })).catch([]),
});

/** A referral with whoever it is for, in its order as it stands. */
export type SoughtReferral = {
  referralId: string;
  practiceNpi: string;
  patientId: string;
  status: string;
  therapyId?: string | undefined;
  sought: Sought;
};

type Items = readonly Record<string, unknown>[];
type MainRead = z.infer<typeof Main>;

const idOf = ({ pk }: MainRead): string => pk.slice('REF#'.length);

export const readMains = (items: Items): MainRead[] =>
  items.flatMap((item) => Main.safeParse(item).data ?? []);

/** Where the order of a referral stands that is in force. */
export const orderKeyOf = (main: MainRead): Key => keys.order(idOf(main), main.orderVersion);

/** Referrals with their orders; one of which either cannot be read is not found. */
export const soughtIn = (mains: readonly MainRead[], orders: Items): SoughtReferral[] =>
  mains.flatMap((main) => {
    const { pk, sk } = orderKeyOf(main);
    const order = orders.find((item) => item.pk === pk && item.sk === sk);
    const { data } = Ordered.safeParse(unpacked(order?.submission));
    if (!data) return [];
    const { name, birthDate, phone } = data.patient;
    const given = [name.given, name.middle].filter(Boolean).join(' ');
    return [
      {
        referralId: idOf(main),
        practiceNpi: main.practiceNpi,
        patientId: main.patientId,
        status: main.status,
        therapyId: main.therapyId,
        sought: {
          name: { given, family: name.family },
          birthDate,
          phone,
          memberIds: data.coverages.map(({ memberId }) => memberId),
        },
      },
    ];
  });
