import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Every zod schema carries the means to describe itself as JSON Schema: eighteen kilobytes that
 * only the description of the API needs, which is made at synthesis. The bundles get exports of the
 * same names that say so when they are called.
 */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup: ({ onLoad }) => {
    onLoad(
      { filter: /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => ({ contents: absentExports(await readFile(path, 'utf8')) }),
    );
  },
};

export const absentExports = (source: string): string => {
  const names = Array.from(
    source.matchAll(/^export (?:const|function) (\w+)/gm),
    ([, name]) => name as string,
  );
  return [
    "const absent = () => { throw new Error('This bundle is made without JSON Schema'); };",
    // Asked when a schema is made or looked at, without anyone wanting JSON Schema.
    'const later = () => absent;',
    'const none = () => ({});',
    ...names.map((name) => `export const ${name} = ${standInFor(name)};`),
    ...(source.includes('processSchema as process') ? ['export { absent as process };'] : []),
  ].join('\n');
};

const standInFor = (name: string): string => {
  if (name.startsWith('create')) return 'later';
  return name === 'aggregateChecks' ? 'none' : 'absent';
};
