import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { BesideBundles } from '../../infra/packed-data.ts';

const root = join(import.meta.dirname, '..', '..');

/** A module bundled as those of functions are: its exports, and all bytes that it came to. */
export const bundled = async <Exports = Record<string, unknown>>(
  module: string,
  plugins: (beside: BesideBundles) => Plugin[] = () => [],
): Promise<{ exported: Exports; size: number }> => {
  const beside: BesideBundles = new Map();
  const folder = mkdtempSync(join(tmpdir(), 'dripline-bundle-'));
  const outfile = join(folder, 'index.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: [module],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    charset: 'utf8',
    mainFields: ['module', 'main'],
    plugins: plugins(beside),
  });
  for (const { file, contents } of beside.values()) writeFileSync(join(folder, file), contents);
  const packed = [...beside.values()].reduce((sum, { contents }) => sum + contents.length, 0);
  return { exported: createRequire(outfile)(outfile), size: statSync(outfile).size + packed };
};
