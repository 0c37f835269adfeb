import type { TaskState } from '../definition-types.ts';
import type { ExecutionRecord, Result, Task } from '../execution.ts';
import { StateFailure } from '../failure.ts';
import { taskSubmitted } from '../history.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { record } from '../record.ts';
import type { Run } from '../runtime.ts';
import type { TaskSettlement } from './task-settlement.ts';

const requestOf = (given: Json) => {
  const {
    StateMachineArn: machineArn,
    Name: name,
    Input: input = {},
  } = isObject(given) ? given : {};
  if (typeof machineArn !== 'string' || !['string', 'undefined'].includes(typeof name)) {
    throw new StateFailure('States.Runtime', 'StateMachineArn and Name must be texts');
  }
  return { machineArn, name: name as string | undefined, input };
};

const started = ({ arn, startedAt }: ExecutionRecord): JsonObject => ({
  ExecutionArn: arn,
  StartDate: startedAt,
});

const describe = (ended: ExecutionRecord): JsonObject => ({
  ExecutionArn: ended.arn,
  Input: ended.input,
  InputDetails: { Included: true },
  Name: ended.name,
  StartDate: ended.startedAt,
  StateMachineArn: ended.machineArn,
  Status: ended.status,
  ...(ended.stoppedAt !== undefined && { StopDate: ended.stoppedAt }),
});

const resultOf = (ended: ExecutionRecord): Result => {
  if (ended.status === 'SUCCEEDED') {
    const output = { Output: ended.output ?? null, OutputDetails: { Included: true } };
    return { output: { ...describe(ended), ...output } };
  }
  const { error = '', cause = '' } = ended;
  const description = { ...describe(ended), Error: error, Cause: cause };
  return { failure: { error: 'States.TaskFailed', cause: JSON.stringify(description) } };
};

/**
 * Starts the nested execution in the same transaction that records it as started, so that no crash
 * can start it twice.
 */
export const startNested = (run: Run, state: TaskState, task: Task, settlement: TaskSettlement) => {
  const { runtime, execution, frame } = run;
  const waits = state.resource.pattern === 'sync';
  const settle = (result: Result) =>
    void runtime.work.run(() => settlement.settle(result)).catch(settlement.abandon);
  try {
    const parent = waits ? { parent: { arn: execution.arn, path: frame.path } } : {};
    const child = runtime.startNested({ ...requestOf(task.arguments), ...parent });
    if (state.resource.pattern === 'response') return settle({ output: started(child) });
    if (waits) task.child = child.arn;
    task.phase = 'submitted';
    record(run, 'submitted', [taskSubmitted(state.resource, started(child))]).catch(
      settlement.abandon,
    );
  } catch (thrown) {
    if (!(thrown instanceof StateFailure)) throw thrown;
    settle({ failure: thrown.failure });
  }
};

/** Settles the task when the nested execution ends, and stops that one when the task ends first. */
export const awaitNested = (run: Run, task: Task, settlement: TaskSettlement): void => {
  const { child } = task;
  if (child === undefined) return;
  const { runtime, cancellation } = run;
  const forget = cancellation.onCancel(() => runtime.stopNested(child));
  runtime.whenEnded(child, (ended) => {
    forget();
    void runtime.work.run(() => settlement.settle(resultOf(ended))).catch(settlement.abandon);
  });
  settlement.settled.then(
    () => {
      forget();
      if (task.result && 'failure' in task.result) runtime.stopNested(child);
    },
    () => undefined,
  );
};
