import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  KMSClient,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudAssembly, loadCloudAssembly } from '../../local/assembly/cloud-assembly.ts';
import { eventbridgeService } from '../../local/aws-gateway/eventbridge.ts';
import { type AwsGateway, openAwsGateway } from '../../local/aws-gateway/gateway.ts';
import { kmsService } from '../../local/aws-gateway/kms.ts';
import { sesService, smsService } from '../../local/aws-gateway/messaging.ts';
import { s3Service } from '../../local/aws-gateway/s3.ts';
import { stepFunctionsService } from '../../local/aws-gateway/step-functions.ts';
import type { LocalMessage } from '../../local/data/records.ts';
import type { BusEvent } from '../../local/events/event-bus.ts';
import { openAccess } from '../../local/iam/access.ts';
import { readPolicy } from '../../local/iam/policy.ts';
import type { JsonObject } from '../../local/json.ts';
import { allow, anAssembly } from '../support/local-template.ts';

const { folder, remove } = anAssembly({
  Key: { Type: 'AWS::KMS::Key', Properties: {} },
  Other: { Type: 'AWS::KMS::Key', Properties: {} },
  Documents: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
            },
          },
        ],
      },
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'care' } },
});
const data = mkdtempSync(join(tmpdir(), 'gateway-'));
const now = Date.parse('2026-11-23T14:00:00Z');
const messages: LocalMessage[] = [];
const events: [string, BusEvent][] = [];
const denied: string[] = [];
let assembly: CloudAssembly;
let gateway: AwsGateway;
let endpoint = '';

const policies: Record<string, JsonObject[]> = {
  all: [allow('*') as JsonObject],
  nothing: [],
  'objects without their key': [allow('s3:*') as JsonObject],
};

beforeAll(async () => {
  writeFileSync(join(data, 'kms.key'), randomBytes(32));
  assembly = loadCloudAssembly(folder, { api: 'http://a', gateway: 'http://g' });
  const keep = (message: LocalMessage) => messages.push(message);
  const put = (bus: string, event: BusEvent) => `${events.push([bus, event])}`;
  gateway = openAwsGateway({
    access: openAccess(
      new Map(
        Object.entries(policies).map(([name, Statement]) => [name, readPolicy({ Statement })]),
      ),
      {
        record: (_caller, action, _resource, isAllowed) => {
          if (!isAllowed) denied.push(action);
        },
        all: () => ({}),
        save: () => {},
      },
    ),
    callerOf: (keyId) => (keyId in policies ? { name: 'Tester', roleArn: keyId } : undefined),
    services: [
      kmsService({ assembly, keyFile: join(data, 'kms.key') }),
      s3Service({ assembly, folder: join(data), now: () => now }),
      sesService({ assembly, keep, now: () => now }),
      smsService({ keep, now: () => now }),
      eventbridgeService(assembly, { put, counters: () => ({ events: 0, deliveries: 0 }) }),
      stepFunctionsService(
        () => ({ status: 400, body: { __type: 'TaskTimedOut', message: 'over' } }),
        assembly,
      ),
    ],
  });
  endpoint = `http://127.0.0.1:${await gateway.listen(0)}`;
});
afterAll(async () => {
  await gateway.close();
  rmSync(data, { recursive: true, force: true });
  remove();
});

const as = (accessKeyId: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: 'x' },
  maxAttempts: 1,
});
const keyId = () => assembly.find('Key')?.ref ?? '';

