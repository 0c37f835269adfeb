import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { submissionBundle } from '../../functions/authorization/pas/bundle.ts';
import { payerGateway } from '../../functions/authorization/payer-gateway.ts';
import { isSignedBy } from '../../functions/authorization/payer-signature.ts';
import { postToPayer } from '../../functions/payer/wire-gateway.ts';
import { serviceClient } from '../../payer-simulator/service-client.ts';
import { openSimulator } from '../../payer-simulator/simulator.ts';
import { submissionFacts, submissionFor } from '../support/authorizations.ts';
import { examplePayer, type Log, openPayers } from '../support/payer-simulator.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Delivery = { body: string; signature: string; authorization: string };

/** The service as the payers see it: a clock, a token, a route that takes what it is told to. */
const openService = async (answers: number[], takesAlarms = false) => {
  let now = '2026-11-20T16:00:00.000Z';
  const alarms: { at: string; url: string }[] = [];
  const deliveries: Delivery[] = [];
  let taken = () => {};
  const last = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const json = (status: number, body: unknown) => {
      outgoing.writeHead(status, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify(body));
    };
    if (incoming.url === '/local/clock') return json(200, { now });
    if (incoming.url === '/local/alarms') {
      if (takesAlarms) alarms.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      return json(takesAlarms ? 202 : 404, {});
    }
    if (incoming.url === '/issuer/oauth2/token') {
      const basic = Buffer.from('client-acme:secret').toString('base64');
      const known = incoming.headers.authorization === `Basic ${basic}`;
      return json(known ? 200 : 400, { access_token: 'token-of-acme' });
    }
    deliveries.push({
      body: Buffer.concat(chunks).toString('utf8'),
      signature: String(incoming.headers['x-jws-signature']),
      authorization: String(incoming.headers.authorization),
    });
    json(answers[deliveries.length - 1] ?? 202, {});
    if (deliveries.length === answers.length) taken();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    deliveries,
    alarms,
    last,
    moveTo: (to: string) => {
      now = to;
    },
    client: serviceClient({
      service: address,
      issuer: `${address}/issuer`,
      credentials: () => ({ id: 'client-acme', secret: 'secret' }),
    }),
  };
};

const open = async (service: Awaited<ReturnType<typeof openService>>, scenario: string) => {
  const data = mkdtempSync(join(tmpdir(), 'payers-'));
  closing.push(() => rmSync(data, { recursive: true, force: true }));
  const start = async () => {
    const simulator = await openSimulator({
      port: 0,
      data,
      slowMillis: 0,
      service: service.client,
    });
    closing.push(simulator.close);
    return simulator;
  };
  const simulator = await start();
  const payer = examplePayer('acme-health', simulator.url);
  await payerGateway(postToPayer).submit(
    payer,
    submissionBundle(submissionFacts({ submission: submissionFor(scenario), payer })),
  );
  const log = async (url = simulator.url): Promise<Log> =>
    (await fetch(`${url}/log`)).json() as Promise<Log>;
  return { simulator, start, log };
};

it('a pended request is decided when its hours have passed, and told until it is taken', async () => {
  const service = await openService([503, 202]);
  const { log } = await open(service, 'PENDAPPROVE');
  expect((await log()).events).toMatchObject([{ dueAt: '2026-11-21T12:00:00.000Z' }]);
  expect(service.deliveries).toEqual([]);
  service.moveTo('2026-11-21T12:00:00.000Z');
  await service.last;
  const [first, second] = service.deliveries;
  expect(second?.body).toBe(first?.body);
  expect(second?.authorization).toBe('Bearer token-of-acme');
  const keys = examplePayer().notificationKeys;
  expect(await isSignedBy(keys, second?.signature, second?.body ?? '')).toBe(true);
  expect(await isSignedBy(keys, second?.signature, `${second?.body} `)).toBe(false);
});

it('a decision that was due while the payer was down is told when it is back', async () => {
  const service = await openService([202]);
  const { simulator, start } = await open(service, 'PENDDENY');
  await simulator.close();
  service.moveTo('2026-11-23T12:00:00.000Z');
  await start();
  await service.last;
  expect(service.deliveries).toHaveLength(1);
});

it('a decision to come sets an alarm before the request is answered, and is told by it', async () => {
  const service = await openService([202, 202], true);
  const { simulator } = await open(service, 'PENDTWICE');
  const url = `${simulator.url}/wake`;
  expect(service.alarms).toEqual([{ at: '2026-11-21T12:00:00.000Z', url }]);
  const early = await fetch(url, { method: 'POST' });
  expect([early.status, service.deliveries]).toEqual([200, []]);
  service.moveTo('2026-11-21T12:00:00.000Z');
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  // Both deliveries, and neither twice, before the alarm has its answer.
  expect(service.deliveries).toHaveLength(2);
  await Promise.all([fetch(url, { method: 'POST' }), fetch(url, { method: 'POST' })]);
  expect(service.deliveries).toHaveLength(2);
});

it('an alarm has no good answer while the service does not take the decision', async () => {
  const service = await openService([503, 202], true);
  const { simulator } = await open(service, 'PENDAPPROVE');
  const ring = async () => (await fetch(`${simulator.url}/wake`, { method: 'POST' })).status;
  service.moveTo('2026-11-21T12:00:00.000Z');
  expect(await ring()).toBe(503);
  expect(await ring()).toBe(200);
  expect(service.deliveries).toHaveLength(2);
});

it('a payer that repeats itself tells the same event twice', async () => {
  const service = await openService([202, 202]);
  await open(service, 'PENDTWICE');
  service.moveTo('2026-11-22T12:00:00.000Z');
  await service.last;
  expect(service.deliveries[1]?.body).toBe(service.deliveries[0]?.body);
});

it('a request that a payer took before a crash is the same request after it', async () => {
  const first = await openPayers();
  const bundle = submissionBundle(submissionFacts({ payer: first.payer() }));
  const said = await payerGateway(postToPayer).submit(first.payer(), bundle);
  await first.stop();
  const second = await openPayers(first.data);
  closing.push(second.close);
  expect(await payerGateway(postToPayer).submit(second.payer(), bundle)).toEqual(said);
  expect((await second.log()).submissions).toMatchObject([{ received: 2 }]);
});
