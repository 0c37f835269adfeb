import { authorizationId, authorizationScope } from '../../functions/platform/ids.ts';
import {
  deployedDefinition,
  type WorkflowName,
  writtenDefinition,
} from '../../infra/definition.ts';
import { type Engine, openEngine } from '../../interpreter/engine.ts';
import type { Status } from '../../interpreter/execution.ts';
import type { Integrations } from '../../interpreter/integrations.ts';
import type { Json } from '../../interpreter/json.ts';
import { type Clock, testClock } from '../../local/time/clock.ts';

export type Fake = (payload: never) => unknown;

export type Workflow = {
  /** The machine, as an object or its text, with its `${Name}` placeholders. */
  definition: object | string;
  /** What stands behind each `${Name}`: a function called with the payload, or a plain text. */
  substitutions?: Record<string, Fake | string>;
  input?: unknown;
  /** Machines it starts, by placeholder or ARN: a definition run for real, or a fake. */
  children?: Record<string, object | string | Fake>;
  /** Direct SDK integrations, by `service:action`. */
  sdk?: Record<string, (parameters: never) => unknown>;
  /** An ISO instant; a Monday morning unless told. */
  startAt?: string;
  /** 0 ≤ n < 1, for retry jitter. */
  random?: () => number;
};

type Call = { name: string; payload: unknown; stepKey: string };

type Span = { days?: number; hours?: number; minutes?: number; seconds?: number };

type Outcome = { status: Status; output?: unknown; error?: string; cause?: string };

const account = '000000000000';
const roleArn = `arn:aws:iam::${account}:role/workflow`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
const machineArn = (name: string) => `arn:aws:states:us-east-1:${account}:stateMachine:${name}`;
const lastPart = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);

const milliseconds = ({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span) =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

const asText = (definition: object | string) =>
  typeof definition === 'string' ? definition : JSON.stringify(definition);

const substitute = (text: string, names: Record<string, string>) =>
  text.replace(/\$\{(\w+)\}/g, (placeholder, name) => {
    const value = names[name];
    if (value === undefined) throw new Error(`Nothing stands behind ${placeholder}`);
    return value;
  });

const fakeMachine = (name: string) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'Answer',
  States: { Answer: { Type: 'Task', Resource: functionArn(name), End: true } },
});

const isPlatformFault = (error: unknown) =>
  error instanceof Error && error.name.startsWith('Lambda.');

const integrationsOf = (
  fakes: Record<string, Fake | undefined>,
  sdk: Workflow['sdk'] = {},
  calls: Call[],
): Integrations => ({
  invokeLambda: async ({ functionName, payload, stepKey }) => {
    const name = lastPart(functionName);
    calls.push({ name, payload, stepKey });
    const fake = fakes[name];
    if (!fake) throw new Error(`No function stands behind ${name}`);
    try {
      return { payload: await fake(payload as never) };
    } catch (error) {
      if (isPlatformFault(error) || !(error instanceof Error)) throw error;
      const functionError = { errorType: error.name, errorMessage: error.message };
      return { payload: null, functionError };
    }
  },
  awsSdk: async ({ service, action, parameters }) => {
    const fake = sdk[`${service}:${action}`];
    if (!fake) throw new Error(`Nothing stands behind ${service}:${action}`);
    return fake(parameters as never);
  },
});

const createMachines = async (engine: Engine, workflow: Workflow) => {
  const { substitutions = {}, children = {} } = workflow;
  const names: Record<string, string> = {};
  for (const [name, fake] of Object.entries(substitutions)) {
    names[name] = typeof fake === 'string' ? fake : functionArn(name);
  }
  for (const key of Object.keys(children)) names[key] = machineArn(lastPart(key));
  for (const [key, child] of Object.entries(children)) {
    const name = lastPart(key);
    const definition = typeof child === 'function' ? fakeMachine(name) : child;
    await engine.createStateMachine({
      name,
      definition: substitute(asText(definition), names),
      roleArn,
    });
  }
  const definition = substitute(asText(workflow.definition), names);
  return engine.createStateMachine({ name: 'workflow', definition, roleArn });
};

const functionsIn = (entries: Record<string, unknown>): Record<string, Fake> =>
  Object.fromEntries(
    Object.entries(entries)
      .filter(([, entry]) => typeof entry === 'function')
      .map(([key, entry]) => [lastPart(key), entry as Fake]),
  );

const entered = (engine: Engine, executionArn: string): string[] =>
  engine
    .getExecutionHistory(executionArn, { limit: 25_000 })
    .filter(({ type }) => type.endsWith('StateEntered'))
    .map(({ details }) => String(details?.name));

