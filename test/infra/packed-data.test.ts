import { describe, expect, it } from 'vitest';
import { curriculum } from '../../functions/education/curriculum/all-items.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { packedModule } from '../../infra/packed-data.ts';

const unpacked = async (module: string): Promise<Record<string, unknown>> =>
  import(`data:text/javascript,${encodeURIComponent(module)}`);

describe('a list that the bundles carry packed', () => {
  it.each([
    ['therapies', therapies],
    ['curriculum', curriculum],
  ] as const)('gives the %s word for word, in less than a half of the size', async (name, list) => {
    const module = packedModule(name, list);
    expect((await unpacked(module))[name]).toEqual(list);
    expect(module.length).toBeLessThan(JSON.stringify(list).length / 2);
  });

  it('is plain data: a rule among it would be lost, so it is refused', () => {
    for (const list of [[() => 1], [{ day: new Date(0) }], [{ left: undefined }], [new Map()]])
      expect(() => packedModule('rules', list)).toThrow('rules is more than plain data');
  });
});
