import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  type ExecutionListItem,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { openDataFolder } from '../local/data/data-folder.ts';
import { readMark } from '../local/data/folder-mark.ts';
import { readUsage } from '../local/iam/usage.ts';
import type { BenchService } from './running-service.ts';

type FunctionSpend = {
  invocations: number;
  billedMs: number;
  read: number;
  write: number;
  /** Calls of the database. */
  calls: number;
};

/** What the service has used since it was started. */
export type Spent = {
  functions: Record<string, FunctionSpend>;
  /** Calls of the database by function, then by operation. */
  operations: Record<string, Record<string, number>>;
  /** States entered, by state machine. */
  transitions: Record<string, number>;
  /** Transitions of all machines as the interpreter counts them, retries included. */
  allTransitions: number;
  executions: number;
  httpRequests: number;
  events: number;
  keyCalls: number;
  logBytes: number;
  storedBytes: number;
  mails: number;
  texts: number;
  scheduleTicks: number;
};

const clientSettings = (service: BenchService) => ({
  endpoint: service.gateway(),
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

const statesEntered = async (client: SFNClient, executionArn: string): Promise<number> => {
  let entered = 0;
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        includeExecutionData: false,
        maxResults: 1000,
        ...(nextToken && { nextToken }),
      }),
    );
    entered += page.events?.filter(({ type }) => type?.endsWith('StateEntered')).length ?? 0;
    nextToken = page.nextToken;
  } while (nextToken);
  return entered;
};

const executionsOf = async (client: SFNClient, stateMachineArn: string) => {
  const executions: ExecutionListItem[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({ stateMachineArn, ...(nextToken && { nextToken }) }),
    );
    executions.push(...(page.executions ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return executions;
};

/** `AuthorizationWorkflow1A2B3C4D` -> `AuthorizationWorkflow`: without the template's suffix. */
const plainName = (name = '') => name.replace(/[0-9A-F]{8}$/, '');

const transitionsByMachine = async (service: BenchService) => {
  const client = new SFNClient(clientSettings(service));
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const found: Record<string, number> = {};
  let executions = 0;
  for (const { name, stateMachineArn = '' } of stateMachines) {
    let entered = 0;
    for (const { executionArn = '' } of await executionsOf(client, stateMachineArn)) {
      entered += await statesEntered(client, executionArn);
      executions += 1;
    }
    found[plainName(name)] = entered;
  }
  client.destroy();
  return { transitions: found, executions };
};

/** Binary counts by its length, everything else as its text. */
const sizeOf = (item: unknown): number => {
  let binary = 0;
  const text = JSON.stringify(item, (_key, value) => {
    if (!(value instanceof Uint8Array)) return value;
    binary += value.byteLength;
    return '';
  });
  return Buffer.byteLength(text) + binary;
};

/** Bytes of all items, as the text of their attributes: near to what DynamoDB bills. */
const storedBytes = async (service: BenchService): Promise<number> => {
  const client = new DynamoDBClient(clientSettings(service));
  let bytes = 0;
  let from: Record<string, never> | undefined;
  do {
    const page = await client.send(
      new ScanCommand({
        TableName: readMark(service.folder)?.tables[0],
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    for (const item of page.Items ?? []) bytes += sizeOf(item);
    from = page.LastEvaluatedKey as typeof from;
  } while (from);
  client.destroy();
  return bytes;
};

const logBytes = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

/** Reads every counter; call it when nothing is under way. */
export const readSpent = async (service: BenchService): Promise<Spent> => {
  const metrics = await service.metrics();
  const data = openDataFolder(service.folder);
  const functions: Record<string, FunctionSpend> = {};
  const operations: Spent['operations'] = {};
  for (const [name, { invocations, billedMs }] of Object.entries(metrics.lambda)) {
    const byOperation = metrics.dynamodb[name] ?? {};
    const units = Object.values(byOperation);
    operations[name] = Object.fromEntries(
      Object.entries(byOperation).map(([operation, { calls }]) => [operation, calls]),
    );
    functions[name] = {
      invocations,
      billedMs,
      read: units.reduce((sum, { read }) => sum + read, 0),
      write: units.reduce((sum, { write }) => sum + write, 0),
      calls: units.reduce((sum, { calls }) => sum + calls, 0),
    };
  }
  const messages = (await service.get('/local/messages')) as { channel: string }[];
  const usage = Object.values(readUsage(data.usage));
  const keyCalls = usage
    .flatMap(({ used }) => Object.entries(used))
    .reduce((sum, [action, count]) => sum + (action.startsWith('kms:') ? count : 0), 0);
  return {
    functions,
    operations,
    ...(await transitionsByMachine(service)),
    allTransitions: metrics.transitions,
    httpRequests: metrics.http.requests,
    events: metrics.events.events,
    keyCalls,
    logBytes: logBytes(data.logs),
    storedBytes: await storedBytes(service),
    mails: messages.filter(({ channel }) => channel === 'mail').length,
    texts: messages.filter(({ channel }) => channel === 'text').length,
    scheduleTicks: Object.values(metrics.schedules).reduce((sum, count) => sum + count, 0),
  };
};

type Numbers = { [key: string]: number | Numbers };

const perReferral = (after: Numbers, before: Numbers, count: number): Numbers =>
  Object.fromEntries(
    Object.entries(after).map(([key, value]) => {
      const earlier = before[key];
      if (typeof value === 'number')
        return [key, (value - (typeof earlier === 'number' ? earlier : 0)) / count];
      return [key, perReferral(value, typeof earlier === 'object' ? earlier : {}, count)];
    }),
  );

/** What was used between two readings, per referral. */
export const spentPerReferral = (after: Spent, before: Spent, count: number): Spent =>
  perReferral(after, before, count) as unknown as Spent;

export const sumOver = (spent: Spent, field: keyof FunctionSpend): number =>
  Object.values(spent.functions).reduce((sum, one) => sum + one[field], 0);
