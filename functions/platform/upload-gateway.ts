import { randomUUID } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { tellingBytes } from './content-kinds.ts';
import { asFault } from './errors.ts';
import { log } from './log.ts';
import { patience, waiting } from './patience.ts';

/** What a caller says of a content before it comes: its size in bytes, its digest in hexadecimal. */
type Declared = { contentType: string; bytes: number; sha256: string };

/** How the caller sends the content: these headers, as they are, are part of what is signed. */
export type UploadSending = { method: 'PUT'; url: string; headers: Record<string, string> };

/** What lies in the bucket: `begins` are its first bytes, at least those that tell its kind. */
export type FoundUpload = { bytes: number; sha256: string | undefined; begins: Uint8Array };

export type UploadGateway = {
  /** How to send a content, from an instant on and for so many seconds. */
  offer: (
    uploadId: string,
    declared: Declared,
    life: { from: Date; seconds: number },
  ) => Promise<UploadSending>;
  /** What was sent; undefined when nothing is there. */
  look: (uploadId: string) => Promise<FoundUpload | undefined>;
  /** Puts it with the documents that are kept, and says where; undefined when nothing is there. */
  keep: (uploadId: string) => Promise<string | undefined>;
  /** Takes it out of where it was sent to. */
  discard: (uploadId: string) => Promise<void>;
};

/** What lies here goes by itself within two days: infra/documents.ts. */
const keyOf = (uploadId: string): string => `uploads/${uploadId}`;

type SdkFault = { $metadata?: { httpStatusCode?: number } };

/** To whoever may not list a bucket, S3 answers 403 for a key that is not there. */
const isMissing = (thrown: unknown): boolean =>
  [403, 404].includes((thrown as SdkFault).$metadata?.httpStatusCode ?? 0);

const unlessMissing = async <Found>(ask: () => Promise<Found>): Promise<Found | undefined> => {
  try {
    return await ask();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/**
 * Contents that are too large for a request go straight to the bucket. S3 checks what was signed: the
 * type, the size to the byte, the digest, and that nothing is there yet, so that one address is good
 * for one content and never for another.
 */
export const uploadGateway = (
  bucket: string,
  s3: S3Client = new S3Client(waiting(patience.documents)),
): UploadGateway => {
  return {
    offer: async (uploadId, { contentType, bytes, sha256 }, { from, seconds }) => {
      const checksum = Buffer.from(sha256, 'hex').toString('base64');
      const url = await getSignedUrl(
        s3,
        new PutObjectCommand({
          Bucket: bucket,
          Key: keyOf(uploadId),
          ContentType: contentType,
          ContentLength: bytes,
          ChecksumSHA256: checksum,
          IfNoneMatch: '*',
        }),
        {
          signingDate: from,
          expiresIn: seconds,
          signingRegion: await s3.config.region(),
          signableHeaders: new Set(['content-type']),
          unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
        },
      );
      return {
        method: 'PUT',
        url,
        headers: {
          'content-type': contentType,
          'content-length': String(bytes),
          'x-amz-checksum-sha256': checksum,
          'if-none-match': '*',
        },
      };
    },
    look: async (uploadId) => {
      const at = { Bucket: bucket, Key: keyOf(uploadId) };
      return unlessMissing(async () => {
        const head = await s3.send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
        const range = `bytes=0-${tellingBytes - 1}`;
        const { Body } = await s3.send(new GetObjectCommand({ ...at, Range: range }));
        return {
          bytes: head.ContentLength ?? 0,
          sha256: head.ChecksumSHA256 && Buffer.from(head.ChecksumSHA256, 'base64').toString('hex'),
          begins: (await Body?.transformToByteArray()) ?? new Uint8Array(),
        };
      });
    },
    keep: async (uploadId) => {
      const storedAs = `documents/${randomUUID()}`;
      return unlessMissing(async () => {
        await s3.send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: storedAs,
            CopySource: `${bucket}/${keyOf(uploadId)}`,
            // As with every document, a stored type could make it run.
            MetadataDirective: 'REPLACE',
            ContentType: 'application/octet-stream',
          }),
        );
        return storedAs;
      });
    },
    discard: async (uploadId) => {
      try {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(uploadId) }));
      } catch (error) {
        // The caller is answered all the same: what stays there goes by itself.
        log({ event: 'record.failed', name: 'discard-upload', code: asFault(error).message });
      }
    },
  };
};
