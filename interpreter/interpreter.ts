import { conclude, type Move } from './conclude.ts';
import type { Branch, Catcher, Retrier, State } from './definition-types.ts';
import { errorOutput, StateFailure } from './failure.ts';
import { type Draft, evaluationFailed, fanOutEnded, stateEntered, stateExited } from './history.ts';
import { dropFrame } from './journal-writes.ts';
import type { Json } from './json.ts';
import { EvaluationFailure } from './jsonata.ts';
import { record } from './record.ts';
import { firstCatcher, nextRetry } from './retry.ts';
import type { Run } from './runtime.ts';
import { runChoice } from './states/choice.ts';
import { runFail } from './states/fail.ts';
import { dropChildren, runFanOut } from './states/fan-out.ts';
import { runTask } from './states/task.ts';
import { runWait } from './states/wait.ts';
import { waitUntil } from './wait-until.ts';

const runState = async (run: Run, state: State): Promise<Move> => {
  switch (state.Type) {
    case 'Task':
      return runTask(run, state);
    case 'Choice':
      return runChoice(run, state);
    case 'Wait':
      return runWait(run, state);
    case 'Parallel':
    case 'Map':
      return runFanOut(run, state, runBranch);
    case 'Fail':
      return runFail(run, state);
    case 'Pass':
    case 'Succeed':
      return conclude(run, state, {}, run.frame.input);
  }
};

/** Leaves the state: result, assignments and the next state become durable together. */
const leave = async (run: Run, branch: Branch, move: Move, closing: Draft[]): Promise<void> => {
  const { frame, execution, runtime } = run;
  const { output, assigned, next, events } = move;
  const type = branch.States[frame.state]?.Type ?? '';
  const exited = stateExited(type, frame.state, output, assigned);
  const dropped = dropChildren(run).map((child) => dropFrame(execution, child));
  Object.assign(frame.variables, assigned);
  frame.input = output;
  frame.retries = [];
  delete frame.task;
  delete frame.retryAt;
  delete frame.waitUntil;
  if (next === undefined) {
    frame.done = { output };
    await record(run, 'ended', [...events, exited, ...closing], dropped);
    return;
  }
  frame.state = next;
  frame.visits[next] = (frame.visits[next] ?? 0) + 1;
  frame.enteredAt = runtime.clock.now();
  execution.transitions += 1;
  const entered = stateEntered(branch.States[next]?.Type ?? '', next, output);
  await record(run, 'moved', [...events, exited, entered], dropped);
};

type Guards = { Retry?: Retrier[]; Catch?: Catcher[] };

const retried = async (run: Run, guards: Guards, thrown: StateFailure): Promise<boolean> => {
  const { frame, execution, runtime } = run;
  const retry = nextRetry(guards.Retry ?? [], frame.retries, thrown, runtime.random);
  if (!retry) return false;
  const dropped = dropChildren(run).map((child) => dropFrame(execution, child));
  frame.retries[retry.index] = (frame.retries[retry.index] ?? 0) + 1;
  frame.retryAt = runtime.clock.now() + retry.delayMs;
  delete frame.task;
  execution.transitions += 1;
  await record(run, 'retry', [], dropped);
  return true;
};

/** Where a failure leads: back to the same state, to a catcher's state, or out. */
const recover = async (run: Run, branch: Branch, state: State, thrown: StateFailure) => {
  const { failure } = thrown;
  const guards = state as Guards;
  if (thrown instanceof EvaluationFailure) {
    await record(run, 'failed', [evaluationFailed(failure, thrown.location, run.frame.state)]);
  }
  if (run.frame.fanOut) await record(run, 'failed', [fanOutEnded(run.frame.fanOut.kind, 'Failed')]);
  if (await retried(run, guards, thrown)) return;
  const catcher = firstCatcher(guards.Catch ?? [], thrown);
  if (!catcher) throw thrown;
  const caught = errorOutput(failure);
  await leave(run, branch, await conclude(run, catcher, { errorOutput: caught }, caught), []);
};

const step = async (run: Run, branch: Branch, state: State): Promise<Move | undefined> => {
  const { frame } = run;
  try {
    if (frame.retryAt !== undefined && !frame.task) await waitUntil(run, frame.retryAt);
    return await runState(run, state);
  } catch (thrown) {
    if (!(thrown instanceof StateFailure)) throw thrown;
    await recover(run, branch, state, thrown);
    return undefined;
  }
};

/**
 * Runs a chain of states from wherever its frame stands; `closing` are recorded with its end.
 * @throws StateFailure when it fails, Cancelled when it is stopped
 */
export const runBranch = async (run: Run, branch: Branch, closing: Draft[] = []): Promise<Json> => {
  const { frame } = run;
  while (!frame.done) {
    const state = branch.States[frame.state];
    if (!state) throw new StateFailure('States.Runtime', `There is no state ${frame.state}`);
    const move = await step(run, branch, state);
    if (move) await leave(run, branch, move, closing);
  }
  if ('output' in frame.done) return frame.done.output;
  throw new StateFailure(frame.done.failure.error, frame.done.failure.cause);
};
