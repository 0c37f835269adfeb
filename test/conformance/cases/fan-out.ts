import { ask, failing, fault, type Group, hold, machine, only } from '../case.ts';

const branch = (states: Record<string, object>) => ({
  StartAt: Object.keys(states)[0],
  States: states,
});
const pass = (output: unknown) => ({ Type: 'Pass', Output: output, End: true });
const fail = (error: string) => ({ Type: 'Fail', Error: error });
const processor = (state: object, name = 'Each') => ({
  ProcessorConfig: { Mode: 'INLINE' },
  ...branch({ [name]: { End: true, ...state } }),
});
const each = (state: object, more: object = {}) =>
  only({ Type: 'Map', ItemProcessor: processor(state), ...more });
const odd = (payload: { n: number }) => {
  if (payload.n % 2 === 1) throw fault('Odd');
  return payload.n;
};

export const parallel: Group = {
  feature: 'Parallel',
  cases: [
    {
      id: 'parallel.results',
      says: 'the result is an array with the output of each branch, in the order of the branches',
      definition: only({
        Type: 'Parallel',
        Branches: [
          branch({ Slow: { Type: 'Wait', Seconds: 9, End: true } }),
          branch({ B: pass(2) }),
        ],
      }),
      input: 1,
      during: (run) => run.advance({ seconds: 9 }),
      expected: {
        output: [1, 2],
        events: ['ParallelStateEntered', 'ParallelStateStarted', 'ParallelStateSucceeded'],
      },
    },
    {
      id: 'parallel.arguments',
      says: 'Arguments is the input of every branch',
      definition: only({
        Type: 'Parallel',
        Arguments: { n: '{% $states.input + 1 %}' },
        Branches: [branch({ A: { Type: 'Succeed' } })],
        Output: '{% $states.result[0].n %}',
      }),
      input: 1,
      expected: { output: 2 },
    },
    {
      id: 'parallel.branch-fails',
      says: 'a branch that fails fails the state with its error and stops the others',
      definition: machine({
        Both: {
          Type: 'Parallel',
          Branches: [
            branch({ Await: hold({ TimeoutSeconds: 99, End: true }) }),
            branch({ Lost: fail('BranchLost') }),
          ],
          Catch: [{ ErrorEquals: ['BranchLost'], Next: 'Caught' }],
          Next: 'Caught',
        },
        Caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      }),
      substitutions: { PlaceHold: () => ({}) },
      during: async (run) => {
        if (run.waitingIn().length > 0) throw new Error('a stopped branch still waits');
      },
      expected: { output: 'BranchLost', events: ['ParallelStateFailed', 'ParallelStateExited'] },
    },
    {
      id: 'parallel.branch-failed-name',
      says: 'States.BranchFailed stands for the failure of any branch',
      definition: machine({
        Both: {
          Type: 'Parallel',
          Branches: [branch({ Lost: fail('BranchLost') })],
          Catch: [{ ErrorEquals: ['States.BranchFailed'], Next: 'Caught' }],
          Next: 'Caught',
        },
        Caught: { Type: 'Succeed' },
      }),
      expected: { path: ['Both', 'Lost', 'Caught'] },
    },
    {
      id: 'parallel.retry',
      says: 'Retry on a Parallel runs all branches again',
      definition: only({
        Type: 'Parallel',
        Branches: [branch({ A: ask('Step', {}, { End: true }) }), branch({ B: pass(1) })],
        Retry: [{ ErrorEquals: ['Once'], IntervalSeconds: 1 }],
        Output: '{% $states.result[1] %}',
      }),
      substitutions: { Step: failing('Once') },
      during: (run) => run.advance({ seconds: 1 }),
      expected: { output: 1, path: ['Only', 'A', 'B', 'A', 'B'] },
    },
  ],
};

