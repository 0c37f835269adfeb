import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Incoming, message, type Outgoing } from './exchange.ts';
import { gatewayBodyLimit, largestHeaders } from './limits.ts';

export type HttpServer = { port: number; close(): Promise<void> };
export type Answering = (incoming: Incoming) => Promise<Outgoing>;

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= gatewayBodyLimit) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  return size > gatewayBodyLimit ? undefined : Buffer.concat(chunks);
};

const headersOf = (request: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== 'cookie')
      .map(([name, values]) => [name, (values ?? []).join(',')]),
  );

const send = (response: ServerResponse, { status, headers, cookies, body }: Outgoing) => {
  const bare = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(cookies?.length && { 'set-cookie': cookies }),
    ...(!bare && { 'content-length': Buffer.byteLength(body) }),
  });
  response.end(response.req.method === 'HEAD' || bare ? undefined : body);
};

export const portInUse = (port: number): string =>
  `Port ${port} is in use. Stop what runs there, or choose another with --port.`;

/**
 * Listens on loopback only.
 *
 * @param nowMs the runtime's clock
 * @throws when the port is in use, with what to do about it
 */
export const listen = async (
  port: number,
  answer: Answering,
  nowMs: () => number,
): Promise<HttpServer> => {
  const receive = async (request: IncomingMessage): Promise<Outgoing> => {
    const body = await readBody(request);
    if (!body) return message(413, 'Request Entity Too Large');
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    return answer({
      requestId: randomUUID(),
      method: request.method ?? 'GET',
      path,
      query: query.join('?'),
      headers: headersOf(request),
      cookies: (request.headers.cookie ?? '').split('; ').filter(Boolean),
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      receivedAtMs: nowMs(),
    });
  };
  const server = createServer({ maxHeaderSize: largestHeaders }, (request, response) => {
    receive(request)
      .catch(() => message(500, 'Internal Server Error'))
      .then((outgoing) => send(response, outgoing))
      .catch(() => response.destroy());
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = new Error(portInUse(port), { cause: error });
      reject(error.code === 'EADDRINUSE' ? inUse : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
};
