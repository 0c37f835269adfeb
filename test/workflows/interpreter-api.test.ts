import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stepFunctionsApi } from '../../interpreter/api.ts';
import { type Engine, openEngine } from '../../interpreter/engine.ts';
import { type Clock, testClock } from '../../local/time/clock.ts';
import { ask, fault, hold, only } from '../conformance/case.ts';

const roleArn = 'arn:aws:iam::000000000000:role/workflow';
const plain = (definition: object) => JSON.stringify(definition).replace(/\$\{(\w+)\}/g, '$1');
const startAt = Date.parse('2026-01-05T09:00:00.250Z');

let server: Server;
let client: SFNClient;
let engine: Engine;
let clock: Clock;
let tokens: string[];
let broken: boolean;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const target = String(request.headers['x-amz-target']);
    const { status, body } = await stepFunctionsApi(engine)(target, await json(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new SFNClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    disableHostPrefix: true,
    maxAttempts: 1,
  });
});
afterAll(() => {
  client.destroy();
  server.close();
});
beforeEach(async () => {
  clock = testClock(startAt);
  tokens = [];
  broken = false;
  engine = await openEngine({
    journalPath: ':memory:',
    clock,
    integrations: {
      invokeLambda: async ({ payload }) => {
        const { taskToken } = payload as { taskToken?: string };
        if (taskToken) tokens.push(taskToken);
        if (broken) throw fault('Lambda.ServiceException');
        return { payload };
      },
      awsSdk: async () => ({}),
    },
  });
});

const create = async (name: string, definition: object): Promise<string> => {
  const made = await client.send(
    new CreateStateMachineCommand({ name, definition: plain(definition), roleArn }),
  );
  return made.stateMachineArn ?? '';
};
const start = (stateMachineArn: string, name: string, input = '{}') =>
  client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
const describeRun = (executionArn: string | undefined) =>
  client.send(new DescribeExecutionCommand({ executionArn }));
const errorOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: Error) => error.name,
  );

const pass = only({ Type: 'Pass' });
const holding = only(hold({ TimeoutSeconds: 600, HeartbeatSeconds: 60 }));

