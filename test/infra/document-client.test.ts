import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as whole from '../../functions/platform/document-gateway.ts';
import { standIns } from '../../infra/bundle.ts';
import { leanDocuments } from '../../infra/lean-documents.ts';
import { leanSdk } from '../../infra/lean-sdk.ts';

type Gateways = typeof whole;

const bundled = async (): Promise<Gateways> => {
  const { outputFiles } = await build({
    absWorkingDir: join(import.meta.dirname, '..', '..'),
    entryPoints: ['functions/platform/document-gateway.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: standIns,
    plugins: [leanSdk, leanDocuments],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire('file:///');",
    },
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
};

const checksum = (content: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
};

type Answer = { status?: number; headers?: Record<string, string>; body?: string };

const refused = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No: ${code}</Message></Error>`,
});

/** What S3 answers for a key, named in its last part. */
const answers: Readonly<Record<string, Answer>> = {
  kept: { headers: { 'x-amz-checksum-crc32': checksum('what it says') }, body: 'what it says' },
  'of parts': { headers: { 'x-amz-checksum-crc32': 'AAAAAA==-3' }, body: 'what it says' },
  unchecked: { body: 'what it says' },
  empty: { body: '' },
  'kept/of (a) room': { body: 'what it says' },
  changed: { headers: { 'x-amz-checksum-crc32': checksum('before') }, body: 'after' },
  gone: refused(404, 'NoSuchKey'),
  'gone without a word': { status: 404 },
  forbidden: refused(403, 'AccessDenied'),
  busy: refused(503, 'SlowDown'),
  broken: { status: 500, body: '<Error><Message>No</Message></Error>' },
  elsewhere: refused(307, 'TemporaryRedirect'),
};

const passing = /^(amz-sdk-|authorization|x-amz-date|user-agent|x-amz-user-agent|host|connection)/;

const seen = ({ method, url, headers }: IncomingMessage, body: string) => ({
  method,
  url: url?.replace(/[0-9a-f-]{36}/, 'random'),
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.test(name))),
  body,
  signed: /SignedHeaders=([^,]*)/
    .exec(headers.authorization ?? '')?.[1]
    ?.replace(';x-amz-user-agent', ''),
  scope: /Credential=a\/\d+\/([^,]*)/.exec(headers.authorization ?? '')?.[1],
});

describe('documents as the bundles put, read and remove them', () => {
  let lean: Gateways;
  let server: Server;
  let requests: ReturnType<typeof seen>[] = [];
  let putAnswer: Answer = {};

  beforeAll(async () => {
    lean = await bundled();
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      requests.push(seen(request, Buffer.concat(parts).toString('base64')));
      const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
      const given = answers[path.replace('/bucket/documents/', '')] ?? putAnswer;
      response.writeHead(given.status ?? 200, { 'x-amz-request-id': 'one', ...given.headers });
      response.end(given.body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
    vi.stubEnv('AWS_SESSION_TOKEN', 'c');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
  });

  const outcome = async (
    { documentGateway }: Gateways,
    ask: (gateway: whole.DocumentGateway) => Promise<unknown>,
  ) => {
    requests = [];
    const came = await ask(documentGateway('bucket')).catch(
      (error: Error & { $metadata?: object }) => ({
        name: error.name,
        status: (error.$metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode,
        attempts: (error.$metadata as { attempts?: number } | undefined)?.attempts,
      }),
    );
    const plain = JSON.stringify(came)?.replaceAll(/[0-9a-f-]{36}/g, 'random');
    return { came: plain && JSON.parse(plain), requests };
  };

  const document = { title: 'Letter', contentType: 'application/pdf' };
  const read = (key: string) => (gateway: whole.DocumentGateway) =>
    gateway.read([{ ...document, storedAs: `documents/${key}`, bytes: 12 }]);

  it.each(Object.keys(answers))('reads what is %s as the whole client does', async (key) => {
    expect(await outcome(lean, read(key))).toEqual(await outcome(whole, read(key)));
  });

  it.each(Object.keys(answers))('removes what is %s as the whole client does', async (key) => {
    const discard = (gateway: whole.DocumentGateway) =>
      gateway.discard([{ ...document, storedAs: `documents/${key}` }]);
    expect(await outcome(lean, discard)).toEqual(await outcome(whole, discard));
  });

  it.each([
    ['small', 'what it says', {}],
    ['empty', '', {}],
    ['larger than is sent unannounced', 'x'.repeat(3 * 1024 * 1024), {}],
    ['forbidden', 'what it says', refused(403, 'AccessDenied')],
    ['too much for now', 'what it says', refused(503, 'SlowDown')],
    ['refused in a good answer', 'what it says', refused(200, 'InternalError')],
  ])('puts away what is %s as the whole client does', async (_, content, answer) => {
    putAnswer = answer;
    const keep = (gateway: whole.DocumentGateway) =>
      gateway.keep([{ ...document, data: Buffer.from(content).toString('base64') }]);
    const got = await outcome(lean, keep);
    expect(got).toEqual(await outcome(whole, keep));
    expect(got.requests.length).toBeGreaterThan(0);
  });

  it('does not take a content that is another than was put there', async () => {
    expect((await outcome(lean, read('changed'))).came).toMatchObject({ name: 'Error' });
  });
});
