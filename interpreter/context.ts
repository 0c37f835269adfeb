import { type Execution, type Frame, visibleVariables } from './execution.ts';
import type { JsonObject } from './json.ts';
import type { Scope } from './jsonata.ts';
import type { Run } from './runtime.ts';

/** An instant as the context object writes it: no trailing zeros in the fraction of a second. */
export const contextInstant = (atMs: number): string =>
  new Date(atMs).toISOString().replace(/\.?0*Z$/, 'Z');

const contextOf = (execution: Execution, frame: Frame, extra: JsonObject): JsonObject => ({
  Execution: {
    Id: execution.arn,
    Input: execution.input,
    Name: execution.name,
    RoleArn: execution.roleArn,
    StartTime: contextInstant(execution.startedAt),
    RedriveCount: execution.redrives,
    ...(execution.redrivenAt !== undefined && {
      RedriveTime: contextInstant(execution.redrivenAt),
    }),
  },
  State: {
    EnteredTime: contextInstant(frame.enteredAt),
    Name: frame.state,
    RetryCount: frame.retries.reduce((sum, taken) => sum + (taken ?? 0), 0),
  },
  StateMachine: { Id: execution.machineArn, Name: execution.machineName },
  ...(frame.task?.token !== undefined && { Task: { Token: frame.task.token } }),
  ...extra,
});

/** What the expressions of the current state see, plus `states` members and context additions. */
export const makeScope = (
  { runtime, execution, frame }: Run,
  states: JsonObject = {},
  context: JsonObject = {},
): Scope => ({
  states: { input: frame.input, context: contextOf(execution, frame, context), ...states },
  variables: visibleVariables(execution, frame),
  now: runtime.clock.now(),
});