describe('the AWS SDK against the local Step Functions', () => {
  it('creates a machine once, describes, lists and updates it', async () => {
    const arn = await create('intake', pass);
    expect(await create('intake', pass)).toBe(arn);
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
    expect(described).toMatchObject({
      name: 'intake',
      status: 'ACTIVE',
      type: 'STANDARD',
      definition: plain(pass),
      creationDate: new Date(startAt),
    });
    const updated = await client.send(
      new UpdateStateMachineCommand({ stateMachineArn: arn, definition: plain(holding) }),
    );
    expect(updated.updateDate).toEqual(new Date(startAt));
    await create('visit', pass);
    const first = await client.send(new ListStateMachinesCommand({ maxResults: 1 }));
    const { nextToken } = first;
    const second = await client.send(new ListStateMachinesCommand({ maxResults: 1, nextToken }));
    const names = [first, second].flatMap((page) => page.stateMachines?.map(({ name }) => name));
    expect(names).toEqual(['intake', 'visit']);
    expect(second.nextToken).toBeUndefined();
  });

  it('refuses what AWS refuses, by the same names', async () => {
    const arn = await create('intake', pass);
    const otherDefinition = { name: 'intake', definition: plain(holding), roleArn };
    const unknownMachine = arn.replace('intake', 'nowhere');
    const create2 = (more: object) =>
      client.send(
        new CreateStateMachineCommand({ name: 'n', definition: plain(pass), roleArn, ...more }),
      );
    const answers = {
      StateMachineAlreadyExists: client.send(new CreateStateMachineCommand(otherDefinition)),
      InvalidDefinition: create2({ definition: '{"StartAt":"A"}' }),
      InvalidName: create2({ name: 'a b' }),
      ValidationException: create2({ type: 'EXPRESS' }),
      StateMachineDoesNotExist: start(unknownMachine, 'one'),
      InvalidArn: start('arn:aws:lambda:nowhere', 'one'),
      InvalidExecutionInput: start(arn, 'one', '{'),
      ExecutionDoesNotExist: describeRun(`${arn.replace('stateMachine', 'execution')}:none`),
      InvalidToken: client.send(new SendTaskHeartbeatCommand({ taskToken: 'invented' })),
    };
    for (const [name, call] of Object.entries(answers)) expect(await errorOf(call)).toBe(name);
  });

  it('starts the same name once while it runs, and refuses it with another input or after', async () => {
    const arn = await create('intake', holding);
    const first = await start(arn, 'referral-1', '{"a":1,"b":2}');
    clock.moveTo(startAt + 5_000);
    const again = await start(arn, 'referral-1', '{"b":2,"a":1}');
    expect(again.executionArn).toBe(first.executionArn);
    expect(again.startDate).toEqual(first.startDate);
    expect(await errorOf(start(arn, 'referral-1', '{"a":2}'))).toBe('ExecutionAlreadyExists');
    await client.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    expect(await errorOf(start(arn, 'referral-1', '{"a":1,"b":2}'))).toBe('ExecutionAlreadyExists');
  });

  it('starts one execution when the same request arrives many times at once', async () => {
    const arn = await create('intake', holding);
    const starts = await Promise.all(Array.from({ length: 20 }, () => start(arn, 'referral-1')));
    expect(new Set(starts.map(({ executionArn }) => executionArn)).size).toBe(1);
    await engine.idle();
    expect(tokens).toHaveLength(1);
  });

  it('takes one answer for a callback and calls every later one too late', async () => {
    const { executionArn } = await start(await create('hold', holding), 'one');
    await engine.idle();
    const taskToken = tokens[0];
    const send = (output: string) => client.send(new SendTaskSuccessCommand({ taskToken, output }));
    expect(await errorOf(send('{'))).toBe('InvalidOutput');
    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    const answers = await Promise.all([1, 2, 3].map((n) => errorOf(send(String(n)))));
    expect(answers.sort()).toEqual(['TaskTimedOut', 'TaskTimedOut', 'no error']);
    await engine.idle();
    expect((await describeRun(executionArn)).status).toBe('SUCCEEDED');
    const late = new SendTaskFailureCommand({ taskToken, error: 'Late' });
    expect(await errorOf(client.send(late))).toBe('TaskTimedOut');
  });

  it('calls an answer after the deadline too late', async () => {
    await start(await create('hold', holding), 'one');
    await engine.idle();
    clock.moveTo(startAt + 60_000);
    const answer = new SendTaskSuccessCommand({ taskToken: tokens[0], output: '1' });
    expect(await errorOf(client.send(answer))).toBe('TaskTimedOut');
  });

  it('tells the story of an execution in pages, in either direction', async () => {
    const { executionArn } = await start(await create('echo', only(ask('Echo', { id: 1 }))), 'one');
    await engine.idle();
    const events: HistoryEvent[] = [];
    const pages = paginateGetExecutionHistory({ client, pageSize: 3 }, { executionArn });
    for await (const page of pages) events.push(...(page.events ?? []));
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(events.map(({ previousEventId }) => previousEventId)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(events[2]?.taskScheduledEventDetails).toMatchObject({
      resourceType: 'lambda',
      resource: 'invoke',
      parameters: '{"FunctionName":"Echo","Payload":{"id":1}}',
    });
    const reversed = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 2 }),
    );
    expect(reversed.events?.map(({ id }) => id)).toEqual([7, 6]);
  });

  it('leaves execution data out of the history when asked', async () => {
    const { executionArn } = await start(await create('echo', only(ask('Echo', { id: 1 }))), 'one');
    await engine.idle();
    const { events } = await client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(JSON.stringify(events)).not.toContain('Payload');
    expect(events?.[2]?.taskScheduledEventDetails?.resource).toBe('invoke');
  });

  it('lists executions newest first, by status and in pages', async () => {
    const stateMachineArn = await create('hold', holding);
    for (const name of ['a', 'b', 'c']) await start(stateMachineArn, name);
    await client.send(
      new StopExecutionCommand({
        executionArn: engine.listExecutions(stateMachineArn)[1]?.arn,
        error: 'Withdrawn',
      }),
    );
    const list = (more: object) =>
      client.send(new ListExecutionsCommand({ stateMachineArn, ...more }));
    const first = await list({ maxResults: 2 });
    const { nextToken } = first;
    const second = await list({ maxResults: 2, nextToken });
    const names = [first, second].flatMap((page) => page.executions?.map(({ name }) => name));
    expect(names).toEqual(['c', 'b', 'a']);
    const running = await list({ statusFilter: 'RUNNING' });
    expect(running.executions?.map(({ name }) => name)).toEqual(['c', 'a']);
  });

  it('redrives a failed execution once, whatever is clicked twice', async () => {
    broken = true;
    const { executionArn } = await start(await create('echo', only(ask('Echo', {}))), 'one');
    await engine.idle();
    expect(await describeRun(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.ServiceException',
      redriveStatus: 'REDRIVABLE',
    });
    broken = false;
    const redrive = () =>
      client.send(new RedriveExecutionCommand({ executionArn, clientToken: 'click' }));
    const first = await redrive();
    expect((await redrive()).redriveDate).toEqual(first.redriveDate);
    await engine.idle();
    expect(await describeRun(executionArn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1 });
  });

  it('answers an unknown operation as AWS does', async () => {
    expect(await stepFunctionsApi(engine)('AWSStepFunctions.Constructor', {})).toMatchObject({
      status: 400,
      body: { __type: 'UnknownOperationException' },
    });
  });
});
