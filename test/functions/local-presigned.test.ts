import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type UploadGateway, uploadGateway } from '../../functions/platform/upload-gateway.ts';
import { type CloudAssembly, loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { bucketCors } from '../../local/aws-gateway/bucket-cors.ts';
import { type AwsGateway, openAwsGateway } from '../../local/aws-gateway/gateway.ts';
import { objectExpiry } from '../../local/aws-gateway/object-expiry.ts';
import { s3Service } from '../../local/aws-gateway/s3.ts';
import { openAccess } from '../../local/iam/access.ts';
import { readPolicy } from '../../local/iam/policy.ts';
import { allow, anAssembly } from '../support/local-template.ts';

const consoleOrigin = 'https://console.example';
const { folder, remove } = anAssembly({
  Documents: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', Prefix: 'uploads/', ExpirationInDays: 2 }],
      },
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedOrigins: [consoleOrigin],
            AllowedMethods: ['PUT'],
            AllowedHeaders: ['content-type', 'x-amz-checksum-sha256', 'if-none-match'],
            MaxAge: 3600,
          },
        ],
      },
    },
  },
});
const data = mkdtempSync(join(tmpdir(), 'presigned-'));
const start = Date.parse('2026-11-23T14:00:00Z');
let now = start;
let assembly: CloudAssembly;
let gateway: AwsGateway;
let endpoint = '';

const secrets: Record<string, string> = { uploader: 'its secret', reader: 'another secret' };
const policies = {
  uploader: [allow('s3:*')],
  reader: [allow('s3:GetObject')],
};

beforeAll(async () => {
  assembly = loadCloudAssembly(folder, { api: 'http://a', gateway: 'http://g' });
  gateway = openAwsGateway({
    access: openAccess(
      new Map(
        Object.entries(policies).map(([name, Statement]) => [
          name,
          readPolicy({ Statement } as never),
        ]),
      ),
      { record: () => {}, all: () => ({}), save: () => {} },
    ),
    callerOf: (keyId) => (keyId in policies ? { name: 'Tester', roleArn: keyId } : undefined),
    presigned: {
      secretOf: (keyId) => secrets[keyId],
      now: () => now,
      cors: bucketCors(assembly),
    },
    services: [s3Service({ assembly, folder: data, now: () => now })],
  });
  endpoint = `http://127.0.0.1:${await gateway.listen(0)}`;
});
afterAll(async () => {
  await gateway.close();
  rmSync(data, { recursive: true, force: true });
  remove();
});
beforeEach(() => {
  now = start;
});

const uploadsAs = (
  accessKeyId: string,
  secretAccessKey = secrets[accessKeyId] ?? '',
): UploadGateway =>
  uploadGateway(
    'documents',
    new S3Client({
      endpoint,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId, secretAccessKey, sessionToken: 'session' },
      maxAttempts: 1,
    }),
  );

const content = Buffer.from('%PDF-1.7 and what follows');
const other = Buffer.from('%PDF-1.7 and what follow5');
const announced = {
  contentType: 'application/pdf',
  bytes: content.byteLength,
  sha256: createHash('sha256').update(content).digest('hex'),
};
let count = 0;
const offered = async (uploads = uploadsAs('uploader')) => {
  count += 1;
  const uploadId = `upl_${count}`;
  const sending = await uploads.offer(uploadId, announced, { from: new Date(start), seconds: 900 });
  return { uploadId, ...sending };
};
type Offer = Awaited<ReturnType<typeof offered>>;
const put = async (
  { url, headers }: Pick<Offer, 'url' | 'headers'>,
  body: Uint8Array<ArrayBuffer> = content,
  more: Record<string, string> = {},
) => {
  const own = Object.fromEntries(
    Object.entries({ ...headers, ...more }).filter(([, value]) => value !== ''),
  );
  const answer = await fetch(url, { method: 'PUT', headers: own, body });
  const text = await answer.text();
  return {
    status: answer.status,
    code: /<Code>(\w+)<\/Code>/.exec(text)?.[1],
    allowed: answer.headers.get('access-control-allow-origin'),
  };
};

