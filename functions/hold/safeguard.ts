import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/** Each field by itself: one that cannot be read takes none of the others along. */
const Lenient = z.object({
  practiceNpi: z.string().min(1).catch('unknown'),
  status: z.string().catch('unknown'),
  doseBy: z.iso.date().optional().catch(undefined),
  /** What the order lacks; whoever shows it reads each. */
  findings: z.array(z.unknown()).catch([]),
  /** What had stopped it and a clinician has cleared. */
  cleared: z.array(z.unknown()).optional().catch(undefined),
});

/** The little that a hold takes from its referral, or shows of it. */
export type Safeguard = z.infer<typeof Lenient>;

/**
 * What can be read of a referral's main item, whatever state it is in, or if there is none: those
 * who put a person in charge are never kept from it by a referral that does not parse.
 */
export const parseSafeguard = (item: Record<string, unknown> | undefined): Safeguard =>
  Lenient.parse(item ?? {});

/** A referral's main item as it is stored, if there is one. */
export const readMainItem = async (
  { client, name }: Table,
  referralId: string,
): Promise<Record<string, unknown> | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: name, Key: keys.referral(referralId), ConsistentRead: true }),
  );
  return Item;
};

/** Reads what a hold needs of its referral, even of one that cannot be read. */
export const readSafeguard = async (table: Table, referralId: string): Promise<Safeguard> =>
  parseSafeguard(await readMainItem(table, referralId));
