import { ask, failing, fault, type Group, hold, machine, only } from '../case.ts';

const retrying = (...retriers: object[]) => only(ask('Step', {}, { Retry: retriers }));

const caught = (names: string[], more: object = {}) =>
  machine({
    Try: ask(
      'Step',
      {},
      { Catch: [{ ErrorEquals: names, Next: 'Caught', ...more }], Next: 'Done' },
    ),
    Caught: { Type: 'Succeed' },
    Done: { Type: 'Succeed' },
  });

const thrower = (name: string) => () => {
  throw fault(name, 'why');
};

export const retry: Group = {
  feature: 'Retry',
  cases: [
    {
      id: 'retry.backoff',
      says: 'the delay starts at IntervalSeconds and grows by BackoffRate',
      definition: retrying({
        ErrorEquals: ['TransientFault'],
        IntervalSeconds: 2,
        BackoffRate: 3,
        MaxAttempts: 3,
      }),
      substitutions: { Step: failing('TransientFault', 'TransientFault', 'TransientFault') },
      during: async (run) => {
        for (const delay of [2, 6, 18]) {
          const calls = run.calls().length;
          await run.advance({ seconds: delay - 1 });
          if (run.calls().length !== calls) throw new Error(`retried before ${delay} s`);
          await run.advance({ seconds: 1 });
          if (run.calls().length !== calls + 1) throw new Error(`not retried after ${delay} s`);
        }
      },
      expected: { status: 'SUCCEEDED', events: ['TaskFailed', 'TaskScheduled', 'TaskSucceeded'] },
    },
    {
      id: 'retry.defaults',
      says: 'without numbers there are three retries after 1, 2 and 4 seconds',
      definition: retrying({ ErrorEquals: ['TransientFault'] }),
      substitutions: { Step: failing(...Array<string>(9).fill('TransientFault')) },
      during: async (run) => {
        await run.advance({ seconds: 7 });
        if (run.calls().length !== 4) throw new Error(`${run.calls().length} calls instead of 4`);
      },
      expected: { error: 'TransientFault' },
    },
    {
      id: 'retry.max-delay',
      says: 'MaxDelaySeconds caps the delay',
      definition: retrying({
        ErrorEquals: ['TransientFault'],
        IntervalSeconds: 10,
        BackoffRate: 10,
        MaxDelaySeconds: 15,
        MaxAttempts: 2,
      }),
      substitutions: { Step: failing('TransientFault', 'TransientFault') },
      during: (run) => run.advance({ seconds: 25 }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'retry.full-jitter',
      says: 'FULL jitter waits a random share of the delay',
      definition: retrying({
        ErrorEquals: ['TransientFault'],
        IntervalSeconds: 100,
        JitterStrategy: 'FULL',
      }),
      substitutions: { Step: failing('TransientFault') },
      random: () => 0.25,
      during: (run) => run.advance({ seconds: 25 }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'retry.none',
      says: 'MaxAttempts 0 never retries',
      definition: retrying(
        { ErrorEquals: ['PermanentFault'], MaxAttempts: 0 },
        { ErrorEquals: ['States.ALL'] },
      ),
      substitutions: { Step: failing('PermanentFault') },
      expected: { error: 'PermanentFault' },
    },
    {
      id: 'retry.counts-apart',
      says: 'each retrier counts its own retries',
      definition: retrying(
        { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 1 },
        { ErrorEquals: ['B'], MaxAttempts: 1, IntervalSeconds: 1 },
      ),
      substitutions: { Step: failing('A', 'B') },
      during: (run) => run.advance({ seconds: 5 }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'retry.then-catch',
      says: 'Catch applies once the retries are used up',
      definition: machine({
        Try: ask(
          'Step',
          {},
          {
            Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 1 }],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
            Next: 'Done',
          },
        ),
        Caught: { Type: 'Succeed' },
        Done: { Type: 'Succeed' },
      }),
      substitutions: { Step: failing('A', 'A', 'A') },
      during: (run) => run.advance({ seconds: 5 }),
      expected: { path: ['Try', 'Caught'] },
    },
    {
      id: 'retry.new-token',
      says: 'each attempt of a callback has a token of its own',
      definition: only(
        hold({
          TimeoutSeconds: 60,
          Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1, IntervalSeconds: 1 }],
        }),
      ),
      substitutions: { PlaceHold: () => ({}) },
      during: async (run) => {
        await run.advance({ seconds: 61 });
        const tokens = run
          .calls()
          .map(({ payload }) => (payload as { taskToken: string }).taskToken);
        if (new Set(tokens).size !== 2) throw new Error('the token was used twice');
        await run.engine.sendTaskSuccess(tokens[0] ?? '', 1).then(
          () => {
            throw new Error('the old token was accepted');
          },
          () => undefined,
        );
        await run.answer('Only', 'second');
      },
      expected: { output: 'second' },
    },
    {
      id: 'retry.count-in-context',
      says: 'State.RetryCount tells the retries so far',
      definition: only(
        ask(
          'Step',
          {},
          {
            Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 1 }],
            Output: '{% $states.context.State.RetryCount %}',
          },
        ),
      ),
      substitutions: { Step: failing('A', 'A') },
      during: (run) => run.advance({ seconds: 5 }),
      expected: { output: 2 },
    },
    {
      id: 'retry.same-key',
      says: 'a retry repeats the same step key',
      definition: retrying({ ErrorEquals: ['A'], IntervalSeconds: 1 }),
      substitutions: { Step: failing('A') },
      during: async (run) => {
        await run.advance({ seconds: 5 });
        if (new Set(run.calls().map(({ stepKey }) => stepKey)).size !== 1) {
          throw new Error('the retry had another key');
        }
      },
      expected: { status: 'SUCCEEDED' },
    },
  ],
};

