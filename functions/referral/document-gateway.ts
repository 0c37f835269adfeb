import { randomUUID } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DocumentReference, Submission } from './referral.ts';

export type DocumentGateway = {
  /** Puts the content of documents away; what comes back says where, and holds no content. */
  keep: (documents: Submission['documents']) => Promise<Submission['documents']>;
};

/** Documents of referrals in the document bucket, under random keys that say nothing. */
export const documentGateway = (
  bucket: string,
  s3: Pick<S3Client, 'send'> = new S3Client(),
): DocumentGateway => {
  const keepOne = async ({ data, ...document }: DocumentReference): Promise<DocumentReference> => {
    if (data === undefined) return document;
    const content = Buffer.from(data, 'base64');
    const storedAs = `documents/${randomUUID()}`;
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: storedAs,
        Body: content,
        // What the content is stands with the referral; a stored type could make it run.
        ContentType: 'application/octet-stream',
      }),
    );
    return { ...document, storedAs, bytes: content.byteLength };
  };
  return { keep: (documents) => Promise.all(documents.map(keepOne)) };
};
