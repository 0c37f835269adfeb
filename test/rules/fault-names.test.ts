import { describe, expect, it } from 'vitest';
import {
  asFault,
  bare,
  PermanentFault,
  Refusal,
  TransientFault,
} from '../../functions/platform/errors.ts';

const named = (name: string, more: object = {}): Error =>
  Object.assign(new Error('words of the provider'), { name }, more);

describe('a fault is tried again', () => {
  // Names as the AWS SDK gives them: the common errors of each service's API reference.
  it.each([
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
  ])('when it is %s', (name) => {
    const thrown = named(name);
    const fault = asFault(thrown);
    expect(fault).toBeInstanceOf(TransientFault);
    expect([fault.name, fault.message, fault.cause]).toEqual(['TransientFault', name, thrown]);
  });

  it.each([
    ['the service says so', { $retryable: {} }],
    ['the service failed', { $metadata: { httpStatusCode: 500 } }],
    ['a gateway before it failed', { $metadata: { httpStatusCode: 503 } }],
    ['the connection was reset', { code: 'ECONNRESET' }],
    ['nobody listened', { code: 'ECONNREFUSED' }],
    ['the connection timed out', { code: 'ETIMEDOUT' }],
    ['the other side hung up', { code: 'EPIPE' }],
    ['the network was gone', { code: 'ENETUNREACH' }],
    ['its name could not be looked up just now', { code: 'EAI_AGAIN' }],
  ])('when %s', (_, more) => {
    expect(asFault(named('Whatever', more))).toBeInstanceOf(TransientFault);
  });
});

describe('a fault goes straight to a person', () => {
  it.each([
    ['a name that is no passing one', named('ValidationException')],
    ['our own mistake', new TypeError('x is not a function')],
    ['a request that was wrong', named('Whatever', { $metadata: { httpStatusCode: 499 } })],
    ['a request that has no status', named('Whatever', { $metadata: {} })],
    ['a file that is not there', named('Error', { code: 'ENOENT' })],
    ['a code that only ends like a passing one', named('Error', { code: 'XECONNRESET' })],
  ])('for %s', (_, thrown) => {
    const fault = asFault(thrown);
    expect(fault).toBeInstanceOf(PermanentFault);
    expect([fault.name, fault.message, fault.cause]).toEqual([
      'PermanentFault',
      (thrown as Error).name,
      thrown,
    ]);
  });

  it.each([['words'], [undefined], [null], [{ name: 'TimeoutError' }]])(
    'for what is no error at all: %j',
    (thrown) => {
      const fault = asFault(thrown);
      expect(fault).toBeInstanceOf(PermanentFault);
      expect([fault.message, fault.cause]).toEqual(['unknown', thrown]);
    },
  );
});

describe('a fault that has its name', () => {
  it.each([new TransientFault('payer-silent'), new PermanentFault('payer-unknown')])(
    'keeps it: %s',
    (fault) => {
      expect(asFault(fault)).toBe(fault);
    },
  );

  it('leaves a function with its code, and with nothing else', () => {
    const thrown = new TransientFault('payer-silent:acme/pas', { cause: new Error('Exampleton') });
    const left = bare(thrown);
    expect(left).toBeInstanceOf(TransientFault);
    expect(left.message).toBe('payer-silent:acme/pas');
    expect(left.cause).toBeUndefined();
    expect(left.stack).toBe('TransientFault: payer-silent:acme/pas');
    expect(bare(new PermanentFault('x'))).toBeInstanceOf(PermanentFault);
  });

  it.each([
    ['a sentence', 'Odalys could not be read'],
    ['nothing', ''],
    ['more than a code', 'x'.repeat(101)],
    ['a code with words around it', 'a b'],
  ])('leaves without its message when that is %s', (_, message) => {
    expect(bare(new PermanentFault(message)).message).toBe('unnamed');
  });

  it('keeps a code of the longest', () => {
    expect(bare(new PermanentFault('x'.repeat(100))).message).toBe('x'.repeat(100));
  });
});

it('a refusal says its status, code and words, and what else the caller needs', () => {
  const plain = new Refusal(404, 'not-found', 'There is none.');
  expect(plain).toMatchObject({
    name: 'Refusal',
    status: 404,
    code: 'not-found',
    message: 'There is none.',
    errors: [],
    facts: {},
  });
  const errors = [{ pointer: '/a', detail: 'is missing' }];
  const full = new Refusal(422, 'invalid', 'No.', { errors, facts: { holdId: 'h' } });
  expect([full.errors, full.facts]).toEqual([errors, { holdId: 'h' }]);
});
