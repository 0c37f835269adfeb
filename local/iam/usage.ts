import { existsSync, readFileSync } from 'node:fs';
import { writeFileAtomically } from '../data/files.ts';
import { LostState } from '../data/lost.ts';

/** Counts by `action resource`. */
export type FunctionUsage = { used: Record<string, number>; denied: Record<string, number> };
export type UsageByCaller = Record<string, FunctionUsage>;

export type Usage = {
  record(caller: string, action: string, resource: string, allowed: boolean): void;
  all(): UsageByCaller;
  save(): void;
};

/** Objects of a folder count as one, and so do executions of a workflow: ids are no permissions. */
const kindOf = (resource: string) =>
  resource
    .replace(/^(arn:aws:s3:::.+\/)[^/]*$/, '$1*')
    .replace(/^(arn:aws:states:[^:]*:[^:]*:execution:[^:]+):.*$/, '$1:*');

/** @throws LostState when the counts are there and cannot be read */
export const readUsage = (path: string): UsageByCaller => {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as UsageByCaller;
  } catch {
    throw new LostState(
      `${path} is damaged. Delete it: only the counts that npm run iam reports on are lost.`,
    );
  }
};

const saveAfterMs = 10_000;

/**
 * Counts the actions each caller used or was denied. It feeds the least-privilege report, so it is
 * saved ten seconds after a change, and at the end, rather than at each call.
 */
export const openUsage = (path: string): Usage => {
  const callers = readUsage(path);
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    writeFileAtomically(path, JSON.stringify(callers, null, 2));
  };
  return {
    record: (caller, action, resource, allowed) => {
      const use = `${action} ${kindOf(resource)}`;
      callers[caller] ??= { used: {}, denied: {} };
      const counts = callers[caller][allowed ? 'used' : 'denied'];
      counts[use] = (counts[use] ?? 0) + 1;
      timer ??= setTimeout(save, saveAfterMs).unref();
    },
    all: () => callers,
    save,
  };
};
