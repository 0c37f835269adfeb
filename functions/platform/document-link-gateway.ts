import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { patience, waiting } from './patience.ts';

/** An address that one content is read from, for so many seconds from an instant on. */
export type DocumentLinks = (
  stored: { storedAs: string; contentType: string },
  life: { from: Date; seconds: number },
) => Promise<string>;

/** What a browser shows and does not run; all else comes as bytes to save. */
const shown = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'text/plain']);

/** Addresses of contents in the document bucket: the key says nothing, and neither does the address. */
export const documentLinks =
  (bucket: string, s3: S3Client = new S3Client(waiting(patience.documents))): DocumentLinks =>
  async ({ storedAs, contentType }, { from, seconds }) =>
    getSignedUrl(
      s3,
      new GetObjectCommand({
        Bucket: bucket,
        Key: storedAs,
        ResponseContentType: shown.has(contentType) ? contentType : 'application/octet-stream',
      }),
      { signingDate: from, expiresIn: seconds, signingRegion: await s3.config.region() },
    );
