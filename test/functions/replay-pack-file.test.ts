import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readPack } from '../replay/read-pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'dripline-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pack = {
  id: 'acme-iron',
  source: 'example',
  mark: 'own-target',
  from: '2026-01-01',
  therapies: ['iron_sucrose'],
  criteria: [{ id: 'adult', says: 'Grown up.', without: 'asks', kind: 'age', least: 18 }],
};
const written = (text: string): string => {
  const path = join(folder, 'pack.json');
  writeFileSync(path, text);
  return path;
};

describe('the file of a changed policy', () => {
  it('is read', () => {
    expect(readPack(written(JSON.stringify(pack)))).toMatchObject(pack);
  });

  it.each([
    ['that is not JSON', '# Words', /pack\.json is not JSON: /],
    ['that is none', '{}', /pack\.json is no policy:\n {2}id: is missing\n/],
    [
      'with a day that is none',
      JSON.stringify({ ...pack, from: 'soon' }),
      /is no policy:\n {2}from: must be a day, as 2026-11-20$/,
    ],
    [
      'for a therapy that nobody knows',
      JSON.stringify({ ...pack, therapies: ['water'] }),
      /no therapy of this name: water/,
    ],
  ])('is refused in plain words: one %s', (_, text, words) => {
    expect(() => readPack(written(text))).toThrow(words);
  });

  it('is refused by its name where it is not there', () => {
    expect(() => readPack(join(folder, 'none.json'))).toThrow(/none\.json cannot be read: /);
  });
});
