import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDataFolder, type LocalService, startLocalService } from '../support/local-service.ts';
import { aSmallService } from '../support/local-template.ts';

type Event = {
  rawPath: string;
  pathParameters: Record<string, string>;
  queryStringParameters: Record<string, string>;
  requestContext: { authorizer?: { jwt?: { claims: Record<string, string> }; lambda?: unknown } };
  body?: string;
  isBase64Encoded: boolean;
};

const assembly = aSmallService();
let service: LocalService;

beforeAll(async () => {
  service = await startLocalService({ template: assembly.folder });
});
afterAll(async () => {
  await service?.close();
  assembly.remove();
});

const keep = (id: string, more: Record<string, unknown> = {}) =>
  service.http('POST', '/notes', { body: { id, ...more } });

describe('the HTTP API', () => {
  it('hands a function the event API Gateway would', async () => {
    const token = service.token('coordinator');
    const { status, json } = await service.http('GET', '/echo/a%20b?x=1&x=2', { token });
    const event = json as Event;
    expect(status).toBe(200);
    expect(event.pathParameters).toEqual({ id: 'a b' });
    expect(event.queryStringParameters).toEqual({ x: '1,2' });
    expect(event.requestContext.authorizer?.jwt?.claims).toMatchObject({
      'cognito:groups': '[coordinator]',
      token_use: 'access',
    });
  });

  it('encodes a body that is not text', async () => {
    const form = { 'content-type': 'application/octet-stream' };
    const { json } = await service.http('POST', '/open/x', { headers: form, body: 'abc' });
    expect(json).toMatchObject({ isBase64Encoded: true, body: 'YWJj' });
  });

  it('asks the function that admits patients, and passes on what it said', async () => {
    const admitted = await service.http('GET', '/mine', { token: 'link' });
    expect((admitted.json as Event).requestContext.authorizer?.lambda).toEqual({
      patientId: 'pat_1',
    });
    expect(await service.http('GET', '/mine', { token: 'other' })).toMatchObject({
      status: 403,
      json: { message: 'Forbidden' },
    });
    expect(await service.http('GET', '/mine')).toMatchObject({ status: 401 });
  });

  it('answers an unknown route, and a function that takes too long, as AWS does', async () => {
    expect(await service.http('GET', '/nowhere')).toMatchObject({
      status: 404,
      json: { message: 'Not Found' },
    });
    expect(await service.http('GET', '/slow')).toMatchObject({
      status: 503,
      json: { message: 'Service Unavailable' },
    });
  });

  it('refuses a body above ten megabytes', async () => {
    const answer = await service.http('POST', '/open/x', { body: 'x'.repeat(10 * 2 ** 20 + 1) });
    expect(answer).toMatchObject({ status: 413, json: { message: 'Request Entity Too Large' } });
  });
});

describe('a function', () => {
  it('may not do what its role does not allow', async () => {
    expect(await keep('plain', { plain: true })).toMatchObject({
      status: 409,
      text: 'AccessDeniedException',
    });
  });

  it('sees the time of the runtime, not of the machine', async () => {
    const { text } = await keep('timed');
    expect(text).toBe(new Date(service.clock.now()).toISOString());
  });
});

describe('a change in the table', () => {
  it('travels by stream and event to a message and a workflow that waits for days', async () => {
    expect(await keep('travels')).toMatchObject({ status: 201 });
    await service.idle();
    const told = (await service.messages()).filter(({ body }) => body === 'travels');
    expect(told.map(({ subject }) => subject)).toEqual(['Kept']);

    await service.advance('P2DT23H');
    expect((await service.messages()).filter(({ body }) => body === 'travels')).toHaveLength(1);
    await service.advance('PT2H');
    const all = (await service.messages()).filter(({ body }) => body === 'travels');
    expect(all.map(({ subject }) => subject)).toEqual(['Kept', 'Three days later']);
  });

  it('ends as a dead letter when nobody can be told', async () => {
    await keep('bad news');
    await service.idle();
    expect(await service.deadLetters()).toEqual([]);
    await service.advance('PT10M');
    const letters = await service.deadLetters();
    expect(letters.map(({ queue }) => queue)).toEqual(['DeadLetters']);
    expect(letters[0]?.body).toContain('cannot tell');
  });
});

