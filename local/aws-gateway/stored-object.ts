import { readFileSync, rmSync } from 'node:fs';
import { writeFileAtomically } from '../data/files.ts';

/** What is kept beside the content of an object, in `<path>.json`. */
export type StoredObject = {
  key: string;
  size: number;
  etag: string;
  at: string;
  headers: [string, string][];
};

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
