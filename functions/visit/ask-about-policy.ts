import * as z from 'zod';
import { byStep, type StreamedRecord } from '../platform/audit.ts';
import type { Table } from '../platform/table.ts';
import { visitStore } from './store.ts';
import { askAboutStricter } from './stricter-policies.ts';

/** A policy that holds, or how far an earlier run came with one. */
const Detail = z.object({
  therapyId: z.string(),
  version: z.number().int().positive(),
  next: z
    .object({
      month: z.string(),
      after: z.object({ referralId: z.string(), receivedAt: z.string() }).optional(),
    })
    .optional(),
});

const begins: readonly string[] = ['policy.set', 'policy.decided'];
const goesOn = 'policy.referrals-asked-about';

/** How many referrals one run looks at, well within its minute. */
export const referralsAtOnce = 100;

type Deps = { table: Table; now: () => Date; limit?: number };

/**
 * Asks about the orders that a stricter policy finds booked: as many as one run can, then it writes
 * down how far it came, which by the stream is its own call to go on. Told twice, it asks nobody twice.
 */
export const askAboutPolicy =
  ({ table, now, limit = referralsAtOnce }: Deps) =>
  async ({ event, detail }: StreamedRecord): Promise<void> => {
    if (!begins.includes(event) && event !== goesOn) return;
    const { therapyId, version, next: place } = Detail.parse(detail);
    if (event === goesOn && !place) return;
    const store = visitStore(table);
    // One that waits, was refused, or whose place a later one has taken, is nobody's limit.
    const policy = await store.policyVersion(therapyId, version);
    if (!policy) return;
    const operation = `ask-about-policy:${therapyId}:${version}`;
    const told = { actor: byStep('ask-about-policy'), operation };
    const at = now();
    const { asked, next } = await askAboutStricter(table, { policy, place, limit, told }, at);
    if (asked.length === 0 && !next) return;
    await store.policyAskedAbout(
      {
        operation: `${operation}:${place ? `${place.month}:${place.after?.referralId}` : 'begin'}`,
        actor: told.actor,
        at: at.toISOString(),
      },
      { therapyId, version, asked: asked.length, ...(next ? { next } : {}) },
    );
  };
