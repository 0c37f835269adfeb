import { lookup } from '../platform/lookup.ts';

/** What a file of the console is sent as, by the end of its name. */
const contentTypes = lookup<string>({
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
});

type SentAs = { contentType: string; cacheControl: string };

/**
 * How a browser takes a file and how long it keeps it. The name of what lies in `assets` changes with
 * its content, so that it stays good for ever; whatever names such a file is asked for each time.
 *
 * @throws when the kind of file is not on the list
 */
export const sentAs = (path: string): SentAs => {
  const contentType = contentTypes[path.slice(path.lastIndexOf('.') + 1)];
  if (!contentType) throw new Error(`${path} is of no kind that the console consists of`);
  return {
    contentType,
    cacheControl: path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
};

/** Pages last: whoever is shown a new page finds what it names. */
export const inOrderOfNeed = (paths: readonly string[]): string[] =>
  [...paths].sort((a, b) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')));
