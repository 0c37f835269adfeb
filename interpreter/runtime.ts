import type { Clock } from '../local/time/clock.ts';
import type { Execution, ExecutionRecord, Frame, Result } from './execution.ts';
import type { Integrations } from './integrations.ts';
import type { Journal } from './journal.ts';
import type { Json } from './json.ts';
import type { Work } from './work.ts';

/** An open callback or nested wait: the only way to end it is to settle it, once. */
export type OpenTask = {
  executionArn: string;
  state: string;
  /** Durable when it resolves; false when the task was over already. */
  settle(result: Result): Promise<boolean>;
  /** Moves the heartbeat deadline durably; false when the task was over already. */
  heartbeat(): Promise<boolean>;
};

export type NestedStart = {
  machineArn: string;
  name: string | undefined;
  input: Json;
  parent?: { arn: string; path: string };
};

/** What running states need from the engine around them. */
export type Runtime = {
  clock: Clock;
  journal: Journal;
  work: Work;
  integrations: Integrations;
  random: () => number;
  region: string;
  tokens: Map<string, OpenTask>;
  /** Starts an execution in this tick's transaction. @throws StateFailure when AWS would refuse */
  startNested(start: NestedStart): ExecutionRecord;
  /** Stops a nested execution in this tick's transaction. */
  stopNested(arn: string): void;
  /** Calls back in the tick in which the execution ends; at once when it has ended. */
  whenEnded(arn: string, listener: (ended: ExecutionRecord) => void): void;
};

/** One chain of states being run. */
export type Run = {
  runtime: Runtime;
  execution: Execution;
  frame: Frame;
  cancellation: Execution['cancellation'];
};
