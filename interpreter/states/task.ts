import { randomBytes } from 'node:crypto';
import { conclude, type Move } from '../conclude.ts';
import { makeScope } from '../context.ts';
import type { TaskState } from '../definition-types.ts';
import type { Result, Task } from '../execution.ts';
import { StateFailure } from '../failure.ts';
import { taskScheduled, taskSubmitted } from '../history.ts';
import { saveToken } from '../journal-writes.ts';
import type { Json } from '../json.ts';
import { EvaluationFailure, evaluate } from '../jsonata.ts';
import { limits, withinPayload } from '../limits.ts';
import { record } from '../record.ts';
import type { Run } from '../runtime.ts';
import { newToken } from '../task-token.ts';
import { call } from './task-call.ts';
import { awaitNested, startNested } from './task-nested.ts';
import { openSettlement, type TaskSettlement } from './task-settlement.ts';

const secondsOf = async (
  run: Run,
  state: TaskState,
  field: 'TimeoutSeconds' | 'HeartbeatSeconds',
) => {
  const template = state[field];
  if (template === undefined) return undefined;
  const seconds = await evaluate(template, makeScope(run), field);
  if (Number.isInteger(seconds) && (seconds as number) >= 1) {
    return Math.min(seconds as number, limits.taskSeconds);
  }
  throw new EvaluationFailure(`${field} must be a whole number of at least 1`, field);
};

const after = (now: number, seconds: number | undefined) =>
  seconds === undefined ? undefined : now + seconds * 1000;

/** Writes down what is about to be asked, with its token and deadlines, before asking. */
const schedule = async (run: Run, state: TaskState): Promise<Task> => {
  const { frame, runtime } = run;
  const token = state.resource.pattern === 'callback' ? newToken(randomBytes(48)) : undefined;
  const task: Task = { phase: 'scheduled', arguments: frame.input, ...(token && { token }) };
  frame.task = task;
  try {
    const timeoutSeconds = await secondsOf(run, state, 'TimeoutSeconds');
    const heartbeatSeconds = await secondsOf(run, state, 'HeartbeatSeconds');
    task.arguments = withinPayload(
      await evaluate(state.Arguments ?? frame.input, makeScope(run), 'Arguments'),
      'state arguments',
    );
    const now = runtime.clock.now();
    Object.assign(task, {
      timeoutSeconds,
      heartbeatSeconds,
      deadlineAt: after(now, timeoutSeconds),
      heartbeatAt: after(now, heartbeatSeconds),
    });
  } catch (error) {
    delete frame.task;
    throw error;
  }
  delete frame.retryAt;
  const events = taskScheduled(state.resource, runtime.region, task.arguments, task);
  await record(run, 'scheduled', events, token ? [saveToken(run.execution, token)] : []);
  return task;
};

const submit = async (run: Run, state: TaskState, task: Task, reply: Json) => {
  if (task.phase !== 'scheduled') return;
  task.phase = 'submitted';
  await record(run, 'submitted', [taskSubmitted(state.resource, reply)]);
};

const ask = async (run: Run, state: TaskState, task: Task, settlement: TaskSettlement) => {
  let result: Result;
  try {
    result = { output: withinPayload(await call(run, state.resource, task), 'task result') };
  } catch (thrown) {
    if (!(thrown instanceof StateFailure)) throw thrown;
    result = { failure: thrown.failure };
  }
  if ('output' in result && state.resource.pattern === 'callback') {
    return submit(run, state, task, result.output);
  }
  await settlement.settle(result);
};

/** Runs or resumes one attempt of a Task, from whatever its journaled phase is. */
export const runTask = async (run: Run, state: TaskState): Promise<Move> => {
  const task = run.frame.task ?? (await schedule(run, state));
  if (task.phase !== 'settled') {
    const settlement = openSettlement(run, state, task);
    const { resource } = state;
    if (resource.kind === 'execution') {
      if (task.phase === 'scheduled') startNested(run, state, task, settlement);
      if (resource.pattern === 'sync') awaitNested(run, task, settlement);
    } else if (task.phase === 'scheduled') {
      run.runtime.work
        .run(() => ask(run, state, task, settlement))
        .catch((error) => settlement.abandon(error));
    }
    const { join, park } = run.runtime.work;
    await (resource.pattern === 'response' ? join : park)(settlement.settled);
  }
  const result = task.result as Result;
  if ('failure' in result) throw new StateFailure(result.failure.error, result.failure.cause);
  return conclude(run, state, { result: result.output }, result.output);
};
