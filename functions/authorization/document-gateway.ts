import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PermanentFault } from '../platform/errors.ts';
import { setting } from '../platform/table.ts';
import type { DocumentReference } from '../referral/referral.ts';
import type { SentDocument } from './pas/resources.ts';

export type DocumentGateway = {
  /** The content of documents, in base64. */
  read: (documents: readonly DocumentReference[]) => Promise<SentDocument[]>;
};

/** PAS carries attachments inside the request; more than this no payer takes. */
const mostBytes = 20_000_000;

let client: S3Client | undefined;

/** Reads from the document bucket what a referral's documents hold. */
export const documentGateway = (): DocumentGateway => ({
  read: async (documents) => {
    const stored = documents.filter(({ storedAs }) => storedAs !== undefined);
    const size = stored.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
    if (size > mostBytes) throw new PermanentFault('documents-too-large');
    client ??= new S3Client({});
    const s3 = client;
    return Promise.all(
      stored.map(async ({ title, type, contentType, storedAs }) => {
        const { Body } = await s3.send(
          new GetObjectCommand({ Bucket: setting('DOCUMENT_BUCKET'), Key: storedAs }),
        );
        if (!Body) throw new PermanentFault('document-missing');
        const data = await Body.transformToString('base64');
        return { title, ...(type ? { type } : {}), contentType, data };
      }),
    );
  },
});
