import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { openDataFolder } from '../local/data/data-folder.ts';
import { readMark } from '../local/data/folder-mark.ts';
import { removeTables } from '../local/data/table-definition.ts';
import { payersAddress } from '../local/network/payers.ts';

export type RunningService = {
  address: string;
  data: string;
  /** Where the simulated payers answer. */
  payers: string;
  stop: () => Promise<void>;
};

const main = new URL('../local/main.ts', import.meta.url).pathname;
const startLimitMillis = 120_000;

/** A folder of its own for one run, thrown away by the system's temporary-file cleaning. */
export const freshDataFolder = (): string => mkdtempSync(join(tmpdir(), 'dripline-demo-'));

/** Starts the local service as its own process and waits until it answers. */
export const spawnService = async (
  data: string,
  port: number,
  more: readonly string[] = [],
): Promise<RunningService & { process: ChildProcess }> => {
  const child = spawn(
    process.execPath,
    [main, '--data', data, '--port', String(port), '--quiet', ...more],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`The service ended with code ${code}.`)));
  });
  ended.catch(() => {});
  const address = `http://127.0.0.1:${port}`;
  await Promise.race([answering(address), ended]).catch((error) => {
    // Nobody else would end it, and whoever started the demo would wait for ever.
    child.kill('SIGTERM');
    throw error;
  });
  return {
    address,
    data,
    payers: await payersAddress(openDataFolder(data), port),
    process: child,
    stop: async () => {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
};

/** What a run leaves in a database that is not its own; its folder is there to be looked into. */
export const removeForeignTables = async (data: string): Promise<void> => {
  const mark = readMark(data);
  if (mark && mark.database !== 'table.db') await removeTables(mark.database, mark.tables);
};

const answering = async (address: string): Promise<void> => {
  const until = Date.now() + startLimitMillis;
  for (;;) {
    try {
      const response = await fetch(`${address}/openapi.json`);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    if (Date.now() > until) throw new Error('The service did not answer within two minutes.');
    await pause(100);
  }
};
