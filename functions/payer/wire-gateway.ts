import * as http from 'node:http';
import * as https from 'node:https';
import { createGunzip } from 'node:zlib';
import { log } from '../platform/log.ts';
import type { PayerChannel } from './reachability.ts';
import { meaningOfSocketError, secondsToWait, wireFault } from './wire-faults.ts';
import type { WireSettings } from './wire-settings.ts';

/** One POST to an address of the payer directory. */
export type Post = {
  payerId: string;
  channel: PayerChannel;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  wire: WireSettings;
};

export type WireReply = { status: number; body: string };

/** Sends a request and reads its answer; `signal` gives the call up. */
export type Wire = (post: Post, signal?: AbortSignal) => Promise<WireReply>;

/** Encodings of an answer that we read. */
const encodingsRead = new Set(['identity', 'gzip', 'x-gzip']);

/** Two waits with one deadline each: until the connection stands, and until the answer is whole. */
const whole = ({ url, headers, body, wire }: Post, signal?: AbortSignal): Promise<WireReply> =>
  new Promise((resolve, reject) => {
    const { request: open } = url.startsWith('https:') ? https : http;
    const request = open(url, {
      method: 'POST',
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        'content-length': Buffer.byteLength(body),
      },
      ...(signal ? { signal } : {}),
    });
    let began = false;
    const fail = (error: Error) => {
      clearTimeout(connecting);
      clearTimeout(answering);
      reject(error);
      request.destroy();
    };
    const connecting = setTimeout(() => fail(wireFault('silent')), wire.connectSeconds * 1000);
    const answering = setTimeout(
      () => fail(wireFault(began ? 'unfinished' : 'silent')),
      wire.answerSeconds * 1000,
    );
    const isConnected = () => clearTimeout(connecting);
    request.once('socket', (socket) => {
      if (request.reusedSocket) return isConnected();
      socket.once(url.startsWith('https:') ? 'secureConnect' : 'connect', isConnected);
    });
    const failWith = (error: NodeJS.ErrnoException) =>
      fail(signal?.aborted ? error : wireFault(meaningOfSocketError(error.code ?? '')));
    request.once('error', failWith);
    request.once('response', (answer) => {
      began = true;
      const status = answer.statusCode ?? 0;
      if (status === 408 || status === 429 || status >= 500) {
        const { 'retry-after': retryAfter, date } = answer.headers;
        return fail(wireFault('busy', { status, waitSeconds: secondsToWait(retryAfter, date) }));
      }
      const encoding = answer.headers['content-encoding']?.toLowerCase() ?? 'identity';
      if (!encodingsRead.has(encoding)) return fail(wireFault('answer-encoded'));
      // Some servers pack whatever is asked for; what counts is the size of what comes out.
      const content = encoding === 'identity' ? answer : answer.pipe(createGunzip());
      const chunks: Buffer[] = [];
      let size = 0;
      content.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size > wire.mostBytes) {
          answer.unpipe();
          return fail(wireFault('answer-too-large'));
        }
        chunks.push(chunk);
      });
      answer.once('error', failWith);
      if (content !== answer) content.once('error', () => fail(wireFault('answer-encoded')));
      content.once('end', () => {
        clearTimeout(answering);
        resolve({ status, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end(body);
  });

/**
 * Speaks HTTP with a payer. The time and the size of an answer are bounded however it comes,
 * redirects are not followed, and each failure has a name.
 *
 * @throws PayerFailed when asking again may help; PermanentFault for a bad certificate and an answer
 * that is too large or encoded.
 */
export const postToPayer: Wire = async (post, signal) => {
  const started = performance.now();
  let status = 0;
  try {
    const reply = await whole(post, signal);
    status = reply.status;
    return reply;
  } finally {
    const millis = Math.round(performance.now() - started);
    const { payerId, channel } = post;
    log({ event: 'payer.answered', payerId, channel, status, millis });
  }
};
