import { type Group, machine, only } from '../case.ts';

const rules = (more: object = {}) =>
  machine({
    'Was it approved?': {
      Type: 'Choice',
      Choices: [
        {
          Condition: "{% $states.input.outcome = 'approved' %}",
          Assign: { units: '{% $states.input.units %}' },
          Output: { via: 'rule' },
          Next: 'Schedule',
        },
        { Condition: '{% $states.input.units > 5 %}', Next: 'Many' },
      ],
      ...more,
    },
    Schedule: {
      Type: 'Pass',
      Output: { via: '{% $states.input.via %}', units: '{% $units %}' },
      End: true,
    },
    Many: { Type: 'Succeed' },
    Otherwise: { Type: 'Pass', Output: "{% 'otherwise' %}", End: true },
  });

export const flow: Group = {
  feature: 'Choice, Pass, Succeed, Fail',
  cases: [
    {
      id: 'choice.first-rule',
      says: 'the first rule that holds decides, with its own Assign and Output',
      definition: rules({ Default: 'Otherwise' }),
      input: { outcome: 'approved', units: 9 },
      expected: { output: { via: 'rule', units: 9 }, path: ['Was it approved?', 'Schedule'] },
    },
    {
      id: 'choice.passes-input',
      says: 'a rule without Output passes the input on',
      definition: rules({ Default: 'Otherwise' }),
      input: { outcome: 'denied', units: 9 },
      expected: { output: { outcome: 'denied', units: 9 } },
    },
    {
      id: 'choice.default',
      says: 'without a rule that holds, Default decides with the Output of the state itself',
      definition: rules({ Default: 'Otherwise', Output: { seen: true } }),
      input: { outcome: 'denied', units: 1 },
      expected: { output: 'otherwise', path: ['Was it approved?', 'Otherwise'] },
    },
    {
      id: 'choice.no-match',
      says: 'no rule and no Default fails with States.NoChoiceMatched',
      definition: rules(),
      input: { outcome: 'denied', units: 1 },
      expected: { error: 'States.NoChoiceMatched' },
    },
    {
      id: 'choice.not-boolean',
      says: 'a Condition that is not true or false is an evaluation error',
      definition: machine({
        Ask: { Type: 'Choice', Choices: [{ Condition: '{% 1 %}', Next: 'Done' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      }),
      expected: { error: 'States.QueryEvaluationError', events: ['EvaluationFailed'] },
    },
    {
      id: 'pass.output',
      says: 'Pass puts out a literal with the expressions in it evaluated',
      definition: only({ Type: 'Pass', Output: { a: [1, '{% 1 + 1 %}', 'text'], b: null } }),
      expected: { output: { a: [1, 2, 'text'], b: null } },
    },
    {
      id: 'pass.through',
      says: 'Pass without Output hands its input on',
      definition: only({ Type: 'Pass' }),
      input: { same: true },
      expected: {
        output: { same: true },
        events: ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
      },
    },
    {
      id: 'succeed.output',
      says: 'Succeed ends the branch with its Output',
      definition: machine({ Done: { Type: 'Succeed', Output: '{% $states.input.n + 1 %}' } }),
      input: { n: 1 },
      expected: { output: 2, events: ['SucceedStateEntered', 'SucceedStateExited'] },
    },
    {
      id: 'fail.literal',
      says: 'Fail ends the execution with its Error and Cause',
      definition: machine({ Lost: { Type: 'Fail', Error: 'NotCovered', Cause: 'code-1' } }),
      expected: { error: 'NotCovered', events: ['FailStateEntered', 'ExecutionFailed'] },
    },
    {
      id: 'fail.expression',
      says: 'Error and Cause may be expressions',
      definition: machine({ Lost: { Type: 'Fail', Error: "{% 'Not' & $states.input.what %}" } }),
      input: { what: 'Covered' },
      expected: { error: 'NotCovered' },
    },
  ],
};

export const wait: Group = {
  feature: 'Wait',
  cases: [
    {
      id: 'wait.seconds',
      says: 'Wait lasts Seconds and passes its input on',
      definition: only({ Type: 'Wait', Seconds: 90 }),
      input: { kept: true },
      during: (run) => run.advance({ seconds: 90 }),
      expected: { output: { kept: true }, events: ['WaitStateEntered', 'WaitStateExited'] },
    },
    {
      id: 'wait.not-early',
      says: 'Wait never ends early',
      definition: only({ Type: 'Wait', Seconds: 90 }),
      during: (run) => run.advance({ seconds: 89 }),
      expected: { status: 'RUNNING' },
    },
    {
      id: 'wait.long',
      says: 'a wait may be longer than any timer of the machine',
      definition: only({ Type: 'Wait', Seconds: 15_552_000 }),
      during: async (run) => {
        await run.advance({ days: 179 });
        if (run.outcome().status !== 'RUNNING') throw new Error('ended early');
        await run.advance({ days: 1 });
      },
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'wait.seconds-expression',
      says: 'Seconds may be an expression, with Output and Assign after it',
      definition: only({
        Type: 'Wait',
        Seconds: '{% $states.input.n %}',
        Output: '{% $states.input.n * 2 %}',
      }),
      input: { n: 5 },
      during: (run) => run.advance({ seconds: 5 }),
      expected: { output: 10 },
    },
    {
      id: 'wait.timestamp',
      says: 'Timestamp waits until an instant, in any offset',
      definition: only({ Type: 'Wait', Timestamp: '{% $states.input.at %}' }),
      input: { at: '2026-01-06T09:00:00+01:00' },
      startAt: '2026-01-05T08:00:00Z',
      during: (run) => run.advance({ days: 1 }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'wait.timestamp-past',
      says: 'an instant that has passed does not wait',
      definition: only({ Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z' }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'wait.timestamp-illegal',
      says: 'what is not an instant is an evaluation error',
      definition: only({ Type: 'Wait', Timestamp: "{% 'tomorrow' %}" }),
      expected: { error: 'States.QueryEvaluationError' },
    },
  ],
};
