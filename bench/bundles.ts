import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type LambdaSettings, lambdaSettings } from '../local/lambda/lambda-settings.ts';
import { synthesizedAssembly } from './assembly.ts';
import type { Benchmark } from './benchmark.ts';
import { median } from './percentile.ts';
import { formatTable, show } from './report.ts';

/** Loads the bundle in a process of its own and prints the milliseconds it took. */
const program = `const [, file] = process.argv;
const started = performance.now();
require(file);
process.stdout.write(String(performance.now() - started));
process.exit(0);`;

const importTime = (
  { file, environment }: Pick<LambdaSettings, 'file' | 'environment'>,
  more: Record<string, string> = {},
): number =>
  Number(
    execFileSync(process.execPath, ['-e', program, file], {
      env: { ...environment, ...more },
      encoding: 'utf8',
    }),
  );

/** The SDK's DynamoDB client as it is published: what most functions would load without our bundling. */
const clientAlone = (runs: number): number => {
  const file = createRequire(import.meta.url).resolve('@aws-sdk/client-dynamodb');
  return median(Array.from({ length: runs }, () => importTime({ file, environment: {} })));
};

/** Plain and cached loads take turns, so that a busy moment of the machine hits both. */
const importTimes = (settings: LambdaSettings, runs: number, cache: string) => {
  const cached = { NODE_COMPILE_CACHE: cache };
  importTime(settings, cached);
  const plain: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    plain.push(importTime(settings));
    warm.push(importTime(settings, cached));
  }
  return { plain: median(plain), warm: median(warm) };
};

/**
 * What is deployed of a function: its bundle, and what lies packed beside it. The pages that one of them
 * only hands on lie in a folder of their own and are never loaded.
 */
const filesOf = ({ file }: LambdaSettings): string[] =>
  readdirSync(dirname(file), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(dirname(file), name));

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

const measureOf = (settings: LambdaSettings, runs: number, cache: string) => ({
  name: settings.label,
  size: sum(filesOf(settings).map((file) => statSync(file).size)),
  gzipped: sum(filesOf(settings).map((file) => gzipSync(readFileSync(file)).length)),
  ...importTimes(settings, runs, cache),
});

export const bundles: Benchmark = {
  name: 'bundles',
  title: 'Lambda bundles: minified size, and time to load in a fresh process',
  run: async ({ imports }, say) => {
    const functions = lambdaSettings(synthesizedAssembly(), {
      gateway: 'http://127.0.0.1:1',
      invocationsAtOnce: 1,
    });
    const cache = mkdtempSync(join(tmpdir(), 'dripline-bench-'));
    try {
      const measured = functions.map((settings, index) => {
        if (index % 8 === 0) say(`${index} of ${functions.length} functions`);
        return measureOf(settings, imports, cache);
      });
      const sizes = measured.map(({ size }) => size);
      const plain = measured.map((one) => one.plain);
      const warm = measured.map((one) => one.warm);
      const alone = clientAlone(imports);
      return {
        measures: [
          { what: 'bundle, median', value: median(sizes), unit: 'bytes', bar: 260_000 },
          { what: 'bundle, largest', value: Math.max(...sizes), unit: 'bytes', bar: 400_000 },
          { what: 'import p50, median function', value: median(plain), unit: 'ms', bar: 40 },
          { what: 'import p50, slowest function', value: Math.max(...plain), unit: 'ms', bar: 60 },
          { what: 'import p50, DynamoDB client alone', value: alone, unit: 'ms' },
          {
            what: 'import p50, median function to that client',
            value: median(plain) / alone,
            unit: 'count',
          },
          {
            what: 'import p50, slowest function to that client',
            value: Math.max(...plain) / alone,
            unit: 'count',
          },
          {
            what: 'import p50 with compile cache, median',
            value: median(warm),
            unit: 'ms',
            bar: 40,
          },
          {
            what: 'import p50 with compile cache, slowest',
            value: Math.max(...warm),
            unit: 'ms',
            bar: 60,
          },
        ],
        details: [
          formatTable(
            ['function', 'minified', 'gzipped', 'import p50', 'with compile cache'],
            measured
              .toSorted((a, b) => b.size - a.size)
              .map((one) => [
                one.name,
                show(one.size, 'bytes'),
                show(one.gzipped, 'bytes'),
                show(one.plain, 'ms'),
                show(one.warm, 'ms'),
              ]),
          ),
        ],
      };
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
};
