import { type StreamReader, type StreamRecord, sequenceOf } from './stream-reader.ts';

/** So far may one follower be behind another and still find its records here. */
const keptAtMost = 4000;

/** Whoever takes fewer finds the rest here, and so do the others. */
const readAtLeast = 100;

export type SharedStream = {
  /** A reader from a position of its own. */
  follow(): Pick<StreamReader, 'after'>;
  close(): void;
};

/**
 * One reader of a stream for all who follow it: what one of them has read from the database is kept
 * until the others have passed it. Whose position is not among what is kept, at the start or far
 * behind, reads for himself until it is.
 */
export const shareStream = (stream: StreamReader): SharedStream => {
  let kept: StreamRecord[] = [];
  /** Places count the records since the first that was kept. */
  let firstPlace = 0;
  const places = new Map<string, number>();
  const positions = new Map<object, string>();
  let turn: Promise<unknown> = Promise.resolve();
  let reads = 0;
  let lastWasEmpty = false;

  const drop = (count: number) => {
    if (count <= 0) return;
    // The position before the first that is kept stays known.
    for (const [sequence, place] of places) {
      if (place >= firstPlace + count) break;
      places.delete(sequence);
    }
    kept = kept.slice(count);
    firstPlace += count;
  };
  const dropPassed = () => {
    const wanted = [...positions.values()].flatMap((sequence) => places.get(sequence) ?? []);
    drop(Math.min(...wanted, firstPlace + kept.length) - firstPlace);
  };
  const keep = (read: readonly StreamRecord[]) => {
    kept.push(...read);
    read.forEach((record, at) => {
      places.set(sequenceOf(record), firstPlace + kept.length - read.length + at + 1);
    });
    drop(kept.length - keptAtMost);
  };

  const readAfter = async (sequence: string, limit: number, readsBefore: number) => {
    if (places.size === 0) places.set(sequence, firstPlace);
    const place = places.get(sequence);
    if (place === undefined) return stream.after(sequence, limit);
    const known = kept.slice(place - firstPlace, place - firstPlace + limit);
    if (known.length) return known;
    // A read that began after this call has seen all that the caller may ask for.
    if (lastWasEmpty && reads > readsBefore) return [];
    reads += 1;
    const read = await stream.after(sequence, Math.max(limit, readAtLeast));
    lastWasEmpty = read.length === 0;
    keep(read);
    return read.slice(0, limit);
  };

  return {
    follow: () => {
      const follower = {};
      return {
        after: (sequence, limit) => {
          positions.set(follower, sequence);
          const readsBefore = reads;
          const mine = turn.then(() => {
            dropPassed();
            return readAfter(sequence, limit, readsBefore);
          });
          turn = mine.catch(() => {});
          return mine;
        },
      };
    },
    close: stream.close,
  };
};
