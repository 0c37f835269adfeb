import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { documentGateway, orDiscard } from '../../functions/platform/document-gateway.ts';
import { Refusal, TransientFault } from '../../functions/platform/errors.ts';

const client = new S3Client({ region: 'us-east-1' });
const s3 = mockClient(client);
const bucket = new Set<string>();
const documents = documentGateway('documents', client);
const letter = { title: 'Letter', contentType: 'text/plain', data: 'TGV0dGVy' };

beforeEach(() => {
  bucket.clear();
  s3.reset();
  s3.on(PutObjectCommand).callsFake(({ Key }) => void bucket.add(Key));
  s3.on(DeleteObjectCommand).callsFake(({ Key }) => void bucket.delete(Key));
  s3.on(GetObjectCommand).rejects(new Error('not asked for'));
});

describe('documents that are looked for', () => {
  const put = (title: string) => ({
    ...{ title, contentType: 'text/plain', storedAs: `documents/${title}`, bytes: 6 },
  });
  const failing = (name: string) => Object.assign(new Error('no'), { name });
  const content = { Body: { transformToString: async () => 'TGV0dGVy' } };

  it.each(['NoSuchKey', 'NotFound', 'AccessDenied'])(
    'come without one that is not there (%s), in their order',
    async (name) => {
      s3.on(GetObjectCommand).resolves(content as never);
      s3.on(GetObjectCommand, { Bucket: 'documents', Key: 'documents/b' }).rejects(failing(name));
      const found = await documents.find(['a', 'b', 'c'].map(put));
      expect(found.map((one) => one?.title)).toEqual(['a', undefined, 'c']);
      await expect(documents.read(['a', 'b'].map(put))).rejects.toMatchObject({ name });
    },
  );

  it('come without one that has no content', async () => {
    s3.on(GetObjectCommand).resolves({});
    expect(await documents.find([put('a')])).toEqual([undefined]);
  });

  it('are not given up for any other fault', async () => {
    s3.on(GetObjectCommand).rejects(failing('SlowDown'));
    await expect(documents.find([put('a')])).rejects.toMatchObject({ name: 'SlowDown' });
  });

  it('are too many together as ever', async () => {
    await expect(documents.find([{ ...put('a'), bytes: 1e9 }])).rejects.toThrow(
      'documents-too-large',
    );
  });
});

describe('what was put away for a change', () => {
  const change = async (make: () => Promise<{ outcome: string }>) =>
    orDiscard(documents, await documents.keep([letter, letter]), make);

  it('stays when the change is made', async () => {
    await change(async () => ({ outcome: 'applied' }));
    expect(bucket.size).toBe(2);
  });

  it.each(['refused', 'already'])('is taken out again when the change was %s', async (outcome) => {
    await change(async () => ({ outcome }));
    expect(bucket.size).toBe(0);
  });

  it('is taken out again when the caller is refused', async () => {
    const refusal = new Refusal(409, 'duplicate-open-referral', 'There is one.');
    await expect(change(() => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(bucket.size).toBe(0);
  });

  it('stays after a fault, when nobody knows whether the change was made', async () => {
    const fault = new TransientFault('TimeoutError');
    await expect(change(() => Promise.reject(fault))).rejects.toBe(fault);
    expect(bucket.size).toBe(2);
  });

  it('does not keep the refusal from the caller where it cannot be taken out', async () => {
    s3.on(DeleteObjectCommand).rejects(new Error('unreachable'));
    expect(await change(async () => ({ outcome: 'refused' }))).toEqual({ outcome: 'refused' });
  });
});
