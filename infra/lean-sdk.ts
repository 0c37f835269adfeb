import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { unusedDefaults } from './lean-sdk-defaults.ts';
import { withPlainKeys } from './plain-keys.ts';
import { type StandIn, says } from './stand-in.ts';

/** Where a client's service answers; the folder of the client is not always its name. */
export const hosts: Readonly<Record<string, string>> = {
  dynamodb: 'dynamodb',
  eventbridge: 'events',
  kms: 'kms',
  'pinpoint-sms-voice-v2': 'sms-voice',
  s3: 's3',
  sesv2: 'email',
  sfn: 'states',
};

/** The errors that functions tell apart by their class. Of all others they read the name at most. */
export const caughtErrors = [
  'TransactionCanceledException',
  'ConditionalCheckFailedException',
  'ExecutionAlreadyExists',
  'ExecutionDoesNotExist',
] as const;

const clientOf = (path: string): string => /client-([a-z0-9-]+)/.exec(path)?.[1] ?? '';

/** A bucket is part of the host at AWS, and of the path at an endpoint that is an address. */
export const makeResolver = (client: string): string => {
  const host = hosts[client];
  if (!host) throw new Error(`infra/lean-sdk.ts does not know where ${client} answers`);
  const isS3 = client === 's3';
  return `
    const unused = ${says('endpoint variants')};
    export const defaultEndpointResolver = ({ Endpoint, Region, Bucket, UseFIPS, UseDualStack }) =>
      UseFIPS || UseDualStack ? unused() : { url: Endpoint
        ? new URL(${isS3 ? 'Bucket' : "''"}, Endpoint)
        : new URL('https://' + ${isS3 ? "Bucket + '.' +" : ''} '${host}.' + Region + '.amazonaws.com') };`;
};

/** Leaves registered what is caught, and the base class that all others are then made of. */
export const withCaughtErrors = (source: string): string =>
  source.replaceAll(/^n\d_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name) =>
    (caughtErrors as readonly string[]).includes(name) ? line : '',
  );

/**
 * What the SDK brings for other places and other callers. A function on Lambda has its region and
 * credentials in the environment, standard retries, native hashes, and regions of one partition.
 */
const standIns: readonly StandIn[] = [
  {
    module: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/,
    why: 'rules for every partition, FIPS, dual stack, access points: up to 30 KB a client',
    contents: (_, path) => makeResolver(clientOf(path)),
  },
  {
    module: /@aws-sdk[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/,
    why: 'schemas and error classes of operations that are never called',
    contents: (source) => withPlainKeys(withCaughtErrors(source)),
  },
  {
    module: /@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/,
    why: 'only the version is read, for the user agent',
    contents: (source) => JSON.stringify({ version: JSON.parse(source).version }),
  },
  {
    module: /shared-ini-file-loader[\\/]loadSharedConfigFiles\.js$/,
    why: 'there is no ~/.aws on Lambda',
    contents: () => `
      export const CONFIG_PREFIX_SEPARATOR = '.';
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });`,
  },
  {
    module: /regionConfig[\\/]getInstanceMetadataRegion\.js$/,
    why: 'the region is in the environment',
    contents: () => 'export const getInstanceMetadataRegion = async () => undefined;',
  },
  {
    module: /util-retry[\\/]AdaptiveRetryStrategy\.js$/,
    why: 'retries are standard',
    contents: () =>
      `const unused = ${says('adaptive retries')};\nexport class AdaptiveRetryStrategy { constructor() { unused(); } }`,
  },
  {
    module: /checksums?[\\/].*[\\/](Sha256|Sha1|Md5|Crc64Nvme)Js\.js$/,
    why: 'Node hashes natively, and S3 is sent a CRC32',
    contents: (source) =>
      Array.from(
        source.matchAll(/^export class (\w+)/gm),
        ([, name]) => `export class ${name} {}`,
      ).join('\n'),
  },
  {
    module: /util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/,
    why: 'only the rules of endpoints ask for them',
    contents: () => 'export const partitionsInfo = { partitions: [] };',
  },
  {
    module: /signature-v4[\\/]dist-es[\\/]HeaderFormatter\.js$/,
    why: 'signs event streams, and we have none',
    contents: () => 'export class HeaderFormatter {}',
  },
  {
    module:
      /util-stream[\\/](checksum[\\/])?(sdk-stream-mixin|createChecksumStream|getAwsChunkedEncodingStream|headStream|splitStream)\.browser\.js$/,
    why: 'streams of browsers, tried after those of Node',
    contents: (source) =>
      Array.from(
        source.matchAll(/^export (?:async )?(?:const|function) (\w+)/gm),
        ([, name]) => `export const ${name} = ${says('web streams')};`,
      ).join('\n'),
  },
  {
    module: /middleware-s3-express[\\/]classes[\\/]S3ExpressIdentityProviderImpl\.js$/,
    why: 'signs for directory buckets, and we have none',
    contents: () => `
      const unused = ${says('directory buckets')};
      export class S3ExpressIdentityProviderImpl { getS3ExpressIdentity() { unused(); } }`,
  },
  {
    module: /middleware-user-agent[\\/]user-agent-middleware\.js$/,
    why: 'tells AWS which SDK features are used; nothing that we run reads it',
    contents: () => `export const getUserAgentPlugin = () => ({ applyToStack: () => {} });
      export const userAgentMiddleware = () => (next) => next;
      export const getUserAgentMiddlewareOptions = {};`,
  },
  {
    module: /middleware-logger[\\/]loggerMiddleware\.js$/,
    why: 'copies what each call sends and gets for a logger, and no client is given one',
    contents: () => `export const getLoggerPlugin = () => ({ applyToStack: () => {} });
      export const loggerMiddleware = () => (next) => next;
      export const loggerMiddlewareOptions = {};`,
  },
  {
    module: /protocols[\\/]xml[\\/]XmlShapeSerializer\.js$/,
    why: 'S3 is sent documents as they are, never XML',
    contents: () => `
      import { SerdeContextConfig } from '../ConfigurableSerdeContext';
      const unused = ${says('XML that is sent')};
      export class XmlShapeSerializer extends SerdeContextConfig {
        write() { unused(); }
        flush() { unused(); }
      }`,
  },
  {
    module: /lib-dynamodb[\\/]dist-es[\\/]pagination[\\/]\w+Paginator\.js$/,
    why: 'stores page by themselves; nobody scans',
    contents: () => 'export {};',
  },
];

/** Replaces modules of the SDK that no function uses and every cold start would load. */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup: ({ onLoad }) => {
    for (const { module, contents } of [...standIns, ...unusedDefaults])
      onLoad({ filter: module }, async ({ path }) => ({
        contents: contents(await readFile(path, 'utf8'), path),
        loader: path.endsWith('.json') ? 'json' : 'js',
      }));
  },
};
