/**
 * The two fault names that workflows match, and the one refusal that HTTP callers see.
 * Messages carry codes, never anything a patient could be recognized by.
 */

/** Something outside failed in a way that may pass: the workflow retries it. */
export class TransientFault extends Error {
  override name = 'TransientFault';
}

/** Retrying cannot help: the workflow goes straight to a person. */
export class PermanentFault extends Error {
  override name = 'PermanentFault';
}

/** One thing wrong with a request: where it is (JSON Pointer or FHIRPath) and how to fix it. */
export type Complaint = { pointer: string; detail: string; fix?: string };

/** What was sent is refused: each part of it that is meant is named. */
type OfTheSent = 400 | 413 | 415 | 422 | 428;
/** It cannot be for who asks, or for how things stand. */
type OfTheState = 401 | 403 | 404 | 409;

type More = { errors?: readonly Complaint[]; facts?: Record<string, unknown> };
type Named = More & { errors: readonly Complaint[] };

/** A refusal answered as RFC 9457 problem details with a stable `code`. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly errors: readonly Complaint[];
  /** PHI-free facts that help the caller go on, such as the id of the referral that is open. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: OfTheState, code: string, detail: string, more?: More);
  constructor(status: OfTheSent, code: string, detail: string, more: Named);
  constructor(status: number, code: string, detail: string, more: More = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.facts = more.facts ?? {};
  }
}

/** A caller's key that stands for another body. */
export const keyReused = (of: 'request' | 'referral' = 'request'): Refusal => {
  const detail = 'was used before with another body';
  const fix = `Use a new key for a new ${of}.`;
  return new Refusal(422, 'idempotency-key-reused', `This key ${detail}. ${fix}`, {
    errors: [{ pointer: 'header/idempotency-key', detail, fix }],
  });
};

const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
  'InternalServerException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
]);

type SdkFault = Error & { $metadata?: { httpStatusCode?: number }; $retryable?: unknown };

/** Maps whatever was thrown onto one of the two faults; a fault already named stays as it is. */
export const asFault = (thrown: unknown): Error => {
  if (thrown instanceof TransientFault || thrown instanceof PermanentFault) return thrown;
  if (!(thrown instanceof Error)) return new PermanentFault('unknown', { cause: thrown });
  const { name, $metadata, $retryable } = thrown as SdkFault;
  const code = (thrown as { code?: string }).code ?? '';
  const transient =
    passing.has(name) ||
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    /^(ECONN|ETIMEDOUT|EPIPE|ENETUNREACH|EAI_AGAIN)/.test(code);
  return transient
    ? new TransientFault(name, { cause: thrown })
    : new PermanentFault(name, { cause: thrown });
};

/** What a code may look like; anything else could be words of somebody. */
const code = /^[\w.:/-]{1,100}$/;

/**
 * The fault as it may leave a function, whose runtime logs all of what is thrown: its name and its
 * code, without the cause, the stack or the message of whatever failed within.
 */
export const bare = (thrown: unknown): Error => {
  const { name, message } = asFault(thrown);
  const Named = name === 'TransientFault' ? TransientFault : PermanentFault;
  const fault = new Named(code.test(message) ? message : 'unnamed');
  fault.stack = `${fault.name}: ${fault.message}`;
  return fault;
};
