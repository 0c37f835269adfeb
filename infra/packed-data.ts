import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/**
 * Long tables of plain data that many functions carry: where each is written, its name, and the
 * sources it is made of. A table is packed where it stands; one that is put together from many files
 * is packed whole, so that the bundle needs none of them.
 */
export const packedTables = [
  {
    module: 'functions/therapy/therapies.ts',
    name: 'therapies',
    madeOf: 'functions/therapy/**/*.ts',
  },
  {
    module: 'functions/education/curriculum/all-items.ts',
    name: 'curriculum',
    madeOf: 'functions/education/curriculum/*.ts',
  },
  { module: 'functions/hold/hold-reasons.ts', name: 'holdReasons' },
  { module: 'functions/hold/hold-actions.ts', name: 'holdActions' },
  { module: 'functions/platform/packed-words.ts', name: 'packedWords' },
] as const satisfies readonly { module: string; name: string; madeOf?: string }[];

/** An expression that gives a table as it is, and carries it compressed. @throws for what is no plain data. */
const packedValue = (name: string, table: unknown): string => {
  const text = JSON.stringify(table);
  if (!isDeepStrictEqual(JSON.parse(text), table))
    throw new Error(`${name} is more than plain data and cannot be packed into a bundle`);
  const packed = brotliCompressSync(text).toString('base64');
  return `JSON.parse(unpackTable(Buffer.from('${packed}', 'base64')).toString())`;
};

const unpacks = "import { brotliDecompressSync as unpackTable } from 'node:zlib';";

/** A module that gives a table, and nothing else. @throws for what is no plain data. */
export const packedModule = (name: string, table: unknown): string =>
  `${unpacks}\nexport const ${name} = ${packedValue(name, table)};`;

/** A module with its table packed where it stands. @throws when the table is not found there. */
export const withPackedTable = (source: string, name: string, table: unknown): string => {
  const written = new RegExp(`^export const ${name}\\b[^=]*= [[{][\\s\\S]*?^[\\]}].*;$`, 'm');
  if (!written.test(source)) throw new Error(`${name} is not written as a table of its own`);
  const type = 'any'; // The types were checked before; here they only have to be gone.
  return `${unpacks}\n${source.replace(written, () => `export const ${name}: ${type} = ${packedValue(name, table)};`)}`;
};

/** What the tables are made of that a bundle does not name any more. */
export const packedSources = (root: string): string[] =>
  packedTables
    .flatMap((table) => ('madeOf' in table ? globSync(table.madeOf, { cwd: root }) : []))
    .map((path) => join(path));

/**
 * Words and numbers are most of these tables, and of many a function. As JSON that is unpacked once,
 * in about a millisecond, they are a quarter of that, and grow by a quarter of what is added.
 */
export const packedData: Plugin = {
  name: 'packed-data',
  setup: ({ onLoad }) => {
    for (const table of packedTables)
      onLoad({ filter: fileAt(table.module) }, async ({ path }) => {
        const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
        const { name } = table;
        return 'madeOf' in table
          ? { contents: packedModule(name, exported[name]), loader: 'js' }
          : {
              contents: withPackedTable(await readFile(path, 'utf8'), name, exported[name]),
              loader: 'ts',
            };
      });
  },
};

/** The tables that are put together from many files, as plain JSON: for what is packed as a whole. */
export const plainData: Plugin = {
  name: 'plain-data',
  setup: ({ onLoad }) => {
    for (const table of packedTables)
      if ('madeOf' in table)
        onLoad({ filter: fileAt(table.module) }, async ({ path }) => {
          const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
          const text = JSON.stringify(JSON.stringify(exported[table.name]));
          return { contents: `export const ${table.name} = JSON.parse(${text});`, loader: 'js' };
        });
  },
};

const fileAt = (path: string): RegExp =>
  new RegExp(`${path.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]')}$`);
