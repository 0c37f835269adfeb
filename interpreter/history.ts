import type { Failure } from './failure.ts';
import type { Json, JsonObject } from './json.ts';
import type { TaskResource } from './resource.ts';

/** One event as the journal keeps it; `details` is the member AWS names after the type. */
export type HistoryEvent = {
  id: number;
  previous: number;
  at: number;
  type: string;
  member?: string;
  details?: JsonObject;
};

export type Draft = Omit<HistoryEvent, 'id' | 'previous' | 'at'>;

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const draft = (type: string, details?: JsonObject, member = `${lowerFirst(type)}EventDetails`) =>
  details === undefined ? { type } : { type, member, details };

const whole = { truncated: false };
const text = (value: Json) => JSON.stringify(value);
const said = ({ error, cause }: Failure): JsonObject => ({ error, cause });

export const executionStarted = (input: Json, roleArn: string): Draft =>
  draft('ExecutionStarted', { input: text(input), inputDetails: whole, roleArn });
export const executionSucceeded = (output: Json): Draft =>
  draft('ExecutionSucceeded', { output: text(output), outputDetails: whole });
export const executionEnded = (
  type: 'ExecutionFailed' | 'ExecutionAborted' | 'ExecutionTimedOut',
  failure: Partial<Failure>,
): Draft => draft(type, { ...failure });
export const executionRedriven = (redriveCount: number): Draft =>
  draft('ExecutionRedriven', { redriveCount });

export const stateEntered = (type: string, name: string, input: Json): Draft =>
  draft(
    `${type}StateEntered`,
    { name, input: text(input), inputDetails: whole },
    'stateEnteredEventDetails',
  );
export const stateExited = (
  type: string,
  name: string,
  output: Json,
  assigned: JsonObject,
): Draft =>
  draft(
    `${type}StateExited`,
    {
      name,
      output: text(output),
      outputDetails: whole,
      ...(Object.keys(assigned).length > 0 && {
        assignedVariables: Object.fromEntries(
          Object.entries(assigned).map(([variable, value]) => [variable, text(value)]),
        ),
        assignedVariablesDetails: whole,
      }),
    },
    'stateExitedEventDetails',
  );
export const evaluationFailed = (failure: Failure, location: string, state: string): Draft =>
  draft('EvaluationFailed', { ...said(failure), location, state });

const called = ({ service, action }: TaskResource): JsonObject => ({
  resourceType: service,
  resource: action,
});
const resourceOf = (resource: TaskResource): JsonObject =>
  resource.pattern === 'response'
    ? called(resource)
    : {
        resourceType: resource.service,
        resource: `${resource.action}${resource.pattern === 'sync' ? '.sync:2' : '.waitForTaskToken'}`,
      };

export const taskScheduled = (
  resource: TaskResource,
  region: string,
  parameters: Json,
  limits: { timeoutSeconds?: number; heartbeatSeconds?: number },
): Draft[] => {
  const timeout: JsonObject =
    limits.timeoutSeconds === undefined ? {} : { timeoutInSeconds: limits.timeoutSeconds };
  if (resource.kind === 'function') {
    const details = { resource: resource.arn, input: text(parameters), inputDetails: whole };
    return [
      draft('LambdaFunctionScheduled', { ...details, ...timeout }),
      draft('LambdaFunctionStarted'),
    ];
  }
  const heartbeat: JsonObject =
    limits.heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: limits.heartbeatSeconds };
  const details = { ...resourceOf(resource), region, parameters: text(parameters) };
  return [
    draft('TaskScheduled', { ...details, ...timeout, ...heartbeat }),
    draft('TaskStarted', resourceOf(resource)),
  ];
};
export const taskSubmitted = (resource: TaskResource, output: Json): Draft =>
  draft('TaskSubmitted', { ...resourceOf(resource), output: text(output), outputDetails: whole });
export const taskSucceeded = (resource: TaskResource, output: Json): Draft =>
  resource.kind === 'function'
    ? draft('LambdaFunctionSucceeded', { output: text(output), outputDetails: whole })
    : draft('TaskSucceeded', {
        ...resourceOf(resource),
        output: text(output),
        outputDetails: whole,
      });
export const taskFailed = (resource: TaskResource, failure: Failure): Draft => {
  const timedOut = ['States.Timeout', 'States.HeartbeatTimeout'].includes(failure.error);
  const ending = timedOut ? 'TimedOut' : 'Failed';
  return resource.kind === 'function'
    ? draft(`LambdaFunction${ending}`, said(failure))
    : draft(`Task${ending}`, { ...resourceOf(resource), ...said(failure) });
};

export const fanOutStarted = (kind: 'Parallel' | 'Map', length: number): Draft =>
  kind === 'Map' ? draft('MapStateStarted', { length }) : draft('ParallelStateStarted');
export const fanOutEnded = (kind: 'Parallel' | 'Map', ending: 'Succeeded' | 'Failed'): Draft =>
  draft(`${kind}State${ending}`);
export const iteration = (
  ending: 'Started' | 'Succeeded' | 'Failed',
  name: string,
  index: number,
): Draft => draft(`MapIteration${ending}`, { name, index });
