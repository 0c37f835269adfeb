import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { LostState, startAfresh } from '../data/lost.ts';

/** The milliseconds this machine's virtual time runs ahead of real time; 0 before the first jump. */
export const readOffset = (path: string): number => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
  const offset = Number(text);
  if (text.trim() === '' || !Number.isFinite(offset)) {
    throw new LostState(
      `${path} is damaged: it holds how far the clock was moved, in milliseconds. Put it back from ` +
        `a copy, or ${startAfresh}`,
    );
  }
  return offset;
};

const syncPath = (path: string) => {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
};

/** Replaces the file in one step, so that a crash leaves the old offset or the new one. */
export const writeOffset = (path: string, offset: number): void => {
  const draft = `${path}.next`;
  const descriptor = openSync(draft, 'w', 0o600);
  writeSync(descriptor, String(offset));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(draft, path);
  syncPath(dirname(path));
};
