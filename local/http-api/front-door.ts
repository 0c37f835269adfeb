import { randomUUID } from 'node:crypto';
import type { cognitoIssuer } from '../cognito/issuer.ts';
import { type Incoming, message, type Outgoing } from './exchange.ts';
import { type Answering, listen } from './http-server.ts';

type Rooms = {
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
 * The port people and systems know: the API, the issuer of tokens, and the routes under `/local`.
 * It is taken at once, and the API answers 503 until it is opened.
 */
export const openFrontDoor = async (port: number, now: () => number) => {
  let rooms: Rooms | undefined;
  let isOpen = false;

  const answer = async (incoming: Incoming): Promise<Outgoing> => {
    const { path } = incoming;
    if (!rooms) return message(503, 'Service Unavailable');
    if (path.startsWith(`${issuerPath}/`)) {
      return rooms.cognito(path.slice(issuerPath.length), incoming) ?? message(404, 'Not Found');
    }
    if (path === '/local' || path.startsWith('/local/')) return rooms.control(incoming);
    return isOpen ? rooms.api(incoming) : message(503, 'Service Unavailable');
  };
  const server = await listen(port, answer, now);

  return {
    address: `http://127.0.0.1:${server.port}`,
    furnish: (furnished: Rooms) => {
      rooms = furnished;
    },
    open: () => {
      isOpen = true;
    },
    shut: () => {
      isOpen = false;
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
