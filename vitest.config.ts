import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'threads',
    globalSetup: 'test/support/database-setup.ts',
    setupFiles: ['test/support/quiet-logs.ts'],
  },
});
