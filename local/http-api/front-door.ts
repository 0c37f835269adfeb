import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { cognitoIssuer } from '../cognito/issuer.ts';
import { type Incoming, message, type Outgoing } from './exchange.ts';
import { type Answering, listen } from './http-server.ts';
import { longestWaitMs } from './limits.ts';

type Rooms = {
  /** What stands in front of the API and answers for it, where it does. */
  front: (incoming: Incoming) => Outgoing | undefined;
  api: Answering;
  cognito: ReturnType<typeof cognitoIssuer>;
  control: Answering;
};
type InnerRequest = {
  method: string;
  path: string;
  query?: string;
  token: string;
  body?: unknown;
};

export type FrontDoor = Awaited<ReturnType<typeof openFrontDoor>>;

const issuerPath = '/local/cognito';

/**
 * The port people and systems know: the console, the API, the issuer of tokens, and the routes under `/local`.
 * It is taken at once. Whoever asks the API before it is opened waits for that, as long as API
 * Gateway would wait for a function; once it is shut the answer is 503.
 */
export const openFrontDoor = async (port: number, now: () => number) => {
  let rooms: Rooms | undefined;
  const opening = Promise.withResolvers<boolean>();
  let opened = opening.promise;
  let isOpen = false;
  const waitForOpening = async (): Promise<boolean> => {
    const waiting = new AbortController();
    const { signal } = waiting;
    try {
      return await Promise.race([opened, pause(longestWaitMs, false, { signal, ref: false })]);
    } finally {
      waiting.abort();
    }
  };

  const answer = async (incoming: Incoming): Promise<Outgoing> => {
    const { path } = incoming;
    const isApi = path !== '/local' && !path.startsWith('/local/');
    const admitted = isOpen || (rooms && !isApi) || (await waitForOpening());
    if (!rooms || !admitted) return message(503, 'Service Unavailable');
    if (path.startsWith(`${issuerPath}/`)) {
      const page = await rooms.cognito(path.slice(issuerPath.length), incoming);
      return page ?? message(404, 'Not Found');
    }
    if (!isApi) return rooms.control(incoming);
    return rooms.front(incoming) ?? rooms.api(incoming);
  };
  const server = await listen(port, answer, now);

  return {
    address: `http://127.0.0.1:${server.port}`,
    furnish: (furnished: Rooms) => {
      rooms = furnished;
    },
    open: () => {
      isOpen = true;
      opening.resolve(true);
    },
    shut: () => {
      isOpen = false;
      opening.resolve(false);
      opened = Promise.resolve(false);
    },
    close: server.close,
    /** Asks the API from inside, before others can. Authorization is checked as for anyone. */
    request: async ({ method, path, query = '', token, body }: InnerRequest): Promise<Outgoing> => {
      if (!rooms) throw new Error('The API is not there yet.');
      return rooms.api({
        requestId: randomUUID(),
        method,
        path,
        query,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        cookies: [],
        body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
        sourceIp: '127.0.0.1',
        receivedAtMs: now(),
      });
    },
  };
};