export const catching: Group = {
  feature: 'Catch and error names',
  cases: [
    {
      id: 'catch.default-output',
      says: 'a Catch without Output puts out Error and Cause',
      definition: caught(['A']),
      substitutions: { Step: thrower('A') },
      expected: { output: { Error: 'A', Cause: '{"errorMessage":"why","errorType":"A"}' } },
    },
    {
      id: 'catch.output-assign',
      says: 'a Catch shapes its Output and assigns from $states.errorOutput and $states.input',
      definition: machine({
        Try: ask(
          'Step',
          {},
          {
            Catch: [
              {
                ErrorEquals: ['A'],
                Assign: { error: '{% $states.errorOutput.Error %}' },
                Output: '{% $states.input %}',
                Next: 'Caught',
              },
            ],
            End: true,
          },
        ),
        Caught: { Type: 'Pass', Output: ['{% $error %}', '{% $states.input %}'], End: true },
      }),
      substitutions: { Step: thrower('A') },
      input: 7,
      expected: { output: ['A', 7] },
    },
    {
      id: 'catch.order',
      says: 'the first Catch that matches is used',
      definition: machine({
        Try: ask(
          'Step',
          {},
          {
            Catch: [
              { ErrorEquals: ['B'], Next: 'Second' },
              { ErrorEquals: ['A'], Next: 'First' },
              { ErrorEquals: ['States.ALL'], Next: 'Second' },
            ],
            End: true,
          },
        ),
        First: { Type: 'Succeed' },
        Second: { Type: 'Succeed' },
      }),
      substitutions: { Step: thrower('A') },
      expected: { path: ['Try', 'First'] },
    },
    {
      id: 'catch.uncaught',
      says: 'an error nothing matches fails the execution',
      definition: caught(['B']),
      substitutions: { Step: thrower('A') },
      expected: { error: 'A', events: ['TaskFailed', 'ExecutionFailed'] },
    },
    ...['States.ALL', 'States.TaskFailed'].map((name) => ({
      id: `catch.${name}`,
      says: `${name} matches a failed task`,
      definition: caught([name]),
      substitutions: { Step: thrower('Anything') },
      expected: { path: ['Try', 'Caught'] },
    })),
    ...(
      [
        ['States.Timeout', 'Caught'],
        ['States.HeartbeatTimeout', 'Caught'],
        ['States.ALL', 'Caught'],
      ] as const
    ).map(([name, next]) => ({
      id: `catch.heartbeat.${name}`,
      says: `${name} stands for a missed heartbeat`,
      definition: machine({
        Try: hold({
          TimeoutSeconds: 60,
          HeartbeatSeconds: 10,
          Catch: [{ ErrorEquals: [name], Next: 'Caught' }],
          Next: 'Caught',
        }),
        Caught: { Type: 'Succeed' },
      }),
      substitutions: { PlaceHold: () => ({}) },
      during: (run: { advance(span: { seconds: number }): Promise<void> }) =>
        run.advance({ seconds: 10 }),
      expected: { path: ['Try', next], events: ['TaskTimedOut'] },
    })),
    {
      id: 'catch.task-failed-not-timeout',
      says: 'States.TaskFailed does not match States.Timeout',
      definition: machine({
        Try: hold({
          TimeoutSeconds: 60,
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
          Next: 'Caught',
        }),
        Caught: { Type: 'Succeed' },
      }),
      substitutions: { PlaceHold: () => ({}) },
      during: (run) => run.advance({ seconds: 60 }),
      expected: { error: 'States.Timeout' },
    },
    {
      id: 'catch.all-not-data-limit',
      says: 'States.ALL does not match States.DataLimitExceeded',
      definition: caught(['States.ALL']),
      substitutions: { Step: () => 'x'.repeat(270_000) },
      expected: { error: 'States.DataLimitExceeded' },
    },
    {
      id: 'catch.all-not-runtime',
      says: 'States.ALL does not match States.Runtime',
      definition: machine({
        Try: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: 7 },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          Next: 'Caught',
        },
        Caught: { Type: 'Succeed' },
      }),
      expected: { error: 'States.Runtime' },
    },
    {
      id: 'catch.query-evaluation',
      says: 'an expression that fails can be caught as States.QueryEvaluationError',
      definition: machine({
        Try: ask('Step', '{% $states.input.missing %}', {
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Caught' }],
          Next: 'Caught',
        }),
        Caught: { Type: 'Succeed' },
      }),
      substitutions: { Step: () => ({}) },
      expected: { path: ['Try', 'Caught'], events: ['EvaluationFailed', 'TaskStateExited'] },
    },
  ],
};
