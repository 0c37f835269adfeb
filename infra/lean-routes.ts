import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * What a route says of itself to a reader: its summary, its problems and why it is open. Only the
 * description of the API asks for it, which is made at synthesis. Found as the formatter writes it.
 */
const saidOfRoutes =
  /^ {4}(?:summary|problems|openBecause):(?: \{\n(?: {6}.*\n)+ {4}\}|\s+.*?),$/gm;
const saidOfFields = /\s*\.meta\(\{\s*description:\s*(?:'[^']*'|"[^"]*"),?\s*\}\)/g;

export const withoutSayings = (source: string): string =>
  source.replace(saidOfRoutes, '').replace(saidOfFields, '');

/** Tables of routes without what is said of them; a bundle only checks requests by them. */
export const leanRoutes: Plugin = {
  name: 'lean-routes',
  setup: ({ onLoad }) => {
    onLoad({ filter: /functions[\\/]\w+[\\/]([\w-]+-)?routes\.ts$/ }, async ({ path }) => ({
      contents: withoutSayings(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};
