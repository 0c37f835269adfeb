import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What a schema is made with: `z.object(`, another schema's `Name.optional(`, and texts of a length. */
const making =
  /(?<![\w.$'"`*/] ?)\b(?=z\.\w+(?:\.\w+)?\(|[A-Z]\w+\.(?:array|default|extend|omit|optional|partial|pick|refine)\(|(?:text|oneLine)\(\d)/g;

/**
 * Making a schema has no effect but the schema: one that a function does not use may go. A bundler
 * cannot know it, and kept every schema of a module of which one is used, for it is made by a call.
 */
export const withPureSchemas = (source: string): string =>
  source.replaceAll(making, '/* @__PURE__ */ ');

/** In modules of the functions that no other part of the build reads for itself. */
export const leanSchemas: Plugin = {
  name: 'lean-schemas',
  setup: ({ onLoad }) => {
    onLoad({ filter: /functions[\\/][\w\\/-]+\.ts$/ }, async ({ path }) => ({
      contents: withPureSchemas(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
