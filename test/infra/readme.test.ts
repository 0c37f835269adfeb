import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

/** Folders that tools make and that nobody reads: `name/` anywhere, `/name/` at the top. */
const made = new Set(readFileSync('.gitignore', 'utf8').split('\n'));

const foldersIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => !made.has(`${name}/`) && !(path === '.' && made.has(`/${name}/`)));

/** The tree under "Where things are": folders by path, with what is said of each. */
const tree = (() => {
  const [, drawn = ''] = /## Where things are\s+```\n([\s\S]*?)```/.exec(readme) ?? [];
  let parent = '';
  return drawn.split('\n').flatMap((line) => {
    const [, indent = '', name, says = ''] = /^( *)([\w-]+)\/\s+(.*)$/.exec(line) ?? [];
    if (!name) return [];
    if (!indent) parent = name;
    return [{ path: indent ? `${parent}/${name}` : name, says }];
  });
})();
const named = tree.map(({ path }) => path);
const isPromised = ({ says }: { says: string }): boolean => says.endsWith('(not yet)');

describe('the README', () => {
  it.each(tree)('says of $path what is there', (folder) => {
    expect(folder.says).not.toBe('');
    expect(existsSync(folder.path)).toBe(!isPromised(folder));
  });

  it('names every folder of the repository and every area of functions/', () => {
    expect(named).toEqual(expect.arrayContaining(foldersIn('.')));
    const areas = foldersIn('functions').map((area) => `functions/${area}`);
    expect(named).toEqual(expect.arrayContaining(areas));
    expect(new Set(named).size).toBe(named.length);
  });

  it('names only commands that there are', () => {
    const runs = [...readme.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name]) => name);
    const short = [...readme.matchAll(/npm (start|test)\b/g)].map(([, name]) => name);
    expect(runs.length).toBeGreaterThan(5);
    for (const name of [...runs, ...short]) expect(Object.keys(scripts)).toContain(name);
  });

  it('links only to files that there are', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});