describe('an address that takes one content', () => {
  it('takes it from somebody who has no key, as it was announced, and once', async () => {
    const offer = await offered();
    expect(offer.url).not.toContain('its secret');
    expect(await put(offer)).toMatchObject({ status: 200 });
    const found = await uploadsAs('uploader').look(offer.uploadId);
    expect(found).toMatchObject({ bytes: announced.bytes, sha256: announced.sha256 });
    expect(Buffer.from(found?.begins ?? []).toString()).toBe('%PDF-1.7');
    expect(await put(offer)).toMatchObject({ status: 412, code: 'PreconditionFailed' });
  });

  it('takes it until its time is over', async () => {
    const offer = await offered();
    now = start + 900_000;
    expect(await put(offer)).toMatchObject({ status: 403, code: 'AccessDenied' });
    now -= 1;
    expect(await put(offer)).toMatchObject({ status: 200 });
  });

  it.each<[string, Buffer<ArrayBuffer>, Record<string, string>, string]>([
    ['another content of the same size', other, {}, 'BadDigest'],
    [
      'a longer content',
      Buffer.concat([content, content]),
      { 'content-length': '50' },
      'SignatureDoesNotMatch',
    ],
    ['another type', content, { 'content-type': 'text/html' }, 'SignatureDoesNotMatch'],
    [
      'the digest of another content',
      other,
      { 'x-amz-checksum-sha256': createHash('sha256').update(other).digest('base64') },
      'SignatureDoesNotMatch',
    ],
    ['no digest', content, { 'x-amz-checksum-sha256': '' }, 'SignatureDoesNotMatch'],
    [
      'leave to write over what is there',
      content,
      { 'if-none-match': '' },
      'SignatureDoesNotMatch',
    ],
    ['a header of Amazon that was not signed', content, { 'x-amz-tagging': 'a=b' }, 'AccessDenied'],
  ])('refuses %s', async (_, body, headers, code) => {
    const offer = await offered();
    expect(await put(offer, body, headers)).toMatchObject({
      status: code === 'BadDigest' ? 400 : 403,
      code,
    });
    expect(await uploadsAs('uploader').look(offer.uploadId)).toBeUndefined();
  });

  it('is good for no other place', async () => {
    const offer = await offered();
    const elsewhere = offer.url.replace(offer.uploadId, 'upl_another');
    expect(await put({ ...offer, url: elsewhere })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is good for no longer than it says', async () => {
    const offer = await offered();
    const longer = offer.url.replace('X-Amz-Expires=900', 'X-Amz-Expires=90000');
    expect(await put({ ...offer, url: longer })).toMatchObject({ status: 403 });
  });

  it.each([
    ['a key that nobody has', 'nobody', '', 'InvalidAccessKeyId'],
    ['another secret', 'uploader', 'guessed', 'SignatureDoesNotMatch'],
    ['a role that may not put objects', 'reader', 'another secret', 'AccessDenied'],
  ])('is nothing when it is signed with %s', async (_, key, secret, code) => {
    expect(await put(await offered(uploadsAs(key, secret)))).toMatchObject({ status: 403, code });
  });
});

describe('a page of the console', () => {
  const preflight = async (origin: string, headers: string) => {
    const { url } = await offered();
    const answer = await fetch(url.split('?')[0] as string, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': headers,
      },
    });
    return { status: answer.status, origin: answer.headers.get('access-control-allow-origin') };
  };

  it.each([
    [consoleOrigin, 'content-type,if-none-match,x-amz-checksum-sha256', 200, consoleOrigin],
    [consoleOrigin, 'content-type,authorization', 403, null],
    ['https://elsewhere.example', 'content-type', 403, null],
  ])('from %s may send a file with %s: %s', async (origin, headers, status, allowed) => {
    expect(await preflight(origin, headers)).toEqual({ status, origin: allowed });
  });

  it('learns what came of it', async () => {
    const offer = await offered();
    expect(await put(offer, content, { origin: consoleOrigin })).toMatchObject({
      status: 200,
      allowed: consoleOrigin,
    });
    expect(await put(offer, content, { origin: consoleOrigin })).toMatchObject({
      status: 412,
      allowed: consoleOrigin,
    });
  });
});

describe('what was sent', () => {
  const uploads = () => uploadsAs('uploader');

  it('is kept under another name, of no type that could run, and leaves where it was', async () => {
    const offer = await offered();
    await put(offer);
    const storedAs = await uploads().keep(offer.uploadId);
    await uploads().discard(offer.uploadId);
    expect(storedAs).toMatch(/^documents\//);
    expect(await uploads().look(offer.uploadId)).toBeUndefined();
    const s3 = s3Service({ assembly, folder: data, now: () => now });
    const answer = await s3.answer({
      operation: 'GetObject',
      url: new URL(`http://s3/documents/${storedAs}`),
      headers: {},
    } as never);
    expect(answer.body).toEqual(content);
    expect(answer.headers?.['content-type']).toBe('application/octet-stream');
  });

  it('is gone at the second midnight when nobody kept it; what was kept stays', async () => {
    const offer = await offered();
    await put(offer);
    const storedAs = await uploads().keep(offer.uploadId);
    const expire = objectExpiry({ assembly, folder: data, now: () => now });
    const there = async () => {
      expire();
      return (await uploads().look(offer.uploadId)) !== undefined;
    };
    now = Date.parse('2026-11-25T23:59:59Z');
    expect(await there()).toBe(true);
    now = Date.parse('2026-11-26T00:00:00Z');
    expect(await there()).toBe(false);
    const s3 = s3Service({ assembly, folder: data, now: () => now });
    expect(
      await s3.answer({
        operation: 'HeadObject',
        url: new URL(`http://s3/documents/${storedAs}`),
        headers: {},
      } as never),
    ).toMatchObject({ status: 200 });
  });
});
