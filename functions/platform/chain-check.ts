import * as z from 'zod';
import { type Anchor, AuditRecord, firstBreak } from './audit.ts';
import { keys } from './keys.ts';

/** Strict: an attribute slipped into a record is no part of what its hash covers. */
const StoredRecord = z.strictObject({ ...AuditRecord.shape, pk: z.string(), sk: z.string() });

type Item = Record<string, unknown>;

const recordOf = (item: Item, referralId: string): AuditRecord | undefined => {
  const parsed = StoredRecord.safeParse(item);
  if (!parsed.success) return undefined;
  const { pk, sk, ...record } = parsed.data;
  const key = keys.audit(referralId, record.sequence);
  const inPlace = record.referralId === referralId && pk === key.pk && sk === key.sk;
  return inPlace ? record : undefined;
};

export type ChainVerified = { records: number; head?: Anchor; brokenAt?: number };

/** Verifies one chain as it stands in the table, oldest item first. */
export const verifyChain = (
  referralId: string,
  items: readonly Item[],
  anchor?: Anchor,
): ChainVerified => {
  const records: AuditRecord[] = [];
  for (const item of items) {
    const record = recordOf(item, referralId);
    if (!record) return { records: items.length, brokenAt: records.length + 1 };
    records.push(record);
  }
  const brokenAt = records.length === 0 ? 1 : firstBreak(records, anchor ? [anchor] : []);
  if (brokenAt !== undefined) return { records: items.length, brokenAt };
  const { sequence, hash } = records.at(-1) as AuditRecord;
  return { records: items.length, head: { sequence, hash } };
};
