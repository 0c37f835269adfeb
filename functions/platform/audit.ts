import * as z from 'zod';
import { canonical, sha256 } from './canonical.ts';
import { Determination } from './determination.ts';
import { packed, unpacked } from './packed.ts';

/** Who did it. `system` acts by a named step; the others by their role and subject. */
export const Actor = z.object({
  kind: z.enum(['system', 'person', 'payer', 'patient']),
  id: z.string(),
});
export type Actor = z.infer<typeof Actor>;

export const byStep = (name: string): Actor => ({ kind: 'system', id: name });

/**
 * One link of a referral's audit chain, written in the same transaction as the change it tells of.
 * The table's stream of these records is the outbox: `event` and `detail` leave the table, so they
 * hold ids, named outcomes and times only; `determination` stays.
 */
export const AuditRecord = z.object({
  referralId: z.string(),
  sequence: z.number().int().positive(),
  at: z.iso.datetime(),
  event: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/),
  actor: Actor,
  /** Identifies the operation, so that the same one is never applied twice. */
  operation: z.string(),
  detail: z.record(z.string(), z.json()),
  determination: z.preprocess(unpacked, Determination.optional()).optional(),
  /** Told beside the referral: nothing that is kept with it was written. */
  aside: z.literal(true).optional(),
  previous: z.string(),
  hash: z.string(),
});
export type AuditRecord = z.infer<typeof AuditRecord>;

export const chainStart = '0'.repeat(64);

/** Seals a record: its hash covers everything in it, including the hash before it. */
export const seal = (record: Omit<AuditRecord, 'hash'>): AuditRecord => ({
  ...record,
  hash: sha256(canonical(record)),
});

/** The part of a record that leaves the table. The stream hands a packed determination on as it is. */
export const StreamedRecord = AuditRecord.pick({
  referralId: true,
  sequence: true,
  at: true,
  event: true,
  detail: true,
});
export type StreamedRecord = z.infer<typeof StreamedRecord>;

/** A unit of writing, in bytes: an item that is larger costs another one, two in a transaction. */
const unitBytes = 1024;

/** A record as it is stored: a determination that would cost a further unit is packed. */
export const storedRecord = (record: AuditRecord): Record<string, unknown> =>
  record.determination && Buffer.byteLength(JSON.stringify(record)) > unitBytes
    ? { ...record, determination: packed(record.determination) }
    : record;

/**
 * A head of a chain seen earlier and kept elsewhere. A chain alone cannot show that its newest
 * records were cut off, or replaced by others that were sealed anew; a head from outside can.
 */
export type Anchor = Pick<AuditRecord, 'sequence' | 'hash'>;

/**
 * The sequence of the first break in a chain given oldest first, or undefined when every link
 * holds and every anchor is found in its place.
 */
export const firstBreak = (
  records: readonly AuditRecord[],
  anchors: readonly Anchor[] = [],
): number | undefined => {
  let previous = chainStart;
  for (const [index, { hash, ...body }] of records.entries()) {
    const broken =
      body.sequence !== index + 1 || body.previous !== previous || sha256(canonical(body)) !== hash;
    if (broken) return index + 1;
    previous = hash;
  }
  const lost = anchors.filter(({ sequence, hash }) => records[sequence - 1]?.hash !== hash);
  if (lost.length === 0) return undefined;
  const earliest = Math.min(...lost.map(({ sequence }) => sequence));
  return Math.min(earliest, records.length + 1);
};
