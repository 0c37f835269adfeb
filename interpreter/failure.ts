import type { JsonObject } from './json.ts';

/** What a state fails with; `cause` may be a JSON text. */
export type Failure = { error: string; cause: string };

/** Thrown inside a state; carries a {@link Failure} to its Retry and Catch. */
export class StateFailure extends Error {
  readonly failure: Failure;
  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'StateFailure';
    this.failure = { error, cause };
  }
}

/** The failure of a Parallel: the branch's own error, also known as `States.BranchFailed`. */
export class BranchFailure extends StateFailure {}

const timeouts = ['States.Timeout', 'States.HeartbeatTimeout'];

/**
 * Whether one `ErrorEquals` name stands for an error. `States.Runtime` matches nothing, and
 * `States.DataLimitExceeded` only its own name.
 * Source: Step Functions developer guide, "Handling errors", error names.
 */
const nameMatches = (name: string, error: string): boolean => {
  if (error === 'States.Runtime') return false;
  if (name === error) return true;
  if (error === 'States.DataLimitExceeded') return false;
  if (name === 'States.ALL') return true;
  if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
  return name === 'States.TaskFailed' && !timeouts.includes(error);
};

/** Whether an `ErrorEquals` list stands for what was thrown. */
export const matches = (names: readonly string[], thrown: StateFailure): boolean =>
  names.some((name) => nameMatches(name, thrown.failure.error)) ||
  (thrown instanceof BranchFailure && names.includes('States.BranchFailed'));

/** The failure as `$states.errorOutput` and as the default output of a Catch. */
export const errorOutput = ({ error, cause }: Failure): JsonObject => ({
  Error: error,
  Cause: cause,
});