describe('documents', () => {
  const Bucket = 'documents';
  const Key = 'referrals/ref_1/note é.pdf';

  it('come back as they were put, in files only their owner reads', async () => {
    const s3 = new S3Client(as('all'));
    const Metadata = { kind: 'note' };
    const put = { Bucket, Key, Metadata, ContentType: 'application/pdf' };
    await s3.send(new PutObjectCommand({ ...put, Body: 'first' }));
    await s3.send(new PutObjectCommand({ ...put, Body: Buffer.from('second') }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('second');
    expect(got).toMatchObject({ ContentType: 'application/pdf', Metadata });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({ ContentLength: 6, ETag: got.ETag });
    for (const name of readdirSync(join(data, Bucket))) {
      expect(statSync(join(data, Bucket, name)).mode & 0o077).toBe(0);
      expect(name).not.toContain('ref_1');
    }
  });

  it('may be streamed', async () => {
    const s3 = new S3Client(as('all'));
    const body = 'x'.repeat(200_000);
    const streamed = { Bucket, Key: 'streamed', ContentLength: body.length };
    await s3.send(new PutObjectCommand({ ...streamed, Body: Readable.from([Buffer.from(body)]) }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));
    expect(await Body?.transformToString()).toBe(body);
  });

  it('are not written over when that is refused, and are gone when deleted', async () => {
    const s3 = new S3Client(as('all'));
    const put = { Bucket, Key: 'once', Body: 'a', IfNoneMatch: '*' };
    await s3.send(new PutObjectCommand(put));
    await expect(s3.send(new PutObjectCommand(put))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'once' }));
    await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'once' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('need the key of their bucket as well', async () => {
    const s3 = new S3Client(as('objects without their key'));
    const put = new PutObjectCommand({ Bucket, Key: 'sealed', Body: 'a' });
    await expect(s3.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(denied).toContain('kms:GenerateDataKey');
  });
});

describe('keys', () => {
  it('sign and verify, and tell a wrong signature', async () => {
    const kms = new KMSClient(as('all'));
    const about = {
      KeyId: keyId(),
      MacAlgorithm: 'HMAC_SHA_256' as const,
      Message: Buffer.from('pat_1'),
    };
    const { Mac } = await kms.send(new GenerateMacCommand(about));
    expect(await kms.send(new VerifyMacCommand({ ...about, Mac }))).toMatchObject({
      MacValid: true,
    });
    const wrong = new VerifyMacCommand({ ...about, Message: Buffer.from('pat_2'), Mac });
    await expect(kms.send(wrong)).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
    const other = new VerifyMacCommand({ ...about, KeyId: assembly.find('Other')?.arn, Mac });
    await expect(kms.send(other)).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
  });

  it('open what they sealed, in the same context only', async () => {
    const kms = new KMSClient(as('all'));
    const EncryptionContext = { referral: 'ref_1' };
    const sealed = { KeyId: keyId(), Plaintext: Buffer.from('secret'), EncryptionContext };
    const { CiphertextBlob } = await kms.send(new EncryptCommand(sealed));
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('secret');
    const moved = new DecryptCommand({ CiphertextBlob, EncryptionContext: { referral: 'ref_2' } });
    await expect(kms.send(moved)).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    const key = await kms.send(new GenerateDataKeyCommand({ KeyId: keyId(), KeySpec: 'AES_256' }));
    const again = await kms.send(new DecryptCommand({ CiphertextBlob: key.CiphertextBlob }));
    expect(again.Plaintext).toEqual(key.Plaintext);
  });
});

describe('messages', () => {
  it('are kept, not sent', async () => {
    const mail = new SESv2Client(as('all'));
    const texts = new PinpointSMSVoiceV2Client(as('all'));
    await mail.send(
      new SendEmailCommand({
        FromEmailAddress: 'Dripline Care <care@mail.example>',
        Destination: { ToAddresses: ['desk@practice.example'] },
        Content: { Simple: { Subject: { Data: 'S' }, Body: { Text: { Data: 'B' } } } },
      }),
    );
    const text = { DestinationPhoneNumber: '+15005550123', OriginationIdentity: 'pool-1' };
    await texts.send(new SendTextMessageCommand({ ...text, MessageBody: 'Hello' }));
    expect(messages).toMatchObject([
      { channel: 'mail', to: 'desk@practice.example', subject: 'S', body: 'B', by: 'Tester' },
      { channel: 'text', to: '+15005550123', body: 'Hello', at: '2026-11-23T14:00:00.000Z' },
    ]);
  });

  it('are denied to a function that may not send', async () => {
    const texts = new PinpointSMSVoiceV2Client(as('nothing'));
    const text = new SendTextMessageCommand({ DestinationPhoneNumber: '+15005550123' });
    await expect(texts.send(text)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('events', () => {
  it('reach their bus, and a malformed one is reported by itself', async () => {
    const bus = new EventBridgeClient(as('all'));
    const entry = { EventBusName: 'care', Source: 's', DetailType: 'd' };
    const { FailedEntryCount, Entries } = await bus.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Detail: '{"id":1}' },
          { ...entry, Detail: '{' },
        ],
      }),
    );
    expect(FailedEntryCount).toBe(1);
    expect(Entries?.[1]).toMatchObject({ ErrorCode: 'MalformedDetail' });
    expect(events).toEqual([
      ['care', { source: 's', detailType: 'd', detail: { id: 1 }, resources: [] }],
    ]);
  });
});

describe('a caller', () => {
  it('that nobody knows is refused', async () => {
    const kms = new KMSClient(as('stranger'));
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId: keyId() }))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('sees the errors of a service under their own names', async () => {
    const states = new SFNClient(as('all'));
    const late = new SendTaskSuccessCommand({ taskToken: 't', output: '{}' });
    await expect(states.send(late)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});

describe('a request line that is no address', () => {
  it('breaks its own connection, and the gateway goes on', async () => {
    const { hostname, port } = new URL(endpoint);
    const socket = connect(Number(port), hostname);
    socket.write('GET // HTTP/1.1\r\nhost: gateway\r\n\r\n');
    await once(socket, 'close');
    expect((await fetch(endpoint)).status).toBeGreaterThanOrEqual(400);
  });
});
