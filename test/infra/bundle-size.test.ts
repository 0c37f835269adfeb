import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { synthesizedAssembly } from '../../bench/assembly.ts';
import { lambdaSettings } from '../../local/lambda/lambda-settings.ts';
import { synthesizedService } from '../support/synthesized-service.ts';

/** Nothing is run. */
const nobody = { gateway: 'http://127.0.0.1:1', invocationsAtOnce: 1 };

/** What is deployed of a function, in bytes: its bundle and what lies packed beside it. */
const sizeOf = (file: string): number =>
  readdirSync(dirname(file), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + statSync(join(dirname(file), name)).size, 0);

describe('the bundles of all functions', () => {
  it('stay small enough to start quickly, whatever is added to the rules', async () => {
    await synthesizedService();
    const sizes = lambdaSettings(synthesizedAssembly(), nobody)
      .map(({ label, file }) => ({ label, bytes: sizeOf(file) }))
      .toSorted((a, b) => a.bytes - b.bytes);
    expect(sizes.filter(({ bytes }) => bytes > 400_000)).toEqual([]);
    expect(sizes[Math.floor(sizes.length / 2)]?.bytes).toBeLessThan(260_000);
  }, 240_000);
});
