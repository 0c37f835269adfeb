import type { ClientRequest, IncomingMessage, RequestOptions, request } from 'node:http';
import { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';

/** A request of an SDK client as it goes from a function's thread to the gateway. */
export type SentCall = {
  id: number;
  method: string;
  path: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: Uint8Array;
};

/** Status 0 stands for a connection that broke before the answer came. */
export type SentAnswer = {
  id: number;
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
};

type Request = typeof request;
type OnResponse = (response: IncomingMessage) => void;

/** What the SDK asks about its connection: it stands, whatever else. */
const connection = new Socket();

const lowerCased = (headers: RequestOptions['headers']) =>
  Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );

/** The side of `http.ClientRequest` that the SDK's handler uses. */
class PortRequest extends Writable {
  readonly socket = connection;
  readonly #send: (body: Uint8Array) => void;
  readonly #parts: Buffer[] = [];

  constructor(send: (body: Uint8Array) => void) {
    super({ autoDestroy: false });
    this.#send = send;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.#parts.push(chunk);
    done();
  }

  override _final(done: () => void) {
    // A copy of its own: a slice of the shared pool would take the whole pool along.
    this.#send(new Uint8Array(Buffer.concat(this.#parts)));
    done();
  }

  answer({ status, headers, body }: SentAnswer, onResponse: OnResponse | undefined) {
    if (this.destroyed) return;
    if (status === 0) {
      this.destroy(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
      return;
    }
    const response = Object.assign(
      new Readable({
        read() {
          if (body.length) this.push(body);
          this.push(null);
        },
      }),
      { statusCode: status, statusMessage: '', headers },
    );
    onResponse?.(response as unknown as IncomingMessage);
    this.emit('response', response);
    this.destroy();
  }
}

/**
 * `http.request` for a function's thread: what goes to the gateway goes over a port between the
 * threads, signed as it is, and all else over HTTP. The SDK clients know nothing of it: only sockets,
 * agents, and headers written and parsed on both sides fall away.
 */
export const requestOverPort = (port: MessagePort, gateway: string, overHttp: Request): Request => {
  const open = new Map<number, (answer: SentAnswer) => void>();
  let calls = 0;
  port.on('message', (answer: SentAnswer) => {
    const settle = open.get(answer.id);
    open.delete(answer.id);
    settle?.(answer);
  });

  return ((...parameters: [RequestOptions, OnResponse?]) => {
    const [options, onResponse] = parameters;
    if (`${options.host}:${options.port}` !== gateway) return overHttp(...parameters);
    calls += 1;
    const id = calls;
    const asked = new PortRequest((body) => {
      const { method = 'GET', path = '/', headers } = options;
      const call = { id, method, path: path ?? '/', headers: lowerCased(headers), body };
      port.postMessage(call satisfies SentCall);
    });
    open.set(id, (answer) => asked.answer(answer, onResponse));
    // Large bodies wait for a server's leave, which Node's servers give at once.
    if (lowerCased(options.headers).expect?.toLowerCase() === '100-continue')
      process.nextTick(() => asked.emit('continue'));
    return asked as unknown as ClientRequest;
  }) as Request;
};
