import { readFileSync, rmSync } from 'node:fs';
import { writeFileAtomically } from '../data/files.ts';

/** What is kept beside the content of an object, in `<path>.json`. */
export type Stored = {
  key: string;
  size: number;
  etag: string;
  at: string;
  headers: [string, string][];
};

export const readStored = (path: string): Stored | undefined => {
  try {
    return JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Stored;
  } catch {
    return undefined;
  }
};

export const writeStored = (path: string, content: Buffer, stored: Stored): void => {
  writeFileAtomically(path, content);
  writeFileAtomically(`${path}.json`, JSON.stringify(stored));
};

export const removeStored = (path: string): void => {
  rmSync(`${path}.json`, { force: true });
  rmSync(path, { force: true });
};
