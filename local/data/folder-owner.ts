import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './files.ts';
import { findProcess, markProcess } from './process-mark.ts';

const fileIn = (root: string): string => join(root, 'service.pid');

/** The process that runs on a data folder, if one does. */
const ownerOf = (root: string): number | undefined => {
  try {
    return findProcess(readFileSync(fileIn(root), 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Two services on one folder would take each other's database away.
 *
 * @throws when a service runs on the folder
 */
export const refuseFolderInUse = (root: string): void => {
  const owner = ownerOf(root);
  if (owner === undefined || owner === process.pid) return;
  throw new Error(
    `A service already runs on ${root} (process ${owner}). Stop it first, or name another folder with --data.`,
  );
};

/** This process runs on the folder from now on; the answer gives it up. */
export const ownFolder = (root: string): (() => void) => {
  writeFileAtomically(fileIn(root), markProcess(process.pid));
  return () => rmSync(fileIn(root), { force: true });
};
