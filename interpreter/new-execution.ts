import { openCancellation } from './cancellation.ts';
import type { Definition } from './definition-types.ts';
import { type Execution, type ExecutionRecord, type Frame, rootPath } from './execution.ts';
import { type Draft, executionStarted, stateEntered } from './history.ts';
import type { Json } from './json.ts';
import { limits } from './limits.ts';
import type { Machine } from './machines.ts';

export type Beginning = {
  arn: string;
  name: string;
  input: Json;
  parent?: ExecutionRecord['parent'];
};

const rootFrame = ({ StartAt: first }: Definition, input: Json, now: number): Frame => ({
  path: rootPath,
  state: first,
  input,
  enteredAt: now,
  variables: {},
  visits: { [first]: 1 },
  retries: [],
  lastEvent: 0,
});

/** An execution about to enter its first state at `now` (epoch ms). */
export const newExecution = (
  machine: Machine,
  definition: Definition,
  beginning: Beginning,
  now: number,
): Execution => {
  const longest = limits.executionSeconds;
  const seconds = Math.min(definition.TimeoutSeconds ?? longest, longest);
  return {
    ...beginning,
    machineArn: machine.stateMachineArn,
    machineName: machine.name,
    roleArn: machine.roleArn,
    definitionHash: machine.definitionHash,
    startedAt: now,
    deadlineAt: now + seconds * 1000,
    status: 'RUNNING',
    redrives: 0,
    events: 0,
    transitions: 1,
    definition,
    frames: new Map([[rootPath, rootFrame(definition, beginning.input, now)]]),
    cancellation: openCancellation(),
  };
};

export const firstEvents = ({ definition, input, roleArn }: Execution): Draft[] => {
  const type = definition.States[definition.StartAt]?.Type ?? '';
  return [executionStarted(input, roleArn), stateEntered(type, definition.StartAt, input)];
};
