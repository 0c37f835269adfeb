import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/functions.ts';
import { sourcePaths } from '../../local/assembly/sources.ts';
import { inTurn } from '../../local/assembly/turn.ts';

const root = join(import.meta.dirname, '..', '..');

/** The bundles have one folder: nobody else may write it meanwhile. */
const alone = <T>(work: () => Promise<T>) =>
  inTurn(join(root, 'node_modules', '.cache', 'synthesis.pid'), work);

/** Runs the CDK app where every other file of the machine is out of reach. */
const synthesizeFrom = async (readable: string[], outdir: string) => {
  const reads = readable.map((path) => `--allow-fs-read=${join(root, path)}`);
  const writes = [join(root, 'build'), outdir].flatMap((path) => [
    `--allow-fs-read=${path}`,
    `--allow-fs-write=${path}`,
  ]);
  // The bundler and what makes code smaller are native; they are handed text.
  const allowed = ['--allow-child-process', '--allow-addons'];
  const flags = ['--permission', ...allowed, '--no-warnings', ...reads, ...writes];
  await promisify(execFile)(process.execPath, [...flags, 'infra/app.ts', '--unchecked'], {
    cwd: root,
    env: { CDK_OUTDIR: outdir },
  });
};

describe('what a start looks at to see whether something changed', () => {
  it('is all that the synthesis reads of the project', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'dripline-synth-'));
    try {
      const readable = [...sourcePaths(root), 'functions', 'infra', 'workflows', 'node_modules'];
      await alone(() => synthesizeFrom(readable, outdir));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  }, 120_000);

  it('is all that goes into the bundles, besides what is installed', async () => {
    const looked = new Set(sourcePaths(root));
    const inputs = await alone(() => bundleFunctions(functions));
    expect(inputs.length).toBeGreaterThan(functions.length);
    expect(inputs.filter((path) => !looked.has(path) && !path.startsWith('node_modules/'))).toEqual(
      [],
    );
  }, 120_000);
});
