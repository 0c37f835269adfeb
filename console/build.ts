import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = import.meta.dirname;
const root = join(here, '..');
const out = join(root, 'build', 'console');
const stamp = join(root, 'build', 'console.made-from');

/** What the first screen may cost before anything is to be seen, in bytes as gzip sends them. */
const most = { js: 150_000, css: 15_000 };

type Manifest = Record<
  string,
  { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }
>;

/** The sources, and what is installed: the same digest makes the same console. */
const digest = (): string => {
  const hash = createHash('sha256').update(process.version);
  const paths = [
    ...globSync('console/**/*.*', { cwd: root }).sort(),
    'package-lock.json',
    'node_modules/.package-lock.json',
  ];
  for (const path of paths)
    if (existsSync(join(root, path))) hash.update(path).update(readFileSync(join(root, path)));
  return hash.digest('hex');
};

/** The scripts and styles that the page waits for: its entry and what that imports at once. */
const waitedFor = (manifest: Manifest): string[] => {
  const found = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || found.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const [key, { isEntry }] of Object.entries(manifest)) if (isEntry) visit(key);
  return [...found];
};

const sizeOf = (files: readonly string[], kind: keyof typeof most): number =>
  files
    .filter((file) => file.endsWith(`.${kind}`))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0);

/** @throws when the first screen is heavier than it may be */
const weigh = (): void => {
  const manifest = JSON.parse(readFileSync(join(out, '.vite', 'manifest.json'), 'utf8'));
  const files = waitedFor(manifest as Manifest);
  for (const kind of ['js', 'css'] as const) {
    const size = sizeOf(files, kind);
    process.stdout.write(`first ${kind}: ${(size / 1000).toFixed(1)} KB of ${most[kind] / 1000}\n`);
    if (size > most[kind]) throw new Error(`The first ${kind} of the console is too large.`);
  }
};

const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
const now = digest();
if (before !== now || !existsSync(join(out, 'index.html'))) {
  writeStamp('');
  // Whoever starts this may be a test: the console is the same one all the same.
  process.env.NODE_ENV = 'production';
  await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'warn' });
  weigh();
  writeStamp(now);
}

function writeStamp(content: string): void {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, content);
}
