import * as z from 'zod';
import { describeEvent, describeExecution, describeMachine, seconds } from './api-replies.ts';
import {
  createStateMachine,
  getExecutionHistory,
  listExecutions,
  redriveExecution,
  sendTaskFailure,
  sendTaskHeartbeat,
  sendTaskSuccess,
  startExecution,
  stopExecution,
  updateStateMachine,
  withExecutionArn,
  withPage,
  withStateMachineArn,
} from './api-requests.ts';
import { definitionProblems } from './definition.ts';
import type { Engine } from './engine.ts';
import { cutPage, readPageToken } from './page-token.ts';
import { parseJson } from './parse-json.ts';
import { ServiceError } from './service-error.ts';

export type Operation = (engine: Engine, body: unknown) => Promise<unknown>;

const on =
  <T extends z.ZodType>(schema: T, answer: (engine: Engine, request: z.output<T>) => unknown) =>
  async (engine: Engine, body: unknown): Promise<unknown> =>
    answer(engine, schema.parse(body));

const parseOr = (code: string, text: string) => {
  const parsed = parseJson(text);
  if (parsed === undefined)
    throw new ServiceError(code, `${code.replace('Invalid', 'Invalid ')}: not JSON`);
  return parsed;
};

/** Every operation served, by its name in `x-amz-target`. */
export const operations: Record<string, Operation> = {
  CreateStateMachine: on(createStateMachine, async (engine, request) => {
    const { stateMachineArn, creationDate } = await engine.createStateMachine(request);
    return { stateMachineArn, creationDate: seconds(creationDate) };
  }),
  UpdateStateMachine: on(updateStateMachine, async (engine, request) => {
    const { updateDate, revisionId } = await engine.updateStateMachine(request);
    return { updateDate: seconds(updateDate), revisionId };
  }),
  DescribeStateMachine: on(withStateMachineArn, (engine, { stateMachineArn }) =>
    describeMachine(engine.describeStateMachine(stateMachineArn)),
  ),
  ListStateMachines: on(withPage, (engine, { maxResults, nextToken }) => {
    const offset = readPageToken(nextToken);
    const machines = engine.listStateMachines().slice(offset);
    const page = cutPage(machines, maxResults, offset);
    return {
      stateMachines: page.items.map(({ stateMachineArn, name, creationDate }) => ({
        stateMachineArn,
        name,
        type: 'STANDARD',
        creationDate: seconds(creationDate),
      })),
      ...page.next,
    };
  }),
  ValidateStateMachineDefinition: on(z.object({ definition: z.string() }), (_engine, request) => {
    const problems = definitionProblems(request.definition);
    const diagnostics = problems.map((message) => ({
      severity: 'ERROR',
      code: 'SCHEMA_VALIDATION_FAILED',
      message,
    }));
    return { result: problems.length === 0 ? 'OK' : 'FAIL', diagnostics, truncated: false };
  }),
  StartExecution: on(startExecution, async (engine, { stateMachineArn, name, input }) => {
    const { arn, startedAt } = await engine.startExecution({
      stateMachineArn,
      input: parseOr('InvalidExecutionInput', input),
      ...(name !== undefined && { name }),
    });
    return { executionArn: arn, startDate: seconds(startedAt) };
  }),
  DescribeExecution: on(withExecutionArn, (engine, { executionArn }) => {
    const execution = engine.describeExecution(executionArn);
    return describeExecution(execution, engine.redriveObstacle(executionArn));
  }),
  GetExecutionHistory: on(getExecutionHistory, (engine, request) => {
    const { executionArn, reverseOrder, maxResults, nextToken, includeExecutionData } = request;
    const from = readPageToken(nextToken);
    const events = engine.getExecutionHistory(executionArn, {
      reverse: reverseOrder,
      limit: maxResults + 1,
      ...(nextToken !== undefined && { from }),
    });
    const page = cutPage(events, maxResults, 0, ({ id }) => id);
    return {
      events: page.items.map((event) => describeEvent(event, includeExecutionData)),
      ...page.next,
    };
  }),
  ListExecutions: on(listExecutions, (engine, request) => {
    const { stateMachineArn, statusFilter, maxResults, nextToken, redriveFilter } = request;
    const offset = readPageToken(nextToken);
    const found = engine.listExecutions(stateMachineArn, {
      offset,
      limit: maxResults + 1,
      ...(statusFilter && { status: statusFilter }),
      ...(redriveFilter && { redriven: redriveFilter === 'REDRIVEN' }),
    });
    const page = cutPage(found, maxResults, offset);
    return {
      executions: page.items.map((execution) => {
        const { input: _input, output: _output, ...summary } = describeExecution(execution);
        return summary;
      }),
      ...page.next,
    };
  }),
  StopExecution: on(stopExecution, async (engine, { executionArn, ...failure }) => {
    const stopped = await engine.stopExecution(executionArn, failure);
    return { stopDate: seconds(stopped.stoppedAt ?? 0) };
  }),
  RedriveExecution: on(redriveExecution, async (engine, { executionArn, clientToken }) => {
    const redriven = await engine.redriveExecution(executionArn, clientToken);
    return { redriveDate: seconds(redriven.redrivenAt ?? 0) };
  }),
  SendTaskSuccess: on(sendTaskSuccess, async (engine, { taskToken, output }) => {
    await engine.sendTaskSuccess(taskToken, parseOr('InvalidOutput', output));
    return {};
  }),
  SendTaskFailure: on(sendTaskFailure, async (engine, { taskToken, error, cause }) => {
    await engine.sendTaskFailure(taskToken, error, cause);
    return {};
  }),
  SendTaskHeartbeat: on(sendTaskHeartbeat, async (engine, { taskToken }) => {
    await engine.sendTaskHeartbeat(taskToken);
    return {};
  }),
};