const moveThrough = async (engine: Engine, clock: Clock, untilMs: number) => {
  for (let due = clock.next(); due !== undefined && due <= untilMs; due = clock.next()) {
    clock.moveTo(due);
    await engine.idle();
  }
  clock.moveTo(untilMs);
  await engine.idle();
};

/**
 * Runs a workflow in the interpreter on a virtual clock, with functions as its steps, until it ends
 * or waits. An error a fake throws reaches Retry and Catch under its `name`; names that begin with
 * `Lambda.` count as faults of the platform.
 *
 * @example
 * const run = await runWorkflow({
 *   definition: definition('authorization'),
 *   substitutions: {
 *     SubmitAuthorization: () => ({ outcome: 'pended' }),
 *     PlaceHold: () => ({}),
 *   },
 *   input: { authorizationId: 'authorization-1' },
 * });
 * await run.advance({ days: 3 });
 * await run.answer('Await payer decision', { resolution: 'approved' });
 * expect(run.path()).toContain('Was it approved?');
 * expect(run.outcome().status).toBe('SUCCEEDED');
 */
export const runWorkflow = async (workflow: Workflow) => {
  const { substitutions = {}, children = {}, random = () => 0.5 } = workflow;
  const clock = testClock(Date.parse(workflow.startAt ?? '2026-01-05T09:00:00Z'));
  const calls: Call[] = [];
  const fakes = { ...functionsIn(substitutions), ...functionsIn(children) };
  const integrations = integrationsOf(fakes, workflow.sdk, calls);
  const engine = await openEngine({ journalPath: ':memory:', clock, integrations, random });
  const { stateMachineArn } = await createMachines(engine, workflow);
  const { arn } = await engine.startExecution({
    stateMachineArn,
    name: 'test',
    input: (workflow.input ?? {}) as Json,
  });
  await engine.idle();

  const tokenOf = (state: string): string => {
    const open = engine.openCallbacks().filter((callback) => callback.state === state);
    if (open[0]) return open[0].token;
    const waiting = engine.openCallbacks().map((callback) => callback.state);
    throw new Error(`Nothing waits in '${state}', only in [${waiting.join(', ')}]`);
  };

  return {
    engine,
    clock,
    executionArn: arn,
    /** States entered, in order, branches and iterations included. */
    path: (executionArn = arn): string[] => entered(engine, executionArn),
    outcome: (executionArn = arn): Outcome => {
      const { status, output, error, cause } = engine.describeExecution(executionArn);
      return {
        status,
        ...(output !== undefined && { output }),
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    },
    /** States that wait for a callback, children included. */
    waitingIn: (): string[] => engine.openCallbacks().map(({ state }) => state),
    /** Calls made so far, of one step or of all. */
    calls: (name?: string): Call[] =>
      calls.filter((made) => name === undefined || made.name === name),
    transitions: (): number => engine.transitionsOf(arn),
    /** Lets time pass; everything that falls due on the way happens at its own instant. */
    advance: (span: Span): Promise<void> =>
      moveThrough(engine, clock, clock.now() + milliseconds(span)),
    /** Lets time pass until the next deadline. */
    advanceToNext: async (): Promise<void> => {
      const due = clock.next();
      if (due !== undefined) await moveThrough(engine, clock, due);
    },
    /** Answers the callback a state waits for. */
    answer: async (state: string, output: unknown): Promise<void> => {
      await engine.sendTaskSuccess(tokenOf(state), output as Json);
      await engine.idle();
    },
    fail: async (state: string, error: string, cause = ''): Promise<void> => {
      await engine.sendTaskFailure(tokenOf(state), error, cause);
      await engine.idle();
    },
    heartbeat: async (state: string): Promise<void> => {
      await engine.sendTaskHeartbeat(tokenOf(state));
      await engine.idle();
    },
    stop: async (): Promise<void> => {
      await engine.stopExecution(arn);
      await engine.idle();
    },
    redrive: async (): Promise<void> => {
      await engine.redriveExecution(arn);
      await engine.idle();
    },
    close: (): Promise<void> => engine.close(),
  };
};

export type WorkflowRun = Awaited<ReturnType<typeof runWorkflow>>;

/** A workflow of the service, as it is deployed. */
export const definition = (name: WorkflowName): string =>
  JSON.stringify(deployedDefinition(writtenDefinition(name)));

/** A step that answers one thing the first time and another ever after. */
export const once = <T>(first: T, then: T) => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked === 1 ? first : then;
  };
};

/** Answers as the step that finds an authorization needed, in the round after the last one. */
export const needed = ({ referralId, round }: { referralId: string; round: number }) => ({
  outcome: 'needed',
  round: round + 1,
  authorization: {
    referralId,
    authorizationId: authorizationId(referralId, round + 1),
    scope: authorizationScope(authorizationId(referralId, round + 1)),
    turn: 0,
    level: 0,
  },
});
