import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import * as z from 'zod';
import { networkChain, networkStore } from '../network/store.ts';
import { byStep, type StreamedRecord } from '../platform/audit.ts';
import { background } from '../platform/background.ts';
import { asFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';
import { recordAlone } from '../platform/record.ts';
import { streamedRecord } from '../platform/streamed.ts';
import { type Table, table } from '../platform/table.ts';
import { askAboutDeath } from './ask-about-death.ts';
import { askAboutPolicy } from './ask-about-policy.ts';
import { askAboutDisplaced, type Changed } from './displaced-visits.ts';

/** A change of the network, or how far an earlier run came with one. */
const Detail = z.object({
  kind: z.enum(['nurse', 'site', 'payer']),
  id: z.string(),
  revision: z.number().int().positive(),
  next: z.object({ on: z.iso.date(), after: z.string() }).optional(),
});

const events: readonly string[] = ['network.changed', 'network.visits-asked-about'];

/** How many visits one run looks at, well within its minute. */
export const visitsAtOnce = 100;

type Deps = { table: Table; now: () => Date; limit?: number };

/**
 * Asks about the visits that a changed nurse or site leaves alone: as many as one run can, then it
 * writes down how far it came, which by the stream is its own call to go on. Told twice, it asks
 * nobody twice.
 */
export const askAboutChange =
  ({ table, now, limit = visitsAtOnce }: Deps) =>
  async ({ event, detail }: StreamedRecord): Promise<void> => {
    const { kind, id, revision, next: place } = Detail.parse(detail);
    const isDone = event !== 'network.changed' && place === undefined;
    if (isDone || kind === 'payer') return;
    const compared = await networkStore(table).compare(kind, id, revision);
    if (!compared) return;
    const operation = `ask-about-displaced:${kind}:${id}:${revision}`;
    const told = { actor: byStep('ask-about-displaced'), operation };
    const at = now();
    const changed = { kind, ...compared } as Changed;
    const { asked, next } = await askAboutDisplaced(table, { changed, place, limit, told }, at);
    if (asked.length === 0 && !next) return;
    await recordAlone(table, {
      referralId: networkChain,
      operation: `${operation}:${place ? `${place.on}:${place.after}` : 'begin'}`,
      event: 'network.visits-asked-about',
      actor: told.actor,
      at: at.toISOString(),
      detail: { kind, id, revision, asked: asked.length, ...(next ? { next } : {}) },
    });
  };

/** The stream's changes of the network and of policies, and deaths, in their order; one that fails is given again. */
export const askAboutChanges =
  (deps: Deps) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        const change = streamedRecord(record);
        if (change && events.includes(change.event)) await askAboutChange(deps)(change);
        else if (change?.event === 'referral.withdrawn') await askAboutDeath(deps)(change);
        else if (change) await askAboutPolicy(deps)(change);
      } catch (error) {
        log({ event: 'record.failed', name: 'ask-about-displaced', code: asFault(error).message });
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
      }
    }
    return { batchItemFailures: [] };
  };

export const handler = background('ask-about-displaced', async (event: DynamoDBStreamEvent) =>
  askAboutChanges({ table: table(), now: () => new Date() })(event),
);
