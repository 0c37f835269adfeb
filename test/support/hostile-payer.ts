import { createServer, type IncomingMessage } from 'node:http';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

type Answer = { status: number; type: string; body: (sent: string) => string };

/** Payers at their worst: each repeats in its answer what it was told of the patient. */
const answers: Record<string, Answer> = {
  '/failing': { status: 500, type: 'text/plain', body: (sent) => `Cannot process: ${sent}` },
  '/refusing': { status: 400, type: 'text/plain', body: (sent) => `Rejected: ${sent}` },
  '/page': { status: 200, type: 'text/html', body: (sent) => `<html><pre>${sent}</pre></html>` },
  '/half': { status: 200, type: 'application/fhir+json', body: (sent) => sent.slice(0, 400) },
  '/echo': { status: 200, type: 'application/json', body: (sent) => JSON.stringify({ sent }) },
};

export const hostilePaths = Object.keys(answers);

/** Listens on loopback; `heard` counts what each path was asked. */
export const startHostilePayer = async () => {
  const heard: Record<string, number> = {};
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://payer').pathname;
    const known = hostilePaths.find((one) => path.startsWith(one)) ?? '/failing';
    heard[known] = (heard[known] ?? 0) + 1;
    void bodyOf(request).then((sent) => {
      const { status, type, body } = answers[known] as Answer;
      response.writeHead(status, { 'content-type': type }).end(body(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    heard,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
