import type { UncheckedJson } from './json.ts';
import type { Issue } from './report.ts';

/** Why a request is not taken, one issue for each thing that is wrong. */
export const operationOutcome = (issues: readonly Issue[], code = 'invalid'): UncheckedJson => ({
  resourceType: 'OperationOutcome',
  issue: issues.map(({ expression, diagnostics }) => ({
    severity: 'error',
    code,
    diagnostics,
    expression: [expression],
  })),
});
