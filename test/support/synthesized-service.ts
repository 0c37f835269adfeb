import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { assemblyFolder, synthesize } from '../../local/assembly/synthesize.ts';

const root = join(import.meta.dirname, '..', '..');
const lock = join(root, 'node_modules', '.synthesizing');

const newestIn = (folder: string): number =>
  existsSync(folder)
    ? Math.max(
        0,
        ...readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
      )
    : 0;

const isCurrent = () => {
  const manifest = join(assemblyFolder, 'manifest.json');
  const sources = ['functions', 'workflows', 'infra'].map((name) => newestIn(join(root, name)));
  return existsSync(manifest) && statSync(manifest).mtimeMs > Math.max(...sources);
};

/** A lock older than this was left by a test run that was killed. */
const staleMs = 120_000;

const takeLock = () => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > staleMs) rmSync(lock, { recursive: true, force: true });
    return false;
  }
};

/** The folder of the service's own cloud assembly, synthesized again only if a source changed. */
export const synthesizedService = async (): Promise<string> => {
  while (!isCurrent()) {
    if (!takeLock()) {
      await pause(100);
      continue;
    }
    try {
      if (!isCurrent()) await synthesize();
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
  return assemblyFolder;
};
