import { describe, expect, it } from 'vitest';
import { shareStream } from '../../local/streams/shared-stream.ts';
import { sequenceOf } from '../../local/streams/stream-reader.ts';

/** A stream that grows, shared, and every position that was read from the database. */
const aSharedStream = () => {
  let length = 0;
  const read: string[] = [];
  const stream = shareStream({
    after: async (sequence, limit) => {
      read.push(sequence);
      const until = Math.min(length, Number(sequence) + limit);
      await new Promise((resolve) => setImmediate(resolve));
      return Array.from({ length: until - Number(sequence) }, (_each, at) => ({
        dynamodb: { SequenceNumber: String(Number(sequence) + at + 1) },
      }));
    },
    close: () => {},
  });
  return {
    read,
    grow: (by: number) => {
      length += by;
    },
    after: async (sequence: string, limit: number) =>
      (await stream.after(sequence, limit)).map(sequenceOf),
  };
};

/** Reads to the end, as a follower does. */
const follow = async (stream: ReturnType<typeof aSharedStream>, from: string, limit: number) => {
  const seen: string[] = [];
  for (let at = from; ; at = seen.at(-1) ?? from) {
    const more = await stream.after(at, limit);
    if (!more.length) return seen;
    seen.push(...more);
  }
};

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_each, at) => String(from + at));

describe('a stream that several follow', () => {
  it('is read from the database once for all of them', async () => {
    const stream = aSharedStream();
    stream.grow(5);
    const all = await Promise.all([1, 2, 3].map(() => stream.after('0', 10)));
    expect(all).toEqual([numbers(1, 5), numbers(1, 5), numbers(1, 5)]);
    expect(stream.read).toEqual(['0']);
  });

  it('shows that nothing is new to all who asked before it was looked at', async () => {
    const stream = aSharedStream();
    const all = await Promise.all([1, 2, 3].map(() => stream.after('0', 10)));
    expect(all).toEqual([[], [], []]);
    expect(stream.read).toEqual(['0']);
  });

  it('is looked at anew for whoever asks after a look has begun', async () => {
    const stream = aSharedStream();
    await stream.after('0', 10);
    const looking = stream.after('0', 10);
    await Promise.resolve();
    stream.grow(1);
    const later = stream.after('0', 10);
    expect(await looking).toEqual([]);
    expect(await later).toEqual(['1']);
  });

  it('shows each every record once and in order, however far apart they are', async () => {
    const stream = aSharedStream();
    stream.grow(2500);
    const starts = ['0', '700', '2400', '2500'];
    const seen = await Promise.all(
      starts.map((from, at) => follow(stream, from, [10, 1000, 25, 100][at] ?? 1)),
    );
    expect(seen).toEqual(starts.map((from) => numbers(Number(from) + 1, 2500)));
    stream.grow(3);
    expect(await follow(stream, '2500', 10)).toEqual(numbers(2501, 2503));
    expect(await follow(stream, '0', 1000)).toEqual(numbers(1, 2503));
  });

  it('is read again by the next one when the database did not answer', async () => {
    let tries = 0;
    const stream = shareStream({
      after: async () => {
        tries += 1;
        if (tries === 1) throw new Error('gone');
        return [];
      },
      close: () => {},
    });
    const [first, second] = await Promise.allSettled([stream.after('', 1), stream.after('', 1)]);
    expect(first.status).toBe('rejected');
    expect(second).toEqual({ status: 'fulfilled', value: [] });
  });
});
