import { describe, expect, it } from 'vitest';
import { runCase } from './run-case.ts';
import { conformance } from './table.ts';

describe.each(conformance)('$feature', ({ cases }) => {
  it.each(cases)('$id: $says', async (example) => {
    expect(await runCase(example)).toEqual([]);
  });
});

describe('the conformance table', () => {
  it('names each case once', () => {
    const ids = conformance.flatMap(({ cases }) => cases.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
