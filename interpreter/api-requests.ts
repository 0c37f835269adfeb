import * as z from 'zod';
import { limits } from './limits.ts';
import { ServiceError } from './service-error.ts';

const arnOf = (kind: 'stateMachine' | 'execution') =>
  z
    .string()
    .min(1)
    .max(256)
    .transform((arn) => {
      if (new RegExp(`^arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:${kind}:.+$`).test(arn)) return arn;
      throw new ServiceError('InvalidArn', `Invalid Arn: '${arn}'`);
    });

const bytesUpTo = (limit: number) =>
  z.string().refine((text) => Buffer.byteLength(text) <= limit, `at most ${limit} bytes`);

const payload = bytesUpTo(limits.payloadBytes);
const taskToken = z.string().min(1).max(limits.tokenLength);
const error = z.string().max(256).optional();
const cause = z.string().max(32_768).optional();
const nextToken = z.string().min(1).max(3_096).optional();
const maxResults = (otherwise: number) =>
  z
    .int()
    .min(0)
    .max(1_000)
    .default(0)
    .transform((asked) => asked || otherwise);

export const withStateMachineArn = z.object({ stateMachineArn: arnOf('stateMachine') });
export const withExecutionArn = z.object({ executionArn: arnOf('execution') });
export const withPage = z.object({ maxResults: maxResults(100), nextToken });

/** Logging, tracing, tags and keys are accepted and change nothing here. */
export const createStateMachine = z.object({
  name: z.string(),
  definition: z.string().min(1),
  roleArn: z.string().min(1).max(256),
  type: z.literal('STANDARD').default('STANDARD'),
});
export const updateStateMachine = withStateMachineArn.extend({
  definition: z.string().min(1).optional(),
  roleArn: z.string().min(1).max(256).optional(),
});
export const startExecution = withStateMachineArn.extend({
  name: z.string().optional(),
  input: payload.default('{}'),
});
export const getExecutionHistory = withExecutionArn.extend({
  reverseOrder: z.boolean().default(false),
  includeExecutionData: z.boolean().default(true),
  maxResults: maxResults(100),
  nextToken,
});
export const listExecutions = withStateMachineArn.extend({
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  redriveFilter: z.enum(['REDRIVEN', 'NOT_REDRIVEN']).optional(),
  maxResults: maxResults(100),
  nextToken,
});
export const stopExecution = withExecutionArn.extend({ error, cause });
export const redriveExecution = withExecutionArn.extend({
  clientToken: z.string().min(1).max(64).optional(),
});
export const sendTaskSuccess = z.object({ taskToken, output: payload });
export const sendTaskFailure = z.object({ taskToken, error, cause });
export const sendTaskHeartbeat = z.object({ taskToken });
