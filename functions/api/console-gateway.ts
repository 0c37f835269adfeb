import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { patience, waiting } from '../platform/patience.ts';
import { sentAs } from './console-files.ts';

/** Puts a file of the console where it is served from, as it is to be sent. */
export const consoleGateway = (
  bucket: string,
  s3: Pick<S3Client, 'send'> = new S3Client(waiting(patience.documents)),
) => ({
  put: async (path: string, content: Uint8Array): Promise<void> => {
    const { contentType, cacheControl } = sentAs(path);
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: `console/${path}`,
        Body: content,
        ContentType: contentType,
        CacheControl: cacheControl,
      }),
    );
  },
});
