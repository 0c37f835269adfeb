import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

/**
 * A part of an item that is only read and written whole, such as an order as it was sent, as it is
 * stored: compressed JSON. Every write of an item is billed by the kilobyte, twice in a
 * transaction, and JSON repeats itself.
 */
export const packed = (value: unknown): Uint8Array => brotliCompressSync(JSON.stringify(value));

/** What {@link packed} stored; anything else is given back as it is. */
export const unpacked = (stored: unknown): unknown =>
  stored instanceof Uint8Array ? JSON.parse(brotliDecompressSync(stored).toString('utf8')) : stored;
