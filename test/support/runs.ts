/**
 * How often a property is tried. Where each change of a rule is tried by itself (`npm run mutate`),
 * a twentieth does: what one change breaks, most cases show.
 */
export const manyRuns = (numRuns: number): { numRuns: number } => ({
  numRuns: process.env.MUTATION_TESTS ? Math.ceil(numRuns / 20) : numRuns,
});
