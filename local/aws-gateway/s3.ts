import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudAssembly, TemplateResource } from '../assembly/cloud-assembly.ts';
import { makeFolder, writeFileAtomically } from '../data/files.ts';
import type { AccessNeed } from '../iam/policy.ts';
import { asList, asObject, asText } from '../json.ts';
import { type AwsAnswer, type AwsCall, AwsRefusal, type AwsService } from './call.ts';
import { withoutChunks } from './chunked-body.ts';

type Stored = { key: string; size: number; etag: string; at: string; headers: [string, string][] };
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
  GetObject: 's3:GetObject',
  HeadObject: 's3:GetObject',
  DeleteObject: 's3:DeleteObject',
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
  const pathOf = (bucket: string, key: string) => {
    const digest = createHash('sha256').update(key).digest('hex');
    return join(makeFolder(join(folder, bucket)), digest);
  };
  const read = (path: string): Stored => {
    try {
      return JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Stored;
    } catch {
      throw new AwsRefusal('NoSuchKey', 'The specified key does not exist.', 404);
    }
  };
  const headersOf = (stored: Stored) => ({
    ...Object.fromEntries(stored.headers),
    etag: stored.etag,
    'last-modified': new Date(stored.at).toUTCString(),
    'accept-ranges': 'bytes',
  });

  const put = (path: string, key: string, call: AwsCall): AwsAnswer => {
    if (call.headers['if-none-match'] === '*') {
      let exists = true;
      try {
        read(path);
      } catch {
        exists = false;
      }
      if (exists) throw new AwsRefusal('PreconditionFailed', 'The object exists.', 412);
    }
    const content = withoutChunks(call.body, call.headers);
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    const headers = Object.entries(call.headers).flatMap(([name, value]): [string, string][] =>
      kept.test(name) && value !== undefined ? [[name, String(value)]] : [],
    );
    const stored = { key, size: content.length, etag, at: new Date(now()).toISOString(), headers };
    writeFileAtomically(path, content);
    writeFileAtomically(`${path}.json`, JSON.stringify(stored satisfies Stored));
    return { status: 200, headers: { etag } };
  };

  /** An object under a customer key also needs that key: to make a data key, or to open one. */
  const keyNeeds = (bucket: TemplateResource, operation: string): AccessNeed[] => {
    const key = keyOf(bucket);
    if (!key || operation === 'DeleteObject') return [];
    const action = operation === 'PutObject' ? 'kms:GenerateDataKey' : 'kms:Decrypt';
    const resource = assembly.find(key)?.arn ?? key;
    const via = { 'kms:viaservice': ['s3.us-east-1.amazonaws.com'] };
    return [{ action, resources: [resource], context: via }];
  };

  return {
    name: 's3',
    operationOf: ({ method }) => actions[method] ?? method,
    needs: (call) => {
      const { bucket, key } = place(call);
      const permission = permissions[call.operation];
      if (!permission || !key) throw new AwsRefusal('NotImplemented', 'Objects only.', 501);
      const resource = bucketNamed(bucket);
      return [
        { action: permission, resources: [`${resource.arn}/${key}`] },
        ...keyNeeds(resource, call.operation),
      ];
    },
    answer: (call) => {
      const { bucket, key } = place(call);
      const path = pathOf(bucket, key);
      if (call.operation === 'PutObject') return put(path, key, call);
      if (call.operation === 'DeleteObject') {
        rmSync(path, { force: true });
        rmSync(`${path}.json`, { force: true });
        return { status: 204 };
      }
      const stored = read(path);
      if (call.operation === 'HeadObject') {
        return {
          status: 200,
          headers: { ...headersOf(stored), 'content-length': `${stored.size}` },
        };
      }
      return { status: 200, headers: headersOf(stored), body: readFileSync(path) };
    },
    refuse: (status, code, message) =>
      xml(status, code === 'AccessDeniedException' ? 'AccessDenied' : code, message),
  };
};
