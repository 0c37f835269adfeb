/**
 * How often a property is tried. Where each change of a rule is tried by itself (`npm run mutate`),
 * a twentieth does: what one change breaks, most cases show.
 */
export const manyRuns = (numRuns: number): { numRuns: number } => ({
  numRuns: process.env.MUTATION_TESTS ? Math.ceil(numRuns / 20) : numRuns,
});

/**
 * How often a property of whole bundles is tried: each case reads and judges a bundle, which takes a
 * hundredth of a second. `PROPERTIES=whole` tries all, a run of the suite a part of them.
 */
export const bundleRuns = (numRuns: number): { numRuns: number } =>
  manyRuns(process.env.PROPERTIES === 'whole' ? numRuns : Math.ceil(numRuns / 4));
