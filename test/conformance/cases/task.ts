import { ask, behind, callback, fault, type Group, hold, invoke, machine, only } from '../case.ts';

const echo = (payload: unknown) => payload;

export const task: Group = {
  feature: 'Task',
  cases: [
    {
      id: 'task.lambda-envelope',
      says: 'lambda:invoke answers with an envelope that holds the payload and the status code',
      definition: only(ask('Echo', { id: '{% $states.input.id %}' })),
      substitutions: { Echo: echo },
      input: { id: 'r-1' },
      expected: {
        output: { ExecutedVersion: '$LATEST', Payload: { id: 'r-1' }, StatusCode: 200 },
        events: ['TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
      },
    },
    {
      id: 'task.bare-function',
      says: 'a function ARN as Resource takes the arguments as payload and gives the bare result',
      definition: only({ Type: 'Task', Resource: behind('Echo'), Arguments: { a: 1 } }),
      substitutions: { Echo: echo },
      expected: {
        output: { a: 1 },
        events: ['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded'],
      },
    },
    {
      id: 'task.bare-function-input',
      says: 'without Arguments a function gets the state input',
      definition: only({ Type: 'Task', Resource: behind('Echo') }),
      substitutions: { Echo: echo },
      input: { whole: true },
      expected: { output: { whole: true } },
    },
    {
      id: 'task.result-in-output',
      says: 'Output shapes the result, which is $states.result',
      definition: only(ask('Echo', { n: 2 }, { Output: '{% $states.result.Payload.n * 21 %}' })),
      substitutions: { Echo: echo },
      expected: { output: 42 },
    },
    {
      id: 'task.function-error',
      says: 'an error a function throws is the error of the task, its details the JSON cause',
      definition: machine({
        Only: ask(
          'Deny',
          {},
          {
            Catch: [
              {
                ErrorEquals: ['PermanentFault'],
                Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
                Next: 'Caught',
              },
            ],
            End: true,
          },
        ),
        Caught: { Type: 'Succeed' },
      }),
      substitutions: {
        Deny: () => {
          throw fault('PermanentFault', 'code-9');
        },
      },
      expected: { output: 'code-9', path: ['Only', 'Caught'] },
    },
    {
      id: 'task.platform-fault',
      says: 'a fault of the platform appears under its own name',
      definition: only(ask('Busy', {})),
      substitutions: {
        Busy: () => {
          throw fault('Lambda.TooManyRequestsException');
        },
      },
      expected: { error: 'Lambda.TooManyRequestsException', events: ['TaskFailed'] },
    },
    {
      id: 'task.callback',
      says: 'waitForTaskToken waits for the token to be answered; that answer is the result',
      definition: only(hold({ TimeoutSeconds: 60 })),
      substitutions: { PlaceHold: () => ({ ignored: true }) },
      during: (run) => run.answer('Only', { resolution: 'approved' }),
      expected: {
        output: { resolution: 'approved' },
        events: ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'],
      },
    },
    {
      id: 'task.callback-failure',
      says: 'SendTaskFailure fails the task with its error and cause',
      definition: only(hold({ TimeoutSeconds: 60 })),
      substitutions: { PlaceHold: () => ({}) },
      during: (run) => run.fail('Only', 'PayerRefused', 'code-7'),
      expected: { error: 'PayerRefused', events: ['TaskSubmitted', 'TaskFailed'] },
    },
    {
      id: 'task.callback-invocation-error',
      says: 'a callback task fails at once when its invocation fails',
      definition: only(hold({ TimeoutSeconds: 60 })),
      substitutions: {
        PlaceHold: () => {
          throw fault('PermanentFault');
        },
      },
      expected: { error: 'PermanentFault' },
    },
    {
      id: 'task.timeout',
      says: 'a task that is not done after TimeoutSeconds fails with States.Timeout',
      definition: only(hold({ TimeoutSeconds: 3600 })),
      substitutions: { PlaceHold: () => ({}) },
      during: (run) => run.advance({ hours: 1 }),
      expected: { error: 'States.Timeout', events: ['TaskSubmitted', 'TaskTimedOut'] },
    },
    {
      id: 'task.timeout-not-early',
      says: 'a deadline never fires early',
      definition: only(hold({ TimeoutSeconds: 3600 })),
      substitutions: { PlaceHold: () => ({}) },
      during: (run) => run.advance({ minutes: 59, seconds: 59 }),
      expected: { status: 'RUNNING' },
    },
    {
      id: 'task.timeout-expression',
      says: 'TimeoutSeconds may be an expression',
      definition: only(hold({ TimeoutSeconds: '{% $states.input.days * 86400 %}' })),
      substitutions: { PlaceHold: () => ({}) },
      input: { days: 60 },
      during: async (run) => {
        await run.advance({ days: 59 });
        if (run.outcome().status !== 'RUNNING') throw new Error('timed out early');
        await run.advance({ days: 1 });
      },
      expected: { error: 'States.Timeout' },
    },
    {
      id: 'task.timeout-illegal',
      says: 'a timeout that is not a positive whole number is an evaluation error',
      definition: only(hold({ TimeoutSeconds: '{% 0 - 5 %}' })),
      substitutions: { PlaceHold: () => ({}) },
      expected: { error: 'States.QueryEvaluationError', events: ['EvaluationFailed'] },
    },
    {
      id: 'task.heartbeat-missed',
      says: 'a task that misses its heartbeat fails with States.HeartbeatTimeout',
      definition: only(hold({ TimeoutSeconds: 3600, HeartbeatSeconds: 60 })),
      substitutions: { PlaceHold: () => ({}) },
      during: (run) => run.advance({ seconds: 60 }),
      expected: { error: 'States.HeartbeatTimeout' },
    },
    {
      id: 'task.heartbeat-kept',
      says: 'a heartbeat moves the heartbeat deadline',
      definition: only(
        hold({ TimeoutSeconds: 3600, HeartbeatSeconds: '{% $states.input.beat %}' }),
      ),
      substitutions: { PlaceHold: () => ({}) },
      input: { beat: 60 },
      during: async (run) => {
        for (let beat = 0; beat < 3; beat++) {
          await run.advance({ seconds: 50 });
          await run.heartbeat('Only');
        }
        await run.answer('Only', 'alive');
      },
      expected: { output: 'alive' },
    },
    {
      id: 'task.dynamodb',
      says: 'dynamodb:getItem is called directly with the arguments and gives the bare answer',
      definition: only({
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:getItem',
        Arguments: { TableName: 'referrals', Key: { pk: { S: '{% $states.input.id %}' } } },
      }),
      sdk: {
        'dynamodb:getItem': ({ Key }: { Key: { pk: { S: string } } }) => ({ Item: Key }),
      },
      input: { id: 'r-1' },
      expected: { output: { Item: { pk: { S: 'r-1' } } } },
    },
    {
      id: 'task.dynamodb-error',
      says: 'an SDK error carries the name of its service',
      definition: only({
        Type: 'Task',
        Resource: 'arn:aws:states:::dynamodb:putItem',
        Arguments: { TableName: 'referrals', Item: {} },
      }),
      sdk: {
        'dynamodb:putItem': () => {
          throw fault('DynamoDB.ConditionalCheckFailedException');
        },
      },
      expected: { error: 'DynamoDB.ConditionalCheckFailedException' },
    },
    {
      id: 'task.events',
      says: 'putEvents fails when the bus refused an entry',
      definition: only({
        Type: 'Task',
        Resource: 'arn:aws:states:::events:putEvents',
        Arguments: { Entries: [{}] },
      }),
      sdk: { 'events:putEvents': () => ({ FailedEntryCount: 1, Entries: [{}] }) },
      expected: { error: 'EventBridge.FailedEntry' },
    },
    {
      id: 'task.aws-sdk',
      says: 'aws-sdk:<service>:<action> calls any service',
      definition: only({
        Type: 'Task',
        Resource: 'arn:aws:states:::aws-sdk:s3:headObject',
        Arguments: { Bucket: 'documents', Key: 'k' },
        Output: '{% $states.result.ContentLength %}',
      }),
      sdk: { 's3:headObject': () => ({ ContentLength: 12 }) },
      expected: { output: 12 },
    },
    {
      id: 'task.callback-needs-token',
      says: 'a callback that does not pass its token is refused',
      definition: only({
        Type: 'Task',
        Resource: callback,
        Arguments: { FunctionName: 'f', Payload: {} },
      }),
      expected: { refused: 'Task.Token' },
    },
    {
      id: 'task.step-order',
      says: 'the output of one state is the input of the next',
      definition: machine({
        First: ask('Echo', 1, {
          Output: { n: '{% $states.result.Payload + 1 %}' },
          Next: 'Second',
        }),
        Second: ask('Echo', '{% $states.input.n %}', {
          Output: '{% $states.result.Payload * 10 %}',
          End: true,
        }),
      }),
      substitutions: { Echo: echo },
      expected: { output: 20, path: ['First', 'Second'] },
    },
    {
      id: 'task.argument-unknown',
      says: 'arguments this interpreter would ignore fail the state instead',
      definition: only({
        Type: 'Task',
        Resource: invoke,
        Arguments: { FunctionName: behind('Echo'), ClientContext: 'x' },
      }),
      substitutions: { Echo: echo },
      expected: { error: 'States.Runtime' },
    },
  ],
};
