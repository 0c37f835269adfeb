import type { Cancellation } from './cancellation.ts';
import type { Definition } from './definition-types.ts';
import type { Failure } from './failure.ts';
import type { Json, JsonObject } from './json.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export type Result = { output: Json } | { failure: Failure };

/**
 * One attempt of a Task. `scheduled` is invoked again after a crash, `submitted` is only waited
 * for, `settled` is never asked for again. Deadlines are absolute epoch ms.
 */
export type Task = {
  phase: 'scheduled' | 'submitted' | 'settled';
  arguments: Json;
  token?: string;
  timeoutSeconds?: number;
  deadlineAt?: number;
  heartbeatSeconds?: number;
  heartbeatAt?: number;
  /** The nested execution a `.sync:2` task waits for. */
  child?: string;
  result?: Result;
};

/** What a Parallel or Map state hands to its children. */
export type FanOut =
  | { kind: 'Parallel'; input: Json; branches: number }
  | {
      kind: 'Map';
      items: Json[];
      keys?: string[];
      concurrency: number;
      toleratedCount?: number;
      toleratedPercentage?: number;
    };

/** Where one chain of states stands. The journal keeps exactly this, so it must stay plain JSON. */
export type Frame = {
  /** Place in the execution: '' is the machine, then `/state#visit[index]` for each level. */
  path: string;
  parent?: string;
  state: string;
  input: Json;
  enteredAt: number;
  variables: JsonObject;
  /** How often each state was entered; part of the step key. */
  visits: Record<string, number>;
  /** Retries taken, by position of the retrier. */
  retries: number[];
  lastEvent: number;
  task?: Task;
  retryAt?: number;
  waitUntil?: number;
  fanOut?: FanOut;
  done?: Result;
};

/** What the journal keeps of an execution besides its frames. */
export type ExecutionRecord = {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  roleArn: string;
  definitionHash: string;
  input: Json;
  startedAt: number;
  deadlineAt: number;
  status: Status;
  stoppedAt?: number;
  output?: Json;
  error?: string;
  cause?: string;
  redrives: number;
  redrivenAt?: number;
  redriveToken?: string;
  /** The task that waits for this execution. */
  parent?: { arn: string; path: string };
  events: number;
  transitions: number;
};

/** An execution in memory: running, or about to be. */
export type Execution = ExecutionRecord & {
  definition: Definition;
  frames: Map<string, Frame>;
  cancellation: Cancellation;
};

export const rootPath = '';

/**
 * The same for every attempt of one visit to a state, across retries, crashes and redrives.
 * Handlers may use it to recognize a repeated call.
 */
export const stepKey = (execution: ExecutionRecord, frame: Frame): string =>
  `${execution.arn}${frame.path}/${frame.state}#${frame.visits[frame.state] ?? 1}`;

export const childPath = (frame: Frame, index: number): string =>
  `${frame.path}/${frame.state}#${frame.visits[frame.state] ?? 1}[${index}]`;

/** Frames below one frame, at any depth. */
export const framesUnder = (execution: Execution, frame: Frame): Frame[] =>
  frame.fanOut === undefined
    ? []
    : [...execution.frames.values()].filter((other) => other.path.startsWith(`${frame.path}/`));

/** Variables a frame sees: its own and those of the scopes around it. */
export const visibleVariables = (execution: Execution, frame: Frame): JsonObject => {
  const parent = frame.parent === undefined ? undefined : execution.frames.get(frame.parent);
  return parent ? { ...visibleVariables(execution, parent), ...frame.variables } : frame.variables;
};
