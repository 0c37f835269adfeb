import { type StreamReader, type StreamRecord, sequenceOf } from './stream-reader.ts';

/** So far may one reader be behind another and still find its records here. */
const keptAtMost = 1000;

/**
 * One reader of a stream for all who follow it, each from its own position: what one of them has
 * read from the database is kept for the others. A position that is not among what is kept is read
 * from the database, so that a reader far behind, or ahead at the start, misses nothing.
 */
export const shareStream = (stream: StreamReader): StreamReader => {
  let kept: StreamRecord[] = [];
  /** The position before the first that is kept. */
  let before: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let reads = 0;
  let lastWasEmpty = false;

  const keptAfter = (sequence: string): StreamRecord[] | undefined => {
    if (sequence === before) return kept;
    const at = kept.findLastIndex((record) => sequenceOf(record) === sequence);
    return at < 0 ? undefined : kept.slice(at + 1);
  };

  const keep = (sequence: string, read: readonly StreamRecord[], continues: boolean) => {
    if (!continues) before = sequence;
    kept = continues ? [...kept, ...read] : [...read];
    const surplus = kept[kept.length - keptAtMost - 1];
    if (!surplus) return;
    before = sequenceOf(surplus);
    kept = kept.slice(-keptAtMost);
  };

  const readAfter = async (sequence: string, limit: number, readsBefore: number) => {
    const known = keptAfter(sequence);
    if (known?.length) return known.slice(0, limit);
    // A read that began after this call has seen all that the caller may ask for.
    if (known && lastWasEmpty && reads > readsBefore) return [];
    reads += 1;
    const read = await stream.after(sequence, limit);
    lastWasEmpty = read.length === 0;
    keep(sequence, read, known !== undefined);
    return read;
  };

  return {
    after: (sequence, limit) => {
      const readsBefore = reads;
      const mine = turn.then(() => readAfter(sequence, limit, readsBefore));
      turn = mine.catch(() => {});
      return mine;
    },
    close: stream.close,
  };
};
