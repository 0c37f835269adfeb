import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // Left alone, a machine of two cores would run one file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: 'test/support/database-setup.ts',
    setupFiles: ['test/support/quiet-logs.ts'],
  },
});
