import { stepKey, type Task } from '../execution.ts';
import { StateFailure } from '../failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { TaskResource } from '../resource.ts';
import type { Run } from '../runtime.ts';

const toJson = (value: unknown): Json =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);

/** A platform fault: its name is the error name, its message the cause. */
const faulted = (error: unknown): StateFailure => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new StateFailure(name === 'Error' ? 'States.TaskFailed' : name, message);
};

const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw faulted(error);
  }
};

const invoke = async (run: Run, functionName: string, payload: Json) => {
  const { execution, frame, runtime } = run;
  const reply = await attempt(() =>
    runtime.integrations.invokeLambda({
      functionName,
      payload,
      roleArn: execution.roleArn,
      stepKey: stepKey(execution, frame),
    }),
  );
  if (reply.functionError) {
    const { errorType, errorMessage = '' } = reply.functionError;
    throw new StateFailure(errorType, JSON.stringify({ errorMessage, errorType }));
  }
  return { payload: toJson(reply.payload), statusCode: reply.statusCode ?? 200 };
};

const lambdaArguments = ['FunctionName', 'Payload', 'InvocationType', 'Qualifier'];

const invokeEnvelope = async (run: Run, given: JsonObject): Promise<Json> => {
  const unknown = Object.keys(given).find((name) => !lambdaArguments.includes(name));
  if (unknown) throw new StateFailure('States.Runtime', `Argument ${unknown} is not supported`);
  const { FunctionName: functionName, Payload: payload = {}, InvocationType: kind } = given;
  if (kind !== undefined && kind !== 'RequestResponse') {
    throw new StateFailure('States.Runtime', 'InvocationType must be RequestResponse');
  }
  if (typeof functionName !== 'string') {
    throw new StateFailure('States.Runtime', 'FunctionName must be a text');
  }
  const reply = await invoke(run, functionName, payload);
  return { ExecutedVersion: '$LATEST', Payload: reply.payload, StatusCode: reply.statusCode };
};

const callSdk = async (run: Run, { service, action }: TaskResource, given: Json): Promise<Json> => {
  const { integrations } = run.runtime;
  const { roleArn } = run.execution;
  const output = toJson(
    await attempt(() => integrations.awsSdk({ service, action, parameters: given, roleArn })),
  );
  if (action === 'putEvents' && isObject(output) && Number(output.FailedEntryCount) > 0) {
    throw new StateFailure('EventBridge.FailedEntry', JSON.stringify(output));
  }
  return output;
};

/** Asks the outside world once. @throws StateFailure as AWS would name it */
export const call = async (run: Run, resource: TaskResource, task: Task): Promise<Json> => {
  if (resource.kind === 'function') {
    return (await invoke(run, resource.arn, task.arguments)).payload;
  }
  if (resource.kind === 'sdk') return callSdk(run, resource, task.arguments);
  if (!isObject(task.arguments)) {
    throw new StateFailure('States.Runtime', 'Arguments must be an object');
  }
  return invokeEnvelope(run, task.arguments);
};
