import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/** What lies packed beside a bundle, by its file name; one for all that a bundle reads so. */
export const readPacked = (file: string): string =>
  brotliDecompressSync(readFileSync(join(__dirname, file))).toString();