describe('the clock', () => {
  it('runs a sweep of five minutes when something is due, and coalesces its idle ticks', async () => {
    const dueAt = new Date(service.clock.now() + 20 * 86_400_000).toISOString();
    await keep('due later', { dueAt });
    const before = service.metrics().schedules.Often ?? 0;
    const { ticks } = await service.advance('P30D');
    expect(ticks).toBeLessThan(60);
    expect((service.metrics().schedules.Often ?? 0) - before).toBe(ticks);
    const { dynamodb } = service.metrics();
    expect(dynamodb.Sweep?.TransactWriteItems?.calls).toBe(1);
  });

  it('wakes another process on time, and waits for it', async () => {
    const woken: string[] = [];
    const payer = createServer((_request, response) => {
      woken.push(new Date(service.clock.now()).toISOString());
      response.end();
    });
    await new Promise<void>((resolve) => payer.listen(0, '127.0.0.1', resolve));
    const { port } = payer.address() as { port: number };
    const at = new Date(service.clock.now() + 20 * 3_600_000).toISOString();
    const set = (url: string) => service.http('POST', '/local/alarms', { body: { at, url } });
    expect(await set(`http://127.0.0.1:${port}/wake`)).toMatchObject({ status: 202 });
    expect(await set('http://elsewhere.example/wake')).toMatchObject({ status: 400 });
    await service.advance('PT19H');
    expect(woken).toEqual([]);
    await service.advance('PT2H');
    payer.close();
    expect(woken).toEqual([at]);
  });

  it.each([
    ['a century', { advance: 'P100Y' }],
    ['a day more than five years', { advance: 'P5Y1D' }],
    ['more than a calendar holds', { advance: 'P300000Y' }],
    ['an instant', { to: '2099-01-01T00:00:00Z' }],
  ])('does not move five years ahead at once: %s', async (_, body) => {
    const before = service.clock.now();
    const { status, json, headers } = await service.http('POST', '/local/clock', { body });
    expect(status).toBe(422);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toMatchObject({
      code: 'move-too-far',
      detail: expect.stringContaining('at most 5 years'),
      mostAtOnce: 'P5Y',
    });
    expect(service.clock.now()).toBe(before);
  });

  it('is steered over HTTP from this machine only', async () => {
    const steer = (body: unknown, headers = {}) =>
      service.http('POST', '/local/clock', { body, headers });
    expect(await steer({ advance: 'three days' })).toMatchObject({ status: 400 });
    expect(await steer({ to: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 400 });
    expect(await steer({ advance: 'PT1M' }, { origin: 'https://elsewhere.example' })).toMatchObject(
      { status: 403 },
    );
    expect(await steer({ advance: 'PT1M' })).toMatchObject({ status: 200 });
  });
});

describe('sign-in of systems', () => {
  it('gives a client its scopes for its secret, and nobody else anything', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = (body: string) =>
      service.http('POST', '/local/cognito/oauth2/token', { body, headers: form });
    expect(
      await ask('grant_type=client_credentials&client_id=practice&client_secret=x'),
    ).toMatchObject({ status: 400, json: { error: 'invalid_client' } });
    expect(await ask('grant_type=password')).toMatchObject({
      json: { error: 'unsupported_grant_type' },
    });
  });
});

describe('the page for people', () => {
  it('shows messages as text, whatever they contain', async () => {
    await keep('<b>loud</b>');
    await service.idle();
    const { text, headers } = await service.http('GET', '/local');
    expect(headers.get('content-type')).toContain('text/html');
    expect(text).toContain('&lt;b&gt;loud&lt;/b&gt;');
    expect(text).not.toContain('<b>loud</b>');
  });
});

describe('a write whose answer is lost', () => {
  it('is sent again by the SDK and applied once', async () => {
    const lost: string[] = [];
    const faulty = await startLocalService({
      template: assembly.folder,
      faults: {
        next: (_caller, operation) => {
          if (operation !== 'TransactWriteItems' || lost.length) return undefined;
          lost.push(operation);
          return 'lost-response';
        },
      },
    });
    const answer = await faulty.http('POST', '/notes', { body: { id: 'ambiguous' } });
    await faulty.idle();
    const told = (await faulty.messages()).filter(({ subject }) => subject === 'Kept');
    await faulty.close();
    expect(answer.status).toBe(201);
    expect(lost).toHaveLength(1);
    expect(told).toHaveLength(1);
  });
});

describe('a service that is started again', () => {
  it('goes on with the workflows and positions it had', async () => {
    const folder = aDataFolder();
    const first = await startLocalService({ template: assembly.folder, dataDir: folder.path });
    await first.http('POST', '/notes', { body: { id: 'survives' } });
    await first.idle();
    const startAt = new Date(first.clock.now()).toISOString();
    await first.close();

    const options = { template: assembly.folder, dataDir: folder.path, startAt };
    const second = await startLocalService(options);
    await second.advance('P4D');
    const subjects = (await second.messages()).map(({ subject }) => subject);
    await second.close();
    folder.remove();
    expect(subjects).toEqual(['Kept', 'Three days later']);
  });
});
