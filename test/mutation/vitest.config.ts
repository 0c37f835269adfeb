import { defineConfig } from 'vitest/config';

/** Only the tests of the room whose rules are changed; `main.ts` says which. */
export default defineConfig({
  test: { include: process.env.MUTATION_TESTS?.split(',') ?? [] },
});
