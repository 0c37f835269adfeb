import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../ports.ts';
import { indexStreams } from '../streams/stream-index.ts';
import { ownerOnly, restrictToOwner } from './files.ts';
import { checkSound } from './sound-file.ts';

export type Database = { endpoint: string; close(): Promise<void> };
type Options = {
  path: string;
  pidFile: string;
  /** Told when the database ends by itself. */
  onExit?(): void;
};

/** @throws Error with what to do where the embedded engine is not installed. */
export const executable = () => {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch (cause) {
    throw new Error(
      'The embedded DynamoDB is installed on Linux x64 only. Start a DynamoDB-compatible server ' +
        'yourself and set DYNAMODB_ENDPOINT to its address.',
      { cause },
    );
  }
};

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends the database of a runtime that was killed, which would otherwise hold the same file. */
const endStray = async (pidFile: string, dataPath: string) => {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  const isOurs = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataPath);
    } catch {
      return false;
    }
  };
  if (pid > 0 && isOurs()) {
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid) && isOurs()) await pause(5);
  }
  rmSync(pidFile, { force: true });
};

const untilHealthy = async (endpoint: string, child: ChildProcess) => {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (child.exitCode !== null) throw new Error('The embedded database did not start.');
    try {
      if ((await fetch(endpoint)).ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(10);
  }
  throw new Error('The embedded database did not answer within five seconds.');
};

/** Any answer will do: whether it is a DynamoDB shows at the first call. */
const checkAnswers = async (endpoint: string): Promise<void> => {
  try {
    await fetch(endpoint, { method: 'POST' });
  } catch (cause) {
    throw new Error(
      `No database answers at DYNAMODB_ENDPOINT=${endpoint}. Start it, or unset the variable.`,
      { cause },
    );
  }
};

/** Ends the database when this process is gone, even after `kill -9`: the shell outlives us. */
const guard = (child: ChildProcess) => {
  const script = `while kill -0 ${process.pid} 2>/dev/null; do kill -0 ${child.pid} 2>/dev/null || exit 0; sleep 1; done; kill -9 ${child.pid} 2>/dev/null`;
  spawn('/bin/sh', ['-c', script], { stdio: 'ignore', detached: true }).unref();
};

/**
 * Starts the embedded DynamoDB on a file, or uses the one at `DYNAMODB_ENDPOINT`.
 *
 * @throws when neither is available
 */
export const startDatabase = async ({ path, pidFile, onExit }: Options): Promise<Database> => {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given) {
    await checkAnswers(given);
    return { endpoint: given, close: async () => {} };
  }
  await endStray(pidFile, path);
  checkSound(path);
  // Made here, so that it never exists with wider access than its owner's.
  for (const suffix of ['', '-wal', '-shm']) {
    if (!suffix && !existsSync(path)) writeFileSync(path, '', { mode: ownerOnly });
    restrictToOwner(path + suffix);
  }
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(
    executable(),
    ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', path],
    { stdio: 'ignore' },
  );
  writeFileSync(pidFile, String(child.pid), { mode: ownerOnly });
  guard(child);
  await untilHealthy(endpoint, child);
  indexStreams(path);
  for (const suffix of ['-wal', '-shm']) restrictToOwner(path + suffix);
  child.unref();
  let closing = false;
  child.once('exit', () => {
    if (!closing) onExit?.();
  });

  return {
    endpoint,
    close: async () => {
      closing = true;
      if (child.exitCode !== null) return;
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), 2000);
      await ended;
      clearTimeout(forced);
      rmSync(pidFile, { force: true });
    },
  };
};
