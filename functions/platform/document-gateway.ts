import { createHash, randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mostBytesTogether } from './content-kinds.ts';
import { asFault, PermanentFault, Refusal } from './errors.ts';
import { log } from './log.ts';
import { patience, waiting } from './patience.ts';

/** A document as a caller sends it, or as it stands once its content was put away. */
type Document = {
  title: string;
  type?: string | undefined;
  contentType: string;
  /** The content in base64. */
  data?: string | undefined;
  storedAs?: string | undefined;
  bytes?: number | undefined;
  sha256?: string | undefined;
};

/** A document with its content in base64. */
export type SentDocument = { title: string; type?: string; contentType: string; data: string };

export type DocumentGateway = {
  /** Puts the content of documents away; what comes back says where, and holds no content. */
  keep: (documents: Document[]) => Promise<Document[]>;
  /** Takes out again what was put away for a change that was not made. */
  discard: (documents: readonly Document[]) => Promise<void>;
  /**
   * The content of those that were put away.
   *
   * @throws PermanentFault when they are too large together, or one is not where it was put.
   */
  read: (documents: readonly Document[]) => Promise<SentDocument[]>;
  /** The same in their order, with nothing in the place of one that is not where it was put. */
  find: (documents: readonly Document[]) => Promise<(SentDocument | undefined)[]>;
};

/** S3 says so of what is not there, and `AccessDenied` to whoever may not list what is. */
const goneNames: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound', 'AccessDenied']);
const gone = 'document-missing';

const isGone = (error: unknown): boolean =>
  error instanceof Error && (goneNames.has(error.name) || error.message === gone);

/**
 * The contents of those that were put away, each by itself.
 *
 * @throws PermanentFault when they are too large together.
 */
const contentsOf = (
  bucket: string,
  s3: Pick<S3Client, 'send'>,
  documents: readonly Document[],
): Promise<SentDocument>[] => {
  const stored = documents.filter(({ storedAs }) => storedAs !== undefined);
  const size = stored.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  if (size > mostBytesTogether) throw new PermanentFault('documents-too-large');
  // One end for all, that of the content included, which the client does not watch.
  const abortSignal = AbortSignal.timeout(patience.documentContent.answerMs);
  return stored.map(async ({ title, type, contentType, storedAs }) => {
    const { Body } = (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: storedAs }), {
      abortSignal,
    })) as { Body?: { transformToString: (encoding: string) => Promise<string> } };
    if (!Body) throw new PermanentFault(gone);
    const data = await Body.transformToString('base64');
    return { title, ...(type ? { type } : {}), contentType, data };
  });
};

/** Documents in the document bucket, under random keys that say nothing. */
export const documentGateway = (
  bucket: string,
  s3: Pick<S3Client, 'send'> = new S3Client(waiting(patience.documents)),
): DocumentGateway => ({
  keep: (documents) =>
    Promise.all(
      documents.map(async (document) => {
        if (document.data === undefined) return document;
        const { data, ...told } = document;
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
        const sha256 = createHash('sha256').update(content).digest('hex');
        return { ...told, storedAs, bytes: content.byteLength, sha256 };
      }),
    ),
  discard: async (documents) => {
    for (const { storedAs } of documents.filter((document) => document.storedAs !== undefined))
      try {
        await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: storedAs }));
      } catch (error) {
        // A document that stays is nobody's answer; the refusal is.
        log({ event: 'record.failed', name: 'discard-document', code: asFault(error).message });
      }
  },
  read: async (documents) => Promise.all(contentsOf(bucket, s3, documents)),
  find: async (documents) =>
    Promise.all(
      contentsOf(bucket, s3, documents).map((content) =>
        content.catch((error: unknown) => {
          if (!isGone(error)) throw error;
          log({ event: 'record.failed', name: gone, code: asFault(error).message });
          return undefined;
        }),
      ),
    ),
});

/**
 * Makes a change that documents were put away for. When it is refused, or was made before by the
 * same request with documents of its own, they are taken out again. After a fault they stay: nobody
 * knows whether the change was made, and evidence is never lost.
 */
export const orDiscard = async <Done extends { outcome: string }>(
  documents: Pick<DocumentGateway, 'discard'>,
  kept: readonly Document[],
  change: () => Promise<Done>,
): Promise<Done> => {
  try {
    const done = await change();
    if (done.outcome !== 'applied') await documents.discard(kept);
    return done;
  } catch (error) {
    if (error instanceof Refusal) await documents.discard(kept);
    throw error;
  }
};
