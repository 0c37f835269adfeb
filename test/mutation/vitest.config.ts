import { defineConfig } from 'vitest/config';

/**
 * Only the tests of the room whose rules are changed; `main.ts` says which. One worker a change: the
 * rules are read anew for each, and once for all its tests.
 */
export default defineConfig({
  test: {
    include: process.env.MUTATION_TESTS?.split(',') ?? [],
    pool: 'threads',
    isolate: false,
  },
});
