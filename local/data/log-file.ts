import { createWriteStream, type WriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { ownerOnly } from '../data/files.ts';

/** A log that several writers share; the file is made with the first of them. */
export type Log = { take(from: Readable): void; close(): void };

export const openLog = (path: string): Log => {
  let file: WriteStream | undefined;
  let closed = false;
  return {
    take: (from) => {
      // Many environments of one function may write to it.
      file ??= createWriteStream(path, { flags: 'a', mode: ownerOnly });
      from.on('data', (chunk: Buffer) => {
        if (!closed) file?.write(chunk);
      });
    },
    close: () => {
      closed = true;
      file?.end();
    },
  };
};
