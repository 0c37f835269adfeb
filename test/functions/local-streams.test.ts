import { describe, expect, it } from 'vitest';
import type { Json } from '../../local/json.ts';
import { byPartition, deliverBatch } from '../../local/streams/stream-batches.ts';
import type { StreamMapping } from '../../local/streams/stream-mappings.ts';

const record = (number: number) => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(number), Keys: { pk: { S: `p${number}` } } },
});
const mapping = (more: Partial<StreamMapping> = {}): StreamMapping => ({
  id: 'Changes',
  table: 'Table',
  functionArn: 'fn',
  filters: [],
  batchSize: 10,
  parallelism: 1,
  maxRetries: 2,
  bisect: false,
  reportsItemFailures: false,
  onFailure: 'queue',
  ...more,
});

/** A function that fails on poisoned records, and everything it was given. */
const given = (poisoned: number[], settings: Partial<StreamMapping> = {}) => {
  const seen: number[][] = [];
  const positions: string[] = [];
  const letters: Json[] = [];
  const own = mapping(settings);
  const invoke = async (_arn: string, event: unknown) => {
    const { Records } = event as { Records: ReturnType<typeof record>[] };
    const numbers = Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
    seen.push(numbers);
    const bad = numbers.filter((number) => poisoned.includes(number));
    if (!bad.length) return { payload: '{"batchItemFailures":[]}', durationMs: 1 };
    if (!own.reportsItemFailures) return { error: '{"errorType":"Error"}', durationMs: 1 };
    const batchItemFailures = [{ itemIdentifier: String(bad[0]) }];
    return { payload: JSON.stringify({ batchItemFailures }), durationMs: 1 };
  };
  const addDeadLetter = (_queue: string, body: Json) => letters.push(body);
  return {
    seen,
    positions,
    letters,
    deliver: (numbers: number[]) =>
      deliverBatch(
        own,
        numbers.map(record),
        { host: { invoke }, deliveries: { addDeadLetter } },
        { stopped: () => false, advance: (position) => positions.push(position) },
      ),
  };
};

describe('a batch of changes', () => {
  it('is taken at once and the position kept', async () => {
    const { deliver, seen, positions } = given([]);
    await deliver([1, 2, 3]);
    expect(seen).toEqual([[1, 2, 3]]);
    expect(positions).toEqual(['3']);
  });

  it('goes on from the record that failed, in order, and puts the poisoned one aside', async () => {
    const { deliver, seen, positions, letters } = given([2], { reportsItemFailures: true });
    await deliver([1, 2, 3]);
    expect(seen[0]).toEqual([1, 2, 3]);
    expect(seen.slice(1, -1).every((numbers) => numbers[0] === 2)).toBe(true);
    expect(positions[0]).toBe('1');
    expect(positions.at(-1)).toBe('3');
    expect(letters).toHaveLength(1);
  });

  it('is halved until only the poisoned record is put aside', async () => {
    const { deliver, letters, seen } = given([3], { bisect: true, maxRetries: 3 });
    await deliver([1, 2, 3, 4]);
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ firstSequenceNumber: '3', lastSequenceNumber: '3' });
    expect(seen.flat()).toContain(4);
  });

  it('names what was put aside without its content', async () => {
    const { deliver, letters } = given([1], { maxRetries: 0 });
    await deliver([1]);
    expect(letters[0]).toEqual({
      mapping: 'Changes',
      functionArn: 'fn',
      tries: 1,
      firstSequenceNumber: '1',
      lastSequenceNumber: '1',
      keys: [{ pk: { S: 'p1' } }],
    });
  });
});

describe('changes that go beside each other', () => {
  const changes = (partitions: number, each: number) =>
    Array.from({ length: partitions * each }, (_each, at) => ({
      dynamodb: { SequenceNumber: String(at), Keys: { pk: { S: `p${at % partitions}` } } },
    }));
  const keysOf = (group: { dynamodb?: unknown }[]) =>
    new Set(group.map(({ dynamodb }) => JSON.stringify((dynamodb as { Keys: unknown }).Keys)));

  it('are one group while they fit into one batch', () => {
    expect(byPartition(changes(5, 5), { parallelism: 10, batchSize: 25 })).toHaveLength(1);
    expect(byPartition([], { parallelism: 10, batchSize: 25 })).toEqual([]);
  });

  it('are no more groups than may run, and never share a partition key', () => {
    const groups = byPartition(changes(40, 10), { parallelism: 10, batchSize: 25 });
    expect(groups.length).toBeLessThanOrEqual(10);
    expect(groups.flat()).toHaveLength(400);
    const keys = groups.flatMap((group) => [...keysOf(group)]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('keep their order within a partition key', () => {
    for (const group of byPartition(changes(3, 50), { parallelism: 4, batchSize: 10 })) {
      const sequences = group.map(({ dynamodb }) =>
        Number((dynamodb as { SequenceNumber: string }).SequenceNumber),
      );
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    }
  });
});
