import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const rules = 'test/rules/**/*.test.ts';
const browser = 'test/browser/**/*.test.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'threads',
    // Left alone, a machine of two cores would run one file after the other.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    setupFiles: ['test/support/quiet-logs.ts'],
    projects: [
      // Rules keep nothing, so that their files share what one of them has loaded.
      { extends: true, test: { name: 'rules', include: [rules], isolate: false } },
      {
        extends: true,
        test: {
          name: 'all else',
          include: ['test/**/*.test.ts'],
          exclude: [rules, browser],
          globalSetup: 'test/support/database-setup.ts',
        },
      },
      // Each has a service and a clock to itself. They come after the others: a browser beside what needs
      // the machine for itself would be waited for too long.
      {
        extends: true,
        test: {
          name: 'console',
          include: [browser],
          globalSetup: 'test/browser/support/service-setup.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
