import { Cancelled } from '../cancellation.ts';
import type { TaskState } from '../definition-types.ts';
import type { Result, Task } from '../execution.ts';
import { StateFailure } from '../failure.ts';
import { taskFailed, taskSucceeded } from '../history.ts';
import { record } from '../record.ts';
import type { OpenTask, Run } from '../runtime.ts';

export type TaskSettlement = OpenTask & {
  /** Resolves once the result is durable. @throws Cancelled when the run is stopped first */
  settled: Promise<void>;
  /** The attempt cannot be decided: the error goes to whoever runs the task. */
  abandon(error: unknown): void;
};

const timedOut = (error: string, what: string): Result => ({
  failure: { error, cause: `The task ${what}` },
});

/**
 * Races the answer, the callback and the deadlines of one attempt; the first is made durable and
 * the rest come too late. The result lies in `task.result`.
 */
export const openSettlement = (run: Run, state: TaskState, task: Task): TaskSettlement => {
  const { runtime, cancellation } = run;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  promise.catch(() => undefined);
  const disarm: Record<'deadline' | 'heartbeat', () => void> = {
    deadline: () => undefined,
    heartbeat: () => undefined,
  };
  const isOver = () => task.phase === 'settled' || cancellation.cancelled;
  const letGo = () => {
    disarm.deadline();
    disarm.heartbeat();
    if (task.token) runtime.tokens.delete(task.token);
  };
  const abandon = (error: unknown) => {
    letGo();
    reject(error);
  };

  const settle = async (result: Result): Promise<boolean> => {
    if (isOver()) return false;
    task.phase = 'settled';
    task.result = result;
    forget();
    letGo();
    try {
      const event =
        'failure' in result
          ? taskFailed(state.resource, result.failure)
          : taskSucceeded(state.resource, result.output);
      await record(run, 'settled', [event]);
    } catch (error) {
      reject(error);
      if (error instanceof StateFailure) return false;
      throw error;
    }
    resolve();
    return true;
  };
  const arm = (which: keyof typeof disarm, at: number | undefined, result: Result) => {
    disarm[which]();
    if (at === undefined) return;
    disarm[which] = runtime.clock.schedule(at, () => {
      runtime.work.run(() => settle(result)).catch(abandon);
    });
  };
  const armHeartbeat = () =>
    arm(
      'heartbeat',
      task.heartbeatAt,
      timedOut('States.HeartbeatTimeout', `sent no heartbeat for ${task.heartbeatSeconds} seconds`),
    );
  const heartbeat = async (): Promise<boolean> => {
    if (isOver()) return false;
    if (task.heartbeatSeconds !== undefined) {
      task.heartbeatAt = runtime.clock.now() + task.heartbeatSeconds * 1000;
      armHeartbeat();
    }
    await record(run, 'heartbeat', []);
    return true;
  };

  const settlement: TaskSettlement = {
    executionArn: run.execution.arn,
    state: run.frame.state,
    settle,
    heartbeat,
    settled: promise,
    abandon,
  };
  const forget = cancellation.onCancel(() => abandon(new Cancelled()));
  if (task.token) runtime.tokens.set(task.token, settlement);
  arm(
    'deadline',
    task.deadlineAt,
    timedOut('States.Timeout', `was not done within ${task.timeoutSeconds} seconds`),
  );
  armHeartbeat();
  return settlement;
};
