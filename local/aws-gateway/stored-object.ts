import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeFileAtomically } from '../data/files.ts';

/** What is kept beside the content of an object, in `<path>.json`. */
export type StoredObject = {
  key: string;
  size: number;
  etag: string;
  at: string;
  headers: [string, string][];
};

/** Where the content of an object lies: its key may hold what no name of a file may. */
export const objectPath = (folder: string, bucket: string, key: string): string =>
  join(makeFolder(join(folder, bucket)), createHash('sha256').update(key).digest('hex'));

export const readStored = (path: string): StoredObject | undefined => {
  try {
    return JSON.parse(readFileSync(`${path}.json`, 'utf8')) as StoredObject;
  } catch {
    return undefined;
  }
};

export const writeStored = (path: string, content: Buffer, stored: StoredObject): void => {
  writeFileAtomically(path, content);
  writeFileAtomically(`${path}.json`, JSON.stringify(stored));
};

export const removeStored = (path: string): void => {
  rmSync(`${path}.json`, { force: true });
  rmSync(path, { force: true });
};
