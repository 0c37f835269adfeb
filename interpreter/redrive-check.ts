import type { ExecutionRecord } from './execution.ts';
import { limits } from './limits.ts';
import { ServiceError } from './service-error.ts';

const dayMs = 86_400_000;

/** Why an execution cannot be redriven, or `undefined` when it can. `now` is epoch ms. */
export const redriveObstacle = (execution: ExecutionRecord, now: number): string | undefined => {
  if (execution.status === 'RUNNING') return 'Execution is RUNNING and cannot be redriven';
  if (execution.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (now - (execution.stoppedAt ?? now) > limits.redriveDays * dayMs) {
    return `Execution ended more than ${limits.redriveDays} days ago`;
  }
  if (execution.events >= limits.historyEvents - 1) return 'Execution history is full';
  return undefined;
};

/** @throws ServiceError ExecutionNotRedrivable */
export const checkRedrivable = (execution: ExecutionRecord, now: number): void => {
  const obstacle = redriveObstacle(execution, now);
  if (obstacle) throw new ServiceError('ExecutionNotRedrivable', obstacle);
};
