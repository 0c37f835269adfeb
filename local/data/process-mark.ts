import { readFileSync } from 'node:fs';

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

/** Names a process in a file that may outlive it. */
export const markProcess = (pid: number): string => `${pid} ${startOf(pid) ?? ''}`;

/** The process that a mark names, if it still is the same one. */
export const findProcess = (mark: string): number | undefined => {
  const [pid = '', start = ''] = mark.split(' ');
  return startOf(Number(pid)) === start ? Number(pid) : undefined;
};
