import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { S3Client } from '@aws-sdk/client-s3';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { caughtErrors, hosts, makeResolver, withCaughtErrors } from '../../infra/lean-sdk.ts';
import { withPlainKeys } from '../../infra/plain-keys.ts';
import { absentExports } from '../../infra/without-json-schema.ts';

const functionsFolder = join(import.meta.dirname, '..', '..', 'functions');
const sources = globSync('**/*.ts', { cwd: functionsFolder }).map((file) =>
  readFileSync(join(functionsFolder, file), 'utf8'),
);

const moduleOf = (source: string) => import(`data:text/javascript,${encodeURIComponent(source)}`);

describe('plain keys', () => {
  it('writes out the constant that a computed key names', () => {
    const source = 'const _hQ = "httpQuery";\nvar List = [3, n0, _L, [0, { [_hQ]: _PS }]];\n';
    expect(withPlainKeys(source)).toBe(
      'const _hQ = "httpQuery";\nvar List = [3, n0, _L, [0, { "httpQuery": _PS }]];\n',
    );
  });

  it('leaves a key alone that is no constant of the file', () => {
    const source = 'var List = [{ [_unknown]: 1 }];\n';
    expect(withPlainKeys(source)).toBe(source);
  });
});

describe('zod without JSON Schema', () => {
  it('keeps the names, and says what is missing when one is called', async () => {
    const source = 'export function finalize(ctx) {}\nexport const createMethod = () => () => 1;\n';
    const { finalize, createMethod } = await moduleOf(absentExports(source));
    expect(() => finalize()).toThrow('without JSON Schema');
    expect(() => createMethod()()).toThrow('without JSON Schema');
  });
});

const clients = {
  dynamodb: DynamoDBClient,
  eventbridge: EventBridgeClient,
  kms: KMSClient,
  'pinpoint-sms-voice-v2': PinpointSMSVoiceV2Client,
  s3: S3Client,
  sesv2: SESv2Client,
  sfn: SFNClient,
} as const;

describe('the lean SDK', () => {
  it.each(Object.keys(hosts))('finds %s where the whole SDK finds it', async (name) => {
    const Client = clients[name as keyof typeof clients];
    const { endpointProvider } = new Client({ region: 'us-east-1' }).config as unknown as {
      endpointProvider: (asked: Record<string, unknown>) => { url: URL };
    };
    const { defaultEndpointResolver } = await moduleOf(makeResolver(name));
    const asked = { Region: 'eu-west-1', ...(name === 's3' && { Bucket: 'dripline-documents' }) };
    const local = { ...asked, Endpoint: 'http://127.0.0.1:4566/' };
    expect(defaultEndpointResolver(asked).url.href).toBe(endpointProvider(asked).url.href);
    expect(defaultEndpointResolver(local).url.href).toBe(endpointProvider(local).url.href);
  });

  it('refuses an endpoint variant rather than sending the call elsewhere', async () => {
    const { defaultEndpointResolver } = await moduleOf(makeResolver('dynamodb'));
    expect(() => defaultEndpointResolver({ Region: 'us-east-1', UseFIPS: true })).toThrow(
      'endpoint variants',
    );
  });

  it('keeps the class of every error that a function tells apart', () => {
    const imported = sources.flatMap((source) =>
      Array.from(
        source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g),
        ([, names]) => names?.match(/\b\w+(?:Exception|Exists|DoesNotExist)\b/g) ?? [],
      ).flat(),
    );
    expect(new Set(imported)).toEqual(new Set(caughtErrors));
  });

  it('has no use for a logger, and no client is given one', () => {
    expect(sources.filter((source) => /\blogger\b/.test(source))).toEqual([]);
  });

  it('leaves only those errors registered, beside the base of all', () => {
    const line = (registry: string, name: string) =>
      `${registry}_registry.registerError(${name}$, ${name});`;
    const source = [
      line('_s', 'DynamoDBServiceException'),
      line('n0', 'TransactionCanceledException'),
      line('n0', 'BackupInUseException'),
    ].join('\n');
    expect(withCaughtErrors(source).trim().split('\n')).toEqual(source.split('\n').slice(0, 2));
  });
});
