import { describe, expect, it } from 'vitest';
import { inOrderOfNeed, sentAs } from '../../functions/api/console-files.ts';

const forEver = 'public, max-age=31536000, immutable';

describe('a file of the console', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['assets/index-C1.js', 'text/javascript; charset=utf-8', forEver],
    ['assets/index-C1.css', 'text/css; charset=utf-8', forEver],
    ['assets/mark.svg', 'image/svg+xml', forEver],
    ['assets/inter.woff2', 'font/woff2', forEver],
    ['facts.json', 'application/json', 'no-cache'],
  ])('%s is sent as %s and kept %s', (path, contentType, cacheControl) => {
    expect(sentAs(path)).toEqual({ contentType, cacheControl });
  });

  it.each(['assets/index.js.map', 'assets/README', 'assets/run.exe'])(
    '%s is none, and is not published',
    (path) => {
      expect(() => sentAs(path)).toThrow(`${path} is of no kind`);
    },
  );
});

it('publishes pages after all that they name', () => {
  expect(inOrderOfNeed(['index.html', 'assets/a.js', 'assets/b.css'])).toEqual([
    'assets/a.js',
    'assets/b.css',
    'index.html',
  ]);
});
