import * as z from 'zod';
import { operations } from './api-operations.ts';
import type { Engine } from './engine.ts';
import { JournalFault } from './journal.ts';
import { ServiceError } from './service-error.ts';

export type ApiReply = { status: number; body: unknown };

const failed = (status: number, code: string, message: string): ApiReply => ({
  status,
  body: { __type: code, message },
});

const describe = (error: z.ZodError): string =>
  error.issues
    .map(
      ({ path, message }) =>
        `Value at '${path.join('.')}' failed to satisfy constraint: ${message}`,
    )
    .join('; ');

/**
 * The Step Functions JSON protocol over an engine: `target` is the `x-amz-target` header, `body` the
 * parsed request. Never throws; a journal that cannot be written answers 500.
 */
export const stepFunctionsApi =
  (engine: Engine) =>
  async (target: string, body: unknown): Promise<ApiReply> => {
    const [service, name = ''] = target.split('.');
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (service !== 'AWSStepFunctions' || !operation) {
      return failed(400, 'UnknownOperationException', `Unknown operation ${target}`);
    }
    try {
      return { status: 200, body: await operation(engine, body ?? {}) };
    } catch (error) {
      if (error instanceof ServiceError) return failed(400, error.code, error.message);
      if (error instanceof z.ZodError) return failed(400, 'ValidationException', describe(error));
      if (error instanceof JournalFault) {
        return failed(500, 'InternalFailure', 'The journal cannot be written');
      }
      throw error;
    }
  };
