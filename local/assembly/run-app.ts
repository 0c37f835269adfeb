import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Progress } from '../progress.ts';

/** Variables of the CDK command line would make another assembly than the sources say. */
const ownEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CDK_')));

/**
 * Runs the CDK app of a project, without the rules that only decide whether it may be deployed.
 *
 * @throws with what it printed when it fails
 */
export const runApp = (root: string, outdir: string, progress: Progress): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['infra/app.ts', '--unchecked'], {
      cwd: root,
      env: {
        ...ownEnvironment(),
        CDK_OUTDIR: outdir,
        NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'synthesis'),
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let done = () => {};
    child.on('message', ({ step }: { step: string }) => {
      done();
      done = progress.begin(step);
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        printed += chunk.toString('utf8');
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      done();
      if (code === 0) resolve();
      else reject(new Error(`The CDK app could not be synthesized:\n${printed}`));
    });
  });
