import { setTimeout as pause } from 'node:timers/promises';
import type { Records } from '../data/records.ts';
import type { Deliveries } from '../events/deliveries.ts';
import { matchesEvent } from '../events/event-pattern.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import { type SharedStream, shareStream } from './shared-stream.ts';
import { byPartition, cutBatches, deliverBatch } from './stream-batches.ts';
import type { StreamMapping } from './stream-mappings.ts';
import { type StreamReader, type StreamRecord, sequenceOf } from './stream-reader.ts';

export type Streams = {
  /** A write was committed: look at once instead of at the next poll. */
  wake(): void;
  /** Resolves when every mapping has seen and settled all that was written before the call. */
  drained(): Promise<void>;
  busy(): boolean;
  close(): Promise<void>;
};

type Options = {
  mappings: readonly StreamMapping[];
  readerOf(table: string): Promise<StreamReader>;
  host: Pick<LambdaHost, 'invoke' | 'lull'>;
  records: Pick<Records, 'mark' | 'setMark'>;
  deliveries: Pick<Deliveries, 'addDeadLetter'>;
};

/** Writes through the gateway wake the readers; the poll only serves writers that go around it. */
const idlePollMs = 1000;
/** How long a reader lets changes gather, so that a function gets them in batches as in AWS. */
const gatherMs = 20;
/**
 * Delivers table streams to functions: in order, at least once, from a position that is kept. The
 * position moves only after the function has taken the records.
 */
export const openStreams = async ({
  mappings,
  readerOf,
  host,
  records,
  deliveries,
}: Options): Promise<Streams> => {
  let closed = false;
  let generation = 0;
  /** Callers of {@link Streams.drained}: nothing gathers while somebody waits for the end. */
  let hurried = 0;
  const settledAt = new Map<string, number>();
  let changed = Promise.withResolvers<void>();
  let settled = Promise.withResolvers<void>();
  let hurry = Promise.withResolvers<void>();
  const stopping = Promise.withResolvers<void>();

  const announce = () => {
    generation += 1;
    changed.resolve();
    changed = Promise.withResolvers();
  };
  const report = (id: string, seen: number) => {
    settledAt.set(id, seen);
    settled.resolve();
    settled = Promise.withResolvers();
  };
  /** Waits for what comes first, at most so long. */
  const either = async (first: Promise<void>, limitMs: number) => {
    const timer = new AbortController();
    await Promise.race([
      first,
      stopping.promise,
      pause(limitMs, undefined, { signal: timer.signal, ref: false }).catch(() => {}),
    ]);
    timer.abort();
  };

  const deliver = async (mapping: StreamMapping, read: readonly StreamRecord[]) => {
    const { filters } = mapping;
    const advance = (sequence: string) => records.setMark(`stream:${mapping.id}`, sequence);
    const wanted = read.filter(
      (record) => !filters.length || filters.some((filter) => matchesEvent(filter, record)),
    );
    const groups = byPartition(wanted, mapping);
    // With several groups no position between them is safe to keep before all are done.
    const progress = groups.length > 1 ? () => {} : advance;
    const all = groups.map(async (group) => {
      for (const batch of cutBatches(group, mapping.batchSize)) {
        await deliverBatch(
          mapping,
          batch,
          { host, deliveries },
          { stopped: () => closed, advance: progress },
        );
      }
    });
    // What a closing host does not answer any more is read again at the next start.
    await Promise.race([Promise.all(all), stopping.promise]);
    if (!closed) advance(sequenceOf(read.at(-1) as StreamRecord));
  };

  const run = async (mapping: StreamMapping, reader: Pick<StreamReader, 'after'>) => {
    const limit = Math.min(1000, mapping.batchSize * mapping.parallelism);
    while (!closed) {
      const seen = generation;
      const noticed = changed.promise;
      let read: StreamRecord[];
      try {
        read = await reader.after(records.mark(`stream:${mapping.id}`) ?? '', limit);
        if (read.length) await deliver(mapping, read);
      } catch {
        // The database is restarting or going away: look again shortly.
        await either(stopping.promise, 100);
        continue;
      }
      if (!read.length) {
        report(mapping.id, seen);
        if (seen === generation) await either(noticed, idlePollMs);
      }
      if (!hurried && read.length < limit) await either(hurry.promise, gatherMs);
      // Reads as late as it can: while others have their turn, more changes gather.
      await Promise.race([host.lull(), stopping.promise]);
    }
  };

  const followed = [...new Set(mappings.map(({ table }) => table))];
  const shared = new Map(
    await Promise.all(
      followed.map(async (table) => [table, shareStream(await readerOf(table))] as const),
    ),
  );
  const loops = mappings.map((mapping) =>
    run(mapping, (shared.get(mapping.table) as SharedStream).follow()),
  );
  const reached = (target: number) =>
    mappings.every(({ id }) => (settledAt.get(id) ?? -1) >= target);

  return {
    wake: announce,
    drained: async () => {
      hurried += 1;
      hurry.resolve();
      hurry = Promise.withResolvers();
      announce();
      const target = generation;
      while (!closed && !reached(target)) await settled.promise;
      hurried -= 1;
    },
    busy: () => !reached(generation),
    close: async () => {
      closed = true;
      stopping.resolve();
      settled.resolve();
      await Promise.all(loops);
      for (const stream of shared.values()) stream.close();
    },
  };
};
