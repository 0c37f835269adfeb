import { deflateSync, inflateSync } from 'node:zlib';
import { packedWords } from './packed-words.ts';

const options = { dictionary: Buffer.from(packedWords) };

/**
 * A part of an item that is only read and written whole, such as an order as it was sent, as it is
 * stored: compressed JSON. Every write of an item is billed by the kilobyte, twice in a
 * transaction, and JSON repeats itself, also from one order to the next.
 */
export const packed = (value: unknown): Uint8Array => deflateSync(JSON.stringify(value), options);

/** What {@link packed} stored; anything else is given back as it is. */
export const unpacked = (stored: unknown): unknown =>
  stored instanceof Uint8Array ? JSON.parse(inflateSync(stored, options).toString('utf8')) : stored;
