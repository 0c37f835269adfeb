import http from 'node:http';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  requestOverPort,
  type SentAnswer,
  type SentCall,
} from '../../local/lambda/gateway-client.ts';

/** Nobody listens there: whatever arrives came over the port. */
const gateway = '127.0.0.1:9';
const settings = {
  endpoint: `http://${gateway}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'ASIAFUNCTION', secretAccessKey: 'secret' },
};
const realRequest = http.request;

let ours: MessagePort;
let theirs: MessagePort;

type Answer = Omit<SentAnswer, 'id'>;

/** Plays the gateway; undefined leaves a call without an answer. */
const answerWith = (answer: (call: SentCall) => Answer | undefined) => {
  const calls: SentCall[] = [];
  ours.on('message', (call: SentCall) => {
    calls.push(call);
    const given = answer(call);
    if (given) ours.postMessage({ id: call.id, ...given });
  });
  return calls;
};

const found = (name: string) => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ Item: { pk: { S: name } } }),
});

const keyOf = ({ body }: SentCall): string => JSON.parse(Buffer.from(body).toString()).Key.pk.S;

const get = (client: DynamoDBClient, name: string) =>
  client.send(new GetItemCommand({ TableName: 'Table', Key: { pk: { S: name } } }));

describe("a function's calls of AWS", () => {
  beforeEach(() => {
    ({ port1: ours, port2: theirs } = new MessageChannel());
    http.request = requestOverPort(theirs, gateway, realRequest);
  });

  afterEach(() => {
    http.request = realRequest;
    ours.close();
  });

  it('reach the gateway signed and whole, and each gets its own answer', async () => {
    const calls = answerWith((call) => found(keyOf(call)));
    const client = new DynamoDBClient(settings);
    const names = ['Añña', 'B', 'C'];
    const answers = await Promise.all(names.map((name) => get(client, name)));
    expect(answers.map(({ Item }) => Item?.pk?.S)).toEqual(names);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(names.map(() => 'POST /'));
    for (const { headers } of calls) {
      expect(headers.authorization).toMatch(/Credential=ASIAFUNCTION\/.*Signature=[0-9a-f]{64}/);
      expect(headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
    }
  });

  // From 2 MiB on the client waits for leave before it sends the body.
  it.each([70_000, 3_000_000])('carry the bytes of a document both ways: %i', async (length) => {
    const content = Uint8Array.from({ length }, (_, at) => at % 251);
    const calls = answerWith(
      ({ method }): Answer =>
        method === 'PUT'
          ? { status: 200, headers: { etag: '"1"' }, body: '' }
          : { status: 200, headers: {}, body: content },
    );
    const client = new S3Client({ ...settings, forcePathStyle: true });
    const place = { Bucket: 'documents', Key: 'a/b' };
    await client.send(new PutObjectCommand({ ...place, Body: content }));
    expect(Buffer.from(calls[0]?.body ?? [])).toEqual(Buffer.from(content));
    const { Body } = await client.send(new GetObjectCommand(place));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(Buffer.from(content));
  });

  it('are made again by the client when an answer got lost', async () => {
    let lost = 1;
    const calls = answerWith((call) =>
      lost-- > 0 ? { status: 0, headers: {}, body: '' } : found(keyOf(call)),
    );
    const { Item } = await get(new DynamoDBClient(settings), 'again');
    expect(Item?.pk?.S).toBe('again');
    expect(calls).toHaveLength(2);
  });

  it('are refused as the service refuses them', async () => {
    answerWith(() => ({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify({
        __type: 'com.amazon.coral.service#AccessDeniedException',
        message: 'not authorized',
      }),
    }));
    await expect(get(new DynamoDBClient(settings), 'no')).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'not authorized',
    });
  });

  it('are given up after the time that the client waits', async () => {
    answerWith(() => undefined);
    const client = new DynamoDBClient({
      ...settings,
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 5, requestTimeout: 20, throwOnRequestTimeout: true },
    });
    await expect(get(client, 'silent')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('leave what is for others to HTTP', async () => {
    const calls = answerWith((call) => found(keyOf(call)));
    const server = http.createServer((_request, response) => response.end('outside'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const text = await new Promise<string>((resolve, reject) => {
      const asked = http.request({ host: '127.0.0.1', port }, (answer) => {
        answer.setEncoding('utf8').once('data', resolve);
      });
      asked.on('error', reject).end();
    });
    server.close();
    expect(text).toBe('outside');
    expect(calls).toEqual([]);
  });
});
