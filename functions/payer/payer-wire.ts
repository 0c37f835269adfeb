import { PermanentFault, TransientFault } from '../platform/errors.ts';
import { log } from '../platform/log.ts';

/**
 * One POST to an address of the payer directory. Both payer gateways speak through this: the
 * time and the size of an answer are bounded, redirects are not followed, and failures of the
 * network come out as one of the two faults.
 */
type Post = {
  payerId: string;
  channel: 'x12' | 'pas';
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type Reply = { status: number; contentType: string; body: string };

export type Wire = { timeoutMillis: number; maxBytes: number };

/** PAS asks servers to answer within 15 seconds; twice that is given. */
export const payerWire: Wire = { timeoutMillis: 30_000, maxBytes: 2_000_000 };

const read = async (response: Response, maxBytes: number): Promise<string> => {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > maxBytes) throw new PermanentFault('payer-answer-too-large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};

/**
 * @throws TransientFault when nothing came back in time, or 429 or 5xx did; PermanentFault for an
 * answer that is too large.
 */
export const post = async (
  { payerId, channel, url, headers, body }: Post,
  { timeoutMillis, maxBytes }: Wire = payerWire,
): Promise<Reply> => {
  const started = performance.now();
  let status = 0;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMillis),
    });
    status = response.status;
    const contentType = response.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    if (status === 408 || status === 429 || status >= 500) {
      await response.body?.cancel();
      throw new TransientFault(`payer-busy:${status}`);
    }
    return { status, contentType, body: await read(response, maxBytes) };
  } catch (error) {
    if (error instanceof TransientFault || error instanceof PermanentFault) throw error;
    throw new TransientFault('payer-not-reached', { cause: error });
  } finally {
    const millis = Math.round(performance.now() - started);
    log({ event: 'payer.answered', payerId, channel, status, millis });
  }
};
