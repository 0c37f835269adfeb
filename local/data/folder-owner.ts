import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './files.ts';

const fileIn = (root: string): string => join(root, 'service.pid');

/**
 * What tells a process from a later one of the same number: when it started, as Linux counts it.
 * Undefined when there is no such process; elsewhere than on Linux the number has to do.
 */
const startOf = (pid: number): string | undefined => {
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

/** The process that runs on a data folder, if one does. */
const ownerOf = (root: string): number | undefined => {
  try {
    const [pid = '', start = ''] = readFileSync(fileIn(root), 'utf8').split(' ');
    return startOf(Number(pid)) === start ? Number(pid) : undefined;
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
  writeFileAtomically(fileIn(root), `${process.pid} ${startOf(process.pid) ?? ''}`);
  return () => rmSync(fileIn(root), { force: true });
};
