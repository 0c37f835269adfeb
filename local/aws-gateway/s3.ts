import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import type { AccessNeed } from '../iam/policy.ts';
import { asList, asObject, asText } from '../json.ts';
import { type AwsAnswer, type AwsCall, AwsRefusal, type AwsService } from './call.ts';
import { checkDigests } from './checksums.ts';
import { withoutChunks } from './chunked-body.ts';
import {
  objectPath,
  readStored,
  removeStored,
  type StoredObject,
  writeStored,
} from './stored-object.ts';

type Options = { assembly: CloudAssembly; folder: string; now(): number };

const kept = /^(x-amz-meta-.+|content-type|content-disposition|cache-control|x-amz-checksum-.+)$/;

const place = ({ url, headers }: Pick<AwsCall, 'url' | 'headers'>) => {
  const path = decodeURIComponent(url.pathname.slice(1));
  const [host = ''] = String(headers.host ?? '').split('.s3.');
  const virtual = String(headers.host ?? '').includes('.s3.');
  const slash = path.indexOf('/');
  if (virtual) return { bucket: host, key: path };
  return slash < 0
    ? { bucket: path, key: '' }
    : { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
};

const actions: Record<string, string> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};
const permissions: Record<string, string> = {
  PutObject: 's3:PutObject',
  CopyObject: 's3:PutObject',
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  DeleteObject: 's3:DeleteObject',
};

