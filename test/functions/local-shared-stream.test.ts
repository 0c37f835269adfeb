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
    follower: () => {
      const reader = stream.follow();
      return async (sequence: string, limit: number) =>
        (await reader.after(sequence, limit)).map(sequenceOf);
    },
  };
};

/** Reads to the end. */
const readAll = async (
  next: ReturnType<ReturnType<typeof aSharedStream>['follower']>,
  from: string,
  limit: number,
) => {
  const seen: string[] = [];
  for (let at = from; ; at = seen.at(-1) ?? from) {
    const more = await next(at, limit);
    if (!more.length) return seen;
    seen.push(...more);
  }
};

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_each, at) => String(from + at));

const three = (stream: ReturnType<typeof aSharedStream>) => [1, 2, 3].map(() => stream.follower());

describe('a stream that several follow', () => {
  it('is read from the database once for all of them', async () => {
    const stream = aSharedStream();
    stream.grow(5);
    const all = await Promise.all(three(stream).map((next) => next('0', 10)));
    expect(all).toEqual([numbers(1, 5), numbers(1, 5), numbers(1, 5)]);
    expect(stream.read).toEqual(['0']);
  });

  it('is read once for one who takes little at a time', async () => {
    const stream = aSharedStream();
    stream.grow(60);
    const next = stream.follower();
    expect(await next('0', 10)).toEqual(numbers(1, 10));
    expect(await next('10', 10)).toEqual(numbers(11, 20));
    expect(await next('20', 100)).toEqual(numbers(21, 60));
    expect(stream.read).toEqual(['0']);
  });

  it('is kept for one who is far behind, and read no second time for him', async () => {
    const stream = aSharedStream();
    const [quick, slow] = [stream.follower(), stream.follower()];
    await slow('0', 10);
    stream.grow(2500);
    await readAll(quick, '0', 1000);
    const reads = stream.read.length;
    expect(await readAll(slow, '0', 10)).toEqual(numbers(1, 2500));
    expect(stream.read).toHaveLength(reads + 1);
  });

  it('shows that nothing is new to all who asked before it was looked at', async () => {
    const stream = aSharedStream();
    const all = await Promise.all(three(stream).map((next) => next('0', 10)));
    expect(all).toEqual([[], [], []]);
    expect(stream.read).toEqual(['0']);
  });

  it('is looked at anew for whoever asks after a look has begun', async () => {
    const stream = aSharedStream();
    const [one, other] = [stream.follower(), stream.follower()];
    const looking = one('0', 10);
    await new Promise((resolve) => queueMicrotask(() => queueMicrotask(() => resolve(0))));
    stream.grow(1);
    const later = other('0', 10);
    expect(await looking).toEqual([]);
    expect(await later).toEqual(['1']);
  });

  it('shows each every record once and in order, however far apart they are', async () => {
    const stream = aSharedStream();
    stream.grow(9000);
    const starts = ['2400', '0', '700', '9000'];
    const followers = starts.map(() => stream.follower());
    const seen = await Promise.all(
      followers.map((next, at) => readAll(next, starts[at] ?? '', [10, 1000, 25, 100][at] ?? 1)),
    );
    expect(seen).toEqual(starts.map((from) => numbers(Number(from) + 1, 9000)));
    stream.grow(3);
    for (const next of followers)
      expect(await readAll(next, '9000', 10)).toEqual(numbers(9001, 9003));
    expect(await readAll(stream.follower(), '0', 1000)).toEqual(numbers(1, 9003));
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
    const [first, second] = await Promise.allSettled(
      [stream.follow(), stream.follow()].map((reader) => reader.after('', 1)),
    );
    expect(first?.status).toBe('rejected');
    expect(second).toEqual({ status: 'fulfilled', value: [] });
  });
});
