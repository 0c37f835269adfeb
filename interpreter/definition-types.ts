import type { Json } from './json.ts';
import type { TaskResource } from './resource.ts';

/** A value written in the definition; strings `{% … %}` in it are expressions. */
export type Template = Json;

export type Assignments = { [variable: string]: Template };

export type Retrier = {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
};

export type Catcher = {
  ErrorEquals: string[];
  Next: string;
  Assign?: Assignments;
  Output?: Template;
};

type Common = { Comment?: string; Assign?: Assignments; Output?: Template };
type Onward = { Next?: string; End?: true };
type Guarded = { Retry?: Retrier[]; Catch?: Catcher[] };

export type TaskState = { Type: 'Task'; Resource: string; resource: TaskResource } & {
  Arguments?: Template;
  TimeoutSeconds?: Template;
  HeartbeatSeconds?: Template;
} & Common &
  Onward &
  Guarded;

export type ChoiceRule = { Condition: Template; Next: string } & Common;
export type ChoiceState = { Type: 'Choice'; Choices: ChoiceRule[]; Default?: string } & Common;
export type WaitState = { Type: 'Wait'; Seconds?: Template; Timestamp?: Template } & Common &
  Onward;
export type PassState = { Type: 'Pass' } & Common & Onward;
export type SucceedState = { Type: 'Succeed' } & Common;
export type FailState = { Type: 'Fail'; Error?: Template; Cause?: Template; Comment?: string };

export type ParallelState = {
  Type: 'Parallel';
  Branches: Branch[];
  Arguments?: Template;
} & Common &
  Onward &
  Guarded;

export type MapState = {
  Type: 'Map';
  ItemProcessor: Branch;
  Items?: Template;
  ItemSelector?: Template;
  MaxConcurrency?: Template;
  ToleratedFailureCount?: Template;
  ToleratedFailurePercentage?: Template;
} & Common &
  Onward &
  Guarded;

export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export type FanOutState = ParallelState | MapState;

/** A chain of states: the whole machine, a Parallel branch or a Map processor. */
export type Branch = { StartAt: string; States: Record<string, State> };

export type Definition = Branch & { TimeoutSeconds?: number; Comment?: string };
