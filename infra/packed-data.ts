import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'esbuild';

/** Long lists of plain data: where each is put together, its name, and the sources it is made of. */
const lists = [
  {
    module: /functions[\\/]therapy[\\/]therapies\.ts$/,
    name: 'therapies',
    sources: 'functions/therapy/**/*.ts',
  },
  {
    module: /functions[\\/]education[\\/]curriculum[\\/]all-items\.ts$/,
    name: 'curriculum',
    sources: 'functions/education/curriculum/*.ts',
  },
] as const;

/** A module that gives a list as it is, and carries it compressed. @throws for what is no plain data. */
export const packedModule = (name: string, list: unknown): string => {
  const text = JSON.stringify(list);
  if (!isDeepStrictEqual(JSON.parse(text), list))
    throw new Error(`${name} is more than plain data and cannot be packed into a bundle`);
  const packed = brotliCompressSync(text).toString('base64');
  return [
    "import { brotliDecompressSync } from 'node:zlib';",
    `const packed = Buffer.from('${packed}', 'base64');`,
    `export const ${name} = JSON.parse(brotliDecompressSync(packed).toString());`,
  ].join('\n');
};

/** What the lists are made of, for a bundle does not name it any more. */
export const packedSources = (root: string): string[] =>
  lists.flatMap(({ sources }) => globSync(sources, { cwd: root })).map((path) => join(path));

/**
 * The catalogue of therapies and the curriculum are read by half of the functions, and most of a
 * hundred kilobytes of them is words and sources. As JSON that is unpacked once, in about a
 * millisecond, they are a quarter of that, and grow by a quarter of what is added.
 */
export const packedData: Plugin = {
  name: 'packed-data',
  setup: ({ onLoad }) => {
    for (const { module, name } of lists)
      onLoad({ filter: module }, async ({ path }) => {
        const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
        return { contents: packedModule(name, exported[name]), loader: 'js' };
      });
  },
};
