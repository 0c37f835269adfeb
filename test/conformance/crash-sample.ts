import { type Engine, openEngine } from '../../interpreter/engine.ts';
import type { Integrations } from '../../interpreter/integrations.ts';
import type { Json } from '../../interpreter/json.ts';
import type { Clock } from '../../local/time/clock.ts';
import { testClock } from '../../local/time/clock.ts';
import { ask, behind, fault, hold, machine } from './case.ts';

const roleArn = 'arn:aws:iam::000000000000:role/workflow';
const named = (definition: object) =>
  JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_all, name) =>
    name === 'Child' ? 'arn:aws:states:us-east-1:000000000000:stateMachine:child' : name,
  );

const child = machine({
  Inside: ask('Echo', '{% $states.input.n %}', {
    Output: '{% $states.result.Payload * 10 %}',
    End: true,
  }),
});

/** Callback, retry, wait, Map, Parallel and a nested execution in one machine. */
const parent = machine({
  Begin: ask('Flaky', 'begin', {
    Retry: [{ ErrorEquals: ['TransientFault'], IntervalSeconds: 5 }],
    Assign: { begun: '{% $states.result.Payload %}' },
    Next: 'Decide',
  }),
  Decide: hold({ TimeoutSeconds: 86_400, HeartbeatSeconds: 80_000, Next: 'Pause' }),
  Pause: { Type: 'Wait', Seconds: 3_000_000, Output: [1, 2], Next: 'Each' },
  Each: {
    Type: 'Map',
    MaxConcurrency: 1,
    ItemProcessor: {
      StartAt: 'Item',
      States: {
        Item: ask('Echo', '{% $states.input %}', {
          Output: '{% $states.result.Payload %}',
          End: true,
        }),
      },
    },
    Next: 'Both',
  },
  Both: {
    Type: 'Parallel',
    Branches: [
      {
        StartAt: 'Nested',
        States: {
          Nested: {
            Type: 'Task',
            Resource: 'arn:aws:states:::states:startExecution.sync:2',
            Arguments: { StateMachineArn: behind('Child'), Input: { n: '{% $states.input[1] %}' } },
            Output: '{% $states.result.Output %}',
            End: true,
          },
        },
      },
      {
        StartAt: 'Refuse',
        States: {
          Refuse: ask(
            'Refuse',
            {},
            { Catch: [{ ErrorEquals: ['No'], Output: 'caught', Next: 'After' }], Next: 'After' },
          ),
          After: { Type: 'Succeed' },
        },
      },
    ],
    Output: { begun: '{% $begun %}', both: '{% $states.result %}' },
    End: true,
  },
});

export const expectedOutput = { begun: 'begun', both: [20, 'caught'] };

/** The world outside the engine, which outlives its crashes. */
export type World = {
  clock: Clock;
  integrations: Integrations;
  /** Step keys by the function called. */
  calls: { functionName: string; stepKey: string }[];
  tokens: Set<string>;
};

export const openWorld = (): World => {
  const calls: World['calls'] = [];
  const tokens = new Set<string>();
  const failedOnce = new Set<string>();
  const answers: Record<string, (payload: unknown, stepKey: string) => unknown> = {
    Echo: (payload) => payload,
    Flaky: (_payload, stepKey) => {
      if (failedOnce.has(stepKey)) return 'begun';
      failedOnce.add(stepKey);
      throw fault('TransientFault');
    },
    PlaceHold: (payload) => {
      tokens.add((payload as { taskToken: string }).taskToken);
      return {};
    },
    Refuse: () => {
      throw fault('No');
    },
  };
  const integrations: Integrations = {
    invokeLambda: async ({ functionName, payload, stepKey }) => {
      calls.push({ functionName, stepKey });
      try {
        return { payload: answers[functionName]?.(payload, stepKey) };
      } catch (error) {
        return { payload: null, functionError: { errorType: (error as Error).name } };
      }
    },
    awsSdk: async () => ({}),
  };
  return { clock: testClock(Date.parse('2026-01-05T09:00:00Z')), integrations, calls, tokens };
};

type Hook = (point: string) => void;

/** Opens the engine on a journal; resolves `crashed` when the hook kills it. */
export const openOn = async (world: World, journalPath: string, hook: Hook) => {
  const { promise: crashed, resolve } = Promise.withResolvers<'crashed'>();
  const engine = await openEngine({
    journalPath,
    clock: world.clock,
    integrations: world.integrations,
    hook,
    random: () => 0.5,
    onFault: () => resolve('crashed'),
  });
  return { engine, crashed };
};

const answerHolds = async (engine: Engine, world: World): Promise<void> => {
  for (const token of world.tokens) {
    await engine.sendTaskSuccess(token, 'approved').catch((error: { code?: string }) => {
      if (error.code !== 'TaskTimedOut' && error.code !== 'TaskDoesNotExist') throw error;
    });
  }
};

/** Drives the sample to its end: creates, starts, lets time pass and answers what is asked. */
export const driveToEnd = async (engine: Engine, world: World): Promise<Json | undefined> => {
  await engine.createStateMachine({ name: 'child', definition: named(child), roleArn });
  const made = await engine.createStateMachine({
    name: 'parent',
    definition: named(parent),
    roleArn,
  });
  const arn = 'arn:aws:states:us-east-1:000000000000:execution:parent:sweep';
  const { stateMachineArn } = made;
  await engine.startExecution({ stateMachineArn, name: 'sweep' }).catch((error) => {
    if (error.code !== 'ExecutionAlreadyExists') throw error;
  });
  for (;;) {
    await engine.idle();
    const { status, output, error, cause } = engine.describeExecution(arn);
    if (status === 'SUCCEEDED') return output;
    if (status !== 'RUNNING') throw new Error(`${status}: ${error} ${cause}`);
    if (engine.openCallbacks().length > 0) await answerHolds(engine, world);
    else if (world.clock.next() !== undefined) world.clock.moveTo(world.clock.next() as number);
  }
};