export const map: Group = {
  feature: 'Map (inline)',
  cases: [
    {
      id: 'map.items',
      says: 'each item of Items is the input of one iteration; results keep the order',
      definition: each(
        { Type: 'Pass', Output: '{% $states.input * 2 %}' },
        { Items: '{% $states.input.list %}' },
      ),
      input: { list: [1, 2, 3] },
      expected: {
        output: [2, 4, 6],
        events: [
          'MapStateStarted',
          'MapIterationStarted',
          'MapIterationSucceeded',
          'MapStateSucceeded',
        ],
      },
    },
    {
      id: 'map.input-items',
      says: 'without Items the state input is the list',
      definition: each({ Type: 'Pass' }),
      input: ['a', 'b'],
      expected: { output: ['a', 'b'] },
    },
    {
      id: 'map.empty',
      says: 'an empty list gives an empty list',
      definition: each({ Type: 'Pass' }),
      input: [],
      expected: { output: [] },
    },
    {
      id: 'map.not-a-list',
      says: 'Items that are no list are an evaluation error',
      definition: each({ Type: 'Pass' }),
      input: 'text',
      expected: { error: 'States.QueryEvaluationError' },
    },
    {
      id: 'map.item-selector',
      says: 'ItemSelector builds the input from $states.context.Map.Item and the state input',
      definition: each(
        { Type: 'Pass' },
        {
          Items: '{% $states.input.list %}',
          ItemSelector: {
            at: '{% $states.context.Map.Item.Index %}',
            is: '{% $states.context.Map.Item.Value %}',
            by: '{% $states.input.by %}',
          },
        },
      ),
      input: { list: ['x'], by: 'nurse' },
      expected: { output: [{ at: 0, is: 'x', by: 'nurse' }] },
    },
    {
      id: 'map.object',
      says: 'an object is walked by key',
      definition: each(
        { Type: 'Pass' },
        { ItemSelector: '{% $states.context.Map.Item.Key & $states.context.Map.Item.Value %}' },
      ),
      input: { a: 1, b: 2 },
      expected: { output: ['a1', 'b2'] },
    },
    {
      id: 'map.concurrency',
      says: 'MaxConcurrency bounds the iterations under way',
      definition: each(hold({ TimeoutSeconds: 99 }), { MaxConcurrency: 2 }),
      input: [1, 2, 3],
      substitutions: { PlaceHold: () => ({}) },
      during: async (run) => {
        if (run.waitingIn().length !== 2) throw new Error(`${run.waitingIn().length} under way`);
        for (const answer of ['a', 'b', 'c']) await run.answer('Each', answer);
      },
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'map.concurrency-limit',
      says: 'at most 40 inline iterations are under way',
      definition: each(hold({ TimeoutSeconds: 99 })),
      input: Array.from({ length: 45 }, (_, i) => i),
      substitutions: { PlaceHold: () => ({}) },
      during: async (run) => {
        if (run.waitingIn().length !== 40) throw new Error(`${run.waitingIn().length} under way`);
      },
      expected: { status: 'RUNNING' },
    },
    {
      id: 'map.iteration-fails',
      says: 'an iteration that fails fails the state with its error',
      definition: each(ask('Odd', { n: '{% $states.input %}' })),
      input: [2, 3],
      substitutions: { Odd: odd },
      expected: { error: 'Odd', events: ['MapIterationFailed', 'MapStateFailed'] },
    },
    {
      id: 'map.tolerated-count',
      says: 'up to ToleratedFailureCount iterations may fail',
      definition: each(
        ask('Odd', { n: '{% $states.input %}' }, { Output: '{% $states.result.Payload %}' }),
        { ToleratedFailureCount: 1, Output: '{% $states.result[1] %}' },
      ),
      input: [1, 2],
      substitutions: { Odd: odd },
      expected: { output: 2 },
    },
    {
      id: 'map.tolerance-exceeded',
      says: 'one failure more fails with States.ExceedToleratedFailureThreshold',
      definition: each(ask('Odd', { n: '{% $states.input %}' }), { ToleratedFailureCount: 1 }),
      input: [1, 2, 3],
      substitutions: { Odd: odd },
      expected: { error: 'States.ExceedToleratedFailureThreshold' },
    },
    {
      id: 'map.tolerated-percentage',
      says: 'ToleratedFailurePercentage tolerates a share, and may be an expression',
      definition: each(ask('Odd', { n: '{% $states.input %}' }), {
        ToleratedFailurePercentage: '{% 25 + 25 %}',
        Output: 'enough',
      }),
      input: [1, 2],
      substitutions: { Odd: odd },
      expected: { output: 'enough' },
    },
    {
      id: 'map.step-keys',
      says: 'equal items have different step keys, by their index',
      definition: each(ask('Odd', { n: '{% $states.input %}' })),
      input: [2, 2, 2],
      substitutions: { Odd: odd },
      during: async (run) => {
        const keys = new Set(run.calls().map(({ stepKey }) => stepKey));
        if (keys.size !== 3) throw new Error(`${keys.size} keys for 3 items`);
      },
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'map.nested',
      says: 'a Map may hold a Map',
      definition: each({
        Type: 'Map',
        ItemProcessor: processor({ Type: 'Pass', Output: '{% $states.input + 1 %}' }, 'Inner'),
      }),
      input: [[1], [2, 3]],
      expected: { output: [[2], [3, 4]] },
    },
  ],
};
