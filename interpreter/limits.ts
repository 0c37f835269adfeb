import { StateFailure } from './failure.ts';
import { byteLength, type Json } from './json.ts';

/** Source: Step Functions developer guide, "Service quotas" and "Passing data with variables". */
export const limits = {
  payloadBytes: 262_144,
  variableBytes: 262_144,
  executionVariableBytes: 10 * 1024 * 1024,
  historyEvents: 25_000,
  definitionBytes: 1_048_576,
  nameLength: 80,
  tokenLength: 2_048,
  inlineConcurrency: 40,
  executionSeconds: 31_536_000,
  taskSeconds: 99_999_999,
  redriveDays: 14,
} as const;

/** Refuses data that no state may pass on. @throws StateFailure States.DataLimitExceeded */
export const withinPayload = (value: Json, what: string): Json => {
  if (byteLength(value) <= limits.payloadBytes) return value;
  throw new StateFailure(
    'States.DataLimitExceeded',
    `The ${what} is larger than ${limits.payloadBytes} bytes`,
  );
};
