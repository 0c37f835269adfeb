import { accessToken, renew } from '../sign-in/session.ts';
import { noAnswer, problemIn, signedOut } from './problem.ts';
import type { ApiBody, ApiRequest, ApiRoute } from './routes.ts';

export type ApiAnswer<Route extends ApiRoute> = { body: ApiBody<Route>; etag: string | undefined };

type Loose = {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  ifMatch?: string | undefined;
  idempotencyKey?: string;
  signal?: AbortSignal;
};

const addressOf = (key: string, { path = {}, query = {} }: Loose): [string, string] => {
  const [method = '', pattern = ''] = key.split(' ');
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return [method, given.length > 0 ? `${filled}?${search}` : filled];
};

const send = async (key: string, asked: Loose): Promise<Response> => {
  const [method, address] = addressOf(key, asked);
  const token = accessToken();
  if (!token) throw signedOut();
  try {
    return await fetch(address, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(asked.body !== undefined && { 'content-type': 'application/json' }),
        ...(asked.ifMatch && { 'if-match': asked.ifMatch }),
        ...(asked.idempotencyKey && { 'idempotency-key': asked.idempotencyKey }),
      },
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
      ...(asked.signal && { signal: asked.signal }),
    });
  } catch (error) {
    if (asked.signal?.aborted) throw error;
    throw noAnswer();
  }
};

/** A token that ran out is renewed once; what it was sent with was not taken, so that it is sent again. */
const answerOf = async (key: string, asked: Loose): Promise<Response> => {
  let answer = await send(key, asked);
  if (answer.status === 401) {
    if (!(await renew())) throw signedOut();
    answer = await send(key, asked);
  }
  if (!answer.ok) throw await problemIn(answer);
  return answer;
};

/**
 * Reads a file that the API answers with.
 *
 * @throws Problem
 */
export const askFile = async (address: string, signal: AbortSignal): Promise<Blob> =>
  (await answerOf(`GET ${address}`, { signal })).blob();

/**
 * Asks the API.
 *
 * @throws Problem
 */
export const askApi = async <Route extends ApiRoute>(
  key: Route,
  asked: ApiRequest<Route>,
): Promise<ApiAnswer<Route>> => {
  const answer = await answerOf(key, asked as Loose);
  const text = await answer.text();
  return {
    body: (text ? JSON.parse(text) : undefined) as ApiBody<Route>,
    etag: answer.headers.get('etag') ?? undefined,
  };
};
