import * as z from 'zod';
import type { Table } from '../platform/table.ts';
import { readMainItem } from './reading.ts';
import { Referral } from './referral.ts';

/** The little that a hold takes from its referral. */
export type Safeguard = { practiceNpi: string; status: string; doseBy?: string };

/** Each field by itself: one that cannot be read takes none of the others along. */
const Lenient = z.object({
  practiceNpi: z.string().min(1).catch('unknown'),
  status: z.string().catch('unknown'),
  doseBy: z.iso.date().optional().catch(undefined),
});

/** What can be read of a referral's main item, whatever state it is in, or if there is none. */
const safeguardOf = (item: unknown): Safeguard => {
  const { doseBy, ...rest } = Lenient.parse(item ?? {});
  return { ...rest, ...(doseBy ? { doseBy } : {}) };
};

/** For those who put a person in charge: a referral that does not parse never keeps them from it. */
export const readSafeguard = async (table: Table, referralId: string): Promise<Safeguard> =>
  safeguardOf(await readMainItem(table, referralId));

const Findings = z.object({ findings: Referral.shape.findings.catch([]) });

/** What a hold shows of its referral's findings; none when they cannot be read. */
export const readFindings = async (
  table: Table,
  referralId: string,
): Promise<Referral['findings']> =>
  Findings.parse((await readMainItem(table, referralId)) ?? {}).findings;
