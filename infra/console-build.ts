import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFolder } from './bundle.ts';

const root = join(import.meta.dirname, '..');
const built = join(root, 'build', 'console');

/** The bundler is a process of its own, beside that of the functions. */
const run = (): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['console/build.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString('utf8');
      });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? undefined : printed));
  });

const notice = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>The console could not be built</title>
<h1>The console could not be built</h1>
<p>All else runs. <code>node console/build.ts</code> says why; after <code>npm ci</code> or a change the next start tries again.</p>
</html>
`;

/**
 * Builds the console into `build/console`, where it changed. A service on this machine starts without
 * one that cannot be built, and its page says so; a deployment does not.
 *
 * @throws with what the bundler printed
 */
export const buildConsole = async ({ required }: { required: boolean }): Promise<void> => {
  const printed = await run();
  if (printed === undefined) return;
  if (required) throw new Error(`The console could not be built:\n${printed}`);
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  writeFileSync(join(built, 'index.html'), notice);
};

/** Lays the console beside the function that publishes it, once that is bundled. */
export const layConsoleBeside = (): void =>
  cpSync(built, join(bundleFolder('publish-console'), 'console'), {
    recursive: true,
    filter: (path) => !path.includes('/.'),
  });
