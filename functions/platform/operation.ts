import { sha256 } from './canonical.ts';
import { keyReused } from './errors.ts';
import type { Request } from './http.ts';
import { newIdPart } from './ids.ts';
import { keys } from './keys.ts';
import type { TransactItem } from './transaction.ts';

type Asked = Pick<Request<never>, 'principal' | 'rawBody' | 'idempotencyKey'>;

/**
 * The name of what a caller asks for. With the caller's own key it is the same for the same
 * request sent again, and ends with the digest of the body; without one it is new every time.
 */
export const requestOperation = (
  { principal, rawBody, idempotencyKey }: Asked,
  what: string,
  now: Date,
): string =>
  idempotencyKey === undefined
    ? `http:${principal.subject}:${what}:${newIdPart(now)}`
    : onceOperation(`${principal.subject}:${what}:${idempotencyKey}`, sha256(rawBody).slice(0, 32));

/**
 * The same for what can happen only once to what it happens to, like the start of a visit: that it has
 * happened is the guard, and the audit chain tells which request did it. Nothing is kept beside.
 */
export const singleOperation = (request: Asked, what: string, now: Date): string =>
  requestOperation(request, what, now).replace(/^once:/, 'http:');

/** The name of an operation that is applied once, however much later it comes again. */
export const onceOperation = (name: string, digest = ''): string => `once:${name}#${digest}`;

type Once = { hash: string; digest: string };

/** What is kept of an operation that may come again at any later time; of others, nothing. */
export const readOnce = (operation: string): Once | undefined => {
  if (!operation.startsWith('once:')) return undefined;
  const end = operation.lastIndexOf('#');
  return { hash: sha256(operation.slice(0, end)).slice(0, 32), digest: operation.slice(end + 1) };
};

/**
 * Whether a request was done before, by what is kept of its caller's key. It is then answered as it was,
 * whatever has changed since.
 *
 * @throws Refusal 422 when the key came before with another body.
 */
export const isSameAsKept = (
  operation: string,
  kept: { digest?: unknown } | undefined,
): boolean => {
  if (kept && kept.digest !== readOnce(operation)?.digest) throw keyReused();
  return kept !== undefined;
};

const keptSeconds = 90 * 24 * 3600;

/** The part that takes a caller's key, once, and remembers the record that it led to. */
export const guardOnce = (
  tableName: string,
  { hash, digest }: Once,
  { referralId, sequence, at }: { referralId: string; sequence: number; at: string },
): TransactItem => ({
  Put: {
    TableName: tableName,
    Item: {
      ...keys.operation(referralId, hash),
      digest,
      sequence,
      expiresAt: Math.floor(Date.parse(at) / 1000) + keptSeconds,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});
