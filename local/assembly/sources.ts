import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a synthesis reads. `test/functions/local-sources.test.ts` holds it to that. */
const folders = ['infra', 'functions', 'workflows', 'console'];
const files = [
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  // What is installed, which the lock file above does not tell before `npm ci` has run.
  'node_modules/.package-lock.json',
];

/** What the assembly is made from: a digest for each file, by its path in the project. */
export type Sources = Record<string, string>;

export const digestContent = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('base64url');

export const sourcePaths = (root: string): string[] => [
  ...files.filter((path) => existsSync(join(root, path))),
  ...globSync(
    folders.map((folder) => `${folder}/**/*`),
    { cwd: root, withFileTypes: true },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
];

/** The project's sources as they are now, and the Node that would synthesize them. */
export const readSources = (root: string): Sources => ({
  ...Object.fromEntries(
    sourcePaths(root)
      .sort()
      .map((path) => [path, digestContent(readFileSync(join(root, path)))]),
  ),
  'the version of Node': process.version,
});

/** The names of what differs, what came and what went included. */
export const changedSources = (before: Sources, now: Sources): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => before[name] !== now[name])
    .sort();
