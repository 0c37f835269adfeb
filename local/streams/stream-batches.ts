import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deliveries } from '../events/deliveries.ts';
import { asList, asObject, asText } from '../json.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';
import type { StreamMapping } from './stream-mappings.ts';
import { type StreamRecord, sequenceOf } from './stream-reader.ts';

type Destination = {
  host: Pick<LambdaHost, 'invoke'>;
  deliveries: Pick<Deliveries, 'addDeadLetter'>;
};

/** Whether the reader was told to stop, and how it learns how far its records were dealt with. */
type Progress = { stopped: () => boolean; advance: (sequence: string) => void };

const firstRetryMs = 50;
const longestRetryMs = 5000;

/** Settles one batch, in order. Resolves when every record was taken or put aside. */
export const deliverBatch = async (
  mapping: StreamMapping,
  batch: readonly StreamRecord[],
  { host, deliveries }: Destination,
  { stopped, advance }: Progress,
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

/**
 * Groups that may go beside each other, no more than are needed for full batches. Records of one
 * partition key share a group, so that they stay in order.
 */
export const byPartition = (
  records: readonly StreamRecord[],
  { parallelism, batchSize }: Pick<StreamMapping, 'parallelism' | 'batchSize'>,
): StreamRecord[][] => {
  const count = Math.min(parallelism, Math.ceil(records.length / batchSize));
  if (count <= 1) return records.length ? [[...records]] : [];
  const groups = Array.from({ length: count }, (): StreamRecord[] => []);
  for (const record of records) {
    const key = JSON.stringify(asObject(asObject(record.dynamodb).Keys).pk ?? null);
    groups[createHash('sha1').update(key).digest().readUInt16BE() % count]?.push(record);
  }
  return groups.filter(({ length }) => length > 0);
};

export const cutBatches = (records: readonly StreamRecord[], size: number): StreamRecord[][] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_each, at) =>
    records.slice(at * size, (at + 1) * size),
  );

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
