import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { PayerFailed } from '../../functions/payer/wire-faults.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { wordsOfFault } from '../../functions/worklist/fault-words.ts';
import { examplePayer } from '../support/payer-simulator.ts';

const opened: { close: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

const listening = async (server: Server | ReturnType<typeof createSocketServer>) => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const http = async (answers: RequestListener): Promise<string> =>
  `http://${await listening(createServer(answers))}`;
const socket = async (greets: (socket: Socket) => void): Promise<string> =>
  `http://${await listening(createSocketServer(greets))}`;

const post = (url: string) =>
  postToPayer({
    payerId: 'acme-health',
    channel: 'x12',
    url,
    headers: { 'content-type': 'application/edi-x12' },
    body: 'ISA*00*secret',
    wire: { ...examplePayer().wire, connectSeconds: 0.2, answerSeconds: 0.4, mostBytes: 10_000 },
  });

const failureOf = (url: string) =>
  post(url).then(
    () => undefined,
    (error: unknown) => error as PayerFailed,
  );

const packed = { 'content-encoding': 'gzip' };

/** Writes on and on until nobody listens. */
const dripping: RequestListener = (_, answer) => {
  answer.writeHead(200);
  const drops = setInterval(() => answer.write('x'), 20);
  answer.once('close', () => clearInterval(drops));
};
const flooding: RequestListener = (_, answer) => {
  answer.writeHead(200);
  const pour = () => {
    while (!answer.destroyed && answer.write('x'.repeat(4_000)));
  };
  answer.on('drain', pour);
  pour();
};
const answering = (status: number, headers: Record<string, string>) => () => {
  const says: RequestListener = (request, answer) => {
    request.resume();
    answer.writeHead(status, headers).end('busy');
  };
  return http(says);
};

describe('what can go wrong between us and a payer has a name', () => {
  it.each([
    ['takes the call and says nothing', () => http(() => {}), 'payer-silent', true],
    ['lets the answer drip', () => http(dripping), 'payer-unfinished', true],
    ['answers without end', () => http(flooding), 'payer-answer-too-large', false],
    [
      'takes no connection',
      () => Promise.resolve('http://127.0.0.1:9'),
      'payer-refused-connection',
      true,
    ],
    ['hangs up at once', () => socket((one) => one.destroy()), 'payer-reset', true],
    [
      'hangs up in the answer',
      () => socket((one) => one.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nISA')),
      'payer-reset',
      true,
    ],
    ['speaks no HTTP', () => socket((one) => one.end('220 mail\r\n\r\n')), 'payer-reset', true],
    [
      'speaks no TLS',
      async () => (await socket((one) => one.end('no tls here'))).replace('http', 'https'),
      'payer-tls-failed',
      true,
    ],
    [
      'never ends the TLS greeting',
      async () => (await socket(() => {})).replace('http', 'https'),
      'payer-silent',
      true,
    ],
    [
      'has a name nobody knows',
      () => Promise.resolve('http://payer.invalid/x12'),
      'payer-name-unknown',
      true,
    ],
    [
      'packs the answer in a way nobody reads',
      answering(200, { 'content-encoding': 'br' }),
      'payer-answer-encoded',
      false,
    ],
    [
      'says that it packs the answer, and does not',
      () => http((_, answer) => answer.writeHead(200, packed).end('ISA*00*plain')),
      'payer-answer-encoded',
      false,
    ],
    [
      'packs more than anybody reads',
      () => http((_, answer) => answer.writeHead(200, packed).end(gzipSync('x'.repeat(1_000_000)))),
      'payer-answer-too-large',
      false,
    ],
    ['is busy', answering(503, {}), 'payer-busy:503', true],
    ['gives up', answering(408, {}), 'payer-busy:408', true],
  ] as const)('when it %s', async (_, at, code, passes) => {
    const failure = await failureOf(await at());
    expect(failure).toMatchObject({
      name: passes ? 'TransientFault' : 'PermanentFault',
      message: code,
    });
    expect(failure instanceof PayerFailed).toBe(passes);
    // What a person reads of it is about this very thing, and not of "some failure".
    expect(wordsOfFault(`${failure?.name}:${code}`).text).toMatch(/payer/);
    expect(wordsOfFault(`${failure?.name}:${code}`).fix).not.toMatch(/if it fails again/);
  });

  it('that packs its answer all the same is read, and asked not to', async () => {
    const asked: unknown[] = [];
    const url = await http((request, answer) => {
      asked.push(request.headers['accept-encoding']);
      answer.writeHead(200, packed).end(gzipSync('ISA*00*answer'));
    });
    expect(await post(url)).toEqual({ status: 200, body: 'ISA*00*answer' });
    expect(asked).toEqual(['identity']);
  });

  it.each([
    ['in seconds', { 'retry-after': '90' }, 90],
    [
      'as a date',
      { date: 'Fri, 20 Nov 2026 16:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 16:02:00 GMT' },
      120,
    ],
    ['for a week', { 'retry-after': '604800' }, 3600],
    ['in a way nobody reads', { 'retry-after': 'soon' }, undefined],
    [
      'in the past',
      { date: 'Fri, 20 Nov 2026 16:00:00 GMT', 'retry-after': 'Fri, 20 Nov 2026 15:00:00 GMT' },
      undefined,
    ],
    ['not at all', {}, undefined],
  ])('when it asks to be left alone %s', async (_, headers, waitSeconds) => {
    const failure = await failureOf(await answering(429, headers as Record<string, string>)());
    expect(failure).toMatchObject({ message: 'payer-busy:429', waitSeconds });
  });
});

it('an answer is read whole, and nobody is followed elsewhere', async () => {
  const url = await http((request, answer) => {
    request.resume();
    answer.writeHead(302, { location: 'http://127.0.0.1:9/' });
    answer.write('one ');
    answer.end('two');
  });
  expect(await post(url)).toEqual({ status: 302, body: 'one two' });
});
