import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deliveries } from './deliveries.ts';
import { matchesEvent } from './event-pattern.ts';
import { asList, asObject, asText } from './json.ts';
import type { LambdaHost } from './lambda-host.ts';
import type { Records } from './records.ts';
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
  host: Pick<LambdaHost, 'invoke'>;
  records: Pick<Records, 'mark' | 'setMark'>;
  deliveries: Pick<Deliveries, 'addDeadLetter'>;
};

/** Writes through the gateway wake the readers; the poll only serves writers that go around it. */
const idlePollMs = 1000;
const firstRetryMs = 50;
const longestRetryMs = 5000;

/** Settles one batch, in order. Resolves when every record was taken or put aside. */
export const deliverBatch = async (
  mapping: StreamMapping,
  batch: readonly StreamRecord[],
  { host, deliveries }: Pick<Options, 'host' | 'deliveries'>,
  stopped: () => boolean,
  advance: (sequence: string) => void,
): Promise<void> => {
  let left = [...batch];
  let size = left.length;
  for (let tries = 0; left.length && !stopped(); ) {
    const part = left.slice(0, size);
    const result = await host.invoke(mapping.functionArn, { Records: part }, 'event');
    const taken = takenOf(mapping, part, result);
    if (taken > 0) {
      advance(sequenceOf(part[taken - 1] as StreamRecord));
      left = left.slice(taken);
      size = left.length;
      tries = 0;
      if (taken === part.length) continue;
    }
    if (!left.length) return;
    tries += 1;
    if (tries > mapping.maxRetries) {
      const lost = left.slice(0, size);
      deliveries.addDeadLetter(mapping.onFailure || mapping.id, {
        mapping: mapping.id,
        functionArn: mapping.functionArn,
        tries,
        // Where the records are, not what they hold: AWS sends no content to the destination either.
        firstSequenceNumber: sequenceOf(lost[0] as StreamRecord),
        lastSequenceNumber: sequenceOf(lost.at(-1) as StreamRecord),
        keys: lost.map((record) => asObject(asObject(record.dynamodb).Keys)),
      });
      advance(sequenceOf(lost.at(-1) as StreamRecord));
      left = left.slice(lost.length);
      size = left.length;
      tries = 0;
      continue;
    }
    if (mapping.bisect && size > 1 && !mapping.reportsItemFailures) size = Math.ceil(size / 2);
    await pause(Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(tries, 10)));
  }
};

/** Records of one partition key share a group, so that they stay in order. */
const byPartition = (records: readonly StreamRecord[], parallelism: number): StreamRecord[][] => {
  if (parallelism <= 1) return records.length ? [[...records]] : [];
  const groups = new Map<string, StreamRecord[]>();
  for (const record of records) {
    const key = JSON.stringify(asObject(asObject(record.dynamodb).Keys).pk ?? null);
    const slot = String(createHash('sha1').update(key).digest().readUInt16BE() % parallelism);
    groups.set(slot, [...(groups.get(slot) ?? []), record]);
  }
  return [...groups.values()];
};

/** How many records, from the start, the function has dealt with. */
const takenOf = (
  mapping: StreamMapping,
  part: readonly StreamRecord[],
  { error, payload }: { error?: string; payload?: string },
) => {
  if (error !== undefined) return 0;
  if (!mapping.reportsItemFailures) return part.length;
  const failures = asList(asObject(JSON.parse(payload ?? 'null')).batchItemFailures).map((item) =>
    asText(asObject(item).itemIdentifier),
  );
  if (!failures.length) return part.length;
  const positions = failures.map((id) => part.findIndex((record) => sequenceOf(record) === id));
  // An id that is not of this batch means the whole batch failed.
  return positions.includes(-1) ? 0 : Math.min(...positions);
};

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
  const settledAt = new Map<string, number>();
  let changed = Promise.withResolvers<void>();
  let settled = Promise.withResolvers<void>();

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

  const run = async (mapping: StreamMapping, reader: StreamReader) => {
    const name = `stream:${mapping.id}`;
    const advance = (sequence: string) => records.setMark(name, sequence);
    while (!closed) {
      const seen = generation;
      const noticed = changed.promise;
      try {
        const read = await reader.after(
          records.mark(name) ?? '',
          Math.min(1000, mapping.batchSize),
        );
        if (read.length) {
          const { filters } = mapping;
          const wanted = read.filter(
            (record) => !filters.length || filters.some((filter) => matchesEvent(filter, record)),
          );
          const groups = byPartition(wanted, mapping.parallelism);
          // With several groups no position between them is safe to keep before all are done.
          const progress = groups.length > 1 ? () => {} : advance;
          await Promise.all(
            groups.map((group) =>
              deliverBatch(mapping, group, { host, deliveries }, () => closed, progress),
            ),
          );
          if (!closed) advance(sequenceOf(read.at(-1) as StreamRecord));
          continue;
        }
      } catch {
        // The database is restarting or going away: look again shortly.
        await pause(100);
        continue;
      }
      report(mapping.id, seen);
      if (seen !== generation) continue;
      const timer = new AbortController();
      await Promise.race([
        noticed,
        pause(idlePollMs, undefined, { signal: timer.signal, ref: false }).catch(() => {}),
      ]);
      timer.abort();
    }
    reader.close();
  };

  const readers = await Promise.all(mappings.map(({ table }) => readerOf(table)));
  const loops = mappings.map((mapping, at) => run(mapping, readers[at] as StreamReader));
  const reached = (target: number) =>
    mappings.every(({ id }) => (settledAt.get(id) ?? -1) >= target);

  return {
    wake: announce,
    drained: async () => {
      announce();
      const target = generation;
      while (!closed && !reached(target)) await settled.promise;
    },
    busy: () => !reached(generation),
    close: async () => {
      closed = true;
      announce();
      settled.resolve();
      await Promise.all(loops);
    },
  };
};
