/**
 * Takes the place of `@aws-sdk/client-s3` in functions/platform/document-gateway.ts. Documents are
 * put, read and removed, and for that the client brings sixty kilobytes of XML, directory buckets and
 * checksums of ten kinds. What S3 has in common with every service, the DynamoDB client that is in
 * the bundle anyway already does: settings, credentials, signatures, attempts and time-outs. Only what
 * is said between the two is written here, as S3 documents it and as its client says it:
 * test/infra/document-client.test.ts compares them.
 */
import { crc32 } from 'node:zlib';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  getAddExpectContinuePlugin,
  getThrow200ExceptionsPlugin,
} from '@aws-sdk/middleware-sdk-s3/s3';
import { makeBuilder, ServiceException } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import { collectBody, HttpRequest } from '@smithy/core/protocols';

type Asked = { Bucket: string; Key: string; Body?: Uint8Array; ContentType?: string };
type Place = { protocol: string; hostname: string; port?: number; path: string };
type Context = { endpoint: () => Promise<Place> };
type Response = {
  statusCode: number;
  headers: Record<string, string>;
  body: AsyncIterable<Uint8Array>;
};

const checksum = (content: Uint8Array): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(content));
  return bytes.toString('base64');
};

const methods: Readonly<Record<string, string>> = {
  PutObject: 'PUT',
  GetObject: 'GET',
  DeleteObject: 'DELETE',
};

/** The headers of what is asked: https://docs.aws.amazon.com/AmazonS3/latest/API/. */
const headersOf = (name: string, { Body, ContentType }: Asked): Record<string, string> => ({
  ...(name === 'GetObject' ? { 'x-amz-checksum-mode': 'ENABLED' } : {}),
  ...(Body
    ? {
        'content-type': ContentType ?? 'application/octet-stream',
        'x-amz-sdk-checksum-algorithm': 'CRC32',
        'x-amz-checksum-crc32': checksum(Body),
      }
    : {}),
});

const escaped = (part: string): string =>
  encodeURIComponent(part).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What S3 says of a failure: the text of an element of its XML. */
const told = (xml: string, element: string): string | undefined =>
  new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];

const metadataOf = ({ statusCode, headers }: Response) => ({
  httpStatusCode: statusCode,
  requestId: headers['x-amz-request-id'],
  extendedRequestId: headers['x-amz-id-2'],
});

const failureOf = (response: Response, xml: string): Error => {
  const { statusCode } = response;
  return new ServiceException({
    name: told(xml, 'Code') ?? (statusCode === 404 ? 'NotFound' : 'Unknown'),
    message: told(xml, 'Message') ?? 'UnknownError',
    $fault: statusCode < 500 ? 'client' : 'server',
    $metadata: metadataOf(response),
  });
};

/** A content that is read to its end, and not taken when it is another than was put there. */
const readContent = async ({ headers, body }: Response): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  const content = Buffer.concat(parts);
  const expected = headers['x-amz-checksum-crc32'];
  // With a dash it is made of the parts of an upload, and says nothing of the whole.
  if (expected && !expected.includes('-') && expected !== checksum(content))
    throw new Error('Checksum mismatch of a document');
  return content;
};

const protocol = {
  setSerdeContext: () => {},
  getShapeId: () => 'aws.protocols#restXml',
  serializeRequest: async ({ name }: { name: string }, asked: Asked, { endpoint }: Context) => {
    const { protocol, hostname, port, path } = await endpoint();
    return new HttpRequest({
      protocol,
      hostname,
      ...(port ? { port } : {}),
      method: methods[name] ?? '',
      path: `${path.replace(/\/$/, '')}/${asked.Key.split('/').map(escaped).join('/')}`,
      query: { 'x-id': name },
      headers: headersOf(name, asked),
      body: asked.Body,
    });
  },
  deserializeResponse: async ({ name }: { name: string }, context: object, response: Response) => {
    const whole = async () => Buffer.from(await collectBody(response.body, context as never));
    if (response.statusCode >= 300) throw failureOf(response, (await whole()).toString());
    const $metadata = metadataOf(response);
    if (name !== 'GetObject') {
      await whole();
      return { $metadata };
    }
    const transformToString = async (encoding: BufferEncoding) =>
      (await readContent(response)).toString(encoding);
    return { $metadata, Body: { transformToString } };
  },
};

type Where = { Endpoint?: string; Region?: string; Bucket?: string };

/** A bucket is part of the host at AWS, and of the path at an endpoint that is an address. */
const placeOf = ({ Endpoint, Region, Bucket = '' }: Where) => ({
  url: Endpoint
    ? new URL(Bucket, Endpoint)
    : new URL(`https://${Bucket}.s3.${Region}.amazonaws.com`),
});

/** From this size on the content follows only once S3 has said that it takes it. */
const announcedFrom = 2 * 1024 * 1024;

export class S3Client extends DynamoDBClient {
  constructor(settings: DynamoDBClientConfig) {
    super({
      ...settings,
      serviceId: 'S3',
      signingName: 's3',
      protocol,
      endpointProvider: placeOf,
      // S3 signs a path as it is sent.
      signingEscapePath: false,
      httpAuthSchemeProvider: ({ region }: { region: string }) => [
        {
          schemeId: 'aws.auth#sigv4',
          signingProperties: { name: 's3', region },
          propertiesExtractor: (config: unknown, context: unknown) => ({
            signingProperties: { config, context },
          }),
        },
      ],
    } as object as DynamoDBClientConfig);
    this.middlewareStack.use(
      getAddExpectContinuePlugin({
        ...this.config,
        runtime: 'node',
        expectContinueHeader: announcedFrom,
      } as never),
    );
  }
}

const everywhere = {
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
};

const command = makeBuilder(
  everywhere as never,
  'AmazonS3',
  'S3Client',
  getEndpointPlugin as never,
) as (...made: unknown[]) => new (input: Asked) => object;

const place = { Bucket: { type: 'contextParams', name: 'Bucket' } };
const schema = (name: string) => [9, 'com.amazonaws.s3', name, 0, 'unit', 'unit'];

export const PutObjectCommand = command(
  place,
  (_: unknown, __: unknown, config: never) => [getThrow200ExceptionsPlugin(config)],
  'PutObject',
  schema('PutObject'),
);
export const GetObjectCommand = command(place, () => [], 'GetObject', schema('GetObject'));
export const DeleteObjectCommand = command(
  place,
  (_: unknown, __: unknown, config: never) => [getThrow200ExceptionsPlugin(config)],
  'DeleteObject',
  schema('DeleteObject'),
);
