import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { leanZod, withCalledFunctions, withCalledMethods } from '../../infra/lean-zod.ts';
import { withoutJsonSchema } from '../../infra/without-json-schema.ts';
import * as probe from './zod-probe.ts';

const root = join(import.meta.dirname, '..', '..');

const leanProbe = async (): Promise<typeof probe> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['test/infra/zod-probe.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [leanZod, withoutJsonSchema],
  });
  const [file] = outputFiles;
  return import(`data:text/javascript,${encodeURIComponent(file?.text ?? '')}`);
};

/** What may be sent in the place of a field: right, wrong in kind, and wrong at its bounds. */
const values: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  1.5,
  2 ** 60,
  Number.NaN,
  '',
  ' ',
  'ab',
  'a'.repeat(50),
  'nurse@example.org',
  '2026-11-20',
  '2026-02-30',
  '2026-11-20T15:00:00Z',
  '15:30',
  '+15035550100',
  'home',
  [],
  ['home'],
  ['home', 'home', 'home', 'home'],
  {},
  { kind: 'text', text: 'ab' },
  { kind: 'number', amount: 2 },
  { kind: 'other' },
  { deep: { deep: {} } },
  { a: 'b' },
  { a: 1 },
];

describe('zod as the bundles carry it', () => {
  let lean: typeof probe;
  beforeAll(async () => {
    lean = await leanProbe();
  });

  it.each(Object.keys(probe.kinds))('takes and refuses %s as the whole library does', (kind) => {
    for (const value of values)
      expect(lean.told(kind, value), JSON.stringify(value)).toEqual(probe.told(kind, value));
  });

  it.each(Object.keys(probe.asked))('tells %s as the whole library does', (what) => {
    expect(lean.asked[what]?.()).toEqual(probe.asked[what]?.());
  });

  it('sets a schema up when it is first used, and not where it is declared', () => {
    lean.untouched(); // The first of a kind brings its methods.
    for (const [kind, schema] of Object.entries(lean.untouched())) {
      expect(lean.isSetUp(schema), kind).toBe(false);
      schema.safeParse('a');
      expect(lean.isSetUp(schema), kind).toBe(true);
    }
  });
});

describe('the sources that the bundles are made of', () => {
  const sources = globSync('functions/**/*.ts', { cwd: root }).map((file) => ({
    file,
    source: readFileSync(join(root, file), 'utf8'),
  }));

  it('ask no error for a summary and no schema to describe itself to another library', () => {
    const absent =
      /error\??\.(format|flatten)\(|~standard'\]|\.(minValue|maxValue|minLength|isInt)\b/;
    expect(
      sources.filter(({ source }) => absent.test(source.replaceAll(/maxLength: \d+/g, ''))),
    ).toEqual([]);
  });
});

describe('zod without what nobody calls', () => {
  const method = (head: string) => `    ${head} {\n        return this;\n    },`;
  const source = [
    'export const ZodThing = make({',
    method('min(...args)'),
    method('emoji(params)'),
    method('parse: function _parse(data)'),
    method('decodeAsync: async function _decodeAsync(data)'),
    '    check(...checks) {\n        return this.clone(checks);\n    },',
    method('clone(def)'),
    '});',
  ].join('\n');

  it('keeps the methods that functions or zod call, and drops the others', () => {
    const lean = withCalledMethods(source, new Set(['min', 'parse', 'check']));
    for (const kept of ['min(', 'check(', 'clone(', 'parse: ']) expect(lean).toContain(kept);
    for (const left of ['emoji', 'decodeAsync']) expect(lean).not.toContain(left);
  });

  it('keeps of the dates and the coercions those that are called by their whole name', () => {
    const dates =
      'export function date(a) {\n    return a;\n}\nexport function time(a) {\n    return a;\n}\n';
    const lean = withCalledFunctions('iso')(dates, new Set(['iso.date', 'time', 'other.time']));
    expect(lean).toContain('date(');
    expect(lean).not.toContain('time(');
  });
});
