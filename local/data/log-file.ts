import { closeSync, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { ownerOnly } from './files.ts';

/** A log that several writers share; the file is made with the first line of them. */
export type Log = {
  write(lines: string | Uint8Array): void;
  /** Writes whatever comes from there. */
  take(from: Readable): void;
  close(): void;
};

/**
 * Writes at once: a line takes less time to write than to hand to a thread that writes it. A log
 * that cannot be written ends the process, whoever called.
 */
export const openLog = (path: string): Log => {
  let file: number | undefined;
  let closed = false;

  const write = (lines: string | Uint8Array) => {
    if (closed) return;
    try {
      file ??= openSync(path, 'a', ownerOnly);
      if (typeof lines === 'string') writeSync(file, lines);
      else writeSync(file, lines);
    } catch (error) {
      setImmediate(() => {
        throw Object.assign(error as Error, { path });
      });
    }
  };

  return {
    write,
    take: (from) => {
      from.on('data', write);
    },
    close: () => {
      if (!closed && file !== undefined) closeSync(file);
      closed = true;
    },
  };
};
