import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeStamp } from '../local/assembly/stamp.ts';
import { assemblyFolder, synthesize } from '../local/assembly/synthesize.ts';
import { freePort } from '../local/ports.ts';
import type { Benchmark } from './benchmark.ts';
import { median } from './percentile.ts';
import { until } from './running-service.ts';

const root = join(import.meta.dirname, '..');

const isThere = (group: number): boolean => {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
};
const starts = 5;

/** Seconds from `npm start` until the API answers; the service is ended before the next begins. */
const secondsToAnswer = async (folder: string): Promise<number> => {
  const port = await freePort();
  const began = performance.now();
  const options = ['--data', folder, '--port', String(port), '--quiet'];
  const npm = spawn('npm', ['start', '--silent', '--', ...options], {
    cwd: root,
    // A group of its own, so that npm and what it started end together.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => npm.once('exit', resolve));
  try {
    await until('the API answers', async () => {
      if (npm.exitCode !== null) throw new Error('The service ended.');
      return (await fetch(`http://127.0.0.1:${port}/openapi.json`)).ok;
    });
    return (performance.now() - began) / 1000;
  } finally {
    const { pid } = npm;
    if (pid && isThere(pid)) process.kill(-pid, 'SIGTERM');
    await ended;
    // npm does not wait for what it started, and the next start needs its data folder.
    if (pid) await until('the service has ended', async () => !isThere(pid));
  }
};

/** The median of some starts, each with what comes before it. */
const typical = async (folder: string, prepare: () => void): Promise<number> => {
  const seconds: number[] = [];
  for (let run = 0; run < starts; run += 1) {
    prepare();
    seconds.push(await secondsToAnswer(folder));
  }
  return median(seconds);
};

const removeCaches = () => {
  for (const cache of ['synthesis', 'local'])
    rmSync(join(root, 'node_modules', '.cache', cache), { recursive: true, force: true });
};

export const start: Benchmark = {
  name: 'start',
  title: 'Start: seconds from `npm start` to the first answer',
  run: async (_settings, say) => {
    const folder = mkdtempSync(join(tmpdir(), 'dripline-bench-'));
    const empty = () => rmSync(folder, { recursive: true, force: true });
    try {
      await synthesize();
      say(`${starts} starts with nothing changed`);
      await secondsToAnswer(folder);
      const unchanged = await typical(folder, () => {});
      say(`${starts} with nothing changed, each on a new data folder`);
      const anew = await typical(folder, empty);
      say(`${starts} that synthesize, as after a change of a source`);
      const changed = await typical(folder, () => removeStamp(assemblyFolder));
      say('one as in a clone where nothing has run yet');
      empty();
      removeCaches();
      removeStamp(assemblyFolder);
      const first = await secondsToAnswer(folder);
      return {
        measures: [
          { what: 'nothing changed', value: unchanged, unit: 's', bar: 3 },
          { what: 'nothing changed, new data folder', value: anew, unit: 's', bar: 3 },
          { what: 'a source changed', value: changed, unit: 's' },
          { what: 'the first in a clone', value: first, unit: 's' },
        ],
        details: [`  Medians of ${starts} starts, npm itself included; the last is one start.`],
      };
    } finally {
      empty();
    }
  },
};