/** What the operation does to the key of the bucket, beyond what it does to the object. */
const keyActions: Record<string, string[]> = {
  PutObject: ['kms:GenerateDataKey'],
  GetObject: ['kms:Decrypt'],
  HeadObject: ['kms:Decrypt'],
  CopyObject: ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/** `/bucket/key` or `bucket/key`, escaped. */
const sourceOf = (call: Pick<AwsCall, 'headers'>): { bucket: string; key: string } => {
  const [bucket = '', ...key] = decodeURIComponent(String(call.headers['x-amz-copy-source'] ?? ''))
    .replace(/^\//, '')
    .split('/');
  return { bucket, key: key.join('/') };
};

const keyOf = (bucket: TemplateResource | undefined) => {
  const rules = asList(
    asObject(bucket?.properties.BucketEncryption).ServerSideEncryptionConfiguration,
  );
  const byDefault = asObject(asObject(rules[0]).ServerSideEncryptionByDefault);
  return asText(byDefault.KMSMasterKeyID);
};

const xml = (status: number, code: string, message: string): AwsAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replace(/[<&]/g, ' ')}</Message></Error>`,
});

/** Objects as owner-only files, named by the digest of their key. */
export const s3Service = ({ assembly, folder, now }: Options): AwsService => {
  const bucketNamed = (name: string) => {
    const bucket = assembly.find(name);
    if (bucket?.type !== 'AWS::S3::Bucket') {
      throw new AwsRefusal('NoSuchBucket', 'The specified bucket does not exist', 404);
    }
    return bucket;
  };
  const pathOf = (bucket: string, key: string) => objectPath(folder, bucket, key);
  const read = (path: string): StoredObject => {
    const stored = readStored(path);
    if (!stored) throw new AwsRefusal('NoSuchKey', 'The specified key does not exist.', 404);
    return stored;
  };
  const headersOf = (stored: StoredObject) => ({
    ...Object.fromEntries(stored.headers),
    etag: stored.etag,
    'last-modified': new Date(stored.at).toUTCString(),
    'accept-ranges': 'bytes',
  });

  const put = (path: string, key: string, call: AwsCall): AwsAnswer => {
    if (call.headers['if-none-match'] === '*' && readStored(path))
      throw new AwsRefusal('PreconditionFailed', 'The object exists.', 412);
    const content = withoutChunks(call.body, call.headers);
    checkDigests(content, call.headers);
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const headers = Object.entries(call.headers).flatMap(([name, value]): [string, string][] =>
      kept.test(name) && value !== undefined ? [[name, String(value)]] : [],
    );
    const at = new Date(now()).toISOString();
    writeStored(path, content, { key, size: content.length, etag, at, headers });
    return { status: 200, headers: { etag } };
  };

  /** With what the request says of the copy, or all that the source has. */
  const copy = (path: string, key: string, call: AwsCall): AwsAnswer => {
    const source = sourceOf(call);
    const from = pathOf(source.bucket, source.key);
    const original = read(from);
    const replaces = call.headers['x-amz-metadata-directive'] === 'REPLACE';
    const headers = replaces
      ? [
          ...original.headers.filter(([name]) => name.startsWith('x-amz-checksum-')),
          ...['content-type'].flatMap((name): [string, string][] =>
            call.headers[name] === undefined ? [] : [[name, String(call.headers[name])]],
          ),
        ]
      : original.headers;
    const at = new Date(now()).toISOString();
    writeStored(path, readFileSync(from), { ...original, key, at, headers });
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<CopyObjectResult><LastModified>${at}</LastModified><ETag>${original.etag}</ETag></CopyObjectResult>`,
    };
  };

  /** The whole content, or the bytes that are asked for, which the checksum is not of. */
  const get = (path: string, stored: StoredObject, call: AwsCall): AwsAnswer => {
    const content = readFileSync(path);
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(String(call.headers.range ?? '')) ?? [];
    if (first === undefined) return { status: 200, headers: headersOf(stored), body: content };
    const begin = Number(first);
    if (begin >= stored.size)
      throw new AwsRefusal('InvalidRange', 'The requested range is not satisfiable', 416);
    const end = Math.min(last ? Number(last) : stored.size - 1, stored.size - 1);
    return {
      status: 206,
      headers: {
        ...Object.fromEntries(
          Object.entries(headersOf(stored)).filter(([name]) => !name.startsWith('x-amz-checksum-')),
        ),
        'content-range': `bytes ${begin}-${end}/${stored.size}`,
      },
      body: content.subarray(begin, end + 1),
    };
  };

  /** An object under a customer key also needs that key: to make a data key, or to open one. */
  const keyNeeds = (bucket: TemplateResource, operation: string): AccessNeed[] => {
    const key = keyOf(bucket);
    if (!key) return [];
    const resources = [assembly.find(key)?.arn ?? key];
    const context = { 'kms:viaservice': ['s3.us-east-1.amazonaws.com'] };
    return (keyActions[operation] ?? []).map((action) => ({ action, resources, context }));
  };

  return {
    name: 's3',
    operationOf: ({ method, headers }) =>
      headers['x-amz-copy-source'] === undefined ? (actions[method] ?? method) : 'CopyObject',
    needs: (call) => {
      const { bucket, key } = place(call);
      const permission = permissions[call.operation];
      if (!permission || !key) throw new AwsRefusal('NotImplemented', 'Objects only.', 501);
      const resource = bucketNamed(bucket);
      const source = call.operation === 'CopyObject' ? sourceOf(call) : undefined;
      return [
        ...(source
          ? [
              {
                action: 's3:GetObject',
                resources: [`${bucketNamed(source.bucket).arn}/${source.key}`],
              },
            ]
          : []),
        { action: permission, resources: [`${resource.arn}/${key}`] },
        ...keyNeeds(resource, call.operation),
      ];
    },
    answer: (call) => {
      const { bucket, key } = place(call);
      const path = pathOf(bucket, key);
      if (call.operation === 'PutObject') return put(path, key, call);
      if (call.operation === 'DeleteObject') {
        removeStored(path);
        return { status: 204 };
      }
      if (call.operation === 'CopyObject') return copy(path, key, call);
      const stored = read(path);
      if (call.operation === 'HeadObject') {
        return {
          status: 200,
          headers: { ...headersOf(stored), 'content-length': `${stored.size}` },
        };
      }
      return get(path, stored, call);
    },
    refuse: (status, code, message) =>
      xml(status, code === 'AccessDeniedException' ? 'AccessDenied' : code, message),
  };
};
