import { inflateSync } from 'node:zlib';
import { UnreadablePdf } from './pdf-values.ts';

/** That something is more than may be gone through of what others made. */
export class TooMuch extends UnreadablePdf {}

/**
 * How much of files of others is gone through, in bytes of what it takes: a small file can unpack to far
 * more than a function holds, or point to the same part so often that nobody sees the end of it.
 */
export type ReadingAllowance = {
  /** @throws TooMuch once it is used up. */
  spend: (bytes: number) => void;
  left: () => number;
};

/** For all the documents of one packet: well within the memory and the time of a step. */
const mostTogether = 120_000_000;

export const allowanceOf = (most = mostTogether): ReadingAllowance => {
  let left = most;
  return {
    spend: (bytes) => {
      left -= bytes;
      if (left < 0) throw new TooMuch('size');
    },
    left: () => left,
  };
};

/**
 * Half of what is left, for one file: one that is made to use up everything leaves enough for those behind
 * it.
 */
export const halfOf = (together: ReadingAllowance): ReadingAllowance => {
  const own = allowanceOf(together.left() / 2);
  return {
    left: own.left,
    spend: (bytes) => {
      own.spend(bytes);
      together.spend(bytes);
    },
  };
};

/** What is unpacked is held, and once more as what it was made into. */
const perUnpacked = 2;

/** @throws TooMuch where it is larger than may be, and an error of what unpacks it where it is broken. */
export const inflated = (content: Uint8Array, { spend, left }: ReadingAllowance): Buffer => {
  const most = Math.floor(left() / perUnpacked);
  if (most < 1) throw new TooMuch('size');
  try {
    const plain = inflateSync(content, { maxOutputLength: most });
    spend(plain.length * perUnpacked);
    return plain;
  } catch (error) {
    if (error instanceof RangeError) throw new TooMuch('size');
    throw error;
  }
};
