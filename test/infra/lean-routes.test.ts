import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { leanRoutes, withoutSayings } from '../../infra/lean-routes.ts';
import { bundled } from './bundled.ts';

const root = join(import.meta.dirname, '..', '..');
const tables = globSync('functions/*/{,*-}routes.ts', { cwd: root }).sort();
const sayings = ['summary', 'problems', 'openBecause'];

type Table = Record<string, Record<string, unknown>>;
const tableOf = (exported: Record<string, unknown>): Table => {
  const [, table] = Object.entries(exported).find(([name]) => name.endsWith('Routes')) ?? [];
  return table as Table;
};
const shapes = (table: Table) =>
  Object.entries(table).map(([route, { body, query, path, ...rest }]) => [
    route,
    { ...rest, has: [body, query, path].map((schema) => schema !== undefined) },
  ]);

it.each(tables)('a bundle checks the routes of %s and says nothing of them', async (path) => {
  const written = tableOf(await import(pathToFileURL(join(root, path)).href));
  const { exported } = await bundled(path, () => [leanRoutes]);
  const carried = tableOf(exported);
  const checked = Object.fromEntries(
    Object.entries(written).map(([route, contract]) => [
      route,
      Object.fromEntries(Object.entries(contract).filter(([name]) => !sayings.includes(name))),
    ]),
  );
  expect(JSON.stringify(shapes(carried))).toBe(JSON.stringify(shapes(checked)));
  expect(withoutSayings(readFileSync(join(root, path), 'utf8'))).not.toMatch(
    /summary:|problems:|openBecause:|description:/,
  );
});
