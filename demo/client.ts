import { setTimeout as pause } from 'node:timers/promises';

/** How long the client keeps trying while the service is down: it may be restarting. */
const patienceMillis = 90_000;
const pauseMillis = 100;

export type HttpReply = { status: number; body: Record<string, unknown>; headers: Headers };

export type RequestParts = {
  token?: string;
  body?: unknown;
  contentType?: string;
  idempotencyKey?: string;
  /** The entity tag of what was seen. */
  ifMatch?: string;
  /** What a patient who said the birth date was given for the page. */
  pass?: string;
};

/** A request that got an answer the story did not expect. */
export class Unexpected extends Error {
  override name = 'Unexpected';
}

const parsed = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { text };
  }
};

/**
 * Speaks HTTP to the service. A connection that breaks, or a 5xx, is tried again with the same
 * idempotency key, so a service that is killed and restarted meanwhile loses and doubles nothing.
 */
export const httpClient = (address: string) => {
  const once = async (method: string, path: string, sending: RequestParts): Promise<HttpReply> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(sending.token ? { authorization: `Bearer ${sending.token}` } : {}),
        ...(sending.body === undefined
          ? {}
          : { 'content-type': sending.contentType ?? 'application/json' }),
        ...(sending.idempotencyKey ? { 'idempotency-key': sending.idempotencyKey } : {}),
        ...(sending.ifMatch ? { 'if-match': sending.ifMatch } : {}),
        ...(sending.pass ? { 'x-page-pass': sending.pass } : {}),
      },
      ...(sending.body === undefined ? {} : { body: JSON.stringify(sending.body) }),
    });
    return {
      status: response.status,
      body: parsed(await response.text()),
      headers: response.headers,
    };
  };

  const send = async (
    method: string,
    path: string,
    sending: RequestParts = {},
  ): Promise<HttpReply> => {
    const until = Date.now() + patienceMillis;
    for (;;) {
      try {
        const reply = await once(method, path, sending);
        if (reply.status < 500 || Date.now() > until) return reply;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
      await pause(pauseMillis);
    }
  };

  return {
    send,
    /** Sends and insists on the status. */
    expect: async (status: number, method: string, path: string, sending: RequestParts = {}) => {
      const reply = await send(method, path, sending);
      if (reply.status === status) return reply;
      throw new Unexpected(
        `${method} ${path} answered ${reply.status} instead of ${status}: ${JSON.stringify(reply.body)}`,
      );
    },
  };
};

export type HttpClient = ReturnType<typeof httpClient>;
