import { rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { entryFile, type FunctionRow } from './functions.ts';
import { leanDocuments } from './lean-documents.ts';
import { leanRoutes } from './lean-routes.ts';
import { leanSchemas } from './lean-schemas.ts';
import { leanSdk } from './lean-sdk.ts';
import { leanZod } from './lean-zod.ts';
import { type BesideBundles, packedData, packedSources } from './packed-data.ts';
import { packedRules, ruleSources } from './packed-rules.ts';
import { smaller } from './smaller.ts';
import { withoutJsonSchema } from './without-json-schema.ts';

const root = join(import.meta.dirname, '..');

/** Parts of the SDK that no function uses and every cold start would load. */
export const standIns = {
  '@aws/lambda-invoke-store': './infra/bundle-stand-ins/invoke-store.ts',
  '@aws-sdk/credential-provider-node': './infra/bundle-stand-ins/credential-provider.ts',
  '@aws-sdk/middleware-endpoint-discovery': './infra/bundle-stand-ins/endpoint-discovery.ts',
  '@aws-sdk/signature-v4-multi-region': './infra/bundle-stand-ins/multi-region-signature.ts',
  '@smithy/core/event-streams': './infra/bundle-stand-ins/event-streams.ts',
};

/** The folder that holds a function's bundle, ready for `Code.fromAsset`. */
export const bundleFolder = (name: string): string => join(root, 'build', name);

/**
 * Bundles every function into `build/<name>/index.js`, with what it reads packed beside it. The
 * output depends on the sources alone, so the asset hash changes only when the code does.
 *
 * @returns the files that went into them, as paths in the project
 */
export const bundleFunctions = async (rows: readonly FunctionRow[]): Promise<string[]> => {
  for (const { name } of rows) rmSync(bundleFolder(name), { recursive: true, force: true });
  const inputs = await bundle(rows);
  // The project is ESM; the bundles are CommonJS, which loads faster. This keeps Node from guessing.
  for (const { name } of rows) {
    writeFileSync(join(bundleFolder(name), 'package.json'), '{"type":"commonjs"}\n');
  }
  return [...new Set([...inputs, ...packedSources(root), ...ruleSources()])];
};

const bundle = async (rows: readonly FunctionRow[]): Promise<string[]> => {
  const beside: BesideBundles = new Map();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: rows.map((row) => ({ in: entryFile(row), out: `${row.name}/index` })),
    outdir: 'build',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    charset: 'utf8',
    legalComments: 'none',
    // Prefer the ESM builds of packages: they can be shaken.
    mainFields: ['module', 'main'],
    alias: standIns,
    plugins: [
      packedRules(beside),
      leanSdk,
      leanDocuments,
      leanRoutes,
      leanZod,
      withoutJsonSchema,
      packedData(beside),
      leanSchemas,
    ],
    logLevel: 'warning',
    metafile: true,
  });
  await Promise.all(
    rows.map(async ({ name }) => {
      const file = join(bundleFolder(name), 'index.js');
      await writeFile(file, await smaller(await readFile(file, 'utf8')));
    }),
  );
  for (const { name } of rows) {
    const made = metafile.outputs[`build/${name}/index.js`];
    for (const [module, { file, contents }] of beside)
      if (made?.inputs[module]?.bytesInOutput)
        writeFileSync(join(bundleFolder(name), file), contents);
  }
  // What is made at synthesis is no file; the sources that it is made of are named beside.
  return Object.keys(metafile.inputs).filter((input) => !input.startsWith('packed:'));
};
