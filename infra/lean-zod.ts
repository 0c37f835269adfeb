import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const functionsFolder = join(import.meta.dirname, '..', 'functions');

/** `.name(` of everything that is called as a method somewhere. */
const methodCalls = (source: string): Set<string> =>
  new Set(Array.from(source.matchAll(/\.(\w+)\(/g), ([, name]) => name as string));

const calledByFunctions = (): Set<string> =>
  methodCalls(
    globSync('**/*.ts', { cwd: functionsFolder })
      .map((file) => readFileSync(join(functionsFolder, file), 'utf8'))
      .join('\n'),
  );

/**
 * Drops the methods of schemas whose names nobody calls, neither the functions nor zod itself.
 * Each method brings what it makes: a string alone has twenty formats.
 */
export const withCalledMethods = (source: string, called: ReadonlySet<string>): string => {
  const ownCalls = methodCalls(
    source.replaceAll(/\b(core|util|parse|checks|processors)\.\w+\(/g, ''),
  );
  return source.replaceAll(
    /^ {4}(?:async )?(\w+)\([^)]*\) \{\n(?: {8}.*\n)*? {4}\},$/gm,
    (method, name: string) => (called.has(name) || ownCalls.has(name) ? method : ''),
  );
};

/** The memoizer is for values that contain themselves. What comes as JSON cannot. */
const withoutMemoizer = (source: string): string =>
  source.replaceAll('_ensureDefaultMemoizer();', '');

/**
 * A zod schema is an object with every method there is. The bundles keep those that the functions
 * call; a new call anywhere in them brings its method back.
 */
export const leanZod: Plugin = {
  name: 'lean-zod',
  setup: ({ onLoad, onStart }) => {
    let called: ReadonlySet<string> = new Set();
    onStart(() => {
      called = calledByFunctions();
    });
    onLoad({ filter: /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, async ({ path }) => ({
      contents: withoutMemoizer(withCalledMethods(await readFile(path, 'utf8'), called)),
    }));
  },
};
