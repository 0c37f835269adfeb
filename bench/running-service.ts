import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signToken } from '../local/cognito/access-token.ts';
import { claimsFor } from '../local/cognito/roles.ts';
import { openSigningKey } from '../local/cognito/signing-key.ts';
import { openDataFolder } from '../local/data/data-folder.ts';
import { readServiceFile } from '../local/data/service-file.ts';
import { payersAddress } from '../local/network/payers.ts';
import { freePort } from '../local/ports.ts';
import type { Metrics } from '../local/service.ts';

const program = join(import.meta.dirname, '..', 'local', 'main.ts');
const patienceMs = 300_000;
const tokenSeconds = 12 * 3600;

/** Waits until a condition holds, looking again every few milliseconds. @throws after five minutes */
export const until = async (what: string, holds: () => Promise<boolean>, everyMs = 5) => {
  const late = performance.now() + patienceMs;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > late) throw new Error(`Five minutes passed without: ${what}`);
    await pause(everyMs);
  }
};

/** The service as `npm start` runs it, in a process and a data folder of its own. */
const startedService = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dripline-bench-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();

  const get = async (path: string, token?: string): Promise<unknown> => {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const answer = await fetch(`${address}${path}`, { headers });
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}`);
    return answer.json();
  };
  const spawned = () => {
    const process_ = spawn(
      process.execPath,
      [program, '--data', folder, '--port', String(port), '--no-synth', '--quiet'],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    child = process_;
    ended = new Promise((resolve) => process_.once('exit', () => resolve()));
  };
  const answers = () =>
    until('the API answers', async () => {
      if (child?.exitCode !== null) throw new Error('The service ended.');
      return (await fetch(`${address}/openapi.json`)).ok;
    });
  const quiet = () =>
    until('nothing is under way', async () => (await fetch(`${address}/local/idle`)).ok);

  spawned();
  await answers();
  const payers = await payersAddress(openDataFolder(folder));
  await until('the simulated payers answer', async () => (await fetch(`${payers}/log`)).ok);
  await quiet();

  return {
    address,
    folder,
    pid: () => child?.pid ?? 0,
    get,
    quiet,
    answers,
    gateway: () => readServiceFile(openDataFolder(folder).service).gateway,
    metrics: async () => (await get('/local/metrics')) as Metrics,
    /** Good for twelve hours of the service's clock from `nowMs` on. */
    token: (role: string, subject = '', nowMs = Date.now()) => {
      const data = openDataFolder(folder);
      const nowSeconds = Math.floor(nowMs / 1000);
      const claims = claimsFor(
        { role, subject },
        readServiceFile(data.service),
        nowSeconds,
        tokenSeconds,
      );
      return signToken(claims, openSigningKey(data.signingKey));
    },
    /** Ends the process at once, as a power cut would. */
    kill: async () => {
      child?.kill('SIGKILL');
      await ended;
    },
    /** Starts it again on the same folder and port, without waiting for anything. */
    restart: spawned,
    close: async () => {
      child?.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type BenchService = Awaited<ReturnType<typeof startedService>>;

/** Runs work against a fresh service and ends it whatever happens. */
export const withService = async <T>(work: (service: BenchService) => Promise<T>): Promise<T> => {
  const service = await startedService();
  try {
    return await work(service);
  } finally {
    await service.close();
  }
};
