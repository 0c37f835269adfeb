import { ask, behind, failing, fault, type Group, hold, machine, only } from '../case.ts';

const start = (suffix: string, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::states:startExecution${suffix}`,
  Arguments: { StateMachineArn: behind('Child'), Input: { n: '{% $states.input.n %}' } },
  ...more,
});
const doubling = machine({
  Double: { Type: 'Succeed', Output: { n: '{% $states.input.n * 2 %}' } },
});
const waiting = machine({ Inside: hold({ TimeoutSeconds: 9_000, End: true }) });

const childStatus = (run: { engine: import('../../../interpreter/engine.ts').Engine }) =>
  run.engine.listExecutions('arn:aws:states:us-east-1:000000000000:stateMachine:Child')[0]?.status;

export const nested: Group = {
  feature: 'Nested executions',
  cases: [
    {
      id: 'nested.sync',
      says: 'startExecution.sync:2 waits for the child and gives its Output parsed',
      definition: only(start('.sync:2', { Output: '{% $states.result.Output.n %}' })),
      children: { Child: doubling },
      input: { n: 4 },
      expected: { output: 8, events: ['TaskScheduled', 'TaskSubmitted', 'TaskSucceeded'] },
    },
    {
      id: 'nested.sync-status',
      says: 'the result also tells status, name and input of the child',
      definition: only(
        start('.sync:2', { Output: '{% [$states.result.Status, $states.result.Input.n] %}' }),
      ),
      children: { Child: doubling },
      input: { n: 4 },
      expected: { output: ['SUCCEEDED', 4] },
    },
    {
      id: 'nested.sync-failure',
      says: 'a child that fails fails the task with States.TaskFailed and a JSON cause',
      definition: machine({
        Run: start('.sync:2', {
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
          Next: 'Caught',
        }),
        Caught: { Type: 'Succeed', Output: '{% $parse($states.input.Cause).Error %}' },
      }),
      children: { Child: machine({ Lost: { Type: 'Fail', Error: 'NotCovered' } }) },
      input: { n: 1 },
      expected: { output: 'NotCovered' },
    },
    {
      id: 'nested.fire',
      says: 'startExecution only starts the child',
      definition: only(start('', { Output: '{% $exists($states.result.ExecutionArn) %}' })),
      children: { Child: waiting },
      substitutions: { PlaceHold: () => ({}) },
      input: { n: 1 },
      expected: { output: true },
    },
    {
      id: 'nested.callback',
      says: 'startExecution.waitForTaskToken hands the token to the child and waits for it',
      definition: only(
        start('.waitForTaskToken', {
          Arguments: {
            StateMachineArn: behind('Child'),
            Input: { taskToken: '{% $states.context.Task.Token %}' },
          },
          TimeoutSeconds: 60,
        }),
      ),
      children: { Child: doubling },
      during: (run) => run.answer('Only', 'answered'),
      expected: { output: 'answered' },
    },
    {
      id: 'nested.stop',
      says: 'stopping the parent stops the child',
      definition: only(start('.sync:2')),
      children: { Child: waiting },
      substitutions: { PlaceHold: () => ({}) },
      input: { n: 1 },
      during: async (run) => {
        await run.stop();
        if (childStatus(run) !== 'ABORTED') throw new Error(`the child is ${childStatus(run)}`);
      },
      expected: { status: 'ABORTED', events: ['ExecutionAborted'] },
    },
    {
      id: 'nested.timeout',
      says: 'a task that times out stops its child',
      definition: only(start('.sync:2', { TimeoutSeconds: 60 })),
      children: { Child: waiting },
      substitutions: { PlaceHold: () => ({}) },
      input: { n: 1 },
      during: async (run) => {
        await run.advance({ seconds: 60 });
        if (childStatus(run) !== 'ABORTED') throw new Error(`the child is ${childStatus(run)}`);
      },
      expected: { error: 'States.Timeout' },
    },
    {
      id: 'nested.unknown',
      says: 'a machine that does not exist fails the task by the name of the service error',
      definition: only({
        Type: 'Task',
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: {
          StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:nowhere',
        },
      }),
      expected: { error: 'StepFunctions.StateMachineDoesNotExistException' },
    },
  ],
};

export const executions: Group = {
  feature: 'Executions',
  cases: [
    {
      id: 'execution.timeout',
      says: 'TimeoutSeconds of the machine ends the execution as TIMED_OUT',
      definition: machine(
        { Long: { Type: 'Wait', Seconds: 999, End: true } },
        { TimeoutSeconds: 60 },
      ),
      during: (run) => run.advance({ seconds: 60 }),
      expected: { status: 'TIMED_OUT', events: ['ExecutionTimedOut'] },
    },
    {
      id: 'execution.year',
      says: 'no execution lasts longer than a year',
      definition: only({ Type: 'Wait', Seconds: 40_000_000 }),
      during: (run) => run.advance({ days: 365 }),
      expected: { status: 'TIMED_OUT' },
    },
    {
      id: 'execution.stop',
      says: 'a stopped execution drops its waits, and its tokens are over',
      definition: only(hold({ TimeoutSeconds: 60 })),
      substitutions: { PlaceHold: () => ({}) },
      during: async (run) => {
        const token = run.engine.openCallbacks()[0]?.token ?? '';
        await run.stop();
        const late = await run.engine.sendTaskSuccess(token, 1).catch((error) => error.code);
        if (late !== 'TaskTimedOut') throw new Error(`a late answer got ${late}`);
        if (run.engine.waiting() !== 0) throw new Error('it still waits');
      },
      expected: { status: 'ABORTED' },
    },
    {
      id: 'execution.redrive',
      says: 'redrive goes on from the failed state; what succeeded is not done again',
      definition: machine({
        Once: ask('Good', {}, { Next: 'Twice' }),
        Twice: ask(
          'Bad',
          {},
          { Output: '{% $states.context.Execution.RedriveCount %}', End: true },
        ),
      }),
      substitutions: { Good: failing(), Bad: failing('PermanentFault') },
      during: async (run) => {
        await run.redrive();
        if (run.calls('Good').length !== 1) throw new Error('a step that succeeded ran again');
        const keys = run.calls('Bad').map(({ stepKey }) => stepKey);
        if (new Set(keys).size !== 1) throw new Error('the redriven step has another key');
      },
      expected: {
        output: 1,
        events: ['ExecutionFailed', 'ExecutionRedriven', 'ExecutionSucceeded'],
      },
    },
    {
      id: 'execution.redrive-map',
      says: 'redrive runs only the iterations of a Map that did not succeed',
      definition: only({
        Type: 'Map',
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Each',
          States: {
            Each: ask('Step', '{% $states.input %}', {
              Output: '{% $states.result.Payload %}',
              End: true,
            }),
          },
        },
      }),
      input: [1, 2],
      substitutions: {
        Step: (() => {
          let failed = false;
          return (n: number) => {
            if (n === 2 && !failed) {
              failed = true;
              throw fault('PermanentFault');
            }
            return n;
          };
        })(),
      },
      during: async (run) => {
        await run.redrive();
        if (run.calls().length !== 3) throw new Error(`${run.calls().length} calls instead of 3`);
      },
      expected: { output: [1, 2] },
    },
    {
      id: 'execution.redrive-twice',
      says: 'an execution that runs or has succeeded is not redriven again',
      definition: only(ask('Bad', {}, { Output: 1 })),
      substitutions: { Bad: failing('PermanentFault') },
      during: async (run) => {
        await run.redrive();
        const again = await run.engine.redriveExecution(run.executionArn).catch((e) => e.code);
        if (again !== 'ExecutionNotRedrivable') throw new Error(`again: ${again}`);
      },
      expected: { output: 1 },
    },
    {
      id: 'execution.redrive-late',
      says: 'an execution can be redriven for 14 days',
      definition: only(ask('Bad', {}, { Output: 1 })),
      substitutions: { Bad: failing('PermanentFault') },
      during: async (run) => {
        await run.advance({ days: 15 });
        const late = await run.engine.redriveExecution(run.executionArn).catch((e) => e.code);
        if (late !== 'ExecutionNotRedrivable') throw new Error(`late: ${late}`);
      },
      expected: { error: 'PermanentFault' },
    },
  ],
};
