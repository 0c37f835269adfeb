/**
 * How often a property is tried. Where each change of a rule is tried by itself (`npm run mutate`),
 * a twentieth does: what one change breaks, most cases show.
 */
export const manyRuns = (numRuns: number): { numRuns: number } => ({
  numRuns: process.env.MUTATION_TESTS ? Math.ceil(numRuns / 20) : numRuns,
});

/**
 * How often a property is tried whose cases take long: whole bundles that are read and judged, whole
 * rankings, whole courses. `PROPERTIES=whole` tries all, a run of the suite a tenth of them.
 */
export const longRuns = (numRuns: number): { numRuns: number } =>
  manyRuns(process.env.PROPERTIES === 'whole' ? numRuns : Math.ceil(numRuns / 10));
