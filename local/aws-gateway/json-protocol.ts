import type { JsonObject } from '../json.ts';
import type { AwsAnswer, AwsCall } from './call.ts';

/** `x-amz-target: DynamoDB_20120810.GetItem` -> `GetItem`. */
export const readTarget = ({ headers }: Pick<AwsCall, 'headers'>): string =>
  String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';

export const json = (body: unknown, status = 200, type = '1.0'): AwsAnswer => ({
  status,
  headers: { 'content-type': `application/x-amz-json-${type}` },
  body: JSON.stringify(body),
});

export const jsonRefusal = (status: number, code: string, message: string): AwsAnswer => ({
  status: code === 'AccessDeniedException' ? 400 : status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': code },
  body: JSON.stringify({ __type: code, message } satisfies JsonObject),
});
