import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFolder, bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/functions.ts';

/** What is deployed of a function, in bytes: its bundle and what lies packed beside it. */
const sizeOf = (name: string): number =>
  readdirSync(bundleFolder(name)).reduce(
    (sum, file) => sum + statSync(join(bundleFolder(name), file)).size,
    0,
  );

describe('the bundles of all functions', () => {
  it('stay small enough to start quickly, whatever is added to the rules', async () => {
    await bundleFunctions(functions);
    const sizes = functions
      .map(({ name }) => ({ name, bytes: sizeOf(name) }))
      .toSorted((a, b) => a.bytes - b.bytes);
    expect(sizes.filter(({ bytes }) => bytes > 400_000)).toEqual([]);
    expect(sizes[Math.floor(sizes.length / 2)]?.bytes).toBeLessThan(260_000);
  }, 240_000);
});
