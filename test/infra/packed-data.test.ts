import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  packedData,
  packedModule,
  packedTables,
  withPackedTable,
} from '../../infra/packed-data.ts';
import { bundled } from './bundled.ts';

const root = join(import.meta.dirname, '..', '..');

describe('a table that the bundles carry packed', () => {
  it.each(packedTables)('gives $name word for word, and is smaller than it was', async (table) => {
    const { module, name } = table;
    const written = await import(pathToFileURL(join(root, module)).href);
    const packed = await bundled(module, (beside) => [packedData(beside)]);
    expect(packed.exported[name]).toEqual(written[name]);
    expect(Object.keys(packed.exported).sort()).toEqual(Object.keys(written).sort());
    const saved = (await bundled(module)).size - packed.size;
    expect(saved).toBeGreaterThan(JSON.stringify(written[name]).length * 0.25);
  });

  it('is plain data: a rule among it would be lost, so it is refused', () => {
    for (const list of [[() => 1], [{ day: new Date(0) }], [{ left: undefined }], [new Map()]])
      expect(() => packedModule('rules', list)).toThrow('rules is more than plain data');
  });

  it('is replaced where it stands, with all around it left as it is', () => {
    const source =
      'const a = 1;\nexport const rows: Row[] = [\n  { a: [1] },\n] as const;\nexport const b = 2;\n';
    const packed = withPackedTable(source, 'rows', [{ a: [1] }]);
    expect(packed).toMatch(
      /const a = 1;\nexport const rows: any = JSON\.parse.*;\nexport const b = 2;/,
    );
    expect(() => withPackedTable(source, 'b', 2)).toThrow('b is not written as a table');
  });

  it('is written in readable form in the sources', () => {
    for (const { module } of packedTables)
      expect(readFileSync(join(root, module), 'utf8')).not.toMatch(/[A-Za-z0-9+/]{200}/);
  });
});
