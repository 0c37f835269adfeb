import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findProcess, markProcess } from '../data/process-mark.ts';

const lookAgainMs = 50;

const holderOf = (path: string): number | undefined => {
  try {
    return findProcess(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/** Takes the file if nobody has it; it appears with its content or not at all. */
const take = (path: string): boolean => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, markProcess(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** Runs work while no other process of this machine does; one that died holds nobody up. */
export const inTurn = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true });
  while (!take(path)) {
    if (holderOf(path) === undefined) rmSync(path, { force: true });
    else await pause(lookAgainMs);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
};
