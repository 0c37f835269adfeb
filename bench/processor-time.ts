import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const tickMs = 10;

type Process = { parent: number; ticks: number };

const processOf = (id: string): Process | undefined => {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The name stands in parentheses and may hold anything; after it: state, parent, and so on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It has ended, or this is not Linux.
    return undefined;
  }
};

const processes = (): Map<number, Process> => {
  try {
    return new Map(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((id) => {
          const found = processOf(id);
          return found ? [[Number(id), found] as const] : [];
        }),
    );
  } catch {
    return new Map();
  }
};

/**
 * Milliseconds of processor time that a process and all that it started have used. NaN where the
 * system does not tell.
 */
export const processorMs = (root: number): number => {
  const all = processes();
  if (!all.has(root)) return Number.NaN;
  const isOf = (id: number): boolean => {
    for (let at: number | undefined = id; at; at = all.get(at)?.parent)
      if (at === root) return true;
    return false;
  };
  const ticks = [...all].reduce((sum, [id, one]) => sum + (isOf(id) ? one.ticks : 0), 0);
  return ticks * tickMs;
};
